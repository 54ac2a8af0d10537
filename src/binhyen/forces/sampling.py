"""What a survey's answers allow to say: shares and means with their 95 % intervals, what may be ranked. Pure.

Sources: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212 for shares; "Student", Biometrika 6 (1908) 1-25 for means; W. G.
Cochran, Sampling Techniques (3rd ed., 1977), section 4.4, for the size of a sample.
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

#: Fewer answers than this could point at somebody: nothing is said about them.
LEAST_SHOWN = 5
#: Two-sided 95 %: the 97.5th percentile of the normal distribution.
Z = 1.959964
#: The 97.5th percentile of Student's t by degrees of freedom, as printed in every table; between two rows the
#: wider one counts.
_T = {
    1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228,
    11: 2.201, 12: 2.179, 13: 2.160, 14: 2.145, 15: 2.131, 16: 2.120, 17: 2.110, 18: 2.101, 19: 2.093, 20: 2.086,
    21: 2.080, 22: 2.074, 23: 2.069, 24: 2.064, 25: 2.060, 26: 2.056, 27: 2.052, 28: 2.048, 29: 2.045, 30: 2.042,
    40: 2.021, 60: 2.000, 120: 1.980,
}  # fmt: skip

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class Interval:
    """An estimate from `n` answers and the bounds that hold the true value in 95 of 100 samples."""

    value: float
    low: float
    high: float
    n: int

    def overlaps(self, other: "Interval") -> bool:
        """Say whether both may have the same true value."""
        return self.low <= other.high and other.low <= self.high


def share(yes: int, n: int) -> Interval:
    """Return the share (0 to 1) of `yes` among `n` answers with Wilson's interval.

    Also where everybody was asked: on another day the same people would answer a little differently, and nobody is ranked
    by that. Raises ValueError when there is no answer or more "yes" than answers.
    """
    if n <= 0 or not 0 <= yes <= n:
        message = f"need 0 <= yes <= n and n > 0, got yes={yes}, n={n}"
        raise ValueError(message)
    p = yes / n
    shrunk = 1 + Z * Z / n
    middle = (p + Z * Z / (2 * n)) / shrunk
    half = Z / shrunk * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    # at 0 and 1 the bound is the share itself; rounding must not push it past
    return Interval(p, min(p, max(0.0, middle - half)), max(p, min(1.0, middle + half)), n)


def mean(counts: Mapping[int, int]) -> Interval:
    """Return the mean, in points of the scale, of `counts` (value -> how many gave it) with Student's interval.

    The bounds stay on the scale only as far as its answers reach: they are cut by whoever draws them. Raises
    ValueError when there are fewer than two answers: one answer has no spread.
    """
    n = sum(counts.values())
    if n <= 1:
        message = f"need at least two answers, got {n}"
        raise ValueError(message)
    middle = sum(value * times for value, times in counts.items()) / n
    spread = sum(times * (value - middle) ** 2 for value, times in counts.items()) / (n - 1)
    half = student(n - 1) * math.sqrt(spread / n)
    return Interval(middle, middle - half, middle + half, n)


def student(freedom: int) -> float:
    """Return the 97.5th percentile of Student's t; between two rows of the table the one with fewer degrees of freedom.

    Raises ValueError below one degree of freedom.
    """
    if freedom < 1:
        message = f"need at least one degree of freedom, got {freedom}"
        raise ValueError(message)
    return _T[max(row for row in _T if row <= freedom)]


def needed(population: int, *, margin: float = 0.1) -> int:
    """Return how many answers bring a share within `margin` (a share, 0.1 for ten points) of the truth, at worst.

    The worst share is one half; a small population needs fewer (Cochran, 4.4). Raises ValueError for a margin that is none.
    """
    if not 0 < margin < 1:
        message = f"margin must lie between 0 and 1, got {margin}"
        raise ValueError(message)
    unlimited = Z * Z / (4 * margin * margin)
    return min(population, math.ceil(unlimited / (1 + (unlimited - 1) / max(population, 1))))


def ranks(intervals: Mapping[Name, Interval]) -> dict[Name, int | None]:
    """Return the place of each name, 1 for the highest; None for a name whose interval overlaps another's.

    Of two whose intervals overlap, chance may have made the better one; neither is ranked.
    """
    return {
        name: None
        if any(one.overlaps(other) for key, other in intervals.items() if key != name)
        else 1 + sum(other.low > one.high for other in intervals.values())
        for name, one in intervals.items()
    }
