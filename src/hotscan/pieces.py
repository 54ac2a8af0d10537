"""A scan in pieces, for many processes or machines: each piece is a plain function of plain values that returns an array.

    observed(work, centres)             the best windows of some centres
    maxima(work, centres, replicates)   the largest ratios of some replicates over some centres
    scan(study, options, run)           hands the pieces to `run` and joins what comes back

A replicate depends on the seed and its number alone, and a centre's windows on no other centre, so what is joined is the
same, to the last bit, as the scan of one process. Centres are counted along the curve that lays neighbours side by side.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise
from threading import Lock
from typing import Final

import numpy as np

from hotscan import reporting, scanning
from hotscan.geometry import Floats, Integers
from hotscan.iterating import iterate
from hotscan.options import Analysis, Options
from hotscan.reporting import Prepared
from hotscan.results import Result
from hotscan.scanning import Progress, Source
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
        best = scanning.observe(part.ready.ground, part.ready.alive, part.threads)
    best[:, 0] *= part.ready.forms.weights(part.ready.centres)
    return best.reshape(-1, part.ready.centres, 5)


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

    ready: Prepared
    source: Source
    threads: ThreadPoolExecutor
    lock: Lock


@lru_cache(maxsize=_KEPT)
def _part(work: Work, centres: Span) -> _Part:
    threads = ThreadPoolExecutor(work.options.threads or 1)
    ready = scanning.lay(_of_centres(work, centres), work.options, threads)
    return _Part(ready, scanning.maxima_of(ready, threads), threads, Lock())


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
    if options.iterations:
        return iterate(study, options, partial(scan, run=run, cut=cut, progress=progress))
    work = Work(study, replace(options, threads=1))
    with ThreadPoolExecutor(options.threads or 1) as threads:
        ready = scanning.lay(study, options, threads)
        parts = list(spans(0, work.centres, cut.centres))
        best = run(observed, work, [(part,) for part in parts])
        ready.best = np.concatenate(list(best), axis=1).reshape(-1, 5)
        source = partial(_Asking, run, work, parts, cut.replicates)
        asked = scanning.chances(ready, source, progress)
        return reporting.result(
            ready, asked, lambda ground: scanning.observe(ground, ready.alive, threads)
        )


@dataclass(frozen=True)
class _Asking:
    """Asks `run` for the maxima; each part learns by itself."""

    run: Run
    work: Work
    parts: Sequence[Span]
    pieces: int

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
