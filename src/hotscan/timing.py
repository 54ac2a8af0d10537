"""The study's time cut into steps, and the windows over them that are looked at.

Slots count steps backwards: slot 0 is the last step of the study, slot s the last s + 1 steps together. A window is a
slot less an earlier one, so that the windows that reach the end, the only ones of a prospective scan, are one number.
"""

import calendar
import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hotscan.problems import ScanProblem

Integers = NDArray[np.int64]
_DAYS_OF_A_YEAR: Final = 365.25
_NO_SLOT: Final = -1
MOST_STEPS: Final = 1_000_000
MOST_WINDOWS: Final = 1 << 25
_LEAST_DAYS: Final = {"year": 365, "month": 28, "week": 7, "day": 1, "number": 1}


class Unit(StrEnum):
    """What one step is made of."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    NUMBER = "number"  # times are plain numbers with no calendar

    @property
    def days(self) -> float:
        """Return how many days one has in the mean, as the reference counts them; a plain number is one."""
        match self:
            case Unit.YEAR:
                return _DAYS_OF_A_YEAR
            case Unit.MONTH:
                return _DAYS_OF_A_YEAR / 12
            case Unit.WEEK:
                return 7.0
            case Unit.DAY | Unit.NUMBER:
                return 1.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The study in steps.

    edges   int64[steps + 1], ascending: step i holds the times edges[i] <= t < edges[i + 1]; days are ordinals of the
            calendar (datetime.date.toordinal), plain numbers themselves
    unit    what a step is made of
    """

    edges: Integers
    unit: Unit

    @property
    def steps(self) -> int:
        """Return how many steps there are."""
        return len(self.edges) - 1

    @property
    def days(self) -> int:
        """Return the length of the study in days, or in plain numbers."""
        return int(self.edges[-1] - self.edges[0])

    @property
    def units(self) -> int:
        """Return how many units there are, the earliest perhaps cut short."""
        return timeline(int(self.edges[0]), int(self.edges[-1]) - 1, self.unit).steps

    def ends_since(self, time: int) -> int:
        """Return how many steps end at or after a time inside the study."""
        return self.steps - int(np.searchsorted(self.edges, time, side="right")) + 1

    def slots_of(self, times: Integers) -> Integers:
        """Return the slot of each time; the caller has made sure that they lie inside."""
        return self.steps - np.searchsorted(self.edges, times, side="right")

    def first_time(self, slot: int) -> int:
        """Return the first time of the steps that `slot` sums."""
        return int(self.edges[self.steps - 1 - slot])

    def last_time(self, slot: int) -> int:
        """Return the last time of the step that `slot` adds."""
        return int(self.edges[self.steps - slot]) - 1

    def label(self, time: int) -> str:
        """Return a time as people write it: 2025-12-31, or the plain number."""
        return (
            str(time) if self.unit is Unit.NUMBER else datetime.date.fromordinal(time).isoformat()
        )


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows as pairs of slots: what `until` sums less what `after` sums; `after` is -1 where nothing is taken away.

    They stand by length, of one length the latest first: next to one another in both slots, as `runs` says.
    """

    until: Integers
    after: Integers

    def __len__(self) -> int:
        return len(self.until)

    @property
    def reach(self) -> int:
        """Return how many slots the windows touch."""
        return int(self.until.max()) + 1

    @property
    def sequence(self) -> Integers:
        """Return the order in which windows alike are preferred: the shortest first, of one length the earliest."""
        return np.lexsort((-self.until, self.until - self.after))

    @property
    def runs(self) -> Integers:
        """Return int64[n, 4]: first until, first after, how many, first number, of windows whose slots both go up by one."""
        joins = (np.diff(self.until) == 1) & (
            (np.diff(self.after) == 1) & (self.after[:-1] >= 0)
            | (self.after[:-1] < 0) & (self.after[1:] < 0)
        )
        first = np.flatnonzero(np.concatenate([[True], ~joins]))
        lengths = np.diff(np.append(first, len(self)))
        return np.column_stack([self.until[first], self.after[first], lengths, first])


def timeline(start: int, end: int, unit: Unit, length: int = 1) -> Timeline:
    """Return the steps of `length` units between two times, both inside; the earliest step may be cut short.

    Steps are counted backwards from the end, as a scan that runs every night needs its last step whole.
    Raises ScanProblem when the end lies before the start.
    """
    if end < start:
        raise ScanProblem("The study ends before it starts; exchange the two dates.")
    if length < 1:
        raise ScanProblem("A step of the study must be at least one unit long.")
    if (end - start) // (_LEAST_DAYS[unit] * length) >= MOST_STEPS:
        raise ScanProblem(
            f"The study has more than {MOST_STEPS:,} steps, which a scan can hold; take longer ones."
        )
    edges = [end + 1]
    while edges[-1] > start:
        edges.append(max(_earlier(edges[0], unit, length * len(edges)), start))
    return Timeline(np.array(edges[::-1], dtype=np.int64), unit)


def _earlier(edge: int, unit: Unit, by: int) -> int:
    """Return the time `by` units before an edge."""
    match unit:
        case Unit.DAY | Unit.NUMBER:
            return edge - by
        case Unit.WEEK:
            return edge - 7 * by
        case Unit.MONTH:
            return _months_before(edge, by)
        case Unit.YEAR:
            return _months_before(edge, 12 * by)


def _months_before(edge: int, by: int) -> int:
    year, month, of_month = _civil(edge)
    months = year * 12 + month - 1 - by
    year, month = divmod(months, 12)
    if year < 1:
        return 1
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(of_month, last)).toordinal()


def _civil(edge: int) -> tuple[int, int, int]:
    """Return year, month and day; a study may end on the calendar's last day, and its edge lies one further."""
    if edge > datetime.date.max.toordinal():
        return datetime.MAXYEAR + 1, 1, 1
    day = datetime.date.fromordinal(edge)
    return day.year, day.month, day.day


def whole_study() -> Windows:
    """Return the one window of a purely spatial analysis, over a timeline of one step."""
    return Windows(np.zeros(1, np.int64), np.full(1, _NO_SLOT, np.int64))


def alive(shortest: int, longest: int) -> Windows:
    """Return the windows that reach the end of the study, lengths in steps."""
    until = np.arange(shortest - 1, longest, dtype=np.int64)
    return Windows(until, np.full(len(until), _NO_SLOT, np.int64))


def all_windows(steps: int, shortest: int, longest: int, last_ends: int | None = None) -> Windows:
    """Return the windows of `shortest` to `longest` steps that end in any of the last `last_ends` steps (of all)."""
    ends = np.arange(min(last_ends or steps, steps), dtype=np.int64)
    if len(ends) * (longest - shortest + 1) > MOST_WINDOWS:
        raise ScanProblem(
            f"There are more than {MOST_WINDOWS:,} windows, which a scan can hold; "
            "take longer steps, or a shorter longest window."
        )
    lengths = np.arange(shortest, longest + 1, dtype=np.int64)
    after = np.tile(ends - 1, len(lengths))
    until = after + np.repeat(lengths, len(ends))
    inside = until < steps
    return Windows(until[inside], after[inside])
