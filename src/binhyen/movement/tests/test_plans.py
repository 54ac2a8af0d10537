"""Plans hold what they say: numbers once, days inside, no circles, progress by whoever leads, reminders once."""

from datetime import date, datetime, timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.core.clock import VIETNAM
from binhyen.movement import actions, planning, queries
from binhyen.movement.actions import Lead
from binhyen.movement.models import ReviewKind, Task, TaskState
from binhyen.movement.rules import Span
from binhyen.movement.tests import plans
from binhyen.notices.models import Notice
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import Body


@pytest.fixture
def committee(commune, secretary, at):
    return plans.committee(commune, secretary, at)


@pytest.fixture
def plan(committee, secretary, at):
    return plans.plan(committee, secretary, at)


def test_a_plan_has_two_phases_unless_told_otherwise(committee, plan, secretary, at):
    spans = [(phase.starts_on, phase.ends_on) for phase in plan.phases.order_by("number")]
    assert spans == [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 12, 31)),
    ]
    told = [("Chuẩn bị", Span(date(2026, 1, 1), date(2026, 3, 31)))]
    other = plans.plan(committee, secretary, at, "09/KH-UBND", phases=told)
    assert [str(phase) for phase in other.phases.all()] == ["Chuẩn bị"]


def test_phases_that_overlap_are_refused(committee, secretary, at):
    first = Span(date(2026, 1, 1), date(2026, 7, 1))
    second = Span(date(2026, 7, 1), date(2026, 12, 31))
    with pytest.raises(actions.PhasesOverlap):
        plans.plan(committee, secretary, at, phases=[("", first), ("", second)])


def test_a_number_stands_once_in_a_year_for_all_committees_of_the_unit(
    commune, plan, secretary, at
):
    other = plans.committee(commune, secretary, at, "16/QĐ-UBND")
    with pytest.raises(actions.AlreadyThere):
        plans.plan(other, secretary, at, "08/kh-ubnd")


def test_a_committee_plans_for_units_of_its_territory(
    committee, other_commune, area, secretary, at
):
    assert plans.plan(committee, secretary, at, unit=area).unit == area
    with pytest.raises(actions.NotBelow):
        plans.plan(committee, secretary, at, "9/KH", unit=other_commune)


@pytest.mark.parametrize("who", ["hanh", "lan", "team_member", "tam"])
def test_only_the_committee_and_the_chief_put_tasks_into_it(plan, request, at, who):
    with pytest.raises(policy.NotAllowed):
        plans.task(plan, request.getfixturevalue(who), at)


def test_a_task_is_due_after_it_starts_and_inside_the_plan(plan, secretary, at):
    with pytest.raises(actions.DueBeforeStart):
        plans.task(plan, secretary, at, starts_on=date(2026, 6, 2))
    with pytest.raises(actions.OutsidePlan):
        plans.task(plan, secretary, at, due=date(2027, 1, 1))
    assert not Task.objects.exists()


def test_a_task_starts_today_and_falls_into_its_phase(plan, secretary, at, today):
    task = plans.task(plan, secretary, at, due=date(2026, 9, 1))
    assert (task.starts_on, task.phase.number, task.state) == (today, 2, "PLANNED")


def test_a_gap_becomes_a_task_once(plan, commune, area, secretary, at, today):
    origin = "criterion:dc9745.cm.2:2026"
    first = plans.task(plan, secretary, at, origin=origin)
    assert plans.task(plan, secretary, at, "Khác", origin=origin) == first
    assert queries.tasks_of_origins(commune, [origin, "team:1:train"]) == {origin: first}
    assert queries.tasks_of_origins(area, [origin], on=today) == {origin: first}
    assert Entry.objects.filter(event="movement.task_added").count() == 1


def test_the_running_plan_is_the_one_that_began_last_and_is_not_closed(
    committee, commune, plan, secretary, at, today
):
    later = plans.plan(
        committee, secretary, at, "9/KH", span=(date(2026, 2, 1), date(2026, 12, 31))
    )
    assert planning.running_plan(commune, today) == later
    hold(later, ReviewKind.FINAL, secretary, at)
    assert planning.running_plan(commune, today) == plan
    assert planning.running_plan(commune, date(2027, 1, 1)) is None


def hold(plan, kind, by, at):
    return actions.hold_review(
        plan=plan, kind=kind, held_on=at.date(), paper_number="20/BC-BCĐ", by=by, at=at
    )


