"""Deadlines, competence, severity: the rules in plain words."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.core.clock import VIETNAM
from binhyen.core.working_time import Calendar, Measure
from binhyen.matters import rules
from binhyen.matters.rules import Kind, Limit, Severity
from binhyen.matters.workflow import State

CALENDAR = Calendar()
HAND_OVER = Limit("CLK-CRIME", "HAND_OVER", 7, Measure.DAYS)
GRAVE = Limit("CLK-CRIME-GRAVE", "HAND_OVER", 24, Measure.HOURS)
MINUTES = Limit("CLK-ADM-MIN", "DECIDE", 2, Measure.WORKING_DAYS)
MEDIATE = Limit("CLK-MED", "MEDIATE", 3, Measure.DAYS)
NOTICE = Limit("CLK-CRIME-ACK", "ACKNOWLEDGE", 3, Measure.WORKING_DAYS)
EMERGENCY = Limit("CLK-EMERG", "EMERGENCY", 0, Measure.HOURS)
AT_ONCE = Limit("CLK-CHILD-FWD", "HAND_OVER", 0, Measure.HOURS)


def moment(text):
    """Read "Friday 2024-02-02 16:00" as Vietnamese time; the weekday must be right."""
    day, rest = text.split(" ", 1)
    at = datetime.strptime(rest, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)
    assert at.strftime("%A") == day, text
    return at


@pytest.mark.parametrize(
    ("received", "limits", "until", "clock"),
    [
        # the law counts days: the seventh day to its last minute, weekend or not
        ("Monday 2026-03-02 09:00", [HAND_OVER], "Monday 2026-03-09 23:59", "CLK-CRIME"),
        # the law counts hours: round the clock
        ("Saturday 2026-03-07 22:00", [GRAVE], "Sunday 2026-03-08 22:00", "CLK-CRIME-GRAVE"),
        # of several clocks the earliest governs
        ("Monday 2026-03-02 09:00", [HAND_OVER, GRAVE], "Tuesday 2026-03-03 09:00", "CLK-CRIME-GRAVE"),
        # a notice to the reporter is a duty on the way, not the deadline of the matter
        ("Monday 2026-03-02 09:00", [NOTICE, HAND_OVER], "Monday 2026-03-09 23:59", "CLK-CRIME"),
        # working days jump the weekend
        ("Friday 2026-03-06 16:00", [MINUTES], "Tuesday 2026-03-10 17:00", "CLK-ADM-MIN"),
        # Tết of the year of the Dragon, 8 to 14 February 2024
        ("Wednesday 2024-02-07 10:00", [MINUTES], "Friday 2024-02-16 17:00", "CLK-ADM-MIN"),
        # Tết of the year of the Horse falls in another week: the same day of the month, another deadline
        ("Friday 2026-02-13 10:00", [MINUTES], "Tuesday 2026-02-24 17:00", "CLK-ADM-MIN"),
        # three days for the mediator are plain days, over Reunification Day and May Day too
        ("Wednesday 2026-04-29 15:00", [MEDIATE], "Saturday 2026-05-02 23:59", "CLK-MED"),
        # 2 September and the day beside it
        ("Friday 2025-08-29 10:00", [MINUTES], "Thursday 2025-09-04 17:00", "CLK-ADM-MIN"),
        # an emergency has no later date of its own: the house's limit of seven days
        ("Monday 2026-03-02 09:00", [EMERGENCY], "Monday 2026-03-09 23:59", "CLK-SERVICE"),
        # "at once" makes urgent and does not make overdue at birth
        ("Monday 2026-03-02 09:00", [AT_ONCE, GRAVE], "Tuesday 2026-03-03 09:00", "CLK-CRIME-GRAVE"),
        ("Monday 2026-03-02 09:00", [], "Monday 2026-03-09 23:59", "CLK-SERVICE"),
    ],
)  # fmt: skip
def test_the_earliest_governing_clock_sets_the_deadline(received, limits, until, clock):
    due = rules.due(limits, since=moment(received), calendar=CALENDAR)
    assert due.at.astimezone(VIETNAM).strftime("%A %Y-%m-%d %H:%M") == until
    assert due.clock == clock


@given(
    st.lists(
        st.sampled_from([HAND_OVER, GRAVE, MINUTES, MEDIATE, NOTICE, EMERGENCY, AT_ONCE]),
        max_size=5,
    ),
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 1)),  # noqa: DTZ001  (made aware below)
)
def test_a_deadline_lies_ahead_and_the_order_of_clocks_does_not_matter(limits, at):
    since = at.replace(tzinfo=VIETNAM)
    due = rules.due(limits, since=since, calendar=CALENDAR)
    assert due.at > since
    assert due == rules.due(reversed(limits), since=since, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("limits", "sensitivity", "expected"),
    [
        ([EMERGENCY], "S1", Severity.URGENT),
        ([AT_ONCE], "S3", Severity.URGENT),
        ([GRAVE], "S3", Severity.HIGH),
        ([HAND_OVER], "S2", Severity.ORDINARY),
        ([], "S0", Severity.ORDINARY),
    ],
)
def test_what_may_cost_a_life_is_urgent_before_anybody_looked(limits, sensitivity, expected):
    assert rules.severity(limits, sensitivity=sensitivity) is expected


SETTLES = {"commune": "settle", "province": "settle"}
PASSES_ON = {"commune": "pass_on", "province": "settle"}


@pytest.mark.parametrize(
    ("competence", "level", "accepted", "expected"),
    [
        (SETTLES, "COMMUNE", [], True),
        (PASSES_ON, "COMMUNE", [], False),
        (PASSES_ON, "COMMUNE", [Kind.DIRECT], True),
        (PASSES_ON, "COMMUNE", [Kind.SUPPORT], True),
        (PASSES_ON, "COMMUNE", [Kind.TAKE_OVER], False),
        (PASSES_ON, "PROVINCE", [], True),
        (PASSES_ON, "DISTRICT", [], True),
    ],
)
def test_what_must_be_passed_on_is_settled_here_only_with_the_level_above(
    competence, level, accepted, expected
):
    assert rules.may_settle(competence, level=level, accepted=accepted) is expected


@pytest.mark.parametrize(
    ("level", "accepted", "expected"),
    [
        ("COMMUNE", [], True),
        ("COMMUNE", [Kind.SUPPORT], True),
        ("PROVINCE", [Kind.TAKE_OVER], False),
        ("COMMUNE", [Kind.TAKE_OVER], False),
    ],
)
def test_only_what_the_commune_did_itself_counts_as_settled_at_the_base(level, accepted, expected):
    assert rules.is_at_base(keeper_level=level, accepted=accepted) is expected


def test_a_dispute_is_prolonged_after_ninety_days_or_two_failed_mediations():
    opened = moment("Monday 2026-03-02 09:00")
    asked = {"opened_at": opened, "ended_at": None}
    assert not rules.is_prolonged(**asked, at=opened + timedelta(days=90))
    assert rules.is_prolonged(**asked, at=opened + timedelta(days=91))
    assert rules.is_prolonged(**asked, at=opened, failed_mediations=2)
    assert rules.is_prolonged(**asked, at=opened, households=11)
    assert rules.is_prolonged(**asked, at=opened, is_violence_threatened=True)
    ended = opened + timedelta(days=30)
    assert not rules.is_prolonged(opened_at=opened, ended_at=ended, at=opened + timedelta(days=900))


def test_the_level_above_answers_sooner_when_it_is_urgent():
    asked = moment("Friday 2026-03-06 10:00")
    urgent = rules.answer_due(Severity.URGENT, asked_at=asked, calendar=CALENDAR)
    ordinary = rules.answer_due(Severity.ORDINARY, asked_at=asked, calendar=CALENDAR)
    assert urgent == moment("Monday 2026-03-09 17:00")
    assert ordinary == moment("Wednesday 2026-03-11 17:00")


def test_the_last_moment_of_a_deadline_still_counts():
    due = moment("Monday 2026-03-09 17:00")
    assert rules.is_on_time(due_at=due, at=due)
    assert not rules.is_on_time(due_at=due, at=due + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("state", "is_chief", "is_handler", "masked"),
    [
        (State.RECEIVED, False, False, False),
        (State.VERIFYING, False, False, True),
        (State.VERIFYING, True, False, False),
        (State.CLOSED, False, True, False),
        (State.CLOSED, False, False, True),
    ],
)
def test_a_restricted_matter_opens_for_the_chief_and_its_handler(
    state, is_chief, is_handler, masked
):
    asked = {"is_new": state is State.RECEIVED, "is_chief": is_chief, "is_handler": is_handler}
    assert rules.is_masked(sensitivity="S3", **asked) is masked
    assert rules.is_masked(sensitivity="S2", **asked) is False


@pytest.mark.parametrize(
    ("at", "due", "hours"),
    [
        ("Monday 2026-03-02 09:00", "Monday 2026-03-02 11:00", 2),
        ("Monday 2026-03-02 09:00", "Monday 2026-03-02 17:00", 6.5),
        ("Friday 2026-03-06 16:00", "Monday 2026-03-09 08:30", 2),
        ("Friday 2026-02-13 16:00", "Monday 2026-02-23 08:30", 2),  # Tết between
        ("Saturday 2026-03-07 08:00", "Sunday 2026-03-08 20:00", 0),
        ("Monday 2026-03-09 08:00", "Monday 2026-03-02 08:00", 0),
    ],
)
def test_the_working_time_left_is_what_the_office_can_still_work(at, due, hours):
    left = rules.working_time_left(at=moment(at), due_at=moment(due), calendar=CALENDAR)
    assert left == timedelta(hours=hours)
