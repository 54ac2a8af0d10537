"""Count, sum up months, state totals, and prove the counts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import F, Sum
from django.db.models.functions import TruncMonth

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.models import DayCount, MonthCount, StatedTotal
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Unit

# One statement on both databases; the row of the day is created or raised, never read first.
_COUNT = """
    INSERT INTO figures_daycount (event, unit_id, day, category, n) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (event, unit_id, day, category) DO UPDATE SET n = figures_daycount.n + excluded.n
"""


def count(*, event: str, unit_id: int, on: date, category: str = "", n: int = 1) -> None:
    """Add `n` to the day's count, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [event, unit_id, on.isoformat(), category, n])


_ADD = """
    INSERT INTO figures_monthcount (event, unit_id, month, category, n) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (event, unit_id, month, category) DO UPDATE SET n = figures_monthcount.n + excluded.n
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
    months: Counter[tuple[str, int, str, str]] = Counter()
    for row in rows:
        month = row.day.replace(day=1).isoformat()
        months[row.event, provinces[row.unit_id], month, row.category] += row.n - row.summed
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, [(*key, n) for key, n in sorted(months.items())])
    DayCount.objects.filter(pk__among=[row.pk for row in rows]).update(summed=F("n"))
    return len(rows)


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
    """Record a total that an authority states on a paper; stating it again replaces the number. Raises NotAllowed."""
    policy.require(by, "figures.state_total", unit, on=clock.local_day(at))
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


_Key = tuple[str, int, str, str]


def _differences_of_months() -> list[Difference]:
    """Add up the days again, as far as they are summed, and compare with the months."""
    keys = ("event", "unit_id", "month", "category")
    days = DayCount.objects.exclude(summed=0).annotate(month=TruncMonth("day"))
    recounted: Counter[_Key] = Counter()
    summed = _sums(days.values_list(*keys).annotate(Sum("summed")))
    provinces = _provinces_of({unit_id for _event, unit_id, _month, _category in summed})
    for (event, unit_id, month, category), n in summed.items():
        recounted[event, provinces[unit_id], month, category] += n
    return _compared(_sums(MonthCount.objects.values_list(*keys, "n")), recounted)


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
