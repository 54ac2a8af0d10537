"""The log of patrols as the commune reads it: by area and week."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.figures.queries import scope_of
from binhyen.forces import queries
from binhyen.forces.models import Patrol
from binhyen.people import policy
from binhyen.places.models import Level, Unit

_WEEK = timedelta(days=7)
_FIRST = date(2020, 1, 6)


@dataclass(frozen=True)
class OfArea:
    """What one residential area's team did in the week."""

    area: Unit
    patrols: list[Patrol]

    @property
    def hours(self) -> float:
        """Return how long they walked together, in hours."""
        spent = sum((one.ended_at - one.started_at for one in self.patrols), timedelta())
        return spent / timedelta(hours=1)


@officer
@require_GET
def patrols(request: HttpRequest) -> HttpResponse:
    """List a week's patrols by area, those areas included where nobody patrolled."""
    visit = visit_of(request)
    unit = _unit(visit)
    if unit is None:
        return not_allowed(request, _("The log of patrols is read by the police and the committee of the commune."))  # fmt: skip
    monday = _monday_asked(request, visit.on)
    rows = list(queries.patrols(scope_of(unit), since=monday, until=monday + _WEEK))
    areas = _by_area(unit, rows, monday)
    shown = {
        "unit": unit,
        "areas": areas,
        "unwalked": [one.area.full_name for one in areas if not one.patrols],
        "total": len(rows),
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - _WEEK if monday > _FIRST else None,
        "after": monday + _WEEK if monday + _WEEK <= visit.on else None,
    }
    return render(request, "desk/field/patrols.html", shown)


def _unit(visit: Visit) -> Unit | None:
    """Return the unit worked for if its post reads patrols, else that of the first post that does."""
    if visit.unit and visit.may("forces.read_patrols", visit.unit):
        return visit.unit
    posts = policy.posts_granting(visit.user, "forces.read_patrols", on=visit.on)
    return posts[0].unit if posts else None


def _monday_asked(request: HttpRequest, today: date) -> date:
    """Return the Monday of the week that the address names; anything odd or later means this week."""
    try:
        day = date.fromisoformat(request.GET.get("tuan", ""))
    except ValueError:
        day = today
    day = day if _FIRST <= day <= today else today
    return day - timedelta(days=day.weekday())


def _by_area(unit: Unit, rows: list[Patrol], monday: date) -> list[OfArea]:
    """Return the areas of the unit in their order, then others that the patrols were in: those of before a merger."""
    areas = Unit.objects.filter(parent=unit, level=Level.RESIDENTIAL_AREA)
    areas = areas.on(monday + timedelta(days=6))  # in the week of a merger those of after it
    known = {area.pk: area for area in areas.order_by("sort_key", "pk")}
    known |= {row.area_id: row.area for row in rows if row.area_id not in known}
    walked: dict[int, list[Patrol]] = {pk: [] for pk in known}
    for row in reversed(rows):
        walked[row.area_id].append(row)
    return [OfArea(area, walked[pk]) for pk, area in known.items()]
