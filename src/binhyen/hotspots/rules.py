"""What an alert is held against, and what the numbers before and after say. Pure.

An interval of a ratio of two counts: given their sum, one of two Poisson counts is binomial with a share that depends on
their ratio alone (Przyborowski and Wilenski 1940), so the exact interval of that share (Clopper and Pearson 1934) gives
the exact interval of the ratio.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from math import cos, exp, inf, lgamma, log, log1p

import numpy as np

#: Fewer in a window are nobody's hot spot, and too few to be told of.
LEAST_CASES = 5
#: An area with fewer in the year of all kinds is never told apart from its neighbour.
LEAST_IN_A_YEAR = 5
#: How far back a scan looks.
YEAR = timedelta(days=365)
#: A hot spot is looked at again so many days after the first measure.
LOOKS = (14, 60)
_LEAST_REPLICATES, _MOST_REPLICATES = 999, 99_999
_ELSEWHERE_P = 0.05
#: So seldom may a place be taken for one that begins: thousands are asked every night.
_BEGINS_P = 1e-4


def replicates_for(interval_days: int, groups: int) -> int:
    """Return how many replicates show a p half as large as the one at which an alert is raised."""
    wanted = 2 * interval_days * max(1, groups) - 1
    return min(max(wanted, _LEAST_REPLICATES), _MOST_REPLICATES)


def recurrence_days(p: float, groups: int) -> float:
    """Return after how many days chance alone shows as much once, where `groups` kinds are scanned every night."""
    return 1 / (p * max(1, groups))


@dataclass(frozen=True)
class Cell:
    """What is told apart on the map: one place, or a small one together with its neighbours; the largest first."""

    places: tuple[int, ...]
    lat: float
    lon: float


def guarded(
    cells: Sequence[Cell], totals: Mapping[int, int], least: int = LEAST_IN_A_YEAR
) -> list[Cell]:
    """Return the cells with each that had fewer than `least` joined to its nearest neighbour, the smallest first.

    totals   by place, how many there were in the year of all kinds
    """
    kept = dict(enumerate(cells))
    chart = _Chart(cells)
    waiting = [(_total(cell, totals), cell.places, n) for n, cell in kept.items()]
    heapify(waiting)
    while len(kept) > 1:
        total, places, small = heappop(waiting)
        if small not in kept or kept[small].places != places:
            continue  # it was joined to another, or another to it
        if total >= least:
            break
        del kept[small]
        near = min(chart.nearest(small), key=lambda n: kept[n].places)
        kept[near] = replace(kept[near], places=(*kept[near].places, *places))
        heappush(waiting, (_total(kept[near], totals), kept[near].places, near))
    return list(kept.values())


def nearest(lat: float, lon: float, cells: Sequence[Cell]) -> Cell | None:
    """Return the cell that lies nearest to a point, the first of those as near; None of none."""
    if not cells:
        return None
    return cells[_Chart([*cells, Cell((), lat, lon)]).nearest(len(cells))[0]]


class _Chart:
    """Where cells lie, to find the nearest of thousands at once."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._lat = np.radians([cell.lat for cell in cells])
        self._lon = np.radians([cell.lon for cell in cells])
        self._gone = np.zeros(len(cells))

    def nearest(self, number: int) -> list[int]:
        """Return the cells left that lie nearest to one, which is gone from now on."""
        self._gone[number] = inf
        half = np.sin((self._lat - self._lat[number]) / 2) ** 2 + self._gone
        half += np.cos(self._lat) * cos(self._lat[number]) * np.sin((self._lon - self._lon[number]) / 2) ** 2  # fmt: skip
        found: list[int] = np.flatnonzero(half == half.min()).tolist()
        return found


def _total(cell: Cell, totals: Mapping[int, int]) -> int:
    return sum(totals.get(place, 0) for place in cell.places)


def begins(before: int, total: int, kinds: Mapping[str, int]) -> bool:
    """Say whether a place only began to be counted: with as much as it has of all kinds but its most frequent one, chance
    would hardly have left it empty while elsewhere much was counted. One kind alone may be a hot spot of a quiet place.

    before, total   what was counted everywhere before the place's first day, and in all
    kinds           by group, what was counted in the place since
    """
    own = sum(kinds.values())
    if total <= own:
        return False
    return (1 - before / (total - own)) ** (own - max(kinds.values(), default=0)) < _BEGINS_P


@dataclass(frozen=True)
class Span:
    """Days of a window, both inside."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: "Span") -> bool:
        """Say whether a day lies in both."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Usual:
    """How many there were in so many days that were recorded before."""

    n: int
    days: int

    def of(self, days: int) -> float:
        """Return how many as many days usually bring."""
        return self.n * days / self.days


