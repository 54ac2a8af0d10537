"""Spans, phases and circles without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.movement.rules import Span, closes_a_circle, follow_each_other, is_soon, two_phases

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=60)


@given(PAIRS)
def test_ties_that_close_no_circle_never_make_one(pairs):
    """Whatever is asked for in whatever order: what is taken can always be worked off one after another."""
    needs: dict[int, set[int]] = {}
    for task, needed in pairs:
        if not closes_a_circle(needs, task=task, needed=needed):
            needs.setdefault(task, set()).add(needed)
    assert can_be_worked_off(needs)


@given(PAIRS)
def test_what_is_refused_would_have_made_a_circle(pairs):
    needs: dict[int, set[int]] = {}
    for task, needed in pairs:
        if closes_a_circle(needs, task=task, needed=needed):
            tried = {key: set(found) for key, found in needs.items()}
            tried.setdefault(task, set()).add(needed)
            assert not can_be_worked_off(tried)
        else:
            needs.setdefault(task, set()).add(needed)


def can_be_worked_off(needs):
    """The slow, obvious way: take whatever waits for nothing, until nothing is left or nothing can be taken."""
    left = {task for pair in needs.items() for task in (pair[0], *pair[1])}
    while free := {task for task in left if not needs.get(task, set()) & left}:
        left -= free
    return not left


@given(DAYS, st.integers(0, 800))
def test_the_two_phases_fill_the_plan(first, length):
    plan = Span(first, first + timedelta(days=length))
    phases = two_phases(plan)
    assert follow_each_other(phases, plan)
    assert sum(phase.days for phase in phases) == plan.days
    assert len(phases) == (1 if length == 0 else 2)


@pytest.mark.parametrize(
    ("due", "answer"), [(0, True), (7, True), (8, False), (-1, False)], ids=str
)
def test_a_day_is_near_within_a_week_and_not_when_past(due, answer):
    on = date(2026, 5, 13)
    assert is_soon(on + timedelta(days=due), on) is answer
