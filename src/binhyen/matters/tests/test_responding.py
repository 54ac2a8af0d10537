"""How soon the teams come: counted by hand from what was given and what the team then did."""

from datetime import timedelta

import pytest

from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.matters import actions, responding
from binhyen.matters.actions import Target, Task
from binhyen.matters.responding import Responses
from binhyen.matters.tests import factories


@pytest.fixture
def team(commune, area, chief, at):
    return actions.found_crew(unit=commune, home=area, name="Tổ Cầu Lớn", by=chief, at=at)


@pytest.fixture
def period(at):
    day = clock.local_day(at)
    return Period(day, day + timedelta(days=7))


def given(commune, area, hanh, team, at):
    matter = factories.in_hand(commune, at, hanh, area=area)
    actions.assign(matter=matter, to=Target(crew=team), by=hanh, at=at)
    matter.refresh_from_db()
    return matter


def test_the_first_act_of_the_team_ends_the_wait_and_an_officers_note_does_not(
    commune, area, hanh, team, team_member, at, period
):
    matter = given(commune, area, hanh, team, at)
    actions.note(matter=matter, words="Đã gọi tổ.", by=hanh, at=at + timedelta(minutes=2))
    matter.refresh_from_db()
    assert responding.responses(scope_of(commune), period) == Responses((), 1)
    actions.note(matter=matter, words="Đã đến.", by=team_member, at=at + timedelta(minutes=25))
    assert responding.responses(scope_of(commune), period) == Responses((25,), 0)


def test_a_part_given_to_the_team_is_a_call_too(commune, area, hanh, team, team_member, at, period):
    matter = factories.in_hand(commune, at, hanh, area=area)
    part = actions.add_part(
        matter=matter, task=Task("Hỏi các nhà bên cạnh.", Target(crew=team)), by=hanh, at=at
    )
    actions.end_part(part=part, words="Đã hỏi.", by=team_member, at=at + timedelta(minutes=90))
    assert responding.responses(scope_of(commune), period).minutes == (90,)


def test_the_middle_and_nine_of_ten_by_hand():
    ten = Responses((5, 10, 15, 20, 25, 35, 40, 50, 60, 240))
    assert (ten.median, ten.nine_tenths) == (30, 60)
    assert Responses((1, 2, 3, 4, 100)).nine_tenths == 100


def test_fewer_than_five_tell_no_time(commune, area, hanh, team, team_member, at, period):
    for minutes in (10, 20, 30, 40):
        matter = given(commune, area, hanh, team, at)
        actions.note(
            matter=matter, words="Đã đến.", by=team_member, at=at + timedelta(minutes=minutes)
        )
    scope = scope_of(commune)
    assert not registry.ask("matters.team_median_minutes", scope, period).is_defined
    matter = given(commune, area, hanh, team, at)
    actions.note(matter=matter, words="Đã đến.", by=team_member, at=at + timedelta(minutes=50))
    assert registry.ask("matters.team_median_minutes", scope, period).numerator == 30
    assert registry.ask("matters.team_nine_tenths_minutes", scope, period).numerator == 50
    assert registry.ask("matters.team_calls_answered", scope, period).numerator == 5


def test_another_communes_calls_are_not_counted(
    commune, other_commune, area, hanh, team, team_member, at, period
):
    given(commune, area, hanh, team, at)
    assert responding.responses(scope_of(other_commune), period) == Responses((), 0)
