"""All clocks of a matter at once: what each act does to them, who is warned, what may be stopped or lengthened."""

from datetime import datetime, timedelta

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.matters import actions
from binhyen.matters.actions import Sorting
from binhyen.matters.models import ClockRule, Deadline
from binhyen.matters.rules import Kind, Severity
from binhyen.matters.running import NEVER, Cause
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.notices.models import Notice
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories as people
from binhyen.reports.models import Report

pytestmark = pytest.mark.django_db


def clocks_of(matter):
    return {row.clock: row.state for row in Deadline.objects.filter(matter=matter).order_by("pk")}


def the(matter, clock_id):
    rows = Deadline.objects.select_related("matter__keeper", "matter__area", "matter__crew__home")
    return rows.filter(matter=matter, clock=clock_id).latest("pk")


def later(at, **kwargs):
    return at + timedelta(**kwargs)


def test_a_theft_runs_three_clocks_and_the_earliest_is_the_deadline(commune, hanh, at):
    matter = factories.matter(commune, at, category="THF")
    assert clocks_of(matter) == {
        "CLK-CRIME-ASSIGN": "RUNNING",
        "CLK-CRIME-ACK": "RUNNING",
        "CLK-CRIME": "RUNNING",
    }
    assert matter.due_clock == "CLK-CRIME-ASSIGN"
    matter.refresh_from_db()
    assert matter.due_at == later(at, hours=12)


def test_each_clock_is_met_by_the_act_that_it_asks_for(commune, hanh, tam, at):
    matter = factories.in_hand(commune, at, hanh, category="THF")
    report = Report.objects.get()
    actions.reply(
        matter=matter, report=report, words="Đã nhận tin.", by=hanh, at=later(at, hours=1)
    )
    assert clocks_of(matter)["CLK-CRIME-ACK"] == "MET"
    proposal = actions.propose(
        matter=matter, kind=Kind.TAKE_OVER, words="Xin chuyển.", by=hanh, at=later(at, hours=2)
    )
    # reported upward for an investigator: the next clock says by when
    assert clocks_of(matter)["CLK-CRIME-ASSIGN"] == "MET"
    matter.refresh_from_db()
    assert matter.due_clock == "CLK-CRIME"
    actions.answer(proposal=proposal, accepted=True, words="Nhận.", by=tam, at=later(at, hours=3))
    assert clocks_of(matter)["CLK-CRIME"] == "MET"
    decide = the(matter, "CLK-CRIME-DECIDE")
    assert (decide.since, decide.keeper_id) == (later(at, hours=3), tam.posts.get().unit_id)
    matter.refresh_from_db()
    assert (matter.due_clock, matter.due_at) == ("CLK-CRIME-DECIDE", decide.due_at)


def test_the_end_of_a_crime_starts_the_clock_of_its_result(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh, category="THF")
    end = later(at, days=1)
    actions.settle(matter=matter, outcome=Outcome.RETURNED, words="Trả lại.", by=hanh, at=end)
    assert clocks_of(matter) == {
        "CLK-CRIME-ASSIGN": "LAPSED",
        "CLK-CRIME-ACK": "RUNNING",  # the reporter still waits for it
        "CLK-CRIME": "LAPSED",
        "CLK-CRIME-RESULT": "RUNNING",
    }
    report = Report.objects.get()
    actions.reply(matter=matter, report=report, words="Đã xong.", by=hanh, at=later(end, hours=1))
    assert clocks_of(matter)["CLK-CRIME-RESULT"] == clocks_of(matter)["CLK-CRIME-ACK"] == "MET"


def test_at_once_is_met_by_taking_it_in_hand(commune, hanh, at):
    matter = factories.matter(commune, at, category="DIS")
    row = the(matter, "CLK-EMERG")
    assert (row.amount, row.due_at) == (0, later(at, minutes=15))
    actions.take_in_hand(matter=matter, by=hanh, at=later(at, minutes=4))
    row.refresh_from_db()
    assert (row.state, row.ended_by) == ("MET", "TAKE_IN_HAND")


