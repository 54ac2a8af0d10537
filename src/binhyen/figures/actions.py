"""Count, sum up months, state totals, close years, and prove the counts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F, Sum, Value
from django.db.models.functions import TruncMonth

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.figures import closing, registry
from binhyen.figures.closing import YearClosed as YearClosed
from binhyen.figures.models import (
    ClosedYear,
    Closing,
    DayCount,
    MonthCount,
    MonthTotal,
    StatedTotal,
)
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period
from binhyen.people import policy
from binhyen.people.grants import GRANTS
from binhyen.people.models import Post, User
from binhyen.places import queries as places
from binhyen.places.models import Unit

#: Event, unit, day or first day of the month, and category.
_Key = tuple[str, int, str, str]
#: Stands for the category where a sum is of all of them.
ALL = "*"

# One statement on both databases; the row of the day is created or raised, never read first.
_COUNT = """
    INSERT INTO figures_daycount (event, unit_id, day, category, n, late) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (event, unit_id, day, category)
    DO UPDATE SET n = figures_daycount.n + excluded.n, late = figures_daycount.late + excluded.late
"""


def count(*, event: str, unit_id: int, on: date, category: str = "", n: int = 1) -> None:
    """Add `n` to the day's count, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [event, unit_id, on.isoformat(), category, n, n])


_ADD = """
    INSERT INTO figures_monthcount (event, unit_id, month, category, n) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (event, unit_id, month, category) DO UPDATE SET n = figures_monthcount.n + excluded.n
"""
_ADD_TO_TOTAL = """
    INSERT INTO figures_monthtotal (event, unit_id, month, n) VALUES (%s, %s, %s, %s)
    ON CONFLICT (event, unit_id, month) DO UPDATE SET n = figures_monthtotal.n + excluded.n
"""
#: Days summed up in one transaction: whoever counts on one of them waits no longer than this takes.
_AT_ONCE = 5000


def sum_months(*, at: datetime) -> int:
    """Add what the days before today count to the months of their provinces, each count once; return how many days."""
    today, days = clock.local_day(at), 0
    while more := _sum_some(today):
        days += more
    return days


@transaction.atomic
def _sum_some(before: date) -> int:
    waiting = DayCount.objects.unsummed().filter(day__lt=before).order_by("pk")
    rows = list(waiting.select_for_update()[:_AT_ONCE])
    provinces = _provinces_of({row.unit_id for row in rows})
    months: Counter[_Key] = Counter()
    for row in rows:
        month = row.day.replace(day=1).isoformat()
        months[row.event, provinces[row.unit_id], month, row.category] += row.late
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, [(*key, n) for key, n in sorted(months.items())])
        totals = sorted(_of_all_categories(months).items())
        cursor.executemany(_ADD_TO_TOTAL, [(*key[:3], n) for key, n in totals])
    DayCount.objects.filter(pk__among=[row.pk for row in rows]).update(late=0)
    return len(rows)


def _of_all_categories(months: Mapping[_Key, int]) -> Counter[_Key]:
    totals: Counter[_Key] = Counter()
    for (event, unit_id, month, _category), n in months.items():
        totals[event, unit_id, month, ALL] += n
    return totals


def _provinces_of(units: Collection[int]) -> dict[int, int]:
    """Return unit -> the unit without a parent that it lies in, or is."""
    paths = dict(Unit.objects.filter(pk__among=units).values_list("pk", "path"))
    provinces = dict(Unit.objects.filter(parent=None).values_list("path", "pk"))
    return {pk: provinces[next(places.paths_above(path))] for pk, path in paths.items()}


@transaction.atomic
def state_total(
    *,
    unit: Unit,
    category: str,
    period: Period,
    total: int,
    paper_number: str,
    by: User,
    at: datetime,
) -> StatedTotal:
    """Record a total that an authority states on a paper; stating it again replaces the number.

    Raises NotAllowed or YearClosed.
    """
    policy.require(by, "figures.state_total", unit, on=clock.local_day(at))
    closing.refuse_closed(unit, period.last_day)
    stated, _ = StatedTotal.objects.update_or_create(
        unit=unit,
        category=category,
        since=period.since,
        until=period.until,
        defaults={
            "total": total,
            "paper_number": paper_number,
            "stated_by": by.ref,
            "stated_at": at,
        },
    )
    audit.record(
        event="figures.total_stated",
        subject=f"{unit.path} {category}",
        actor=by.ref,
        at=at,
        detail={
            "total": total,
            "paper": paper_number,
            "since": period.since.isoformat(),
            "until": period.until.isoformat(),
        },
    )
    return stated


class YearNotOver(Exception):
    """A year is closed when it is over."""


class ClosedAlready(Exception):
    """The year is closed, by itself or by a later one."""

    def __init__(self, closed: ClosedYear) -> None:
        super().__init__(str(closed))
        self.closed = closed


class OpenBelow(Exception):
    """A unit below in which somebody works has not closed the year yet."""

    def __init__(self, units: list[Unit]) -> None:
        super().__init__(", ".join(unit.full_name for unit in units))
        self.units = units


class ReopenedAlready(Exception):
    """Somebody opened the year again meanwhile."""


class LaterClosed(Exception):
    """A later year is closed, which rests on this one: it is opened first."""

    def __init__(self, closed: ClosedYear) -> None:
        super().__init__(str(closed))
        self.closed = closed


class BecauseMissing(Exception):
    """A year is opened again for a reason."""


