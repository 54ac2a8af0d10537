"""Going back, every team gets a number reported again: how many of its members serve."""

from django.db import migrations


def report_what_was_counted(apps, schema_editor):
    Team = apps.get_model("forces", "Team")
    Service = apps.get_model("forces", "Service")
    for team in Team.objects.filter(serving=None):
        team.serving = Service.objects.filter(team=team, until=None).count()
        team.save(update_fields=["serving"])


class Migration(migrations.Migration):

    dependencies = [
        ('forces', '0005_roster'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, report_what_was_counted),
    ]
