"""The same scan over what chance deals: the largest ratio of each replicate, exact, and the same on any number of threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from threading import local
from time import monotonic
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hotscan.geometry import Floats, Integers
from hotscan.kernels import asking, dealing, likelihood
from hotscan.models import Levels, Model, Rows
from hotscan.problems import ScanProblem
from hotscan.timing import Windows
from hotscan.zones import Zones

MOST_COUNTS: Final = 1 << 30  # of 4 bytes each
_MOMENT: Final = 2.0  # seconds
_FIRST_BATCH: Final = 64  # enough to know where the maxima lie
_WIDTHS: Final = (8, 16, 32)  # bits of a lane of a place's counts; a zone's have twice as many
_SLACK: Final = 1.0  # standard deviations by which zones asked together may differ
_ROWS_AT_A_TIME: Final = 8192
_ALL_UP_TO: Final = (
    1200  # as likelihood.edges lists counts: all up to a thousand, then by their root
)
_OF_A_ROOT: Final = 64
_STEP_DOWN: Final = 1.5  # how much lower a replicate is asked again that never passed the floor

Counted = NDArray[np.int32]
Tables = tuple[Counted, Counted, Counted]


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything a replicate is held against: the model, its zones and windows, what they expect, which sides count."""

    model: Model
    zones: Zones
    windows: Windows
    levels: Levels
    sides: int

    @property
    def arrays(self) -> tuple[Integers, Counted, Counted, Floats]:
        """Return the zones and what they expect, as the kernels take them."""
        return self.zones.offsets, self.zones.members, self.levels.of_zone, self.levels.mass

    @property
    def bits(self) -> int:
        """Return the width of a lane that holds a place's counts: what zones may hold and places do hold decide."""
        peak = 2 * int(self.model.counts[:, -1].max(initial=0))
        return next(
            bits for bits in _WIDTHS if self.model.most < 2 ** (2 * bits - 1) and peak < 2**bits
        )


