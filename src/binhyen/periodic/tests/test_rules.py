"""Windows and due days, over many years."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.core.working_time import Calendar
from binhyen.periodic import rules
from binhyen.periodic.rules import DEFAULTS, PERIODIC, Kind, Rule

DAYS = st.dates(date(2016, 1, 1), date(2045, 12, 31))
NEAR = st.dates(date(2021, 1, 1), date(2030, 12, 31))
KINDS = st.sampled_from(PERIODIC)


def of(kind, day, rule=None):
    window = rules.window_of(kind, day, rule or DEFAULTS[kind])
    return window.since.isoformat(), window.last_day.isoformat()


@pytest.mark.parametrize(
    ("kind", "day", "first", "last", "due"),
    [
        (Kind.WEEK, "2026-11-26", "2026-11-20", "2026-11-26", "2026-11-27"),
        (Kind.MONTH, "2026-03-02", "2026-02-15", "2026-03-14", "2026-03-17"),
        (Kind.MONTH, "2026-01-01", "2025-12-15", "2026-01-14", "2026-01-19"),  # the 17th is a Saturday
        (Kind.QUARTER, "2026-03-14", "2025-12-15", "2026-03-14", "2026-03-17"),
        (Kind.QUARTER, "2026-03-15", "2026-03-15", "2026-06-14", "2026-06-17"),
        (Kind.HALF, "2026-06-14", "2025-12-15", "2026-06-14", "2026-06-17"),
        (Kind.HALF, "2026-06-15", "2026-06-15", "2026-12-14", "2026-12-17"),
        (Kind.YEAR, "2026-01-31", "2025-12-15", "2026-12-14", "2026-12-17"),
        (Kind.POLICE_YEAR, "2026-11-26", "2026-11-15", "2027-11-14", "2027-11-22"),
    ],
)  # fmt: skip
def test_windows_are_those_of_the_decree(kind, day, first, last, due):
    assert of(kind, date.fromisoformat(day)) == (first, last)
    window = rules.window_of(kind, date.fromisoformat(day), DEFAULTS[kind])
    assert rules.due_on(kind, window, DEFAULTS[kind]).isoformat() == due


def test_tet_moves_the_day_on():
    """The 17th of February 2026 is the first day of the year Bính Ngọ; offices open on the 23rd."""
    window = rules.window_of(Kind.MONTH, date(2026, 2, 10), DEFAULTS[Kind.MONTH])
    assert window.last_day == date(2026, 2, 14)
    assert rules.due_on(Kind.MONTH, window, DEFAULTS[Kind.MONTH]) == date(2026, 2, 24)


def test_a_cut_off_before_a_weekend_leaves_a_working_day():
    """14 March 2025 is a Friday: the 17th is the Monday right after it, with no working day between."""
    window = rules.window_of(Kind.MONTH, date(2025, 3, 1), DEFAULTS[Kind.MONTH])
    assert rules.due_on(Kind.MONTH, window, DEFAULTS[Kind.MONTH]) == date(2025, 3, 18)


def test_calendar_months_are_a_setting():
    """National statistics use them (Decree 60/2018)."""
    rule = Rule(starts=1, due=5, apart=1, is_owed=True)
    assert of(Kind.MONTH, date(2024, 2, 29), rule) == ("2024-02-01", "2024-02-29")
    assert of(Kind.QUARTER, date(2026, 5, 1), rule) == ("2026-04-01", "2026-06-30")
    assert of(Kind.YEAR, date(2026, 5, 1), rule) == ("2026-01-01", "2026-12-31")
    assert of(Kind.POLICE_YEAR, date(2026, 12, 1), rule) == ("2026-12-01", "2027-11-30")
    window = rules.window_of(Kind.MONTH, date(2026, 9, 30), rule)
    assert rules.due_on(Kind.MONTH, window, rule) == date(2026, 10, 5)


@given(KINDS, DAYS, st.integers(1, 28))
def test_windows_tile_the_years_without_gap(kind, day, starts):
    rule = Rule(min(starts, 7) if kind is Kind.WEEK else starts, 17, apart=1, is_owed=True)
    window = rules.window_of(kind, day, rule)
    assert day in window
    found = list(rules.windows(kind, day, day + timedelta(days=800), rule))
    assert all(one.until == other.since for one, other in pairwise(found))
    assert rules.before(kind, window, rule).until == window.since
    assert rules.window_of(kind, window.since, rule) == rules.window_of(kind, window.last_day, rule)


@given(KINDS, NEAR)
def test_a_report_is_due_on_a_working_day_far_enough_from_its_cut_off(kind, day):
    rule, calendar = DEFAULTS[kind], Calendar()
    window = rules.window_of(kind, day, rule)
    due = rules.due_on(kind, window, rule)
    assert calendar.is_working_day(due)
    assert due > window.last_day
    assert rules.working_days_between(window.last_day, due, calendar) >= rule.apart
    assert due - window.last_day < timedelta(days=20)


@given(KINDS, NEAR)
def test_what_is_due_tomorrow_is_a_draft_today(kind, day):
    rule = DEFAULTS[kind]
    window = rules.window_of(kind, day, rule)
    eve = rules.due_on(kind, window, rule) - timedelta(days=1)
    assert window in rules.to_draft(kind, eve, rule)


@given(st.sampled_from([Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR]), DAYS)
def test_the_same_window_a_year_ago_has_the_same_name(kind, day):
    rule = DEFAULTS[kind]
    window = rules.window_of(kind, day, rule)
    ago = rules.year_ago(kind, window)
    assert ago == rules.window_of(kind, ago.since, rule)
    assert rules.number_of(kind, ago) == rules.number_of(kind, window)
    assert rules.year_of(kind, ago) == rules.year_of(kind, window) - 1


@given(DAYS)
def test_a_week_is_compared_with_a_week_of_the_same_days(day):
    window = rules.window_of(Kind.WEEK, day, DEFAULTS[Kind.WEEK])
    ago = rules.year_ago(Kind.WEEK, window)
    assert ago == rules.window_of(Kind.WEEK, ago.since, DEFAULTS[Kind.WEEK])


@pytest.mark.parametrize(
    ("kind", "n"), [(Kind.MONTH, 12), (Kind.QUARTER, 4), (Kind.HALF, 2), (Kind.YEAR, 1)]
)
def test_a_year_has_its_windows_each_with_its_number(kind, n):
    found = list(rules.windows(kind, date(2025, 12, 15), date(2026, 12, 15), DEFAULTS[kind]))
    assert [rules.number_of(kind, each) for each in found] == list(range(1, n + 1))
    assert {rules.year_of(kind, each) for each in found} == {2026}


def test_an_urgent_report_is_of_its_day():
    day = date(2026, 11, 26)
    window = rules.window_of(Kind.URGENT, day, DEFAULTS[Kind.MONTH])
    assert (window.since, window.last_day) == (day, day)
    assert rules.due_on(Kind.URGENT, window, DEFAULTS[Kind.MONTH]) == day


@pytest.mark.parametrize(("kind", "rule", "sound"), [
    (Kind.WEEK, Rule(7, 1, 0, is_owed=True), True), (Kind.WEEK, Rule(8, 1, 0, is_owed=True), False),
    (Kind.MONTH, Rule(28, 28, 1, is_owed=True), True), (Kind.MONTH, Rule(29, 1, 1, is_owed=True), False),
    (Kind.MONTH, Rule(0, 1, 1, is_owed=True), False), (Kind.MONTH, Rule(1, 1, 8, is_owed=True), False),
])  # fmt: skip
def test_days_that_not_every_month_has_are_no_rule(kind, rule, sound):
    assert rule.is_sound(kind) is sound
