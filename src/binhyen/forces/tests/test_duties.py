"""Tasks by the six groups, months, coverage by area and week: what is taken, what is refused, what it adds up to."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from binhyen.core.clock import VIETNAM
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.forces import actions, queries, rules, words
from binhyen.forces.models import DutyEntry, DutyKind, Outcome, TeamMonth
from binhyen.people import policy
from binhyen.people.models import Role
from binhyen.people.tests import factories

YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))
DAY = date(2026, 2, 27)


@pytest.fixture
def team(commune, area, chief, at):
    return actions.set_up_team(
        unit=commune, areas=(area,), name="Tổ Cầu Lớn", established_on=date(2024, 7, 1),
        decision_number="7/QĐ-UBND", established_strength=5, serving=4, by=chief, at=at,
    )  # fmt: skip


def log(
    team, by, at, *, kind="1.CALLED", outcome=Outcome.ON_TIME, times=1, on=DAY, key=None, **done
):
    return actions.log_duty(
        key=key or uuid4(), team=team, kind=kind, on=on, times=times, done=actions.Done(outcome, **done), by=by, at=at,
    )  # fmt: skip


def test_every_kind_belongs_to_one_of_the_six_groups():
    grouped = words.kinds_by_group()
    assert len(grouped) == 6
    assert sum(len(kinds) for _group, kinds in grouped) == len(DutyKind)


def test_a_member_enters_a_task_of_the_team_of_the_own_area(team, team_member, at):
    entry = log(team, team_member, at, hours=Decimal("1.5"), members=3, remark="Đèn hỏng ở cầu.")
    assert (entry.group, entry.hours, entry.members) == (1, Decimal("1.5"), 3)


def test_the_same_key_is_the_same_task(team, team_member, hanh, at):
    key = uuid4()
    first = log(team, team_member, at, key=key)
    assert log(team, team_member, at, key=key) == first
    with pytest.raises(actions.NotTheirDuty):
        log(team, hanh, at, key=key)
    assert DutyEntry.objects.count() == 1


def test_whoever_is_of_another_place_enters_nothing(team, lan, province, commune, at):
    elsewhere = factories.unit("Xa", level="RESIDENTIAL_AREA", edition="local", parent=commune)
    neighbour = factories.officer("Bùi Văn Xa", Role.TEAM_MEMBER, elsewhere)
    for stranger in (lan, neighbour):
        with pytest.raises(policy.NotAllowed):
            log(team, stranger, at)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "7.OTHER"},
        {"times": 0},
        {"times": 201},
        {"hours": Decimal(-1)},
        {"members": 51},
        {"remark": "d" * 301},
        {"kind": "5.TEACH", "remark": "Ông Tư nhà số 3"},
        {"on": date(2024, 6, 30)},
    ],
)
def test_what_is_not_one_task_is_refused(team, chief, at, wrong):
    with pytest.raises(actions.NotOneDuty):
        log(team, chief, at, **wrong)
    assert not DutyEntry.objects.exists()


def test_a_task_of_tomorrow_is_refused(team, chief, at):
    with pytest.raises(actions.InTheFuture):
        log(team, chief, at, on=at.date() + timedelta(days=1))


def test_the_database_too_keeps_no_words_about_group_5(team, chief, at):
    entry = log(team, chief, at, kind="5.TEACH", times=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyEntry.objects.filter(pk=entry.pk).update(remark="Ông Tư nhà số 3")


def test_a_task_given_is_ended_once(team, chief, team_member, at):
    entry = log(team, chief, at, outcome=Outcome.ASSIGNED)
    done = actions.Done(Outcome.LATE, Decimal(2), 4)
    actions.end_duty(entry=entry, done=done, by=team_member, at=at)
    assert DutyEntry.objects.get().outcome == Outcome.LATE
    with pytest.raises(actions.DoneAlready):
        actions.end_duty(
            entry=DutyEntry.objects.get(), done=actions.Done(Outcome.ON_TIME), by=chief, at=at
        )


def test_the_share_counts_activities_by_hand(commune, team, chief, at):
    log(team, chief, at, kind="5.TEACH", times=4)
    log(team, chief, at, kind="2.TALK", outcome=Outcome.LATE)
    log(team, chief, at, kind="2.TALK", outcome=Outcome.NOT_DONE)
    log(team, chief, at, kind="2.TALK", outcome=Outcome.ASSIGNED)
    scope = scope_of(commune)
    # 4 and 1 done of 4, 1, 1 and 1 given
    every = registry.ask("forces.duties_done_share", scope, YEAR)
    assert (every.numerator, every.denominator) == (5, 7)
    movement = registry.ask("forces.movement_done_share", scope, YEAR)
    assert (movement.numerator, movement.denominator) == (1, 3)
    assert not registry.ask("forces.fire_done_share", scope, YEAR).is_defined
    source = registry.ask("forces.duties", scope, YEAR).sources[0]
    assert source.count == len(registry.lines(source)) == 7
    assert queries.duties_done([team], 2026) == {team.pk: (5, 7)}


def month(team, by, at, kept, due, first=date(2026, 2, 1)):
    counts = actions.Counts(due, kept, due, kept, due, kept)
    return actions.note_month(team=team, month=first, counts=counts, by=by, at=at)


def test_a_month_noted_again_counts_once(commune, team, chief, at):
    month(team, chief, at, 1, 2)
    month(team, chief, at, 2, 2)
    month(team, chief, at, 0, 1, date(2026, 1, 1))
    share = registry.ask("forces.meetings_and_reports_share", scope_of(commune), YEAR)
    assert (share.numerator, share.denominator) == (6, 9)
    assert TeamMonth.objects.count() == 2


def test_a_month_keeps_no_more_than_was_due_and_has_begun(team, chief, at):
    with pytest.raises(actions.NotOneDuty):
        month(team, chief, at, 3, 2)
    with pytest.raises(actions.NotOneDuty):
        month(team, chief, at, 1, 1, date(2026, 2, 2))
    with pytest.raises(actions.InTheFuture):
        month(team, chief, at, 1, 1, date(2026, 4, 1))


def test_weeks_are_told_by_their_mondays():
    assert rules.mondays(date(2026, 3, 1), date(2026, 3, 16)) == [
        date(2026, 3, 2),
        date(2026, 3, 9),
    ]
    assert rules.mondays(date(2026, 3, 3), date(2026, 3, 9)) == []


def test_weeks_without_a_patrol_stand_out(commune, area, team_member, at):
    second = factories.unit("Cầu Nhỏ", level="RESIDENTIAL_AREA", edition="local", parent=commune)
    factories.post(team_member, Role.TEAM_MEMBER, second)
    for where, day in (
        (area, date(2026, 2, 3)),
        (area, date(2026, 2, 5)),
        (second, date(2026, 2, 20)),
    ):
        begin = datetime.combine(day, time(20), tzinfo=VIETNAM)
        actions.log_patrol(
            key=uuid4(), area=where, started_at=begin, ended_at=begin + timedelta(hours=1), companions=2,
            remarks="", by=team_member, at=at,
        )  # fmt: skip
    period = Period(date(2026, 2, 2), date(2026, 3, 30))
    # three weeks up to the last patrol known, two areas: one week walked of each
    share = registry.ask("forces.area_weeks_patrolled_share", scope_of(commune), period)
    assert (share.numerator, share.denominator) == (2, 6)
    assert (
        registry.ask("forces.area_weeks_without_patrol", scope_of(commune), period).numerator == 4
    )


def test_where_nobody_ever_logged_a_patrol_nothing_is_said(commune, area):
    assert not registry.ask("forces.area_weeks_patrolled_share", scope_of(commune), YEAR).is_defined