def test_minutes_meet_their_clock_and_start_the_one_of_the_decision(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh, category="DIS")
    assert "CLK-ADM-MIN" not in clocks_of(matter)
    actions.confirm(matter=matter, by=hanh, at=later(at, hours=2))
    assert clocks_of(matter)["CLK-ADM-MIN"] == "RUNNING"
    actions.draw_up_minutes(matter=matter, number="12/BB-VPHC", by=hanh, at=later(at, hours=5))
    assert clocks_of(matter)["CLK-ADM-MIN"] == "MET"
    assert the(matter, "CLK-ADM-DEC").since == later(at, hours=5)


def test_sorted_anew_the_time_runs_from_the_receipt_and_what_no_longer_applies_lapses(
    commune, hanh, at
):
    matter = factories.in_hand(commune, at, hanh, category="NOI")
    sorting = Sorting("Gây rối", "THF", Severity.ORDINARY)
    actions.triage(matter=matter, sorting=sorting, by=hanh, at=later(at, days=1))
    assert clocks_of(matter)["CLK-SERVICE"] == "LAPSED"
    assert the(matter, "CLK-CRIME").since == at
    back = Sorting("Tiếng ồn", "NOI", Severity.ORDINARY)
    actions.triage(matter=matter, sorting=back, by=hanh, at=later(at, days=2))
    assert clocks_of(matter)["CLK-SERVICE"] == "RUNNING"
    assert clocks_of(matter)["CLK-CRIME"] == "LAPSED"
    matter.refresh_from_db()
    assert matter.due_clock == "CLK-SERVICE"


def test_merging_ends_every_clock(commune, hanh, at):
    into = factories.in_hand(commune, at, hanh)
    matter = factories.in_hand(commune, at, hanh)
    actions.merge(matter=matter, into=into, by=hanh, at=later(at, hours=1))
    assert set(clocks_of(matter).values()) == {"LAPSED"}
    assert set(clocks_of(into).values()) == {"RUNNING"}


