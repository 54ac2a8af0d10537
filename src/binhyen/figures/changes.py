"""How a figure changed against an earlier period; nothing is said where the base is too small to say it. Pure."""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from binhyen.figures.measures import Measure
from binhyen.figures.rules import Value

#: Of fewer than this no change is told: from 2 to 3 is no "fifty percent more".
LEAST_BASE = 5
_LASTS = frozenset({Measure.DAYS, Measure.MINUTES})


class Kind(Enum):
    """What the amount of a change is in."""

    PERCENT = "of the earlier count"
    POINTS = "between two shares"
    STEPS = "in the figure's own measure"


@dataclass(frozen=True)
class Change:
    """By how much; more than nothing means that it rose."""

    amount: Fraction
    kind: Kind


def change(measure: Measure, now: Value, before: Value) -> Change | None:
    """Return how `now` differs from `before`, or None where the earlier base is below LEAST_BASE.

    Counts change in percent of the earlier count, shares in percentage points between the exact shares, durations in
    days or minutes. A level has no base that could be large enough.
    """
    if not (now.is_defined and before.is_defined) or measure is Measure.LEVEL:
        return None
    difference = now.exact() - before.exact()
    if measure in _LASTS:
        return Change(difference, Kind.STEPS)
    if before.denominator is None:
        if before.numerator < LEAST_BASE:
            return None
        return Change(100 * difference / before.numerator, Kind.PERCENT)
    if before.denominator < LEAST_BASE or (now.denominator or 0) < LEAST_BASE:
        return None
    return Change(difference, Kind.POINTS)
