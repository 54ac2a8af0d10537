"""A scan in pieces, for many processes or machines: each piece is a plain function of plain values that returns an array.

    observed(work, centres)             the best windows of some centres
    maxima(work, centres, replicates)   the largest ratios of some replicates over some centres
    scan(study, options, run)           hands the pieces to `run` and joins what comes back

A replicate depends on the seed and its number alone, and a centre's windows on no other centre, so what is joined is the
same, to the last bit, as the scan of one process. Centres are counted along the curve that lays neighbours side by side.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from typing import Final

import numpy as np

from hotscan import scanning
from hotscan.geometry import Floats, Integers
from hotscan.options import Analysis, Options
from hotscan.reporting import Prepared
from hotscan.results import Result
from hotscan.scanning import Here, Progress, Source
from hotscan.study import Grid, Study

Span = tuple[int, int]  # first, last + 1
_KEPT: Final = 4  # parts that a process keeps laid out
_LEAST: Final = 32  # replicates of a piece: as many go through the zones together


@dataclass(frozen=True, eq=False)
class Work:
    """What every piece needs to know; it goes to each process once. One is the same as itself only."""

    study: Study
    options: Options

    @property
    def centres(self) -> int:
        """Return how many centres there are."""
        if self.options.analysis is Analysis.TEMPORAL:
            return 1
        study = self.study
        return len(study.grid.positions if study.grid else study.positions)


Piece = Callable[..., Floats]
#: Does a piece for every row of arguments, wherever, and returns what it gave in their order.
Run = Callable[[Piece, Work, Sequence[tuple[Span, ...]]], Sequence[Floats]]


def here(piece: Piece, work: Work, rows: Sequence[tuple[Span, ...]]) -> list[Floats]:
    """Do the pieces one after another in this process."""
    return [piece(work, *row) for row in rows]


def observed(work: Work, centres: Span) -> Floats:
    """Return float64[forms, centres, 5], the best window of each centre with each form: `likelihood.observe`."""
    part = _part(work, centres)
    with part.lock:
        return part.laid.best().reshape(-1, part.laid.ready.centres, 5)


def maxima(work: Work, centres: Span, replicates: Span) -> Floats:
    """Return float64[replicates], the largest ratio of each over the windows of these centres."""
    part = _part(work, centres)
    with part.lock:
        found: Floats = part.source.of(np.arange(*replicates, dtype=np.int64))
        part.source.learn(found)
    return found


@dataclass(frozen=True)
class _Part:
    """Some centres laid out; one piece at a time asks them."""

    laid: Here
    source: Source
    lock: Lock


@lru_cache(maxsize=_KEPT)
def _part(work: Work, centres: Span) -> _Part:
    threads = ThreadPoolExecutor(work.options.threads or 1)
    laid = Here(scanning.lay(_of_centres(work, centres), work.options, threads), threads)
    return _Part(laid, laid.source(), Lock())


def _of_centres(work: Work, centres: Span) -> Study:
    """Return the study with some of its centres as a grid."""
    study = work.study
    if work.options.analysis is Analysis.TEMPORAL:
        return study
    given = study.grid
    if given:
        chosen = np.arange(*centres)
        return replace(study, grid=Grid(given.coordinates[slice(*centres)], given.positions.taken(chosen)))  # fmt: skip
    chosen = study.positions.along_a_curve()[slice(*centres)]
    coordinates = [study.coordinates[place] for place in chosen.tolist()]
    return replace(study, grid=Grid(coordinates, study.positions.taken(chosen)))


@dataclass(frozen=True)
class Cut:
    """Into how much a scan is cut: parts of the centres, and pieces of the replicates for each of these."""

    centres: int = 1
    replicates: int = 1


def scan(
    study: Study,
    options: Options,
    run: Run,
    cut: Cut,
    progress: Progress = lambda done, of: None,
) -> Result:
    """Return the clusters of a study, the same as `hotscan.scan` to the last bit, worked out by `run`. Raises ScanProblem."""

    def means(ready: Prepared, _threads: Executor) -> _Apart:
        work = Work(ready.study, replace(ready.options, threads=1))
        return _Apart(run, work, list(spans(0, work.centres, cut.centres)), cut.replicates)

    return scanning.scan_by(study, options, means, progress)


@dataclass(frozen=True)
class _Apart:
    """Works a study out by asking `run`; each part learns by itself."""

    run: Run
    work: Work
    parts: Sequence[Span]
    pieces: int

    def best(self) -> Floats:
        """Return the best windows of the zones, the parts joined: see `scanning.Way`."""
        found = self.run(observed, self.work, [(part,) for part in self.parts])
        return np.concatenate(list(found), axis=1).reshape(-1, 5)

    def source(self) -> "_Apart":
        """Return what deals chance: see `scanning.Way`."""
        return self

    def of(self, numbers: Integers) -> Floats:
        """Return float64[len(numbers)], of replicates that follow one another."""
        first, last = int(numbers[0]), int(numbers[-1]) + 1
        cut = list(spans(first, last, min(self.pieces, -(-len(numbers) // _LEAST))))
        rows = [(part, replicates) for replicates in cut for part in self.parts]
        found = self.run(maxima, self.work, rows)
        of_parts = [np.concatenate(found[n :: len(self.parts)]) for n in range(len(self.parts))]
        largest: Floats = np.maximum.reduce(of_parts)
        return largest

    def learn(self, maxima: Floats) -> None:
        """Nothing: the parts have learnt already."""


def spans(first: int, last: int, parts: int) -> Iterator[Span]:
    """Return the numbers from first to last - 1 in as many parts, or fewer where they are few, as even as they can be."""
    count = min(parts, last - first)
    edges = [first + (last - first) * n // count for n in range(count + 1)]
    yield from pairwise(edges)
