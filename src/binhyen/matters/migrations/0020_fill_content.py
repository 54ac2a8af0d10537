"""Say of every answer with stars whether it is content, before the first stars are forgotten."""

from django.db import migrations

CONTENT = 4


def fill(apps, schema_editor):
    starred = apps.get_model("matters", "Feedback").objects.filter(stars__isnull=False)
    starred.filter(stars__gte=CONTENT).update(is_content=True)
    starred.filter(stars__lt=CONTENT).update(is_content=False)


class Migration(migrations.Migration):
    dependencies = [("matters", "0019_forgetting")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