#: Nothing was recorded before: as good as nothing in a day.
NOTHING = Usual(0, 1)


@dataclass(frozen=True)
class Found:
    """A cluster that chance seldom deals.

    expected         what the model of the scan leads to expect: of what was counted, this cluster included
    usual            of the same kind, in these places in the year before
    recurrence_days  after how many days chance alone shows as much once, over all kinds that are scanned
    is_beyond        whether chance never showed as much: it is more seldom than that
    elsewhere        how many places of the same cluster lie in other provinces
    cases            how many of them in each place
    """

    group: str
    places: tuple[int, ...]
    span: Span
    observed: int
    expected: float
    llr: float
    recurrence_days: float
    is_beyond: bool = False
    usual: Usual = NOTHING
    elsewhere: int = 0
    cases: Mapping[int, int] = field(default_factory=dict)


def is_mostly(cases: Mapping[int, int], known: Collection[int]) -> bool:
    """Say whether a cluster is another night of one that is known: at least half of its cases lie in the known places. Its
    places say less: from night to night its rim takes in a neighbour or lets one go, while the heart stays.

    cases   by place, how many
    """
    return 2 * sum(n for place, n in cases.items() if place in known) >= sum(cases.values())


def has_grown(places: Collection[int], known: Collection[int]) -> bool:
    """Say whether a cluster holds all of one that is known, and so is the same, grown."""
    return bool(known) and set(known) <= set(places)


def is_worth_telling(found: Found, interval_days: int) -> bool:
    """Say whether chance shows this more seldom than the unit wants to be disturbed, and no few stand behind it."""
    return found.observed >= LEAST_CASES and found.recurrence_days >= interval_days


def stands_out(inside: int, elsewhere: int, inside_before: int, elsewhere_before: int) -> bool:
    """Say whether a window holds more than the same days elsewhere lead to expect (Fisher's exact test, one side): what
    rose everywhere, as the noise at Tết does, is no hot spot of a place.
    """
    drawn, marked = inside + elsewhere, inside + inside_before
    total, most = drawn + inside_before + elsewhere_before, min(drawn, marked)
    ways = (_ways(marked, k) + _ways(total - marked, drawn - k) for k in range(inside, most + 1))
    whole = _ways(total, drawn)
    return sum(exp(each - whole) for each in ways) <= _ELSEWHERE_P


def _ways(n: int, k: int) -> float:
    """Return the logarithm of the number of ways to choose k of n."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


@dataclass(frozen=True)
class Ratio:
    """A rate after over the rate before, with its interval; `high` is infinite where there was nothing before."""

    value: float | None
    low: float
    high: float

    @property
    def fell(self) -> bool:
        """Say whether all of the interval lies below one."""
        return self.high < 1

    @property
    def rose(self) -> bool:
        """Say whether all of the interval lies above one."""
        return self.low > 1


def rate_ratio(
    before: int, before_days: float, after: int, after_days: float, *, level: float = 0.95
) -> Ratio:
    """Return the rate after over the rate before, with the exact conditional interval. Raises ValueError for no days."""
    if min(before_days, after_days) <= 0:
        message = "both spans need a day at least"
        raise ValueError(message)
    n, tail, odds = before + after, (1 - level) / 2, before_days / after_days
    low = 0.0 if after == 0 else _share(lambda p: _at_least(after, n, p) - tail)
    high = 1.0 if after == n else _share(lambda p: tail - _at_most(after, n, p))
    value = after / before * odds if before else None
    return Ratio(value, _odds(low) * odds, _odds(high) * odds)


def _odds(share: float) -> float:
    return inf if share >= 1 else share / (1 - share)


def _share(rising: Callable[[float], float]) -> float:
    """Return where a function that rises from below to above zero on [0, 1] is zero."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2


def _at_least(k: int, n: int, p: float) -> float:
    return sum(_binomial(i, n, p) for i in range(k, n + 1))


def _at_most(k: int, n: int, p: float) -> float:
    return sum(_binomial(i, n, p) for i in range(k + 1))


def _binomial(k: int, n: int, p: float) -> float:
    if p <= 0 or p >= 1:
        return float(k == (0 if p <= 0 else n))
    return exp(_ways(n, k) + k * log(p) + (n - k) * log1p(-p))


def weeks_before(last: date, weeks: int) -> list[Span]:
    """Return the weeks that end with `last`, the earliest first."""
    ends = [last - timedelta(weeks=back) for back in reversed(range(weeks))]
    return [Span(end - timedelta(days=6), end) for end in ends]
