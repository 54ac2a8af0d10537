"""Say of every report whether it marked a point, before the first points are forgotten."""

from django.db import migrations


def fill(apps, schema_editor):
    Report = apps.get_model("reports", "Report")
    Report.objects.filter(lat__isnull=False).update(has_point=True)


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_forgetting")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
