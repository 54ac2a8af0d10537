"""Count, state totals, and prove the counts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Sum

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.models import DayCount, StatedTotal
from binhyen.figures.rules import Period
from binhyen.people import policy
from binhyen.people.models import User
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


def differences() -> list[Difference]:
    """Recount every event from the records and return where the day counts disagree, in order."""
    recounted: Counter[tuple[str, int, str, str]] = Counter()
    events: set[str] = set()
    for names, recount in registry.all_recounts().items():
        events.update(names)
        for tally in recount():
            recounted[tally.event, tally.unit_id, tally.day, tally.category] += tally.n
    counted = {
        (row["event"], row["unit_id"], row["day"].isoformat(), row["category"]): row["total"]
        for row in DayCount.objects.filter(event__in=events)
        .values("event", "unit_id", "day", "category")
        .annotate(total=Sum("n"))
    }
    keys = sorted(counted.keys() | recounted.keys())
    return [
        Difference(*key, counted.get(key, 0), recounted.get(key, 0))
        for key in keys
        if counted.get(key, 0) != recounted.get(key, 0)
    ]


def uncounted_events() -> list[str]:
    """Return events that have day counts but nobody who recounts them: such a count cannot be proven."""
    known = {event for names in registry.all_recounts() for event in names}
    return sorted(set(DayCount.objects.values_list("event", flat=True).distinct()) - known)
