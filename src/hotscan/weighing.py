"""The largest ratio of each replicate where ellipses must beat circles by a margin."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace
from itertools import groupby

import numpy as np

from hotscan.chance import Ground, Maxima
from hotscan.geometry import Floats, Integers
from hotscan.models import Levels
from hotscan.zones import Zones


class WeighedMaxima:
    """As `chance.Maxima`, of ratios times the weight of their row of zones; rows of one weight stand together.

    A replicate depends on seed and number alone, so it is the same for the rows of every weight.
    """

    def __init__(self, ground: Ground, weights: Floats, seed: int, threads: Executor) -> None:
        self._parts = [
            (weight, Maxima(_rows(ground, first, last), seed, threads))
            for weight, first, last in _stretches(weights.tolist())
        ]
        self._known: list[list[Floats]] = [[] for _ in self._parts]

    def of(self, numbers: Integers) -> Floats:
        """Return float64[len(numbers)]."""
        best = np.zeros(len(numbers))
        for (weight, maxima), known in zip(self._parts, self._known, strict=True):
            found = maxima.of(numbers)
            known.append(found)
            best = np.maximum(best, weight * found)
        return best

    def learn(self, maxima: Floats) -> None:
        """Set each part's floor from the maxima it has found; `maxima`, of all parts together, would be too high a one."""
        for (_, part), known in zip(self._parts, self._known, strict=True):
            part.learn(np.concatenate(known))


def _stretches(weights: Sequence[float]) -> list[tuple[float, int, int]]:
    """Return (value, first, last + 1) of runs of the same value."""
    rows = [
        (weight, list(group)) for weight, group in groupby(range(len(weights)), weights.__getitem__)
    ]
    return [(weight, group[0], group[-1] + 1) for weight, group in rows]


def _rows(ground: Ground, first: int, last: int) -> Ground:
    """Return the ground of some rows of the zones, with the levels they need."""
    offsets = ground.zones.offsets[first : last + 1]
    inside = slice(int(offsets[0]), int(offsets[-1]))
    rows, level = np.unique(ground.levels.of_zone[inside], return_inverse=True)
    return replace(
        ground,
        zones=Zones(offsets - offsets[0], ground.zones.members[inside]),
        levels=Levels(level.astype(np.int32), ground.levels.mass[rows]),
    )