class Maxima:
    """The largest ratios of replicates 0, 1, 2, ... of one seed, worked out in parts.

    A part is asked against a floor: counts whose ratio stays under it cost no logarithm. Whoever never passed the floor
    is asked again with a lower one, so every maximum is exact and no floor can be seen in it.
    """

    def __init__(self, ground: Ground, seed: int, threads: Executor) -> None:
        _check_room(len(ground.levels.mass), len(ground.windows))
        self._ground, self._seed, self._threads = ground, seed, threads
        self._own = local()
        self._runs = ground.windows.runs
        self._blocks = _blocks(ground)
        self._firsts = np.cumsum(self._blocks, dtype=np.int64) - self._blocks
        # There the columns of the tables are the slots themselves, so that no run has to be looked up.
        self._is_narrow = (
            ground.sides == 1
            and ground.model.reach == asking.NARROW
            and len(self._runs) == 1
            and tuple(self._runs[0, :2]) == (0, -1)
        )
        self.bits = ground.bits
        self._floor = 0.5 * float(np.log(max(2.0, float(len(ground.zones)) * len(ground.windows))))

    def of(self, numbers: Integers) -> Floats:
        """Return float64[len(numbers)]."""
        best = np.zeros(len(numbers))
        left = np.arange(len(numbers))
        floor = self._floor
        while len(left):
            parts = list(_pieces(left, asking.WORDS * 64 // self.bits))
            ask = partial(self._ask, critical=self._critical(floor))
            asked = list(self._threads.map(ask, (numbers[part] for part in parts)))
            if not all(fits for fits, _ in asked):
                self.bits *= 2
                continue
            for part, (_, found) in zip(parts, asked, strict=True):
                best[part] = found
            left = left[best[left] <= floor] if floor > 0 else left[:0]
            floor = max(0.0, floor - _STEP_DOWN)
        return best

    def learn(self, maxima: Floats) -> None:
        """Set the floor from maxima already known: one standard deviation under their mean."""
        self._floor = max(0.0, float(maxima.mean() - maxima.std()))

    def _ask(self, numbers: Integers, critical: Tables) -> tuple[bool, Floats]:
        """Return whether the counts found room in their lanes, and the maxima if so."""
        ground, model, own, bits = self._ground, self._ground.model, self._own, self.bits
        if not hasattr(own, "fill"):
            own.fill = model.dealer()
            own.rows = np.zeros((len(model.counts), asking.WORDS, model.reach), np.uint64)
            own.peaks = np.zeros(len(model.counts), np.int64)
            own.room = self._room()
        best = np.zeros(asking.WORDS * 64 // bits)
        fits = own.fill(own.rows, numbers, self._seed, bits)
        if not (dealing.add_up(own.rows, bits, own.peaks) and fits):
            return False, best
        asking.challenge(
            own.rows.reshape(-1), model.reach, own.peaks, ground.arrays, self._blocks, self._runs, critical, ground.sides,
            model.law, bits, own.room, best,
        )  # fmt: skip
        return True, best[: len(numbers)]

    def _room(self) -> tuple[Rows, ...]:
        """Return the words that a thread asks with."""
        words, windows = asking.WORDS * self._ground.model.reach, len(self._ground.windows)
        sizes = words, 2 * words, asking.NARROW if self._is_narrow else windows, windows
        return tuple(np.zeros(size, np.uint64) for size in sizes)

    def _critical(self, floor: float) -> Tables:
        """Return the largest counts that `floor` allows, as `asking.challenge` takes them."""
        ground, levels, limit = self._ground, self._ground.levels, self._limit
        shape = len(levels.mass), len(ground.windows)
        highs = np.full(shape, limit, np.int32)
        lows = np.full(shape if ground.sides & 2 else (1, 1), -1, np.int32)
        tops = np.full((len(self._blocks) if self._is_narrow else 0, asking.NARROW), limit, np.int32)  # fmt: skip
        given = levels.mass, ground.windows.until, ground.windows.after
        if ground.sides & 1:
            listed = self._listed(floor)
            self._split(partial(likelihood.critical_counts, *given, *listed, limit, highs), shape[0])  # fmt: skip
        if ground.sides & 2:
            law = ground.model.law
            self._split(partial(likelihood.critical_lows, *given, law, floor, lows), shape[0])
        self._split(partial(asking.tops, highs, levels.of_zone, self._firsts, tops), len(tops))
        return highs, lows, tops

    @property
    def _limit(self) -> int:
        """Return the most that a lane can hold, and any count."""
        return int(min(2 ** (2 * self.bits - 1), 2**31) - 1)

    def _listed(self, floor: float) -> tuple[Integers, Floats, int]:
        """Return counts, from which expectation on each is not flagged, and how many they are."""
        model, most = self._ground.model, self._ground.model.most
        room = _ALL_UP_TO + _OF_A_ROOT * int(np.sqrt(most))
        counts, edges = np.zeros(room, np.int64), np.zeros(room)
        expected = float(self._ground.levels.mass.max(initial=0.0))
        return counts, edges, likelihood.edges(model.law, floor, expected, most, counts, edges)

    def _split(self, kernel: Callable[[int, int], object], rows: int) -> None:
        """Run a kernel over rows, a piece a thread at a time."""
        starts = range(0, rows, _ROWS_AT_A_TIME)
        list(self._threads.map(lambda first: kernel(first, min(first + _ROWS_AT_A_TIME, rows)), starts))  # fmt: skip


def _check_room(levels: int, windows: int) -> None:
    """Raise ScanProblem where the tables of critical counts would find no room."""
    if levels * windows > MOST_COUNTS:
        raise ScanProblem(
            f"{levels:,} kinds of zones over {windows:,} windows are more than a scan can hold; "
            "take longer steps, a shorter longest window, or smaller zones."
        )


def _blocks(ground: Ground) -> NDArray[np.uint8]:
    """Return the sizes of the blocks of zones to be asked together: alone where low counts are looked for."""
    zones, mass = ground.zones, ground.levels.mass
    sizes = np.ones(len(zones), np.uint8)
    if ground.sides & 2 or not len(zones):
        return sizes
    top = np.append(mass[int(mass[:, -1].argmax())], 0.0)  # slot -1 holds nothing
    longest = float((top[ground.windows.until] - top[ground.windows.after]).max())
    share = longest / top[-2] if top[-2] > 0 else 0.0
    last = np.ascontiguousarray(mass[:, -1])
    found = asking.blocks(zones.offsets, ground.levels.of_zone, last, share, _SLACK, sizes)
    return sizes[:found]


def _pieces(numbers: Integers, size: int) -> Iterator[Integers]:
    for first in range(0, len(numbers), size):
        yield numbers[first : first + size]


def batches(replicates: int, stop_after: int | None) -> Iterator[tuple[int, int]]:
    """Return first and last + 1 of the replicates to ask together: a small batch to learn from, then the rest.

    Where an early stop is possible the batches only double, so that little is asked in vain; and none takes much longer
    than a moment, so that whoever waits sees how far it is and loses little by breaking it off.
    """
    first, size = 0, _FIRST_BATCH
    while first < replicates:
        last, begun = min(first + size, replicates), monotonic()
        yield first, last
        in_a_moment = int((last - first) * _MOMENT / max(monotonic() - begun, 1e-9))
        size = min(
            2 * size if stop_after is not None else replicates, max(in_a_moment, _FIRST_BATCH)
        )
        first = last
