"""Which counts a mean on five points gives back, when how many answered and the interval stand beside it. Pure.

Whoever reads a mean and its interval knows how many answers there are, their sum and the sum of their squares: three equations for five counts.
What these leave open is a lattice of two dimensions. From few answers that leaves little: of six answers with a mean of
2.2 one was a three. A count of one to four is unknown where the equations allow nobody or five in its place.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from binhyen.figures.rules import LEAST_SHOWN

POINTS = 5
#: With more answers not every table is tried: some 130,000 there are with so many.
MOST_TRIED = 40
#: As exactly as anybody may print a mean on the points and its bounds.
STEP = 0.1
_TINY = 1e-9

Points = Sequence[int]  # how often each point was given, the lowest first


def are_open_exactly(counts: Points, least: int = LEAST_SHOWN) -> bool:
    """Say whether no few are given back to who knows the number, the sum and the sum of squares exactly.

    So it may be asked of each of several groups that are told beside one another and beside their sum.
    """
    if sum(counts) < least:
        return not any(counts)
    pinned = {point for point in range(POINTS) if 0 < counts[point] < least}
    for other in _alike(counts):
        pinned = {point for point in pinned if 0 < other[point] < least}
        if not pinned:
            return True
    return not pinned


def are_open_as_printed(counts: Points, reach: float, least: int = LEAST_SHOWN) -> bool:
    """Say whether no few are given back to who reads the mean and its bounds rounded to STEP, and nothing beside them.

    `reach` is what the standard deviation of the mean is multiplied by for the interval.
    """
    n = sum(counts)
    if n < least:
        return not n
    if n > MOST_TRIED:
        return are_open_exactly(counts, least)
    tables = _tables(n)
    alike = np.full(len(tables), fill_value=True)
    for edges, (edge,) in zip(
        _edges(tables, reach), _edges(np.array([counts]), reach), strict=True
    ):
        off = abs(edge - round(float(edge), 1))
        if off > STEP / 2 - _TINY:  # half a step may be rounded either way
            return are_open_exactly(counts, least)
        alike &= np.abs(edges - round(float(edge), 1)) < STEP / 2 - _TINY
    found = tables[alike]
    return not any(
        0 < counts[point] < least
        and not np.any((found[:, point] == 0) | (found[:, point] >= least))
        for point in range(POINTS)
    )


def _alike(counts: Points) -> Iterator[tuple[int, ...]]:
    """Yield every table of the same number, sum and sum of squares: third differences of the points leave all three alone."""
    a, b, c, d, e = counts
    for k in range(-a, (3 * b + c) // 6 + 1):
        for m in range(max(3 * k - b, -((d - k) // 3)), min(e, k + c // 3) + 1):
            yield a + k, b - 3 * k + m, c + 3 * k - 3 * m, d - k + 3 * m, e - m


@lru_cache(maxsize=8)
def _tables(n: int) -> NDArray[np.int64]:
    """Return every way in which `n` answers may lie on the points."""
    axes = np.meshgrid(*[np.arange(n + 1)] * 2, indexing="ij")
    pairs = np.stack([axis.ravel() for axis in axes], axis=1)
    pairs = pairs[pairs.sum(axis=1) <= n]
    left = pairs[:, None, :].repeat(len(pairs), axis=1).reshape(-1, 2)
    right = np.tile(pairs, (len(pairs), 1))
    four = np.concatenate([left, right], axis=1)
    four = four[four.sum(axis=1) <= n]
    return np.concatenate([four, (n - four.sum(axis=1))[:, None]], axis=1)


def _edges(tables: NDArray[np.int64], reach: float) -> tuple[NDArray[np.float64], ...]:
    """Return of each table the mean and the bounds of its interval, cut where the points end."""
    points = np.arange(1, POINTS + 1)
    n = tables[0].sum()
    means = tables @ points / n
    squares = tables @ (points * points) - n * means * means
    halves = reach * np.sqrt(np.maximum(squares, 0) / (n - 1) / n)
    return means, np.clip(means - halves, 1, POINTS), np.clip(means + halves, 1, POINTS)
