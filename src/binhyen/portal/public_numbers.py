"""What a commune shows to anybody: what was reported and settled, how long it takes, dangers that everybody may know.

The last half-year that is over: a page that changed with every report would tell of each, and one that changed with
every month would tell the months by subtracting last month's page. Every count stands for five or more, and nothing
smaller can be found by subtracting (`figures.rules`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache

from binhyen.core import clock
from binhyen.figures import queries as figures
from binhyen.figures import registry
from binhyen.figures.queries import Scope
from binhyen.figures.rules import (
    HALF,
    Open,
    Period,
    half_year_before,
    month_of,
    months_before,
    opened_up,
    spans,
)
from binhyen.matters.models import Matter, Shelf
from binhyen.matters.workflow import State
from binhyen.places.models import Unit
from binhyen.reports.catalogues import taxonomy

MOST_HAZARDS = 50
REMEMBERED_SECONDS = 3600
RECEIVED, SETTLED = "matters.opened", "matters.settled"


@dataclass(frozen=True)
class Hazard:
    """A danger that everybody may know of: no point, no words, no hour, nobody."""

    category: str
    area: str
    month: date
    state: State


@dataclass(frozen=True)
class Numbers:
    """All that the page shows."""

    period: Period
    received: Open | None
    settled: Open | None
    received_by_span: list[tuple[Period, int]]
    settled_by_span: list[tuple[Period, int]]
    median_days: int | None
    content_percent: int | None
    hazards: list[Hazard]


def numbers_of(unit: Unit, at: datetime) -> Numbers:
    """Return what `unit` shows on the day of `at`, reckoned once an hour."""
    on = clock.local_day(at)
    slot = f"portal.openly.{unit.pk}.{on.isoformat()}"
    known: Numbers | None = cache.get(slot)
    if known is None:
        known = _reckoned(unit, on)
        cache.set(slot, known, timeout=REMEMBERED_SECONDS)
    return known


def _reckoned(unit: Unit, on: date) -> Numbers:
    period = half_year_before(on)
    months = months_before(month_of(period.last_day), HALF)
    scope = figures.scope_of(unit)
    return Numbers(
        period,
        _by_category(RECEIVED, scope, period),
        _by_category(SETTLED, scope, period),
        _by_span(RECEIVED, scope, period, months),
        _by_span(SETTLED, scope, period, months),
        _asked("matters.median_days", scope, period),
        _asked("matters.satisfaction_share", scope, period),
        _hazards(unit),
    )


def _by_category(event: str, scope: Scope, period: Period) -> Open | None:
    """Return the kinds by how often; what is need-to-know is never named, however often it happened."""
    walled = (code for code, one in taxonomy().categories.items() if one.is_restricted)
    counts = figures.counted_by_category(event, scope, period)
    return opened_up(counts, unnamed=frozenset(walled))


def _by_span(
    event: str, scope: Scope, period: Period, months: list[Period]
) -> list[tuple[Period, int]]:
    by_day = figures.counted_by_day(event, scope, period)
    return spans((month, sum(n for day, n in by_day.items() if day in month)) for month in months)


def _asked(name: str, scope: Scope, period: Period) -> int | None:
    value = registry.ask(name, scope, period)
    return round(value.exact()) if value.is_defined else None


def _hazards(unit: Unit) -> list[Hazard]:
    """Return the open matters of the kinds that are open to view, by area and month alone."""
    public = [code for code, one in taxonomy().categories.items() if one.is_public]
    rows = (
        Matter.objects.filter(
            unit=unit, shelf=Shelf.OPEN.value, category__in=public, sensitivity="S0"
        )
        .select_related("area")
        .order_by("-opened_at", "-pk")[:MOST_HAZARDS]
    )
    return [
        Hazard(
            row.category,
            row.area.full_name if row.area else "",
            clock.local_day(row.opened_at).replace(day=1),
            State(row.state),
        )
        for row in rows
    ]
