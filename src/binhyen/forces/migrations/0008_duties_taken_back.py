"""An entry of a team's task can be taken back; it stays, and counts no more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forces", "0007_numbers_by_day")]

    operations = [
        migrations.AddField(
            model_name="dutyentry",
            name="taken_back_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="dutyentry",
            name="taken_back_because",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
    ]
