"""Plans without a database: the two phases of a year, circles among tasks, what is said of a day that comes near."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

#: The half-year review closes the first phase, where the plan reaches over it.
HALF_YEAR = (6, 30)
#: A task's day is said so long before it comes.
SOON = timedelta(days=7)
#: Nobody is told of a task by night.
FIRST_HOUR = 7


@dataclass(frozen=True)
class Span:
    """Days of a plan, the first and the last included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def cut_after(self, day: date) -> "tuple[Span, Span]":
        """Return the two spans that part after `day`, which lies inside and is not the last."""
        return Span(self.first, day), Span(day + timedelta(days=1), self.last)

    def nearest(self, day: date) -> date:
        """Return `day`, or the end of the span that lies nearer."""
        return min(max(day, self.first), self.last)


def two_phases(plan: Span) -> tuple[Span, ...]:
    """Return the two phases of a plan: until 30 June and after; one that does not reach over that day has its middle."""
    cut = date(plan.first.year, *HALF_YEAR)
    if not plan.first <= cut < plan.last:
        cut = plan.first + timedelta(days=(plan.days - 1) // 2)
    if cut >= plan.last:
        return (plan,)
    return plan.cut_after(cut)


def follow_each_other(phases: Iterable[Span], plan: Span) -> bool:
    """Say whether phases lie inside the plan, each after the one before."""
    told = sorted(phases, key=lambda phase: phase.first)
    apart = all(before.last < after.first for before, after in pairwise(told))
    return apart and all(phase.first in plan and phase.last in plan for phase in told)


def closes_a_circle(needs: Mapping[int, Set[int]], *, task: int, needed: int) -> bool:
    """Say whether `task` would in the end wait for itself if it came to wait for `needed`."""
    waiting, seen = [needed], {needed}
    while waiting:
        at = waiting.pop()
        if at == task:
            return True
        fresh = needs.get(at, frozenset()) - seen
        seen |= fresh
        waiting += fresh
    return False


def is_soon(due: date, on: date) -> bool:
    """Say whether a task's day is near enough to be reminded of, and not past."""
    return on <= due <= on + SOON
