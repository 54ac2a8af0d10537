"""Zones that expect nothing in a window are asked together with ones that expect something: none of these is passed over.

Replicate by replicate against the plain scan, of each model that knows such windows (Bernoulli: test_against_naive.py).
The zones have one centre, so that what is passed over round it is not found round another.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from hotscan import Analysis, Counts, ModelKind, Options, ScanProblem, Study, Unit, scan
from hotscan.geometry import in_plane
from hotscan.study import Expectations, Grid
from hotscan.tests.test_against_naive import Plain, Small, _study, agrees_in_each_replicate

PLACES = 20
REPLICATES = 32


class Celled(Plain):
    """The plain scan where the expectation of every cell of place and step is known, round the study's own centres."""

    def __init__(self, small: Small, study: Study, cells: np.ndarray) -> None:
        super().__init__(small, study)
        self.cells = cells
        self.centres = study.grid.coordinates if study.grid else ()

    def weights(self) -> list[float]:
        return [float(each) for each in self.cells.sum(axis=1)]

    def grounds(self) -> list[list[int]]:
        found, weights = [], self.cells.sum(axis=1)
        for x, y in self.centres:
            near = sorted(range(PLACES), key=lambda i: math.hypot(self.points[i][0] - x, self.points[i][1] - y))  # fmt: skip
            within = np.cumsum(weights[near]) <= self.options.max_share * weights.sum() * (1 + 1e-9)
            found += [near[: size + 1] for size in range(int(within.sum()))]
        return found

    def expected(self, zone: Sequence[int], first: int, last: int) -> float:
        return float(self.cells[list(zone), first : last + 1].sum())


def _small(rng: np.random.Generator, cells: np.ndarray, steps: int, options: Options) -> Small:
    """Return places at random points with so many cases in each cell."""
    points = rng.choice(400, PLACES, replace=False)
    cases = [(int(p), int(t), int(cells[p, t])) for p, t in np.argwhere(cells)]
    at = [(float(point // 20), float(point % 20)) for point in points]
    return Small(False, at, cases, [], [1.0] * PLACES, steps, options)


def _centred(study: Study, rng: np.random.Generator) -> Study:
    """Return a study with one centre, from which no two places are equally far."""
    x, y = rng.random((2, 1)) * 20
    pairs = list(zip(x.tolist(), y.tolist(), strict=True))
    return replace(study, grid=Grid(pairs, in_plane(x, y)))


@pytest.mark.parametrize("seed", range(16))
@pytest.mark.parametrize("analysis", [Analysis.RETROSPECTIVE, Analysis.PROSPECTIVE])
def test_poisson_with_cells_where_nothing_is_expected(analysis: Analysis, seed: int):
    rng = np.random.default_rng(seed)
    usual = rng.integers(1, 4, (PLACES, 4)) * (rng.random((PLACES, 4)) < 0.5)
    cases = rng.poisson(0.1 * usual)
    cases[tuple(np.argwhere(usual)[0])] += 1  # at least one
    options = Options(model=ModelKind.POISSON, analysis=analysis, max_window=2, unit=Unit.NUMBER, replicates=0, threads=1)  # fmt: skip
    small = _small(rng, cases, 4, options)
    where, when = (np.ascontiguousarray(each) for each in np.nonzero(usual))
    given = Expectations(where, when, usual[where, when].astype(np.float64))
    study = _centred(_study(small), rng)
    plain = Celled(small, study, usual * (cases.sum() / usual.sum()))
    agrees_in_each_replicate(
        replace(study, population=None, expected=given), plain, seed, REPLICATES
    )


def _by_margins(cases: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    """Return what each cell expects: in each stratum its place's cases times its step's, over all; then summed."""
    expected = np.zeros(cases.shape[:2])
    for each in np.unique(stratum):
        inside = np.where(stratum == each, cases, 0)
        if inside.sum():
            expected += np.outer(inside.sum(axis=1), inside.sum(axis=0)) / inside.sum()
    return expected


@pytest.mark.parametrize("seed", range(16))
def test_permutation_that_keeps_each_case_on_its_weekday(seed: int):
    rng = np.random.default_rng(seed)
    cases = rng.poisson(0.08, (PLACES, 14))
    options = Options(model=ModelKind.PERMUTATION, analysis=Analysis.RETROSPECTIVE, max_window=2, by_weekday=True, replicates=0, threads=1)  # fmt: skip
    small = _small(rng, cases, 14, options)
    study = _centred(replace(_study(small), unit_of_times=Unit.DAY), rng)
    weekdays = np.broadcast_to(np.arange(14) % 7, cases.shape)
    plain = Celled(small, study, _by_margins(cases, weekdays))
    agrees_in_each_replicate(study, plain, seed, REPLICATES)


@pytest.mark.parametrize("seed", range(16))
def test_permutation_within_strata(seed: int):
    rng = np.random.default_rng(seed)
    cases = rng.poisson(0.2, (PLACES, 6))
    stratum = np.broadcast_to(
        np.arange(6) % 3, cases.shape
    )  # a place without cases of one expects none then
    options = Options(model=ModelKind.PERMUTATION, analysis=Analysis.RETROSPECTIVE, max_window=2, unit=Unit.NUMBER, replicates=0, threads=1)  # fmt: skip
    small = _small(rng, cases, 6, options)
    study = _centred(_study(small), rng)
    counted = study.cases
    strata = stratum[counted.places, counted.times].astype(np.int64)
    study = replace(study, cases=Counts(counted.places, counted.times, strata, counted.counts), strata=3)  # fmt: skip
    plain = Celled(small, study, _by_margins(cases, stratum))
    agrees_in_each_replicate(study, plain, seed, REPLICATES)


def test_cases_where_nothing_is_expected_are_refused_and_not_passed_over():
    rng = np.random.default_rng(1)
    cases = np.zeros((PLACES, 4), np.int64)
    cases[3, 2] = cases[5, 1] = 4
    options = Options(model=ModelKind.POISSON, analysis=Analysis.RETROSPECTIVE, max_window=2, unit=Unit.NUMBER, replicates=0, threads=1)  # fmt: skip
    study = _study(_small(rng, cases, 4, options))
    given = Expectations(np.array([3, 5]), np.array([3, 1]), np.array([4.0, 4.0]))
    with pytest.raises(ScanProblem, match="Location L3 has cases in the step of 2 but no population"):  # fmt: skip
        scan(replace(study, population=None, expected=given), options)
