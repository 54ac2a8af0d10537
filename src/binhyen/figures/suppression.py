"""Tables of small counts made fit to be read: what is hidden cannot be worked out from what is shown. Pure.

A count below `k` that is not zero could point at somebody and is hidden (primary). Whoever sees the totals could find
it by subtracting, so other cells are hidden with it (complementary) until nobody can. Both are hidden alike, as None:
were the small ones marked "fewer than five" and the others not, a pair of hidden cells that sums to six would have to
be one and five. Zero is about nobody and is shown.

A table with its totals is a round trip of quantities: from the whole to the rows, from a row to its cells, by the
columns back to the whole. A hidden count is unknown exactly when it lies on a circle of hidden counts round which one
can be added here and taken away there, with nothing falling below zero; that is what the code below looks for, and
where there is none it hides the fewest and smallest counts that close one.
"""

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from binhyen.figures.rules import LEAST_SHOWN

Cells = tuple[tuple[int | None, ...], ...]
Place = tuple[int, int]  # row and column; the totals stand after the last of each


@dataclass(frozen=True)
class Shown:
    """A table as it may be shown, with its totals; None is hidden."""

    cells: Cells
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None

    @property
    def hides(self) -> bool:
        """Say whether anything is hidden."""
        totals = chain(self.row_totals, self.column_totals, [self.total])
        return None in chain(totals, *self.cells)


def suppress(table: Sequence[Sequence[int]], k: int = LEAST_SHOWN) -> Cells:
    """Return the cells of `table` with the hidden ones None. Where totals are shown too, take all of `shown`."""
    return shown(table, k).cells


def shown(table: Sequence[Sequence[int]], k: int = LEAST_SHOWN) -> Shown:
    """Return `table` with its totals, the small counts hidden and with them as few others as the greedy way finds.

    Of no line whose total is shown do the hidden cells sum to less than `k`. A total that is itself small is hidden like
    a cell. Raises ValueError for rows of different lengths and for counts below zero.
    """
    counts = _with_totals(table)
    grid = _Grid(counts, len(table), len(table[0]) if table else 0, k)
    hidden = _pruned(grid, _hidden(grid))
    rows, columns = range(grid.rows), range(grid.columns)

    def open_at(row: int, column: int) -> int | None:
        return None if (row, column) in hidden else counts[row, column]

    return Shown(
        tuple(tuple(open_at(row, column) for column in columns) for row in rows),
        tuple(open_at(row, grid.columns) for row in rows),
        tuple(open_at(grid.rows, column) for column in columns),
        open_at(grid.rows, grid.columns),
    )


@dataclass(frozen=True)
class _Grid:
    """The counts with their totals, and the way each lies in the round."""

    counts: Mapping[Place, int]
    rows: int
    columns: int
    k: int
    ends: dict[Place, tuple[int, int]] = field(init=False)
    places: dict[tuple[int, int], Place] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", {place: self._ends(place) for place in self.counts})
        object.__setattr__(self, "places", {ends: place for place, ends in self.ends.items()})

    def _ends(self, place: Place) -> tuple[int, int]:
        """Return from which knot of the round to which the count at `place` leads."""
        row, column = place
        across, down = self.rows + self.columns, self.rows + self.columns + 1
        tail = row if row < self.rows else across
        head = self.rows + column if column < self.columns else down
        if row == self.rows and column == self.columns:
            return across, down
        return (head, tail) if self.is_total(place) else (tail, head)

    def is_total(self, place: Place) -> bool:
        return place[0] == self.rows or place[1] == self.columns

    def is_small(self, place: Place) -> bool:
        return 0 < self.counts[place] < self.k

    def small(self) -> set[Place]:
        return {place for place in self.counts if self.is_small(place)}

    def lines(self) -> Iterator[tuple[Place, list[Place]]]:
        """Yield each total with the counts it is the sum of."""
        for row in range(self.rows + 1):
            yield (row, self.columns), [(row, column) for column in range(self.columns)]
        for column in range(self.columns + 1):
            yield (self.rows, column), [(row, column) for row in range(self.rows)]

    def price(self, place: Place) -> int:
        """Return how dear it is to hide `place`: few before small, cells before totals, zeros only where nothing else serves."""
        one = 2 * len(self.counts) * (max(self.counts.values()) + 1)
        if self.is_total(place):
            return 2 * one * len(self.counts) + self.counts[place]
        return one + self.counts[place] if self.counts[place] else 2 * one


