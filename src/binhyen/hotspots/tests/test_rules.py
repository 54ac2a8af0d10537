"""What an alert is held against, and what numbers before and after say."""

from datetime import date
from math import inf

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.hotspots import rules, workflow
from binhyen.hotspots.rules import Cell, Found, Span
from binhyen.hotspots.workflow import Act, MoveNotAllowed, State

ON_A_BUSY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MARCH = Span(date(2025, 3, 3), date(2025, 3, 20))
FOUND = Found("crime", (4,), MARCH, 25, 6.8, 14.0, 730.0)


def test_the_interval_of_a_ratio_is_the_exact_one():
    """Clopper and Pearson for 3 of 13 is 0.0504 to 0.5381; as odds 0.0531 to 1.1651."""
    found = rules.rate_ratio(10, 14, 3, 14)
    assert found.value == pytest.approx(0.3)
    assert (found.low, found.high) == (
        pytest.approx(0.0531, abs=1e-3),
        pytest.approx(1.165, abs=2e-3),
    )
    assert not found.fell


def test_nothing_before_or_after_has_an_interval_too():
    assert rules.rate_ratio(0, 14, 0, 14) == rules.Ratio(None, 0.0, inf)
    fell = rules.rate_ratio(20, 14, 0, 14)
    assert (fell.value, fell.low, fell.fell) == (0, 0, True)
    assert rules.rate_ratio(0, 14, 20, 14).rose
    with pytest.raises(ValueError, match="day"):
        rules.rate_ratio(1, 0, 1, 14)


@ON_A_BUSY_MACHINE
@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 90), st.integers(1, 90))
def test_the_ratio_lies_within_its_interval_and_turned_round_it_is_the_reverse(b, a, days, more):
    there, back = rules.rate_ratio(b, days, a, more), rules.rate_ratio(a, more, b, days)
    assert there.low <= (there.value if there.value is not None else inf) <= there.high
    if there.low > 0:
        assert back.high == pytest.approx(1 / there.low, rel=1e-6)


def test_a_unit_is_disturbed_no_more_often_than_it_wants():
    groups = 10
    replicates = rules.replicates_for(365, groups)
    assert rules.recurrence_days(1 / (replicates + 1), groups) == pytest.approx(2 * 365)
    assert rules.is_worth_telling(FOUND, 730)
    assert not rules.is_worth_telling(FOUND, 731)
    few = Found("crime", (4,), MARCH, rules.LEAST_CASES - 1, 0.1, 14.0, 9999.0)
    assert not rules.is_worth_telling(few, 1)


def test_what_rose_everywhere_is_no_hot_spot_of_a_place():
    assert rules.stands_out(10, 2, 40, 66)
    assert not rules.stands_out(20, 30, 40, 66)


def test_a_small_area_is_joined_to_its_nearest_neighbour_until_none_is_small():
    cells = [Cell((1,), 10.0, 106.0), Cell((2,), 10.0, 106.01), Cell((3,), 10.0, 106.5)]
    joined = rules.guarded(cells, {1: 30, 2: 4, 3: 12})
    assert [cell.places for cell in joined] == [(1, 2), (3,)]
    assert rules.guarded(cells, {1: 30, 2: 5, 3: 12}) == cells


@ON_A_BUSY_MACHINE
@given(st.lists(st.tuples(st.floats(8, 23), st.floats(102, 110), st.integers(0, 9)), max_size=12))
def test_no_cell_that_is_told_apart_is_small_unless_it_is_all_there_is(drawn):
    cells = [Cell((pk,), lat, lon) for pk, (lat, lon, _n) in enumerate(drawn)]
    totals = {pk: n for pk, (_lat, _lon, n) in enumerate(drawn)}
    joined = rules.guarded(cells, totals)
    assert sorted(pk for cell in joined for pk in cell.places) == sorted(totals)
    sums = [sum(totals[pk] for pk in cell.places) for cell in joined]
    assert len(joined) <= 1 or min(sums) >= rules.LEAST_IN_A_YEAR


def test_every_pair_of_state_and_act_is_either_a_move_or_refused():
    moves = {(s, a): workflow.after(s, a) for s in State for a in Act if workflow.may(s, a)}
    assert moves[State.RAISED, Act.ACKNOWLEDGE] is State.ACKNOWLEDGED
    assert {s for s, _a in moves} == set(workflow.OPEN)
    for state in State:
        for act in Act:
            if (state, act) not in moves:
                with pytest.raises(MoveNotAllowed):
                    workflow.after(state, act)


def test_weeks_end_with_the_day_asked_for():
    weeks = rules.weeks_before(date(2025, 3, 20), 2)
    assert [week.days for week in weeks] == [7, 7]
    assert weeks[-1].last == date(2025, 3, 20)
    assert not weeks[0].overlaps(weeks[1])


def test_a_cluster_is_another_night_of_one_that_is_known_where_half_of_its_cases_lie_there():
    assert rules.is_mostly({2: 3, 5: 3}, (1, 2))
    assert rules.is_mostly({2: 14, 5: 3, 6: 3}, (2, 7))  # the rim changes, the heart stays
    assert not rules.is_mostly({2: 5, 5: 3, 6: 3}, (1, 2))


def test_a_cluster_that_holds_all_of_a_known_one_has_grown():
    assert rules.has_grown((1, 2, 3), (2, 3))
    assert not rules.has_grown((1, 2), (2, 3))
    assert not rules.has_grown((1, 2), ())


def test_what_is_usual_is_of_the_days_that_were_recorded():
    assert rules.Usual(12, 60).of(14) == pytest.approx(2.8)
    assert rules.NOTHING.of(14) == 0
