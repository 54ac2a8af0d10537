"""The year's steps: which day holds, what is done, who is reminded."""

from datetime import date, timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.movement import actions, calendar, cycle
from binhyen.movement.calendar import State
from binhyen.movement.cycle import Window
from binhyen.movement.models import (
    CommitteeKind,
    InitiativeKind,
    ReviewKind,
    StepDate,
    StepPaper,
)
from binhyen.movement.tests import plans
from binhyen.notices.models import Notice
from binhyen.people import policy
from binhyen.people.models import Role
from binhyen.people.tests import factories

FESTIVAL = Window(date(2026, 7, 2), date(2026, 8, 10))


def step(name):
    return cycle.cycle().step(name)


def line(unit, name, on, year=2026):
    return next(one for one in calendar.calendar(unit, year, on=on) if one.step.id == name)


def said(content="", **changes):
    row = {
        "id": "a", "title_vi": "A", "title_en": "A", "who_vi": "A", "who_en": "A", "levels": ["COMMUNE"],
        "opens": "01-01", "due": "03-31", "paper": {"kind_vi": "a", "kind_en": "a", "key": "a"},
        "page": "desk:cycle", "source": {"refs": [], "verified": "none"},
    } | changes  # fmt: skip
    import yaml

    told = {"schema": cycle.SCHEMA, "steps": [row], "festival": {"ceremony": [], "community": []}}
    return yaml.safe_dump(told)


def test_every_check_of_the_cycle_is_registered_by_a_room():
    wanted = {one.check for one in cycle.cycle().steps if one.check}
    assert wanted <= cycle.all_checks()


@pytest.mark.parametrize(
    "changes",
    [
        {"due": "02-30"},
        {"due": "02-29"},
        {"opens": "04-01"},
        {"after": ["a"]},
        {"after": ["nowhere"]},
        {"levels": ["VILLAGE"]},
        {"source": {"refs": [], "verified": "surely"}},
    ],
)
def test_a_cycle_that_cannot_be_is_named_by_its_step(changes):
    with pytest.raises(cycle.BadCycle, match=r"^a: "):
        cycle.read(said(**changes))


def test_the_own_day_holds_before_that_of_the_level_above_and_both_before_the_sources(
    commune, other_commune, province, secretary, at
):
    above = factories.officer("Người cấp trên", Role.SECRETARY, province)
    actions.set_step_dates(
        unit=province, year=2026, windows={"festival": FESTIVAL}, by=above, at=at
    )
    assert calendar.windows(commune, 2026)["festival"] == calendar.Held(FESTIVAL, province)
    own = Window(date(2026, 7, 1), date(2026, 8, 1))
    actions.set_step_dates(unit=commune, year=2026, windows={"festival": own}, by=secretary, at=at)
    assert calendar.windows(commune, 2026)["festival"] == calendar.Held(own, commune)
    assert calendar.windows(other_commune, 2026)["festival"].said_by == province
    assert calendar.windows(commune, 2027)["festival"].window.due == date(2027, 8, 19)


def test_what_holds_anyway_is_not_kept(commune, secretary, at):
    held = calendar.windows(commune, 2026)["festival"].window
    changed = actions.set_step_dates(
        unit=commune, year=2026, windows={"festival": held}, by=secretary, at=at
    )
    assert changed == 0
    assert not StepDate.objects.exists()


@pytest.mark.parametrize(
    ("name", "window", "words"),
    [
        ("festival", Window(date(2026, 7, 1), date(2027, 8, 19)), "2026"),
        ("festival", Window(date(2026, 8, 19), date(2026, 7, 1)), ""),
        ("annual_plan", Window(date(2026, 1, 1), date(2026, 2, 1)), "31/03/2026"),
    ],
)
def test_days_that_cannot_be_change_nothing(commune, secretary, at, name, window, words):
    with pytest.raises(actions.BadDates) as told:
        actions.set_step_dates(unit=commune, year=2026, windows={name: window}, by=secretary, at=at)
    assert set(told.value.faults) == {name}
    assert words in told.value.faults[name]
    assert not StepDate.objects.exists()


@pytest.mark.parametrize("who", ["hanh", "chief", "lan", "team_member", "appraiser"])
def test_only_the_committee_and_the_administrator_set_days(request, commune, at, who):
    with pytest.raises(policy.NotAllowed):
        actions.set_step_dates(
            unit=commune, year=2026, windows={}, by=request.getfixturevalue(who), at=at
        )


def test_a_step_is_done_by_its_paper_and_undone_again(commune, secretary, at):
    on = date(2026, 7, 2)
    assert line(commune, "half_year", on).state is State.OVERDUE
    actions.note_step(
        unit=commune, year=2026, step=step("half_year"), number="31/BC-BCĐ",
        issued_on=date(2026, 3, 1), by=secretary, at=at,
    )  # fmt: skip
    done = line(commune, "half_year", on)
    assert (done.state, done.done, done.is_seen) == (
        State.DONE,
        cycle.Done("31/BC-BCĐ", date(2026, 3, 1)),
        False,
    )
    actions.unnote_step(unit=commune, year=2026, step=step("half_year"), by=secretary, at=at)
    assert line(commune, "half_year", on).state is State.OVERDUE
    events = Entry.objects.order_by("pk").values_list("event", flat=True)
    assert list(events) == ["movement.step_noted", "movement.step_unnoted"]


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 3, 3)])
def test_a_paper_of_another_year_or_of_tomorrow_is_refused(commune, secretary, at, day):
    with pytest.raises(actions.BadPaperDate):
        actions.note_step(
            unit=commune, year=2026, step=step("launch"), number="1", issued_on=day, by=secretary,
            at=at,
        )  # fmt: skip
    assert not StepPaper.objects.exists()


