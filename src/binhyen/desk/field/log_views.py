"""The log of patrols as the commune reads it: by area and week."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.desk import tables
from binhyen.desk.field import forms
from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.forces import actions, queries
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
        return _not_theirs(request)
    return _week(request, visit, unit)


def _not_theirs(request: HttpRequest) -> HttpResponse:
    return not_allowed(
        request, _("The log of patrols is read by the police and the committee of the commune.")
    )


def _week(
    request: HttpRequest, visit: Visit, unit: Unit, form: forms.Span | None = None
) -> HttpResponse:
    """Show a week, and with it the form of what to take away."""
    monday = _monday_asked(request, visit.on)
    sunday = monday + timedelta(days=6)
    rows = list(queries.patrols_kept_by(unit, since=monday, until=monday + _WEEK))
    areas = _by_area(unit, rows, min(sunday, visit.on))
    shown = {
        "unit": unit,
        "areas": areas,
        "unwalked": [one.area.full_name for one in areas if not one.patrols],
        "total": len(rows),
        "monday": monday,
        "sunday": sunday,
        "form": form or forms.Span(initial={"tu": monday, "den": sunday}),
        "before": monday - _WEEK if monday > _FIRST else None,
        "after": monday + _WEEK if monday + _WEEK <= visit.on else None,
    }
    return render(request, "desk/field/patrols.html", shown)


@dataclass(frozen=True)
class Log:
    """The log of patrols as a file."""

    watermark: str
    widths: ClassVar = (30, 16, 16, 8, 26, 10, 60, 16)

    @property
    def sheet(self) -> str:
        """Return what the sheet of a workbook is called."""
        return _("Patrols")

    def head(self) -> list[str]:
        """Return the names of the columns."""
        return [
            _("Residential area"), _("Started"), _("Ended"), _("Hours"), _("Who"), _("Others"), _("Remarks"),
            _("Logged"),
        ]  # fmt: skip

    def row(self, patrol: Patrol) -> list[tables.Cell]:
        """Return the cells of a patrol."""
        return [
            patrol.area.full_name,
            tables.local(patrol.started_at),
            tables.local(patrol.ended_at),
            round((patrol.ended_at - patrol.started_at) / timedelta(hours=1), 1),
            patrol.by.full_name,
            patrol.companions,
            patrol.remarks,
            tables.local(patrol.logged_at),
        ]


@officer
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """Give the patrols of some days as a file; it is on the trail before the first row leaves."""
    visit = visit_of(request)
    unit, kind = _unit(visit), request.GET.get("dang", "csv")
    if unit is None:
        return _not_theirs(request)
    if kind not in tables.KINDS:
        raise Http404
    form = forms.Span(request.GET)
    if not form.is_valid():
        return _week(request, visit, unit, form)
    since, until = form.cleaned_data["tu"], form.cleaned_data["den"]
    rows = actions.take_patrols(
        unit=unit,
        since=since,
        until=until + timedelta(days=1),
        as_what=kind,
        by=visit.user,
        at=visit.at,
    )
    name = f"tuan-tra-{since:%Y-%m-%d}-{until:%Y-%m-%d}"
    return tables.answer(rows, Log(tables.watermark(visit)), name=name, kind=kind)


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


def _by_area(unit: Unit, rows: list[Patrol], day: date) -> list[OfArea]:
    """Return the areas of the unit in their order, as they stand on the last day of the week that has come; then others
    that the patrols were in: those of before a merger."""
    areas = Unit.objects.filter(parent=unit, level=Level.RESIDENTIAL_AREA).on(day)
    known = {area.pk: area for area in areas.order_by("sort_key", "pk")}
    known |= {row.area_id: row.area for row in rows if row.area_id not in known}
    walked: dict[int, list[Patrol]] = {pk: [] for pk in known}
    for row in reversed(rows):
        walked[row.area_id].append(row)
    return [OfArea(area, walked[pk]) for pk, area in known.items()]