def test_tasks_never_wait_for_each_other(plan, secretary, at):
    first, second, third = (plans.task(plan, secretary, at, title) for title in "abc")
    actions.tie_task(task=second, needed=first, by=secretary, at=at)
    actions.tie_task(task=third, needed=second, by=secretary, at=at)
    for needed in (third, second, first):
        with pytest.raises(actions.Circle):
            actions.tie_task(task=first, needed=needed, by=secretary, at=at)
    actions.untie_task(task=second, needed=first, by=secretary, at=at)
    actions.tie_task(task=first, needed=third, by=secretary, at=at)


def test_a_task_is_not_due_before_what_it_waits_for(plan, secretary, at):
    first = plans.task(plan, secretary, at, "Khảo sát", due=date(2026, 5, 1))
    second = plans.task(plan, secretary, at, "Lắp đặt", due=date(2026, 6, 1))
    with pytest.raises(actions.DueBeforeNeeded):
        actions.tie_task(task=first, needed=second, by=secretary, at=at)
    actions.tie_task(task=second, needed=first, by=secretary, at=at)
    with pytest.raises(actions.DueBeforeNeeded) as early:
        change(second, secretary, at, due_on=date(2026, 4, 30))
    assert (early.value.title, early.value.due_on) == ("Khảo sát", date(2026, 5, 1))
    with pytest.raises(actions.NeededEarlier):
        change(first, secretary, at, due_on=date(2026, 6, 2))


def change(task, by, at, **written):
    told = {
        "title": task.title, "lead": Lead(Body(task.lead)), "starts_on": task.starts_on, "due_on": task.due_on,
        "goal": None, "version": task.version,
    }  # fmt: skip
    actions.change_task(task=task, by=by, at=at, **(told | written))


def test_progress_makes_a_task_run_and_end(plan, secretary, at):
    task = plans.task(plan, secretary, at)
    for progress, state in ((0, TaskState.RUNNING), (40, TaskState.RUNNING), (100, TaskState.DONE)):
        report(task, secretary, at, progress)
        assert task.state == state
    with pytest.raises(actions.NotOpen):
        report(task, secretary, at, 50)
    actions.reopen_task(task=task, version=task.version, by=secretary, at=at)
    assert (task.state, task.progress) == ("RUNNING", 99)


def report(task, by, at, progress):
    actions.report_progress(task=task, progress=progress, version=task.version, by=by, at=at)


@pytest.mark.parametrize("wrong", [-1, 101, 140])
def test_progress_goes_from_0_to_100(plan, secretary, at, wrong):
    with pytest.raises(actions.WrongProgress):
        report(plans.task(plan, secretary, at), secretary, at, wrong)


def test_two_at_once_do_not_overwrite_each_other(plan, secretary, at):
    task = plans.task(plan, secretary, at)
    other = Task.objects.get(pk=task.pk)
    report(task, secretary, at, 30)
    with pytest.raises(actions.Outrun):
        report(other, secretary, at, 10)


def test_a_task_is_dropped_for_a_reason(plan, secretary, at):
    task = plans.task(plan, secretary, at)
    with pytest.raises(actions.ReasonNeeded):
        actions.drop_task(task=task, reason=" ", version=task.version, by=secretary, at=at)
    actions.drop_task(task=task, reason="Hết tiền", version=task.version, by=secretary, at=at)
    assert task.changes.order_by("-pk")[0].words == "Hết tiền"


def test_a_partner_tells_of_the_tasks_of_their_body_and_no_other(plan, commune, secretary, at):
    front = plans.partner("Trần Thị Sáu", Body.FRONT, commune)
    theirs = plans.task(plan, secretary, at, lead=Body.FRONT)
    report(theirs, front, at, 20)
    actions.add_task_evidence(task=theirs, note="Ảnh ở nhà văn hóa ấp", by=front, at=at)
    others = plans.task(plan, secretary, at, lead=Body.WOMEN)
    with pytest.raises(policy.NotAllowed):
        report(others, front, at, 20)
    with pytest.raises(policy.NotAllowed):
        actions.drop_task(task=theirs, reason="x", version=theirs.version, by=front, at=at)


def test_of_several_schools_only_the_one_that_is_meant(plan, commune, area, secretary, at):
    here = plans.partner("Lê Văn Tư", Body.AREA, area)
    elsewhere = plans.partner("Lê Văn Năm", Body.AREA, commune)
    task = plans.task(plan, secretary, at, lead=Lead(Body.AREA, area))
    report(task, here, at, 20)
    with pytest.raises(policy.NotAllowed):
        report(task, elsewhere, at, 30)


