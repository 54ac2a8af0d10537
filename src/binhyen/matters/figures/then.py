"""Which of the matters of a closed year are open, overdue, found to be so: as `standing` tells it, from what was known."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from binhyen.matters import clocks, rules, running
from binhyen.matters.figures.known import FOUND, Known, Moments, clocks_running, known, unsettled
from binhyen.matters.figures.wanted import ALL, moments_of
from binhyen.matters.models import Deadline, Matter
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import State

PROLONGED = "DSP-PROLONGED"
#: What is told of the end of the period, not of the moment when the books were closed.
STATES = frozenset({"open", "overdue", "above"})
_BY_OPENING = frozenset({"pending", "confirmed"})
WHICH: Mapping[str, Callable[[Known], bool]] = {
    "open": lambda one: not one.ending,
    "overdue": lambda one: not one.ending,
    "above": lambda one: one.state == State.PROPOSED,
    "flagged": lambda _one: True,
    "pending": lambda one: not one.ending,
    "confirmed": lambda one: one.ending in FOUND,
    "mediated": lambda one: one.ending in FOUND,
    "reconciled": lambda one: one.ending in FOUND and one.outcome == Outcome.RECONCILED,
}
_When = Callable[[Known], bool]


def of_period(filters: Mapping[str, str], closed: Moments) -> list[Known]:
    """Return what was known of the matters of the period that had not come to their last end by then."""
    if not closed:
        return []
    since, until = moments_of(filters)
    which, categories = filters["which"], filters["categories"].split(",")
    moments = dict.fromkeys(closed, until) if which in STATES else closed
    matters = Matter.objects.filter(unsettled(moments), unit__among=moments, opened_at__lt=until)
    if which in _BY_OPENING and PROLONGED not in categories:
        matters = matters.filter(opened_at__gte=since)
    found = known(matters, moments)
    is_then = _when(which, since, until, found, moments)
    return [
        one
        for one in found
        if (is_then(one) and (categories == [ALL] or one.category in categories))
        or (PROLONGED in categories and _is_prolonged(one, since, until))
    ]


def _when(
    which: str, since: datetime, until: datetime, found: Iterable[Known], moments: Moments
) -> _When:
    if which in {"open", "above"}:
        return lambda _one: True
    if which == "overdue":
        late = _late({one.pk for one in found}, until, moments)
        return lambda one: one.pk in late
    if which == "flagged":
        return lambda one: _is_in(one.flagged_at, since, until)
    if which in {"mediated", "reconciled"}:
        return lambda one: _is_in(one.resolved_at, since, until)
    return lambda one: _is_in(one.opened_at, since, until)


def _is_in(at: datetime | None, since: datetime, until: datetime) -> bool:
    return at is not None and since <= at < until


def _late(matters: set[int], until: datetime, moments: Moments) -> set[int]:
    """Return the matters of which a clock that governs had run out by then."""
    rows = Deadline.objects.filter(
        matter__among=matters, due_at__lt=until, purpose__in=rules.GOVERNING, amount__gt=0
    ).exclude(clock=running.RESULT)
    return {row.matter_id for row in clocks_running(rows, moments)}


def _is_prolonged(one: Known, since: datetime, until: datetime) -> bool:
    """Say of a dispute what `standing` asks of those that stand."""
    if one.category not in clocks.disputes():
        return False
    long = one.opened_at + rules.PROLONGED_AFTER
    if one.resolved_at is None:
        return long < until or (one.flagged_at is not None and one.flagged_at < until)
    was_flagged = one.flagged_at is not None and one.flagged_at < until
    return one.resolved_at >= since and (
        was_flagged or (one.resolved_at > long and one.opened_at < until)
    )