def test_reopened_it_runs_anew(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    actions.settle(matter=matter, outcome=Outcome.OTHER, words="x", by=hanh, at=later(at, days=1))
    actions.reopen(matter=matter, words="Lặp lại.", by=hanh, at=later(at, days=5))
    rows = Deadline.objects.filter(matter=matter, clock="CLK-SERVICE").order_by("pk")
    assert [(row.since, row.state) for row in rows] == [
        (at, "MET"),
        (later(at, days=5), "RUNNING"),
    ]
    sorting = Sorting("Tiếng ồn", "NOI", Severity.HIGH)
    actions.triage(matter=matter, sorting=sorting, by=hanh, at=later(at, days=6))
    assert Deadline.objects.filter(matter=matter, clock="CLK-SERVICE").count() == 2


def test_the_houses_clock_stands_still_until_the_reporter_answers(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    due = matter.due_at
    actions.pause(
        deadline=the(matter, "CLK-SERVICE"), cause=Cause.REPORTER, words="Hỏi thêm.", by=hanh, at=at
    )
    matter.refresh_from_db()
    assert (matter.due_at, matter.awaits_reporter) == (NEVER, True)
    report = Report.objects.get()
    actions.hear(report=report, words="Nhà số 5.", at=later(at, days=3))
    matter.refresh_from_db()
    assert (matter.due_at, matter.awaits_reporter) == (due + timedelta(days=3), False)


@pytest.mark.parametrize(
    ("category", "clock_id", "cause"),
    [("THF", "CLK-CRIME", Cause.REPORTER), ("NOI", "CLK-SERVICE", Cause.PARTIES)],
)
def test_no_other_clock_stands_still(commune, hanh, at, category, clock_id, cause):
    matter = factories.in_hand(commune, at, hanh, category=category)
    with pytest.raises(actions.MayNotPause):
        actions.pause(deadline=the(matter, clock_id), cause=cause, words="x", by=hanh, at=at)


def test_what_has_run_out_can_neither_be_stopped_nor_lengthened(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    late = later(at, days=30)
    with pytest.raises(actions.AskedTooLate):
        actions.pause(
            deadline=the(matter, "CLK-SERVICE"), cause=Cause.REPORTER, words="x", by=hanh, at=late
        )
    with pytest.raises(actions.NotRunning):
        actions.resume(deadline=the(matter, "CLK-SERVICE"), by=hanh, at=late)


@pytest.fixture
def deciding(commune, hanh, tam, at):
    matter = factories.in_hand(commune, at, hanh, category="FRD")
    proposal = actions.propose(matter=matter, kind=Kind.TAKE_OVER, words="Xin.", by=hanh, at=at)
    actions.answer(proposal=proposal, accepted=True, words="Nhận.", by=tam, at=at)
    return matter


def asked(deadline, ground, by, at):
    actions.extend(
        deadline=deadline, ground=ground, decided_by="Viện kiểm sát", words="x", by=by, at=at
    )


def test_the_decision_is_extended_as_often_as_the_law_says_and_not_once_more(deciding, tam, at):
    deadline = the(deciding, "CLK-CRIME-DECIDE")
    asked(deadline, "COMPLEX", tam, later(at, days=10))
    assert deadline.due_at.astimezone(VIETNAM).date().isoformat() == "2026-05-02"
    with pytest.raises(actions.AskedTooLate):  # less than five days before the end
        asked(deadline, "PROCURACY", tam, datetime(2026, 4, 29, 9, tzinfo=VIETNAM))
    asked(deadline, "PROCURACY", tam, datetime(2026, 4, 20, 9, tzinfo=VIETNAM))
    deciding.refresh_from_db()
    assert deciding.due_at.astimezone(VIETNAM).date().isoformat() == "2026-07-02"
    for ground in ("PROCURACY", "COMPLEX", "nonsense"):
        with pytest.raises(actions.BeyondLaw):
            asked(deadline, ground, tam, datetime(2026, 5, 1, 9, tzinfo=VIETNAM))


def test_a_clock_the_law_does_not_lengthen_is_not_lengthened(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh, category="THF")
    with pytest.raises(actions.BeyondLaw):
        asked(the(matter, "CLK-CRIME"), "COMPLEX", hanh, at)


def test_nobody_else_touches_the_clocks(commune, hanh, lan, secretary, at):
    matter = factories.in_hand(commune, at, hanh)
    for who in (lan, secretary):
        with pytest.raises(NotAllowed):
            actions.pause(
                deadline=the(matter, "CLK-SERVICE"), cause=Cause.REPORTER, words="x", by=who, at=at
            )
        with pytest.raises(NotAllowed):
            actions.draw_up_minutes(matter=matter, number="1", by=who, at=at)


def test_a_commune_shortens_its_clocks_and_never_beyond_the_law(commune, chief, lan, at):
    say = {"unit": commune, "is_remote": False, "by": chief, "at": at}
    actions.say_of_clock(clock_id="CLK-SERVICE", amount=3, **say)
    matter = factories.matter(commune, at)
    assert matter.due_at.astimezone(VIETNAM).date().isoformat() == "2026-03-05"
    for clock_id, amount in (("CLK-SERVICE", 8), ("CLK-CRIME", 0)):
        with pytest.raises(actions.BeyondLaw):
            actions.say_of_clock(clock_id=clock_id, amount=amount, **say)
    with pytest.raises(actions.BeyondLaw):
        actions.say_of_clock(clock_id="CLK-CRIME", amount=None, **say | {"is_remote": True})
    with pytest.raises(NotAllowed):
        actions.say_of_clock(clock_id="CLK-CRIME", amount=1, **say | {"by": lan})
    assert ClockRule.objects.count() == 1


def told():
    """Who was warned of what; that a report came in is told to the officers as well, and not meant here."""
    warnings = Notice.objects.filter(what__in=["HALF_GONE", "ONE_DAY", "OVERDUE"])
    return list(warnings.order_by("pk").values_list("user__full_name", "what"))


def test_the_handler_is_warned_at_half_at_one_day_and_when_it_is_over_and_the_chief_then_too(
    commune, hanh, chief, at
):
    factories.in_hand(commune, at, hanh)
    for days in (1, 4, 4.1, 6.6, 6.7):
        actions.warn_due(at=later(at, days=days))
    assert told() == [(hanh.full_name, "HALF_GONE"), (hanh.full_name, "ONE_DAY")]
    for days in (8, 8.1, 30):
        actions.warn_due(at=later(at, days=days))
    assert set(told()[2:]) == {(hanh.full_name, "OVERDUE"), (chief.full_name, "OVERDUE")}


def test_after_a_week_without_a_worker_only_the_latest_stage_is_told(commune, hanh, at):
    factories.in_hand(commune, at, hanh)
    assert actions.warn_due(at=later(at, days=9)) == 1
    assert actions.warn_due(at=later(at, days=9)) == 0
    assert told() == [(hanh.full_name, "OVERDUE")]


def test_what_nobody_has_in_hand_is_told_to_the_officers_and_never_to_another_unit(
    commune, hanh, lan, chief, secretary, at
):
    factories.matter(commune, at, category="CHD")
    actions.warn_due(at=later(at, hours=7))
    assert {name for name, _what in told()} == {hanh.full_name, chief.full_name}
    assert not Notice.objects.filter(subject__contains="Xâm hại").exists()


def test_what_is_met_or_stands_still_is_not_warned_of(commune, hanh, at):
    done = factories.in_hand(commune, at, hanh)
    actions.settle(matter=done, outcome=Outcome.OTHER, words="x", by=hanh, at=at)
    still = factories.in_hand(commune, at, hanh)
    actions.pause(
        deadline=the(still, "CLK-SERVICE"), cause=Cause.REPORTER, words="x", by=hanh, at=at
    )
    actions.warn_due(at=later(at, days=20))
    assert told() == []


def test_another_unit_that_takes_the_file_over_has_its_clocks(commune, other_commune, hanh, at):
    people.succeed(commune, other_commune)
    matter = factories.in_hand(commune, at, hanh)
    actions.hand_over_on_merger(old_unit=commune, on=at.date(), by=None, at=at)
    assert the(matter, "CLK-SERVICE").keeper_id == other_commune.pk


def test_an_intake_costs_two_statements_more_whatever_the_number_of_clocks(
    commune, at, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for category in ("NOI", "THF"):
        commune.__dict__.pop("_clock_rules", None)
        with CaptureQueriesContext(connection) as seen:
            factories.matter(commune, at, category=category)
        counts.append(len(seen))
        asked_for_clocks = [q for q in seen.captured_queries if "matters_deadline" in q["sql"] or "matters_clockrule" in q["sql"]]  # fmt: skip
        assert len(asked_for_clocks) <= 3
    assert counts[0] == counts[1]


def test_a_mediator_has_no_say_about_clocks(commune, hanh, at):
    mediator = people.officer("Cô Ba Hòa Giải", Role.MEDIATOR, commune)
    matter = factories.in_hand(commune, at, hanh)
    with pytest.raises(NotAllowed):
        actions.pause(
            deadline=the(matter, "CLK-SERVICE"), cause=Cause.REPORTER, words="x", by=mediator, at=at
        )


def test_to_wait_for_the_reporter_stops_exactly_the_clocks_that_may_wait(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    report = matter.attached.get().report
    ask = {"matter": matter, "report": report, "by": hanh}
    due = matter.due_at
    actions.reply(**ask, words="Nhà số mấy?", at=later(at, days=1), awaits_answer=True)
    standing = dict(matter.deadlines.live().values_list("clock", "pause_cause"))
    assert standing["CLK-SERVICE"] == "REPORTER"
    assert {cause for clock, cause in standing.items() if clock != "CLK-SERVICE"} <= {""}
    assert matter.due_at == NEVER
    actions.hear(report=report, words="Nhà số 12.", at=later(at, days=3))
    matter.refresh_from_db()
    assert (matter.due_at, matter.awaits_reporter) == (later(due, days=2), False)


def test_an_answer_that_waits_for_nothing_lets_the_clock_run_again(commune, hanh, at):
    matter = factories.in_hand(commune, at, hanh)
    ask = {"matter": matter, "report": matter.attached.get().report, "by": hanh}
    due = matter.due_at
    actions.reply(**ask, words="Nhà số mấy?", at=later(at, days=1), awaits_answer=True)
    actions.reply(**ask, words="Chúng tôi tìm được rồi.", at=later(at, days=2))
    assert (matter.due_at, matter.awaits_reporter) == (later(due, days=1), False)
