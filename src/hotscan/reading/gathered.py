"""Amounts by place, time and stratum as they are read; what falls into one cell is added together."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from hotscan.problems import ScanProblem
from hotscan.reading.lines import Where

_TOGETHER: Final = (
    1 << 21
)  # cells after which those alike are joined, so that a long file takes no more room than its cells
MOST_CELLS: Final = 1 << 24

Cells = tuple[NDArray[Any], ...]  # places, times, strata, amounts


class Gathered:
    """Cells in the order they were met."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._parts: list[Cells] = []
        self._size, self._limit = 0, _TOGETHER

    def add(self, *cells: NDArray[Any]) -> None:
        """Add cells. Raises ScanProblem where they are more than a scan can hold."""
        self._parts.append(cells)
        self._size += len(cells[0])
        if self._size >= self._limit:
            self._parts = [_joined(self.cells())]
            self._size = len(self._parts[0][0])
            self._limit = 2 * max(self._size, _TOGETHER // 2)
        if self._size > MOST_CELLS:
            raise ScanProblem(
                f"There are more than {MOST_CELLS:,} places and times with something in them, which a scan can hold; "
                "join places, or take a shorter study.",
                self._where,
            )

    def cells(self) -> Cells:
        """Return places, times, strata and amounts."""
        return tuple(np.concatenate(column) for column in zip(*self._parts, strict=True))


def _joined(cells: Cells) -> Cells:
    *keys, amounts = cells
    order = np.lexsort(keys[::-1])
    ranked = [key[order] for key in keys]
    differs = np.logical_or.reduce([np.diff(key) != 0 for key in ranked])
    first = np.flatnonzero(np.concatenate([[True], differs]))
    return *(key[first] for key in ranked), np.add.reduceat(amounts[order], first)
