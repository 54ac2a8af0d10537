"""What the p-values promise: uniform where nothing is to be found, the same on any number of threads, exact however asked."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from math import log, sqrt
from typing import Any

import numpy as np
import pytest

from hotscan import Analysis, Counts, ModelKind, Options, Study, Unit, places, scan
from hotscan.chance import Maxima
from hotscan.inference import exceedances, gumbel_p_value, p_value, recurrence_interval
from hotscan.problems import ScanProblem
from hotscan.scanning import lay
from hotscan.study import Expectations

NULLS = 2000
OPTIONS = Options(
    model=ModelKind.PERMUTATION,
    analysis=Analysis.PROSPECTIVE,
    max_window=5,
    unit=Unit.NUMBER,
    replicates=99,
    threads=1,
)


def _study(seed: int, cases: int = 150, locations: int = 25, steps: int = 30) -> Study:
    rng = np.random.default_rng(seed)
    at = places(
        [f"L{i}" for i in range(locations)],
        rng.random(locations),
        rng.random(locations),
        globe=False,
    )
    ones = np.ones(cases, np.int64)
    where = rng.choice(locations, cases, p=rng.dirichlet(np.ones(locations)))
    counts = Counts(at.of_location[where], rng.integers(0, steps, cases), 0 * ones, ones)
    return Study(
        names=at.names, coordinates=at.coordinates, positions=at.positions, cases=counts, start=0, end=steps - 1,
        unit_of_times=Unit.NUMBER,
    )  # fmt: skip


def test_p_is_uniform_where_there_is_no_cluster():
    """2,000 studies without a cluster, 99 replicates each.

    The largest distance between the p-values and the uniform (Kolmogorov and Smirnov) stays under the bound that a right
    scan exceeds once in 10,000 runs (Massart 1990: sqrt(ln(2 / alpha) / 2 n)) and a hundredth for the steps of p. Ties,
    which counting makes conservative, are broken at random for this test alone.
    """
    rng = np.random.default_rng(11)
    found = np.empty(NULLS)
    for null in range(NULLS):
        result = scan(_study(null), replace(OPTIONS, seed=null))
        observed, maxima = result.clusters[0].llr if result.clusters else 0.0, result.maxima
        ties = np.count_nonzero(np.abs(maxima - observed) <= 1e-9)
        above = np.count_nonzero(maxima > observed + 1e-9)
        found[null] = (above + rng.integers(0, ties + 1) + 1) / (len(maxima) + 1)
    found.sort()
    distance = np.abs(found - np.arange(1, NULLS + 1) / NULLS).max()
    assert distance < sqrt(log(2 / 1e-4) / (2 * NULLS)) + 0.01


@pytest.mark.parametrize("model", [ModelKind.PERMUTATION])
def test_one_thread_and_two_give_the_same_to_the_last_bit(model: ModelKind):
    study, options = _study(3, cases=2000), replace(OPTIONS, model=model, replicates=300)
    one, two = (scan(study, replace(options, threads=threads)) for threads in (1, 2))
    assert np.array_equal(one.maxima, two.maxima)
    assert one.clusters[0].llr == two.clusters[0].llr


def test_another_seed_deals_other_replicates():
    study = _study(3)
    assert not np.array_equal(
        scan(study, OPTIONS).maxima, scan(study, replace(OPTIONS, seed=2)).maxima
    )


@pytest.mark.parametrize("floor", [0.0, 1.0, 4.0, 50.0])
def test_no_floor_can_be_seen_in_a_maximum(floor: float):
    with ThreadPoolExecutor(1) as threads:
        ground = lay(_study(4), OPTIONS, threads).ground
        plain = Maxima(ground, 1, threads).of(np.arange(100))
        aimed = Maxima(ground, 1, threads)
        aimed.learn(np.array([floor]))  # a lone maximum sets the floor at itself
        assert np.array_equal(aimed.of(np.arange(100)), plain)


def test_an_ordinary_study_stops_early_with_the_p_of_its_replicates_so_far():
    study = _study(5)
    whole = scan(study, replace(OPTIONS, replicates=999))
    early = scan(study, replace(OPTIONS, replicates=999, stop_after=20))
    assert early.stopped_early
    assert len(early.maxima) == exceedances(whole.clusters[0].llr, whole.maxima, 20)
    assert early.clusters[0].p_value == pytest.approx(20 / len(early.maxima))


@pytest.mark.parametrize("analysis", [Analysis.RETROSPECTIVE, Analysis.PROSPECTIVE])
def test_the_width_of_a_lane_cannot_be_seen_in_a_maximum(analysis: Analysis):
    study = _study(4, cases=1200, locations=30)
    with ThreadPoolExecutor(1) as threads:
        ground = lay(study, replace(OPTIONS, analysis=analysis), threads).ground
        found = []
        for bits in (8, 16, 32):
            maxima = Maxima(ground, 1, threads)
            maxima.bits = bits
            found.append(maxima.of(np.arange(64)))
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], found[2])


def test_places_too_full_to_be_summed_in_their_lanes_are_widened_one_by_one():
    study = _study(7, cases=20_000, locations=40)
    with ThreadPoolExecutor(1) as threads:
        ground = lay(study, OPTIONS, threads).ground
        narrow, wide = Maxima(ground, 1, threads), Maxima(ground, 1, threads)
        narrow.bits, wide.bits = 8, 16
        found = narrow.of(np.arange(64))
        assert np.array_equal(found, wide.of(np.arange(64)))
    assert narrow.bits == 16 or 8 * ground.model.counts[:, -1].max() > 255


def test_counts_beyond_a_narrow_lane_are_dealt_in_wider_ones():
    study = _study(6, cases=40_000, locations=3)
    retrospective = replace(OPTIONS, analysis=Analysis.RETROSPECTIVE)
    with ThreadPoolExecutor(1) as threads:
        ground = lay(study, retrospective, threads).ground
        maxima = Maxima(ground, 1, threads)
        maxima.bits = 8  # a first guess that the replicates do not keep
        found = maxima.of(np.arange(8))
    assert ground.bits == 16
    assert maxima.bits == 16
    assert (found == scan(study, replace(retrospective, replicates=8)).maxima).all()


def test_ties_count_against_the_observed():
    assert p_value(2.0, np.array([1.0, 2.0, 2.0 - 1e-12, 3.0])) == pytest.approx(4 / 5)


def test_the_gumbel_tail_is_that_of_the_reference():
    """national7 of the reference: maxima with mean 9.7537 and standard deviation 1.4413 gave 0.000000065 at 27.695771."""
    spread = np.array([-1.0, 1.0]) * 1.4413 / sqrt(2)
    assert gumbel_p_value(27.695771, 9.7537 + spread) == pytest.approx(6.5e-8, rel=0.01)


def test_without_any_spread_there_is_no_gumbel_tail():
    assert gumbel_p_value(1.0, np.array([2.0, 2.0])) is None
    assert gumbel_p_value(1.0, np.array([2.0, 2.0 + 1e-15])) is None


def test_far_below_every_replicate_the_gumbel_tail_is_one():
    assert gumbel_p_value(1.0, np.array([20.0, 20.0 + 1e-6])) == 1


def test_a_p_adjusted_for_earlier_scans_is_brought_back_to_one_scan():
    assert recurrence_interval(0.05, 1) == pytest.approx(20)
    assert recurrence_interval(1 - 0.99**10, 7, scans=10) == pytest.approx(700)
    assert recurrence_interval(1.0, 7, scans=10) == 7


def test_the_recurrence_of_a_scan_counts_the_scans_it_is_adjusted_for():
    strongest = scan(_study(3), replace(OPTIONS, earlier_since=20)).clusters[0]
    assert strongest.p_value is not None
    alone = 1 - (1 - strongest.p_value) ** (1 / 10)
    assert strongest.recurrence_interval_days == pytest.approx(1 / alone)


def test_months_and_years_are_those_of_the_mean_calendar():
    assert Unit.MONTH.days == 365.25 / 12
    assert Unit.YEAR.days == 365.25


@pytest.mark.parametrize("since", [-1, 30])
def test_earlier_scans_outside_the_study_are_refused(since: int):
    with pytest.raises(ScanProblem, match="outside the study"):
        scan(_study(3), replace(OPTIONS, earlier_since=since))


def test_earlier_scans_need_a_longest_window_given_as_a_length():
    with pytest.raises(ScanProblem, match="give the longest window as a length"):
        scan(_study(3), replace(OPTIONS, earlier_since=20, max_window=None))


@pytest.mark.parametrize("others", [{"unit": Unit.WEEK}, {"step": 7}])
def test_weekdays_are_kept_in_steps_of_one_day_only(others: dict[str, Any]):
    study = replace(_study(3), unit_of_times=Unit.DAY)
    days = replace(OPTIONS, max_window=1, unit=Unit.DAY, by_weekday=True)
    with pytest.raises(ScanProblem, match="steps of one day"):
        scan(study, replace(days, **others))


def test_a_share_of_the_study_is_taken_in_units_before_steps():
    study = _study(3, steps=20)
    options = replace(OPTIONS, max_window=None, step=7)
    assert options.window_steps(study.timeline(options)) == (1, 1)
    with pytest.raises(ScanProblem, match="no room"):
        third = replace(
            options, max_window_share=0.34
        )  # six units of twenty, though a step of three
        third.window_steps(study.timeline(third))


def test_something_expected_outside_the_study_is_refused():
    one = np.zeros(1, np.int64)
    study = replace(_study(3), expected=Expectations(one, one + 30, np.ones(1)))
    poisson = replace(OPTIONS, model=ModelKind.POISSON)
    with pytest.raises(ScanProblem, match="expected outside"):
        scan(study, poisson)