def test_evidence_is_a_dated_paper_or_a_note(plan, secretary, at):
    task = plans.task(plan, secretary, at)
    for wrong in ({}, {"paper_number": "5/BB"}):
        with pytest.raises(actions.NothingShown):
            actions.add_task_evidence(task=task, by=secretary, at=at, **wrong)


def test_a_final_review_closes_the_plan_and_its_conclusion_goes_to_the_next(
    committee, plan, secretary, at
):
    task = plans.task(plan, secretary, at)
    review = hold(plan, ReviewKind.FINAL, secretary, at)
    assert review.standing == {"PLANNED": 1, "RUNNING": 0, "DONE": 0, "DROPPED": 0, "OVERDUE": 0}
    for act in (
        lambda: report(task, secretary, at, 20),
        lambda: plans.task(plan, secretary, at),
        lambda: actions.add_goal(plan=plan, title="x", by=secretary, at=at),
        lambda: hold(plan, ReviewKind.HALF_YEAR, secretary, at),
    ):
        with pytest.raises(actions.PlanClosed):
            act()
    conclusion = actions.conclude(
        review=review, text="Giữ vững tiêu chí", lead=Body.POLICE, due_on=date(2027, 3, 1), by=secretary, at=at,
    )  # fmt: skip
    following = plans.plan(
        committee, secretary, at, "1/KH", span=(date(2027, 1, 1), date(2027, 12, 31))
    )
    made = actions.task_of_conclusion(conclusion=conclusion, plan=following, by=secretary, at=at)
    assert (made.origin, made.due_on) == (f"review:{conclusion.pk}", date(2027, 3, 1))


def test_a_review_is_held_once_and_not_tomorrow(plan, secretary, at):
    hold(plan, ReviewKind.HALF_YEAR, secretary, at)
    with pytest.raises(actions.AlreadyThere):
        hold(plan, ReviewKind.HALF_YEAR, secretary, at)
    with pytest.raises(actions.OutsidePlan):
        actions.hold_review(
            plan=plan, kind=ReviewKind.FINAL, held_on=at.date() + timedelta(days=1), paper_number="1/BC",
            by=secretary, at=at,
        )  # fmt: skip


def told(what):
    return {notice.user for notice in Notice.objects.filter(what=what)}


def test_whoever_leads_is_told_and_whoever_gave_it_is_not(plan, chief, secretary, at):
    plans.task(plan, secretary, at, lead=Body.POLICE)
    plans.task(plan, secretary, at, lead=Body.PEOPLES_COMMITTEE)
    assert told(What.TASK) == {chief}


def test_reminders_come_once_a_week_before_and_to_the_committee_once_late(
    plan, chief, secretary, head, at
):
    task = plans.task(plan, secretary, at, due=date(2026, 5, 20))
    morning = datetime(2026, 5, 12, 8, 0, tzinfo=VIETNAM)
    assert actions.remind_of_tasks(at=morning) == 0
    assert actions.remind_of_tasks(at=morning + timedelta(days=1, hours=-4)) == 0  # by night
    assert actions.remind_of_tasks(at=morning + timedelta(days=1)) == 1
    assert actions.remind_of_tasks(at=morning + timedelta(days=2)) == 0
    assert told(What.TASK_SOON) == {chief}
    assert actions.remind_of_tasks(at=morning + timedelta(days=9)) == 1
    assert told(What.TASK_OVER) == {chief, secretary, head}
    assert {notice.subject for notice in Notice.objects.all()} == {task.reference}


def test_a_new_day_is_reminded_of_anew_and_a_task_that_is_done_never(plan, secretary, at):
    task = plans.task(plan, secretary, at, due=date(2026, 5, 20))
    late = datetime(2026, 5, 25, 8, 0, tzinfo=VIETNAM)
    assert actions.remind_of_tasks(at=late) == 1
    task.refresh_from_db()
    change(task, secretary, at, due_on=date(2026, 6, 20))
    assert actions.remind_of_tasks(at=datetime(2026, 6, 15, 8, 0, tzinfo=VIETNAM)) == 1
    report(task, secretary, at, 100)
    assert actions.remind_of_tasks(at=datetime(2026, 6, 25, 8, 0, tzinfo=VIETNAM)) == 0


def test_the_plan_of_a_merged_commune_is_read_by_its_successor(old_commune, secretary, at, today):
    from binhyen.people.tests import factories

    old = factories.officer("Cao Thị Nga", factories.Role.SECRETARY, old_commune)
    committee = plans.committee(old_commune, old, at)
    plan = plans.plan(committee, old, at)
    assert policy.can(secretary, "movement.read_plan", plan, on=today)