def test_the_house_sees_what_its_registers_hold(commune, secretary, at):
    assert line(commune, "initiative_kept", date(2026, 3, 2)).state is State.OPEN
    actions.start_initiative(
        unit=commune, kind=InitiativeKind.CAMERA, name="Camera an ninh",
        founded_on=date(2026, 2, 1), decision_number="3/QĐ", by=secretary, at=at,
    )  # fmt: skip
    seen = line(commune, "initiative_kept", date(2026, 3, 2))
    assert (seen.done.number, seen.is_seen) == ("3/QĐ", True)


def test_a_programme_has_steps_only_where_a_model_unit_is_built(commune, province, at):
    above = factories.officer("Người cấp trên", Role.SECRETARY, province)
    assert "launch" not in {step.id for step in calendar.steps_of(commune, 2026)}
    committee = actions.found_committee(
        unit=province, kind=CommitteeKind.PROGRAMME, name="Ban", since=date(2026, 2, 1),
        decision_number="4/QĐ", decided_on=date(2026, 2, 1), by=above, at=at,
    )  # fmt: skip
    actions.designate(
        committee=committee, unit=commune, year=2026, decision_number="5/QĐ",
        decided_on=date(2026, 2, 2), by=above, at=at,
    )  # fmt: skip
    assert "launch" in {step.id for step in calendar.steps_of(commune, 2026)}
    done = [
        line(province, name, date(2026, 3, 2)) for name in ("programme_committee", "designation")
    ]
    assert [one.done.number for one in done] == ["4/QĐ", "5/QĐ"]


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 6, 30), State.COMING),
        (date(2026, 7, 1), State.OPEN),
        (date(2026, 8, 5), State.SOON),
        (date(2026, 8, 19), State.SOON),
        (date(2026, 8, 20), State.OVERDUE),
    ],
)
def test_how_a_step_stands_on_a_day(on, state):
    assert calendar.standing(Window(date(2026, 7, 1), date(2026, 8, 19)), on) is state


def test_the_secretary_is_told_once_before_a_step_is_due_and_once_after(
    commune, secretary, chief, at
):
    def told():
        actions.remind_of_steps(at=moment)
        return Notice.objects.filter(subject__startswith="Sơ kết")

    moment = at.replace(month=6, day=15)
    assert {(row.user, row.what) for row in told()} == set()
    moment = at.replace(month=6, day=20)
    assert [(row.user, row.what) for row in told()] == [(secretary, "STEP_SOON")]
    moment += timedelta(days=3)
    assert told().count() == 1
    moment = at.replace(month=7, day=1)
    assert [row.what for row in told().order_by("pk")] == ["STEP_SOON", "STEP_OVER"]
    assert not Notice.objects.filter(user=chief).exists()


def test_steps_due_before_a_merger_are_those_of_the_unit_before_it(commune, old_commune):
    def due(unit):
        return {one.due for one in calendar.calendar(unit, 2025, on=date(2025, 7, 4))}

    assert max(due(old_commune)) == date(2025, 6, 30)
    assert min(due(commune)) == date(2025, 8, 19)


def test_the_house_sees_the_reviews_of_a_plan_and_when_its_last_phase_is_through(
    commune, secretary, at
):
    plan = plans.plan(plans.committee(commune, secretary, at), secretary, at)
    task = plans.task(plan, secretary, at, due=date(2026, 12, 1), starts_on=date(2026, 7, 15))
    on = date(2026, 3, 2)
    assert not cycle.checked(step("phase_two"), commune, 2026)
    assert line(commune, "half_year", on).done is None
    actions.hold_review(
        plan=plan, kind=ReviewKind.HALF_YEAR, held_on=on, paper_number="30/BC", by=secretary, at=at
    )
    assert line(commune, "half_year", on).done == cycle.Done(on=on)
    assert line(commune, "final_review", on).done is None
    actions.drop_task(task=task, reason="Đã làm xong", version=task.version, by=secretary, at=at)
    assert cycle.checked(step("phase_two"), commune, 2026) == cycle.Done()
    actions.hold_review(
        plan=plan, kind=ReviewKind.FINAL, held_on=on, paper_number="31/BC", by=secretary, at=at
    )
    assert line(commune, "final_review", on).done == cycle.Done(on=on)


def test_every_source_of_a_step_has_a_name(commune):
    told = cycle.cycle()
    named = [told.sources_of(one, "vi") for one in told.steps if one.refs]
    assert named[0] == ["Thông tư 124/2021/TT-BCA"]
    assert all(not name.startswith("S0") for names in named for name in names)
