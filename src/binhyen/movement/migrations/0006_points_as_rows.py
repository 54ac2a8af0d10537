"""Make a row of every point that the register knew by number only.

The first point is the initiative's own unit and holds the teams, because nobody wrote down where they are. The others
have no territory until an officer names it. Going back counts the rows again. An initiative classed as closed ends.
"""

from django.db import migrations
from django.db.models import Sum

AT_ONCE = 500


def fill(apps, schema_editor):
    Initiative = apps.get_model("movement", "Initiative")
    Year = apps.get_model("movement", "InitiativeYear")
    Point = apps.get_model("movement", "InitiativePoint")
    for initiative in Initiative.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
        closed = Year.objects.filter(initiative=initiative.pk, class_of_year="CLOSED")
        decided = closed.order_by("decided_on").values_list("decided_on", flat=True).first()
        ended_on = max(decided, initiative.founded_on) if decided else None
        Initiative.objects.filter(pk=initiative.pk).update(ended_on=ended_on)
        Point.objects.bulk_create(points_of(Point, initiative, ended_on))


def points_of(Point, initiative, ended_on):
    """Yield the points of an initiative; one that had none by number has its own place all the same."""
    for number in range(max(initiative.points, 1)):
        yield Point(
            initiative_id=initiative.pk,
            territory_id=None if number else initiative.unit_id,
            teams=0 if number else initiative.teams,
            opened_on=initiative.founded_on,
            closed_on=ended_on,
        )


def count_again(apps, schema_editor):
    Initiative = apps.get_model("movement", "Initiative")
    Point = apps.get_model("movement", "InitiativePoint")
    for initiative in Initiative.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
        rows = Point.objects.filter(initiative=initiative.pk)
        if initiative.ended_on is None:
            rows = rows.filter(closed_on=None)
        teams = rows.aggregate(n=Sum("teams"))["n"] or 0
        Initiative.objects.filter(pk=initiative.pk).update(points=rows.count(), teams=teams)
    Point.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("movement", "0005_initiatives_in_full")]

    operations = [migrations.RunPython(fill, count_again)]
