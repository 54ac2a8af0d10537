"""Let a team have another number of members from a day on."""

from datetime import date

from binhyen.forces.models import ReportedStrength, Team


def told_from(team: Team, on: date, serving: int | None) -> None:
    """Let `team` have so many members from `on` on, None for those of its roster; the days before keep what they were told.

    Where a roster begins, what was reported for later days gives way: there is never a second number. A step of an act.
    """
    rows = ReportedStrength.objects.filter(team=team)
    if serving is None and rows.filter(serving=None, on__lte=on).exists():
        return
    if team.serving is not None and not rows.exists() and team.established_on < on:
        rows.create(team=team, on=team.established_on, serving=team.serving)
    if serving is None:
        rows.filter(on__gte=on).delete()
    rows.update_or_create(team=team, on=on, defaults={"serving": serving})
    team.serving = serving
    team.save(update_fields=["serving"])