@transaction.atomic
def close_year(*, unit: Unit, year: int, by: User | None, at: datetime) -> ClosedYear:
    """Close a year: no act changes a figure of it any more. By nobody, it is the house on the day set for it.

    Raises NotAllowed, YearNotOver, ClosedAlready or OpenBelow.
    """
    today = clock.local_day(at)
    if by is not None:
        policy.require(by, "figures.close_year", unit, on=today)
    if year >= today.year:
        raise YearNotOver(year)
    closing.hold_alone(unit)
    if standing := closing.closed(unit, year):
        raise ClosedAlready(standing)
    if waiting := closing.open_below(unit, year):
        raise OpenBelow(waiting)
    closed = ClosedYear.objects.create(
        unit=unit,
        year=year,
        closed_at=at,
        closed_by=by.ref if by else audit.HOUSE,
        how=Closing.HAND if by else Closing.DUE,
    )
    audit.record(
        event="figures.year_closed",
        subject=unit.path,
        actor=closed.closed_by,
        at=at,
        detail={"year": year, "how": closed.how},
    )
    return closed


@transaction.atomic
def reopen_year(*, closed: ClosedYear, because: str, by: User, at: datetime) -> list[ClosedYear]:
    """Open a closed year again for a reason, and with it that of every unit above; return what was opened.

    The level above does it, or where nobody of it works in the house, the unit's own head.
    Raises NotAllowed, BecauseMissing, ReopenedAlready or LaterClosed.
    """
    policy.require(by, opener(closed, on=clock.local_day(at)), closed, on=clock.local_day(at))
    why = text.seen(because)
    if not why:
        raise BecauseMissing(str(closed))
    own = closed.holding_paths()
    held = ClosedYear.objects.standing().filter(unit__in=closing.keepers_of(closed.unit))
    later = held.filter(unit__path__in=own, year__gt=closed.year).order_by("-year").first()
    if later is not None:
        raise LaterClosed(later)
    above = held.exclude(pk=closed.pk).filter(year__gte=closed.year).select_related("unit")
    rows = [closed, *above.order_by("pk")]
    for row in rows:
        _reopen(row, why, by, at)
    return rows


def opener(closed: ClosedYear, *, on: date) -> str:
    """Return the action that opens the year again: of the level above, or of the unit where nobody above works here."""
    above = [unit.pk for unit in places.ancestors(closed.unit)]
    posts = Post.objects.in_force(on).filter(unit__in=above, user__is_active=True)
    roles = set().union(*(grant.roles for grant in GRANTS["figures.reopen_year"]))
    is_there = posts.filter(role__in=[role.value for role in roles]).exists()
    return "figures.reopen_year" if is_there else "figures.reopen_own_year"


def _reopen(row: ClosedYear, why: str, by: User, at: datetime) -> None:
    still = ClosedYear.objects.standing().filter(pk=row.pk)
    if not still.update(reopened_at=at, reopened_by=by.ref, reopened_because=why[:300]):
        raise ReopenedAlready(str(row))
    audit.record(
        event="figures.year_reopened",
        subject=row.unit.path,
        actor=by.ref,
        at=at,
        detail={"year": row.year, "because": why[:300]},
    )


@dataclass(frozen=True)
class Difference:
    """A day count that the events do not bear out."""

    event: str
    unit_id: int
    day: str
    category: str
    counted: int
    recounted: int


def differences(scope: Scope | None = None, period: Period | None = None) -> list[Difference]:
    """Recount every event from the records and return where the counts disagree, in order: days, then months.

    With a scope and a period, only its days: those of one commune's year are told within seconds.
    """
    recounted: Counter[_Key] = Counter()
    events: set[str] = set()
    part = (registry.Part(scope.unit_ids, period),) if scope and period else ()
    for names, recount in registry.all_recounts().items():
        events.update(names)
        for tally in recount(*part):
            recounted[tally.event, tally.unit_id, tally.day, tally.category] += tally.n
    rows = DayCount.objects.filter(event__in=events)
    for one in part:
        rows = rows.filter(unit__among=one.unit_ids)
        rows = rows.filter(day__gte=one.period.since, day__lt=one.period.until)
    counted = _sums(rows.values_list("event", "unit_id", "day", "category").annotate(Sum("n")))
    return _compared(counted, recounted) + ([] if part else _differences_of_months())


def _differences_of_months() -> list[Difference]:
    """Add up the days again, as far as they are summed, and compare with the months and with their totals."""
    keys = ("event", "unit_id", "month", "category")
    days = DayCount.objects.annotate(month=TruncMonth("day"), summed=F("n") - F("late"))
    summed = _sums(days.exclude(summed=0).values_list(*keys).annotate(Sum("summed")))
    provinces = _provinces_of({unit_id for _event, unit_id, _month, _category in summed})
    recounted: Counter[_Key] = Counter()
    for (event, unit_id, month, category), n in summed.items():
        recounted[event, provinces[unit_id], month, category] += n
    totals = MonthTotal.objects.annotate(category=Value(ALL)).values_list(*keys, "n")
    months = _compared(_sums(MonthCount.objects.values_list(*keys, "n")), recounted)
    return months + _compared(_sums(totals), _of_all_categories(recounted))


def _sums(rows: Iterable[tuple[str, int, date, str, int]]) -> dict[_Key, int]:
    return {(event, unit, day.isoformat(), category): n for event, unit, day, category, n in rows}


def _compared(counted: Mapping[_Key, int], recounted: Mapping[_Key, int]) -> list[Difference]:
    return [
        Difference(*key, counted.get(key, 0), recounted.get(key, 0))
        for key in sorted(counted.keys() | recounted.keys())
        if counted.get(key, 0) != recounted.get(key, 0)
    ]


def uncounted_events() -> list[str]:
    """Return events that have day counts but nobody who recounts them: such a count cannot be proven."""
    known = {event for names in registry.all_recounts() for event in names}
    return sorted(set(DayCount.objects.values_list("event", flat=True).distinct()) - known)
