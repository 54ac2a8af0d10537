"""Where and when nobody patrolled, on a map and a grid of areas by weeks; and how soon the teams come when they are called."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from binhyen.desk.forces import asking, pictures
from binhyen.desk.officers import officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.figures.queries import Scope, scope_of
from binhyen.figures.rules import Period
from binhyen.forces import queries, rules
from binhyen.matters import responding
from binhyen.places import drawing
from binhyen.places.models import Unit

WEEKS = 13
_SPAN = rules.WEEK * WEEKS
_FIRST = date(2020, 1, 6)


@dataclass(frozen=True)
class Spot:
    """A residential area on the map of its commune; there are no boundaries of areas, so it is a circle."""

    x: int
    y: int
    shade: int
    number: int


@officers_page
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Show thirteen weeks of patrols by area, and the response times of the same weeks."""
    visitor = visit_of(request)
    unit = asking.unit_with_force(request, visitor, "forces.read_patrols")
    until = _until(request, visitor)
    since = until - _SPAN
    scope = scope_of(unit)
    grid = _grid(scope, since, until)
    context = {
        "unit": unit,
        "since": since,
        "last": until - timedelta(days=1),
        "grid": grid,
        "map": drawing.map_of(unit),
        "spots": _spots(unit, grid),
        "responses": responding.responses(scope, Period(since, until)),
        "before": since if since - _SPAN >= _FIRST else None,
        "after": min(until + _SPAN, _next_monday(visitor.on)) if until <= visitor.on else None,
    }
    return show(request, "forces/coverage", context)


def _next_monday(day: date) -> date:
    return rules.monday_of(day) + rules.WEEK


def _until(request: HttpRequest, visitor: Visit) -> date:
    """Return the Monday before which the weeks shown end; anything odd or later means with this week."""
    latest = _next_monday(visitor.on)
    try:
        asked = date.fromisoformat(request.GET.get("den", ""))
    except ValueError:
        return latest
    return rules.monday_of(asked) if _FIRST + _SPAN <= asked <= latest else latest


def _grid(scope: Scope, since: date, until: date) -> pictures.Grid:
    areas = list(queries.areas_of(scope, since=since, until=until))
    patrols = queries.patrols_by_week(scope, since=since, until=until)
    return pictures.grid(queries.lives(areas), rules.mondays(since, until), patrols)


def _spots(unit: Unit, grid: pictures.Grid) -> list[Spot]:
    """Return the areas that have a point on the map, darker the more of their weeks were patrolled."""
    found, drawn = drawing.map_of(unit), []
    for number, row in enumerate(grid.rows, start=1):
        if found is None or row.area.lat is None or row.area.lon is None or not row.weeks:
            continue
        place = found.spot(row.area.lat, row.area.lon)
        if place is not None:
            walked = row.weeks - row.without
            shade = -(-walked * pictures.MANY // row.weeks)
            drawn.append(Spot(*place, shade, number))
    return drawn
