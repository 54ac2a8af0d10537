"""Drop the numbers that are counted from the points now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("movement", "0006_points_as_rows")]

    operations = [
        migrations.RemoveField(model_name="initiative", name="points"),
        migrations.RemoveField(model_name="initiative", name="teams"),
    ]
