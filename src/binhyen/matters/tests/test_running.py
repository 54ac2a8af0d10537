"""Every clock of the taxonomy in plain words: what came in when, by when it is due; what starts, meets and stops it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.core.clock import VIETNAM
from binhyen.core.working_time import Calendar, Measure
from binhyen.matters import clocks, running, words
from binhyen.matters.models import ClockRule
from binhyen.matters.rules import Limit
from binhyen.matters.running import Cause, Stage
from binhyen.matters.workflow import Act

CALENDAR = Calendar()


def moment(text):
    """Read "Friday 2024-02-02 16:50" (or with seconds) as Vietnamese time; the weekday must be right."""
    name, _, rest = text.partition(" ")
    at = datetime.fromisoformat(rest).replace(tzinfo=VIETNAM)
    assert at.strftime("%A") == name, f"{rest} is a {at:%A}"
    return at


def said(at):
    return at.astimezone(VIETNAM).strftime("%A %Y-%m-%d %H:%M")


def limit_of(clock_id, rule=None):
    return clocks.limit_of(clocks.taxonomy().clocks[clock_id], rule)


#: clock, from when it counts, by when it is due.
TABLE = [
    # danger to life: at once; late after the quarter of an hour that the house allows
    ("CLK-EMERG", "Friday 2024-02-02 16:50", "Friday 2024-02-02 17:05"),
    ("CLK-EMERG", "Saturday 2024-02-10 23:50", "Sunday 2024-02-11 00:05"),  # the first day of Tết, over midnight
    # grave crime: 24 hours round the clock, weekend, Tết and leap day or not
    ("CLK-CRIME-GRAVE", "Friday 2024-02-02 16:50", "Saturday 2024-02-03 16:50"),
    ("CLK-CRIME-GRAVE", "Friday 2024-02-09 22:00", "Saturday 2024-02-10 22:00"),
    ("CLK-CRIME-GRAVE", "Wednesday 2024-02-28 10:00", "Thursday 2024-02-29 10:00"),
    # another crime: seven days, the seventh to its last minute
    ("CLK-CRIME", "Friday 2024-02-02 16:50", "Friday 2024-02-09 23:59"),
    ("CLK-CRIME", "Friday 2024-02-23 16:50", "Friday 2024-03-01 23:59"),  # February has 29 days
    ("CLK-CRIME", "Thursday 2023-02-23 16:50", "Thursday 2023-03-02 23:59"),  # and here 28
    # the last second of a day and the first of the next are two different days
    ("CLK-CRIME", "Monday 2026-03-02 23:59:59", "Monday 2026-03-09 23:59"),
    ("CLK-CRIME", "Tuesday 2026-03-03 00:00:01", "Tuesday 2026-03-10 23:59"),
    # an investigator is asked for within 12 hours, at night too
    ("CLK-CRIME-ASSIGN", "Friday 2024-02-02 16:50", "Saturday 2024-02-03 04:50"),
    ("CLK-CRIME-ASSIGN", "Tuesday 2024-12-31 20:00", "Wednesday 2025-01-01 08:00"),
    # the reporter is told of the receipt within three working days
    ("CLK-CRIME-ACK", "Friday 2024-02-02 16:50", "Wednesday 2024-02-07 17:00"),
    ("CLK-CRIME-ACK", "Wednesday 2024-02-07 16:59", "Monday 2024-02-19 17:00"),  # Tết lies between
    ("CLK-CRIME-ACK", "Sunday 2026-03-01 10:00", "Wednesday 2026-03-04 17:00"),
    ("CLK-CRIME-ACK", "Friday 2026-08-21 10:00", "Tuesday 2026-08-25 17:00"),  # Saturday 22 August is worked
    # the procuracy within three days, plain ones
    ("CLK-CRIME-VKS", "Friday 2024-02-02 16:50", "Monday 2024-02-05 23:59"),
    # the decision within twenty days
    ("CLK-CRIME-DECIDE", "Friday 2024-02-02 16:50", "Thursday 2024-02-22 23:59"),
    ("CLK-CRIME-DECIDE", "Saturday 2024-02-10 09:00", "Friday 2024-03-01 23:59"),
    # the result to the reporter within three days of the end
    ("CLK-CRIME-RESULT", "Friday 2024-02-02 16:50", "Monday 2024-02-05 23:59"),
    ("CLK-CRIME-RESULT", "Monday 2024-02-26 16:50", "Thursday 2024-02-29 23:59"),
    # another office forwards at once
    ("CLK-FORWARD", "Friday 2024-02-02 16:50", "Friday 2024-02-02 17:05"),
    # a child in danger: 12 hours from the information
    ("CLK-CHILD-EMERG", "Friday 2024-02-02 16:50", "Saturday 2024-02-03 04:50"),
    ("CLK-CHILD-EMERG", "Sunday 2024-02-11 13:00", "Monday 2024-02-12 01:00"),
    # and word of it at once
    ("CLK-CHILD-FWD", "Friday 2024-02-02 16:50", "Friday 2024-02-02 17:05"),
    # a no-contact order: 12 hours from the request
    ("CLK-NOCONTACT", "Friday 2024-02-02 16:50", "Saturday 2024-02-03 04:50"),
    # mediators start within three days of being asked, over the holidays too
    ("CLK-MED", "Friday 2024-02-02 16:50", "Monday 2024-02-05 23:59"),
    ("CLK-MED", "Wednesday 2026-04-29 15:00", "Saturday 2026-05-02 23:59"),
    # a denunciation: never kept here; the law's time all the same
    ("CLK-DENOUNCE-IN", "Friday 2024-02-02 16:50", "Tuesday 2024-02-20 17:00"),
    ("CLK-DENOUNCE-FWD", "Friday 2024-02-02 16:50", "Friday 2024-02-16 17:00"),
    ("CLK-DENOUNCE", "Friday 2024-02-02 16:50", "Sunday 2024-03-03 23:59"),
    # minutes of a violation within two working days of its discovery
    ("CLK-ADM-MIN", "Friday 2024-02-02 16:50", "Tuesday 2024-02-06 17:00"),
    ("CLK-ADM-MIN", "Wednesday 2024-02-07 10:00", "Friday 2024-02-16 17:00"),
    # the penalty within seven working days of the minutes
    ("CLK-ADM-DEC", "Friday 2024-02-02 16:50", "Tuesday 2024-02-20 17:00"),
    ("CLK-ADM-DEC", "Monday 2026-03-02 09:00", "Wednesday 2026-03-11 17:00"),
    # an ordinary request: the house's seven days
    ("CLK-SERVICE", "Friday 2024-02-02 16:50", "Friday 2024-02-09 23:59"),
    ("CLK-SERVICE", "Wednesday 2026-02-11 08:00", "Wednesday 2026-02-18 23:59"),
    # a message of the reporter: the house's two working days
    ("CLK-MESSAGE", "Friday 2024-02-02 16:50", "Tuesday 2024-02-06 17:00"),
    ("CLK-MESSAGE", "Wednesday 2024-02-07 10:00", "Friday 2024-02-16 17:00"),
]  # fmt: skip


@pytest.mark.parametrize(("clock_id", "since", "due"), TABLE)
def test_every_clock_in_plain_words(clock_id, since, due):
    run = running.start(limit_of(clock_id), since=moment(since), calendar=CALENDAR)
    assert said(run.due_at) == due


def test_no_clock_of_the_taxonomy_is_left_out_of_the_table():
    assert {clock_id for clock_id, _since, _due in TABLE} == set(clocks.taxonomy().clocks)


@pytest.mark.parametrize("clock_id", sorted(clocks.taxonomy().clocks))
def test_viet_nam_has_no_summer_time_so_the_spring_and_the_autumn_night_are_like_any_other(
    clock_id,
):
    """On 31 March and 27 October 2024 clocks change elsewhere."""
    for day in (datetime(2024, 3, 30, 15, 30, tzinfo=UTC), datetime(2024, 10, 26, 15, 30, tzinfo=UTC)):  # fmt: skip
        run = running.start(limit_of(clock_id), since=day, calendar=CALENDAR)
        assert run.due_at.astimezone(VIETNAM).utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("clock_id", "since", "due"),
    [
        ("CLK-CRIME-GRAVE", "Friday 2024-02-02 16:50", "Sunday 2024-02-04 16:50"),
        ("CLK-CRIME-ASSIGN", "Friday 2024-02-02 16:50", "Saturday 2024-02-03 16:50"),
    ],
)
def test_in_remote_places_the_law_gives_more(clock_id, since, due):
    rule = ClockRule(clock=clock_id, is_remote=True)
    run = running.start(limit_of(clock_id, rule), since=moment(since), calendar=CALENDAR)
    assert said(run.due_at) == due


def test_a_unit_may_shorten_and_what_it_says_can_never_lengthen():
    assert limit_of("CLK-CRIME", ClockRule(amount=3)).amount == 3
    assert limit_of("CLK-CRIME", ClockRule(amount=30)).amount == 7
    assert limit_of("CLK-CRIME", ClockRule(is_remote=True)).amount == 7


@pytest.mark.parametrize(
    ("clock_id", "since", "half", "day_before"),
    [
        ("CLK-CRIME", "Monday 2026-03-02 23:59:59", "Friday 2026-03-06 11:59", "Sunday 2026-03-08 23:59"),
        # one day left of working days is the working day before
        ("CLK-CRIME-ACK", "Thursday 2026-03-05 09:00", "Sunday 2026-03-08 01:00", "Monday 2026-03-09 17:00"),
        # of a day's clock there is no "one day left"
        ("CLK-CRIME-GRAVE", "Friday 2024-02-02 16:50", "Saturday 2024-02-03 04:50", None),
        ("CLK-NOCONTACT", "Friday 2024-02-02 16:50", "Friday 2024-02-02 22:50", None),
        # "at once" is not warned of on the way
        ("CLK-EMERG", "Friday 2024-02-02 16:50", None, None),
    ],
)  # fmt: skip
def test_when_somebody_is_warned(clock_id, since, half, day_before):
    run = running.start(limit_of(clock_id), since=moment(since), calendar=CALENDAR)
    assert (run.half_at and said(run.half_at)) == half
    assert (run.day_before_at and said(run.day_before_at)) == day_before


@settings(deadline=None)  # the first example reads the holidays of its years
@given(
    st.sampled_from(sorted(clocks.taxonomy().clocks)),
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1)),  # noqa: DTZ001  (made aware below)
)
def test_the_stages_of_a_clock_follow_one_another(clock_id, at):
    run = running.start(limit_of(clock_id), since=at.replace(tzinfo=VIETNAM), calendar=CALENDAR)
    moments = [run.since, run.half_at, run.day_before_at, run.due_at]
    known = [each for each in moments if each is not None]
    assert known == sorted(known)
    asked = {"due_at": run.due_at, "half_at": run.half_at, "day_before_at": run.day_before_at}
    stages = [
        running.stage(at=each, **asked) for each in (*known, run.due_at + timedelta(seconds=1))
    ]
    assert stages == sorted(stages)
    assert stages[-1] is Stage.OVER
    assert stages[-2] is not Stage.OVER  # the last moment still counts


@pytest.mark.parametrize(
    ("measure", "due", "paused", "at", "new"),
    [
        (Measure.HOURS, "Tuesday 2026-03-03 09:00", "Monday 2026-03-02 12:00", "Monday 2026-03-02 15:30", "Tuesday 2026-03-03 12:30"),
        (Measure.DAYS, "Monday 2026-03-09 23:59", "Tuesday 2026-03-03 17:00", "Thursday 2026-03-05 08:00", "Wednesday 2026-03-11 23:59"),
        # stopped and started on one day: nothing was lost
        (Measure.DAYS, "Monday 2026-03-09 23:59", "Tuesday 2026-03-03 08:00", "Tuesday 2026-03-03 17:00", "Monday 2026-03-09 23:59"),
        # over midnight by two seconds: one day
        (Measure.DAYS, "Monday 2026-03-09 23:59", "Tuesday 2026-03-03 23:59:59", "Wednesday 2026-03-04 00:00:01", "Tuesday 2026-03-10 23:59"),
        # a weekend costs no working day
        (Measure.WORKING_DAYS, "Tuesday 2026-03-10 17:00", "Friday 2026-03-06 16:00", "Sunday 2026-03-08 09:00", "Tuesday 2026-03-10 17:00"),
        (Measure.WORKING_DAYS, "Friday 2026-03-06 17:00", "Wednesday 2026-03-04 10:00", "Friday 2026-03-06 10:00", "Tuesday 2026-03-10 17:00"),
    ],
)  # fmt: skip
def test_the_time_a_clock_stood_still_is_not_counted(measure, due, paused, at, new):
    found = running.resumed(
        due_at=moment(due),
        paused_at=moment(paused),
        at=moment(at),
        measure=measure,
        calendar=CALENDAR,
    )
    assert said(found) == new


def test_only_the_houses_own_clock_and_the_parties_mediation_may_stand_still():
    may = {
        (clock_id, cause)
        for clock_id in clocks.taxonomy().clocks
        for cause in Cause
        if running.can_pause(clock_id, cause)
    }
    assert may == {
        ("CLK-SERVICE", Cause.REPORTER),
        ("CLK-SERVICE", Cause.MEDIATION),
        ("CLK-MED", Cause.PARTIES),
    }


def test_the_decision_on_a_crime_is_extended_to_two_months_and_once_more():
    since = moment("Saturday 2024-06-01 09:00")
    due = running.start(limit_of("CLK-CRIME-DECIDE"), since=since, calendar=CALENDAR).due_at
    assert said(due) == "Friday 2024-06-21 23:59"
    (complex_,) = running.grounds("CLK-CRIME-DECIDE", extensions=0)
    due = running.extended(complex_, since=since, due_at=due, calendar=CALENDAR)
    assert said(due) == "Thursday 2024-08-01 23:59"
    (procuracy,) = running.grounds("CLK-CRIME-DECIDE", extensions=1)
    assert running.is_asked_in_time(procuracy, due_at=due, at=moment("Saturday 2024-07-27 12:00"))
    assert not running.is_asked_in_time(procuracy, due_at=due, at=moment("Sunday 2024-07-28 00:00"))
    due = running.extended(procuracy, since=since, due_at=due, calendar=CALENDAR)
    assert said(due) == "Tuesday 2024-10-01 23:59"
    assert running.grounds("CLK-CRIME-DECIDE", extensions=2) == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-12-31", 2, "2025-02-28"),
        ("2024-12-01", 1, "2025-01-01"),
        ("2024-10-31", 1, "2024-11-30"),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_its_last(day, months, expected):
    assert running.months_after(datetime.fromisoformat(day).date(), months).isoformat() == expected


def test_most_clocks_cannot_be_extended_and_every_ground_has_its_words():
    extensible = {ground.clock for ground in running.GROUNDS}
    assert extensible == {"CLK-CRIME-DECIDE", "CLK-ADM-DEC", "CLK-DENOUNCE-IN", "CLK-DENOUNCE"}
    assert set(words.GROUNDS) == {(ground.clock, ground.code) for ground in running.GROUNDS}


@pytest.mark.parametrize("clock_id", sorted(clocks.taxonomy().clocks))
def test_something_meets_every_clock(clock_id):
    purpose = limit_of(clock_id).purpose
    names = running.TOUCHING
    assert any(running.is_met(clock_id=clock_id, purpose=purpose, by=name) for name in names)


@pytest.mark.parametrize(
    ("category", "at_opening"),
    [
        ("THF", {"CLK-CRIME-ASSIGN", "CLK-CRIME-ACK", "CLK-CRIME"}),
        ("ROB", {"CLK-EMERG", "CLK-CRIME-GRAVE"}),
        ("DMV", {"CLK-EMERG", "CLK-NOCONTACT", "CLK-CRIME-GRAVE"}),
        # the violation is not discovered yet, so only the house's clock runs
        ("TRF-VIO", {"CLK-SERVICE"}),
        ("DIS", {"CLK-EMERG", "CLK-SERVICE"}),
        # nobody is asked to mediate yet
        ("DSP", {"CLK-SERVICE"}),
    ],
)
def test_what_runs_from_the_receipt(category, at_opening):
    found = running.started_with(clocks.limits_of(clocks.category(category)))
    assert {limit.clock for limit in found} == at_opening


@pytest.mark.parametrize(
    "category", [c.code for c in clocks.taxonomy().categories.values() if c.is_offered]
)
def test_every_matter_has_a_clock_that_says_when_it_must_be_done(category):
    found = running.started_with(clocks.limits_of(clocks.category(category)))
    assert any(map(running.governs, found))


def test_an_act_that_is_several_things_says_which():
    assert running.happening(Act.ACCEPT, {"kind": "TAKE_OVER"}) == "ACCEPT.TAKE_OVER"
    assert running.happening(Act.MEDIATE, {"step": "STARTED"}) == "MEDIATE.STARTED"
    assert running.happening(Act.PROPOSE, {"kind": "DIRECT"}) == "PROPOSE"
    assert running.governs(Limit("CLK-CRIME-RESULT", "ANSWER", 3, Measure.DAYS)) is False
