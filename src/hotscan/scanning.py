"""The scan: from a study to its clusters.

study.py (what was counted, where and when)
  -> model (models.py), zones (zones.py, ellipses.py), windows (timing.py), what they expect (Levels)
  -> the best window of every centre (likelihood.observe) -> clusters (clusters.py)
  -> the same over what chance deals (chance.py) -> p, Gumbel tail, recurrence (inference.py) -> what is reported of it
     (reporting.py)
"""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from os import cpu_count
from typing import Final, Protocol, TypeVar

import numpy as np

from hotscan import chance, inference, models, population, reporting, room, timing
from hotscan.chance import Ground, Maxima
from hotscan.ellipses import forms
from hotscan.geometry import Floats, Integers
from hotscan.iterating import iterate
from hotscan.kernels import asking, likelihood
from hotscan.models import Model, Tally
from hotscan.options import Analysis, ModelKind, Options, Penalty, Side
from hotscan.problems import ScanProblem
from hotscan.reporting import Asked, Prepared
from hotscan.results import Result
from hotscan.study import Study
from hotscan.timing import Timeline, Windows
from hotscan.weighing import WeighedMaxima
from hotscan.zones import everywhere

T = TypeVar("T")
Progress = Callable[[int, int], None]  # replicates done, replicates in all
_CENTRES_AT_A_TIME: Final = 256
_SIDES: Final = {Side.HIGH: 1, Side.LOW: 2, Side.BOTH: 3}


def scan(study: Study, options: Options, progress: Progress = lambda done, of: None) -> Result:
    """Return the clusters of a study.

    The same study, options and seed give the same result, to the last bit, on any number of threads.
    Raises ScanProblem, in words for whoever gave the input, when the study cannot be scanned as asked.
    """
    return scan_by(study, options, Here, progress)


def scan_by(study: Study, options: Options, means: "Means", progress: Progress) -> Result:
    """Return the clusters of a study, its best windows and what chance deals worked out by `means`. Raises ScanProblem."""
    if options.iterations:
        return iterate(study, options, partial(scan_by, means=means, progress=progress))
    with ThreadPoolExecutor(options.threads or cpu_count() or 1) as threads:
        ready = lay(study, options, threads)
        way = means(ready, threads)
        ready.best = way.best()
        asked = chances(ready, way.source, progress)
        return reporting.result(ready, asked, lambda ground: observe(ground, ready.alive, threads))


class Source(Protocol):
    """What deals chance: the maxima of replicates by their numbers, told of those known so far."""

    def of(self, numbers: Integers) -> Floats:
        """Return float64[len(numbers)]."""

    def learn(self, maxima: Floats) -> None:
        """Take into account what is known."""


class Way(Protocol):
    """Who works out a study made ready, wherever that is."""

    def best(self) -> Floats:
        """Return float64[rows of zones, 5], the best window of each, its ratio times the weight of its form."""

    def source(self) -> Source:
        """Return what deals chance over it."""


Means = Callable[[Prepared, Executor], Way]


@dataclass(frozen=True)
class Here:
    """Works a study out in this process."""

    ready: Prepared
    threads: Executor

    def best(self) -> Floats:
        """Return the best windows of the zones: see `Way`."""
        ready = self.ready
        best = observe(ready.ground, ready.alive, self.threads)
        best[:, 0] *= ready.forms.weights(ready.centres)
        return best

    def source(self) -> Maxima | WeighedMaxima:
        """Return what deals chance: see `Way`."""
        ready = self.ready
        if ready.options.penalty is Penalty.NONE:
            return Maxima(ready.ground, ready.options.seed, self.threads)
        weights = ready.forms.weights(ready.centres)
        return WeighedMaxima(ready.ground, weights, ready.options.seed, self.threads)


def lay(study: Study, options: Options, threads: Executor) -> Prepared:
    """Return a study made ready, nothing of it observed yet."""
    options.check(study)
    line = study.timeline(options)
    windows, alive = _windows(line, options)
    order = _order(study, options)
    row = np.zeros(len(study.positions), np.int64)
    row[order] = np.arange(len(order))
    model = _model(study, options, line, row, _reach(windows))
    positions = study.positions.taken(order)
    centres = study.grid.positions if study.grid else positions
    shapes = forms(options.ellipses, options.penalty)
    caps = options.max_share, options.max_radius
    zones = (
        everywhere()
        if options.analysis is Analysis.TEMPORAL
        else shapes.zones(positions, centres, model.weights, caps, order, threads)
    )
    levels = model.levels(zones)
    ground = Ground(model, zones, windows, levels, _SIDES[options.side])
    return Prepared(study, options, line, order, ground, alive, forms=shapes)


def _order(study: Study, options: Options) -> Integers:
    """Return which place each row stands for; a purely temporal analysis makes all places one, in the row of the first."""
    if options.analysis is Analysis.TEMPORAL:
        return np.zeros(1, np.int64)
    return study.positions.along_a_curve()