def _with_totals(table: Sequence[Sequence[int]]) -> dict[Place, int]:
    """Return every count of `table` by its place, totals included."""
    columns = len(table[0]) if table else 0
    if any(len(row) != columns for row in table):
        message = f"the rows must be of one length, got {[len(row) for row in table]}"
        raise ValueError(message)
    if any(count < 0 for row in table for count in row):
        message = f"counts must not be negative, got {min(chain(*table))}"
        raise ValueError(message)
    lines = [[*row, sum(row)] for row in table]
    totals = [sum(line[column] for line in lines) for column in range(columns + 1)]
    return {(r, c): n for r, line in enumerate([*lines, totals]) for c, n in enumerate(line)}


def _hidden(grid: _Grid) -> set[Place]:
    """Return the small counts and whatever hides them, found one circle at a time."""
    hidden = grid.small()
    while more := _still_to_hide(grid, hidden):
        hidden |= more
    return hidden


def _still_to_hide(grid: _Grid, hidden: set[Place]) -> set[Place]:
    """Return what to hide next; nothing when no hidden count can be found any more."""
    for place in sorted(hidden):
        if not _is_unknown(grid, hidden, place):
            return _circle(grid, hidden, place)
    for total, line in grid.lines():
        if _gives_away(grid, hidden, total, line):
            rest = [place for place in line if place not in hidden and grid.counts[place]]
            return {min(rest or [total], key=grid.price)}
    return set()


def _gives_away(grid: _Grid, hidden: Collection[Place], total: Place, line: list[Place]) -> bool:
    """Say whether a shown total tells that the hidden counts of its line are few together."""
    return total not in hidden and 0 < sum(grid.counts[p] for p in line if p in hidden) < grid.k


def _is_unknown(grid: _Grid, hidden: Collection[Place], place: Place) -> bool:
    """Say whether the count at `place` could be another one, for all that is shown."""
    tail, head = grid.ends[place]
    free = dict.fromkeys(hidden, 0)
    if _way(grid, free, head, tail, past=place) is not None:
        return True
    return grid.counts[place] > 0 and _way(grid, free, tail, head, past=place) is not None


def _circle(grid: _Grid, hidden: Collection[Place], place: Place) -> set[Place]:
    """Return the cheapest counts to hide so that the one at `place` is unknown."""
    tail, head = grid.ends[place]
    prices = {p: 0 if p in hidden else grid.price(p) for p in grid.counts}
    ways = [_way(grid, prices, head, tail, past=place)]
    if grid.counts[place]:
        ways.append(_way(grid, prices, tail, head, past=place))
    return min((way for way in ways if way is not None), key=lambda w: sum(prices[p] for p in w))


def _way(
    grid: _Grid, prices: Mapping[Place, int], start: int, end: int, *, past: Place
) -> set[Place] | None:
    """Return the cheapest way from knot to knot over the counts that have a price, `past` left out; None without one."""
    steps = _steps(grid, (place for place in prices if place != past))
    waiting: list[tuple[int, int, tuple[Place, ...]]] = [(0, start, ())]
    been: set[int] = set()
    while waiting:
        paid, knot, way = heapq.heappop(waiting)
        if knot == end:
            return set(way)
        if knot in been:
            continue
        been.add(knot)
        for onward, place in steps.get(knot, ()):
            heapq.heappush(waiting, (paid + prices[place], onward, (*way, place)))
    return None


def _steps(grid: _Grid, places: Iterator[Place]) -> dict[int, list[tuple[int, Place]]]:
    """Return where one can go from each knot: along a count by adding one to it, against it by taking one away."""
    steps: dict[int, list[tuple[int, Place]]] = {}
    for place in places:
        tail, head = grid.ends[place]
        steps.setdefault(tail, []).append((head, place))
        if grid.counts[place]:
            steps.setdefault(head, []).append((tail, place))
    return steps


def _is_safe(grid: _Grid, hidden: Collection[Place]) -> bool:
    """Say whether nothing that is hidden can be found, and no few together."""
    return all(_is_unknown(grid, hidden, place) for place in hidden) and not any(
        _gives_away(grid, hidden, total, line) for total, line in grid.lines()
    )


def _pruned(grid: _Grid, hidden: set[Place]) -> set[Place]:
    """Return `hidden` without what later circles made needless, the dearest first."""
    for place in sorted(hidden - grid.small(), key=grid.price, reverse=True):
        if _is_safe(grid, hidden - {place}):
            return _pruned(grid, hidden - {place})
    return hidden
