"""Deadlines in the words an officer would use."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.core.working_time import Calendar, Measure, public_holidays

CALENDAR = Calendar()


def when(words: str) -> datetime:
    """Read "Friday 2024-02-02 16:30"; the day's name is checked, so that the tables cannot lie."""
    name, _, rest = words.partition(" ")
    moment = datetime.fromisoformat(rest).replace(tzinfo=VIETNAM)
    assert moment.strftime("%A") == name, f"{rest} is a {moment:%A}"
    return moment


def test_offices_are_closed_at_tet_and_on_its_substitute_days():
    closed = {
        # Tết Giáp Thìn: 8 to 14 February 2024
        2024: [date(2024, 2, day) for day in range(8, 15)],
        # Tết Ất Tỵ: 27 to 31 January 2025, with the weekends on both sides
        2025: [date(2025, 1, day) for day in range(27, 32)],
        # Tết Bính Ngọ: 16 to 20 February 2026
        2026: [date(2026, 2, day) for day in range(16, 21)],
    }
    for days in closed.values():
        assert [day for day in days if CALENDAR.is_working_day(day)] == []


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2024-04-18", "the Hùng Kings' day, 10/3 of the lunar calendar"),
        ("2025-04-07", "the Hùng Kings' day"),
        ("2026-04-27", "the Monday after the Hùng Kings' day, which fell on Sunday 26 April"),
        ("2024-04-30", "Reunification Day"),
        ("2024-05-01", "Labour Day"),
        ("2025-09-01", "the day before National Day"),
        ("2025-09-02", "National Day"),
        ("2024-09-03", "the day after National Day, given that year"),
        ("2024-04-29", "in exchange for Saturday 4 May 2024"),
        ("2025-05-02", "in exchange for Saturday 26 April 2025"),
        ("2026-08-31", "in exchange for Saturday 22 August 2026"),
        ("2023-01-02", "the Monday after New Year's Day, which fell on Sunday"),
    ],
)
def test_offices_are_closed_on(day, why):
    assert not CALENDAR.is_working_day(date.fromisoformat(day)), why


@pytest.mark.parametrize(
    "day",
    [
        "2024-02-07", "2024-02-15", "2025-02-03", "2026-02-23", "2026-03-02",
        "2024-05-04", "2025-04-26", "2026-08-22",  # Saturdays worked in exchange
    ],
)  # fmt: skip
def test_offices_work_on_the_days_around(day):
    assert CALENDAR.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize(
    ("received", "amount", "measure", "due"),
    [
        # Working days: counted from the day after, ending at closing time.
        ("Monday 2026-03-02 09:00", 3, Measure.WORKING_DAYS, "Thursday 2026-03-05 17:00"),
        ("Friday 2026-03-06 16:30", 1, Measure.WORKING_DAYS, "Monday 2026-03-09 17:00"),
        ("Saturday 2026-03-07 10:00", 1, Measure.WORKING_DAYS, "Monday 2026-03-09 17:00"),
        ("Friday 2024-02-02 15:00", 5, Measure.WORKING_DAYS, "Friday 2024-02-16 17:00"),
        ("Wednesday 2024-02-07 16:59", 1, Measure.WORKING_DAYS, "Thursday 2024-02-15 17:00"),
        ("Friday 2025-01-24 10:00", 2, Measure.WORKING_DAYS, "Tuesday 2025-02-04 17:00"),
        ("Friday 2026-02-13 10:00", 1, Measure.WORKING_DAYS, "Monday 2026-02-23 17:00"),
        ("Friday 2025-08-29 10:00", 1, Measure.WORKING_DAYS, "Wednesday 2025-09-03 17:00"),
        ("Friday 2024-05-03 10:00", 1, Measure.WORKING_DAYS, "Saturday 2024-05-04 17:00"),
        # Hours of the law run round the clock, over midnight, weekends and Tết.
        ("Friday 2026-03-06 22:00", 24, Measure.HOURS, "Saturday 2026-03-07 22:00"),
        ("Thursday 2024-02-08 23:30", 2, Measure.HOURS, "Friday 2024-02-09 01:30"),
        ("Monday 2026-03-02 09:00", 0, Measure.HOURS, "Monday 2026-03-02 09:00"),
        # Days of the law end with the last moment of the last day.
        ("Monday 2026-03-02 09:00", 10, Measure.DAYS, "Thursday 2026-03-12 23:59:59"),
        ("Thursday 2024-02-01 09:00", 10, Measure.DAYS, "Sunday 2024-02-11 23:59:59"),
        ("Saturday 2024-02-24 09:00", 5, Measure.DAYS, "Thursday 2024-02-29 23:59:59"),
        # Working hours: 7:30-11:30 and 13:00-17:00.
        ("Monday 2026-03-02 09:00", 2, Measure.WORKING_HOURS, "Monday 2026-03-02 11:00"),
        ("Monday 2026-03-02 11:00", 1, Measure.WORKING_HOURS, "Monday 2026-03-02 13:30"),
        ("Monday 2026-03-02 12:15", 1, Measure.WORKING_HOURS, "Monday 2026-03-02 14:00"),
        ("Monday 2026-03-02 09:00", 8, Measure.WORKING_HOURS, "Tuesday 2026-03-03 09:00"),
        ("Friday 2026-03-06 16:00", 4, Measure.WORKING_HOURS, "Monday 2026-03-09 10:30"),
        ("Friday 2026-03-06 23:50", 1, Measure.WORKING_HOURS, "Monday 2026-03-09 08:30"),
        ("Sunday 2026-03-08 10:00", 1, Measure.WORKING_HOURS, "Monday 2026-03-09 08:30"),
        ("Monday 2026-03-02 05:00", 4, Measure.WORKING_HOURS, "Monday 2026-03-02 11:30"),
        ("Wednesday 2024-02-07 16:00", 2, Measure.WORKING_HOURS, "Thursday 2024-02-15 08:30"),
    ],
)
def test_received_then_due(received, amount, measure, due):
    assert CALENDAR.due(when(received), amount, measure) == when(due)


