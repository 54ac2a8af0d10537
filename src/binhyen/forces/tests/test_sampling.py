"""Intervals by hand-counted and published examples, and by what must hold for any answers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.forces import sampling
from binhyen.forces.sampling import Interval


def test_wilsons_interval_is_that_of_the_textbook():
    # 81 of 263: Newcombe, Statistics in Medicine 17 (1998), table I, method 3
    found = sampling.share(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    # 15 of 148 and 0 of 20 from the same table
    assert [round(edge, 4) for edge in (sampling.share(15, 148).low, sampling.share(15, 148).high)] == [0.0624, 0.1605]  # fmt: skip
    none = sampling.share(0, 20)
    assert (none.low, round(none.high, 4)) == (0.0, 0.1611)


def test_the_mean_of_five_answers_counted_by_hand():
    # 3, 4, 4, 5, 4: mean 4; squares 1+0+0+1+0 = 2, over 4 = 0.5; root of 0.5/5 = 0.31623; times t(4) = 2.776
    found = sampling.mean({3: 1, 4: 3, 5: 1})
    assert found.value == 4 and found.n == 5
    assert found.high - 4 == pytest.approx(0.8779, abs=1e-4)
    assert 4 - found.low == pytest.approx(0.8779, abs=1e-4)


@pytest.mark.parametrize(("freedom", "t"), [(1, 12.706), (10, 2.228), (35, 2.042), (999, 1.980)])
def test_between_two_rows_of_the_table_the_wider_counts(freedom, t):
    assert sampling.student(freedom) == t


@pytest.mark.parametrize(("population", "answers"), [(10**6, 97), (500, 81), (50, 34), (3, 3), (0, 0)])  # fmt: skip
def test_how_many_answers_are_needed(population, answers):
    assert sampling.needed(population) == answers


def test_only_whom_nobody_overlaps_is_ranked():
    found = sampling.ranks({
        "A": Interval(4.5, 4.3, 4.7, 20), "B": Interval(3.5, 3.2, 3.8, 20),
        "C": Interval(3.6, 3.3, 3.9, 20), "D": Interval(2, 1.5, 2.5, 20),
    })  # fmt: skip
    assert found == {"A": 1, "B": None, "C": None, "D": 4}


@pytest.mark.parametrize("wrong", [(0, 0), (3, 2), (-1, 2)])
def test_a_share_of_nothing_is_refused(wrong):
    with pytest.raises(ValueError, match="need 0 <= yes"):
        sampling.share(*wrong)


@pytest.mark.parametrize("counts", [{}, {4: 1}])
def test_a_mean_without_spread_is_refused(counts):
    with pytest.raises(ValueError, match="at least two"):
        sampling.mean(counts)


def test_no_degree_of_freedom_and_no_margin_are_refused():
    with pytest.raises(ValueError, match="freedom"):
        sampling.student(0)
    with pytest.raises(ValueError, match="margin"):
        sampling.needed(10, margin=0)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_in_its_interval_and_the_interval_in_zero_to_one(pair):
    yes, n = pair
    found = sampling.share(yes, n)
    assert 0 <= found.low <= found.value <= found.high <= 1
    mirrored = sampling.share(n - yes, n)
    assert math.isclose(mirrored.low, 1 - found.high, abs_tol=1e-9)


@given(st.tuples(*[st.integers(1, 200)] * 5).map(lambda counts: dict(enumerate(counts, 1))))
def test_more_of_the_same_answers_narrow_the_interval(counts):
    once = sampling.mean(counts)
    tenfold = sampling.mean({value: n * 10 for value, n in counts.items()})
    assert math.isclose(once.value, tenfold.value)
    assert tenfold.high - tenfold.low < once.high - once.low


edges = st.floats(1, 5, allow_nan=False)


@given(st.lists(st.tuples(edges, edges).map(sorted), max_size=8).map(lambda all_: dict(enumerate(all_))))  # fmt: skip
def test_whoever_is_ranked_is_apart_from_all_others(bounds):
    intervals = {name: Interval((low + high) / 2, low, high, 9) for name, (low, high) in bounds.items()}  # fmt: skip
    found = sampling.ranks(intervals)
    for name, place in found.items():
        others = [intervals[key] for key in intervals if key != name]
        assert (place is None) == any(intervals[name].overlaps(other) for other in others)
    places = [place for place in found.values() if place]
    assert len(places) == len(set(places))