def _windows(line: Timeline, options: Options) -> tuple[Windows, Windows]:
    """Return the windows chance is asked over, and those in which the observed counts."""
    if options.analysis is Analysis.SPATIAL:
        return timing.whole_study(), timing.whole_study()
    shortest, longest = options.window_steps(line)
    if options.analysis in (Analysis.RETROSPECTIVE, Analysis.TEMPORAL):
        windows = timing.all_windows(line.steps, shortest, longest)
        return windows, windows
    alive = timing.alive(shortest, longest)
    if options.earlier_since is None:
        return alive, alive
    ends = line.ends_since(options.earlier_since)
    return timing.all_windows(line.steps, shortest, longest, ends), alive


def _reach(windows: Windows) -> int:
    """Return how many slots to keep: a few more than the windows touch where the inner loops have a length of their own."""
    narrow = (
        windows.reach <= asking.NARROW
        and int(windows.until.min()) == 0
        and bool((windows.after < 0).all())
    )
    return asking.NARROW if narrow else windows.reach


def _model(study: Study, options: Options, line: Timeline, row: Integers, reach: int) -> Model:
    places = int(row.max()) + 1

    def tally(times: Integers, at: Integers, strata: Integers, counts: Integers) -> Tally:
        return Tally(row[at], line.slots_of(times), strata, counts)

    cases = tally(*study.seen(study.cases, line))
    if cases.total < 1:
        raise ScanProblem(
            "There is no case inside the study's dates; check the dates and the case file."
        )
    match options.model:
        case ModelKind.PERMUTATION:
            return models.permutation(options.stratified(cases, line), places, reach)
        case ModelKind.BERNOULLI:
            return models.bernoulli(
                cases, tally(*study.seen(_needed(study.controls), line)), places, reach
            )
        case ModelKind.POISSON:
            return models.poisson(cases, _expected(study, cases, line, row, places), reach)


def _expected(study: Study, cases: Tally, line: Timeline, row: Integers, places: int) -> Floats:
    """Return float64[places, slots], the expectations of each row; known risks are in them."""
    expected = _usual(study, line)
    if study.known is not None:
        expected *= study.known.factors(len(row), line)
    of_rows = np.zeros((places, line.steps))
    np.add.at(of_rows, row, expected)
    empty = np.flatnonzero(of_rows[cases.places, cases.slots] <= 0)
    if len(empty):
        name = study.names[int(np.flatnonzero(row == cases.places[empty[0]])[0])][0]
        day = line.label(line.first_time(int(cases.slots[empty[0]])))
        raise ScanProblem(
            f"Location {name} has cases in the step of {day} but no population then (or nothing expected); "
            "give its population or take its cases out."
        )
    return of_rows


def _usual(study: Study, line: Timeline) -> Floats:
    """Return float64[places of the study, slots], what is expected before anything is known; rates are of all cases."""
    room.check(len(study.names), "places", line.steps)
    if study.expected is not None:
        times = study.expected.times
        if ((times < line.edges[0]) | (times >= line.edges[-1])).any():
            raise ScanProblem(
                "Something is expected outside the study's dates; take it out or correct the dates."
            )
        expected = np.zeros((len(study.names), line.steps))
        at = study.expected.places, line.slots_of(times)
        np.add.at(expected, at, study.expected.values)
        return expected
    _, _, strata, counts = study.cases.within(line)
    by_stratum = np.bincount(strata, weights=counts, minlength=study.strata).astype(np.int64)
    return population.expected(_needed(study.population), by_stratum, len(study.names), line)


def _needed(part: T | None) -> T:
    """Return a part of the study that Options.check has seen to be there."""
    if part is None:
        raise ScanProblem("The study lacks what this model needs.")
    return part


def observe(ground: Ground, windows: Windows, threads: Executor) -> Floats:
    """Return float64[rows of zones, 5], the best window of each: `likelihood.observe`."""
    slots = windows.until, windows.after, windows.sequence
    counts = ground.model.counts.astype(
        np.float64
    )  # exact, and held against expectations without a change of kind

    def piece(first: int) -> Floats:
        last = min(first + _CENTRES_AT_A_TIME, ground.zones.centres)
        found, sums = np.zeros((last - first, 5)), np.zeros(counts.shape[1])
        law, sides = ground.model.law, ground.sides
        likelihood.observe(counts, ground.arrays, slots, law, sides, first, last, sums, found)
        return found

    return np.concatenate(
        list(threads.map(piece, range(0, ground.zones.centres, _CENTRES_AT_A_TIME)))
    )


def chances(ready: Prepared, source: Callable[[], Source], progress: Progress) -> Asked:
    """Return what chance deals: all replicates, or as many as were asked until a stop or until somebody broke it off, also
    while the source is made."""
    options, known = ready.options, np.zeros(0)
    observed = float(ready.best[:, 0].max(initial=0.0))
    try:
        maxima = source()
        for first, last in chance.batches(options.replicates, options.stop_after):
            known = np.concatenate([known, maxima.of(np.arange(first, last, dtype=np.int64))])
            progress(len(known), options.replicates)
            stop = (
                inference.exceedances(observed, known, options.stop_after)
                if options.stop_after
                else None
            )
            if stop is not None and stop < options.replicates:
                return Asked(known[:stop], stopped_early=True)
            maxima.learn(known)
    except KeyboardInterrupt:
        return Asked(known, complete=False)
    return Asked(known)