def test_an_offices_own_closing_day_moves_the_deadline():
    calendar = Calendar(frozenset({date(2026, 3, 5)}))
    due = calendar.due(when("Monday 2026-03-02 09:00"), 3, Measure.WORKING_DAYS)
    assert due == when("Friday 2026-03-06 17:00")


def test_the_day_is_that_of_viet_nam_whatever_zone_the_moment_is_in():
    received = datetime.fromisoformat(
        "2026-03-02T18:30+00:00"
    )  # already Tuesday, 1:30, in Viet Nam
    assert CALENDAR.due(received, 1, Measure.WORKING_DAYS) == when("Wednesday 2026-03-04 17:00")


def test_a_negative_amount_is_refused_with_its_value():
    with pytest.raises(ValueError, match="got -3"):
        CALENDAR.due(when("Monday 2026-03-02 09:00"), -3, Measure.DAYS)


def test_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="must be aware"):
        CALENDAR.due(datetime(2026, 3, 2, 9), 1, Measure.DAYS)  # noqa: DTZ001


MOMENTS = st.datetimes(
    min_value=datetime(2023, 1, 1),  # noqa: DTZ001
    max_value=datetime(2026, 12, 1),  # noqa: DTZ001
    timezones=st.just(VIETNAM),
)


@given(received=MOMENTS, amount=st.integers(0, 60), measure=st.sampled_from(list(Measure)))
def test_more_time_is_never_due_earlier(received, amount, measure):
    due = CALENDAR.due(received, amount, measure)
    assert due <= CALENDAR.due(received, amount + 1, measure)


@given(received=MOMENTS, amount=st.integers(1, 30))
def test_working_deadlines_fall_on_working_days_in_office_hours(received, amount):
    for measure in (Measure.WORKING_DAYS, Measure.WORKING_HOURS):
        due = CALENDAR.due(received, amount, measure)
        assert CALENDAR.is_working_day(due.date())
        assert due.hour + due.minute / 60 <= 17


def test_the_calendar_reaches_far_enough():
    """Fails 60 days before the `holidays` library runs out of years; then update it.

    The swapped days of a year are announced late in the year before, so update it every winter anyway.
    """
    soon = clock.today() + timedelta(days=60)
    tet = [day for day in public_holidays(soon.year) if day.month in (1, 2) and day.day > 1]
    assert len(tet) >= 5, f"no Tết for {soon.year}: update `holidays`"
