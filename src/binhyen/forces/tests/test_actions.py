"""Teams are set up and rated by those who may; the cap of the rating holds."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.audit.models import Entry
from binhyen.core.clock import VIETNAM
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.forces import actions, rules
from binhyen.forces.models import Level, Team, TeamRating
from binhyen.people import policy

#: Friday 20 November 2026, inside the days on which a rating is decided.
DECIDED = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))


def team(unit, name, by, at, *, areas=(), since=date(2024, 7, 1)):
    return actions.set_up_team(
        unit=unit, areas=areas, name=name, established_on=since, decision_number="7/QĐ-UBND",
        established_strength=5, serving=4, by=by, at=at,
    )  # fmt: skip


def rate(unit, levels, by, at, *, number="45/QĐ-UBND", replaces=""):
    return actions.rate_teams(
        unit=unit, year=2026, levels=levels, decision_number=number,
        decided_on=date(2026, 11, 20), by=by, at=DECIDED, replaces=replaces,
    )  # fmt: skip


def test_a_team_is_set_up_over_areas_of_its_commune(commune, area, chief, at):
    made = team(commune, "Tổ Cầu Lớn", chief, at, areas=(area,))
    assert list(made.areas.all()) == [area]
    assert Entry.objects.get(event="forces.team_set_up").detail["established"] == 5


def test_a_team_does_not_serve_an_area_of_another_commune(other_commune, area, commune, chief, at):
    with pytest.raises(actions.NotOfTheCommune):
        team(commune, "Tổ Mỹ An", chief, at, areas=(other_commune,))


def test_nobody_of_another_commune_sets_up_or_rates(commune, area, chief, lan, at):
    with pytest.raises(policy.NotAllowed):
        team(commune, "Tổ Lạ", lan, at)
    made = team(commune, "Tổ Cầu Lớn", chief, at, areas=(area,))
    with pytest.raises(policy.NotAllowed):
        rate(commune, {made: Level.GOOD}, lan, at)


@given(st.integers(0, 1000))
def test_the_excellent_never_exceed_twenty_percent_of_the_good(good):
    allowed = rules.excellent_allowed(good)
    assert allowed * 100 <= good * 20 < (allowed + 1) * 100


def test_one_excellent_needs_five_good(commune, chief, at):
    teams = [team(commune, f"Tổ {n}", chief, at) for n in range(6)]
    with pytest.raises(actions.TooManyExcellent) as refused:
        rate(
            commune, {teams[0]: Level.EXCELLENT} | dict.fromkeys(teams[1:5], Level.GOOD), chief, at
        )
    assert (refused.value.excellent, refused.value.good, refused.value.allowed) == (1, 4, 0)
    assert not TeamRating.objects.exists()

    rate(commune, {teams[0]: Level.EXCELLENT} | dict.fromkeys(teams[1:], Level.GOOD), chief, at)
    assert TeamRating.objects.count() == 6


def test_a_new_decision_is_held_to_the_cap_by_what_it_says_alone(commune, chief, at):
    teams = [team(commune, f"Tổ {n}", chief, at) for n in range(6)]
    rate(commune, {teams[0]: Level.EXCELLENT} | dict.fromkeys(teams[1:], Level.GOOD), chief, at)
    fewer = {teams[0]: Level.EXCELLENT} | dict.fromkeys(teams[1:5], Level.GOOD)
    with pytest.raises(actions.TooManyExcellent):
        rate(commune, fewer, chief, at, number="46/QĐ-UBND", replaces="45/QĐ-UBND")
    assert TeamRating.objects.filter(decision_number="45/QĐ-UBND").count() == 6


def test_a_team_active_for_less_than_nine_months_is_not_rated(commune, chief, at):
    young = team(commune, "Tổ mới", chief, at, since=date(2026, 2, 16))
    with pytest.raises(actions.TooYoung):
        rate(commune, {young: Level.GOOD}, chief, at)


def test_a_strength_is_reported(commune, chief, at):
    made = team(commune, "Tổ Cầu Lớn", chief, at)
    actions.report_strength(team=made, serving=5, by=chief, at=at)
    assert Team.objects.get().serving == 5


def test_the_shares_count_rated_teams_and_name_them(commune, chief, at):
    teams = [team(commune, f"Tổ {n}", chief, at) for n in range(4)]
    rate(
        commune,
        {teams[0]: Level.GOOD, teams[1]: Level.COMPLETED, teams[2]: Level.NOT_COMPLETED},
        chief,
        at,
    )

    completed = registry.ask("forces.teams_completed_share", scope_of(commune), YEAR)
    good = registry.ask("forces.teams_good_share", scope_of(commune), YEAR)

    assert (completed.numerator, completed.denominator) == (2, 3)
    assert (good.numerator, good.denominator) == (1, 3)
    names = [line.reference for line in registry.lines(completed.sources[0])]
    assert names == ["Tổ 0", "Tổ 1", "Tổ 2"]
    assert registry.ask("forces.strength_share", scope_of(commune), YEAR).exact() == 80


def test_no_rated_team_is_a_share_of_nothing(commune, chief, at):
    team(commune, "Tổ Cầu Lớn", chief, at)
    assert not registry.ask("forces.teams_completed_share", scope_of(commune), YEAR).is_defined
    assert not registry.ask("forces.lowest_rating", scope_of(commune), YEAR).is_defined


def test_the_successor_rates_the_teams_of_a_merged_commune_within_one_cap(
    commune, old_commune, chief, at
):
    from binhyen.people.tests import factories

    old_chief = factories.officer("Tạ Văn Hai", factories.Role.CHIEF, old_commune)
    old = [team(old_commune, f"Tổ {n}", old_chief, at) for n in range(5)]
    own = team(commune, "Tổ mới sáp nhập", chief, at)

    rate(commune, {own: Level.EXCELLENT} | dict.fromkeys(old, Level.GOOD), chief, at)

    late = team(commune, "Tổ mới nữa", chief, at)
    two = {own: Level.EXCELLENT, late: Level.EXCELLENT} | dict.fromkeys(old, Level.GOOD)
    with pytest.raises(actions.TooManyExcellent):
        rate(commune, two, chief, at, number="46/QĐ-UBND", replaces="45/QĐ-UBND")


def test_remarks_are_kept_as_a_reader_sees_them(area, team_member, at):
    begin = at - timedelta(hours=2)
    patrol = actions.log_patrol(
        key=uuid4(), area=area, started_at=begin, ended_at=at, companions=0,
        remarks="Đèn \u202egnỏh\u202c ở cầu\u200b", by=team_member, at=at,
    )  # fmt: skip
    assert patrol.remarks == "Đèn gnỏh ở cầu"
