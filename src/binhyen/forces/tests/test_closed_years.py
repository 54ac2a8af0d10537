"""What is told or counted of a later day leaves the days before as they were told."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.forces import actions, strengthening
from binhyen.forces.models import Level, Outcome, ReportedStrength, Team
from binhyen.forces.tests import factories

BEFORE = Period(date(2025, 1, 1), date(2026, 1, 1))
NOW = Period(date(2026, 1, 1), date(2026, 3, 3))


@pytest.fixture
def team(commune, chief, at):
    return factories.team(commune, chief, at, established=5, serving=4)


@pytest.fixture
def ask(commune):
    def asked(name, period):
        value = registry.ask(f"forces.{name}", scope_of(commune), period)
        return (value.numerator, value.denominator)

    return asked


def test_a_number_reported_today_leaves_last_year_as_it_was_told(team, chief, at, ask):
    actions.report_strength(team=team, serving=5, by=chief, at=at)
    assert (ask("serving", BEFORE), ask("serving", NOW)) == ((4, None), (5, None))
    assert (ask("strength_share", BEFORE), ask("vacancies", NOW)) == ((4, 5), (0, None))


def test_of_two_numbers_of_one_day_the_last_counts(team, chief, at, ask):
    for serving in (3, 5):
        actions.report_strength(team=team, serving=serving, by=chief, at=at)
    assert ask("serving", NOW) == (5, None)
    assert ReportedStrength.objects.count() == 2


def test_a_roster_begun_today_leaves_last_year_its_number(team, chief, at, ask):
    factories.member(team, chief, at, since=date(2026, 2, 2))
    assert (ask("serving", BEFORE), ask("serving", NOW)) == ((4, None), (1, None))
    assert (ask("teams_with_leader_share", BEFORE), ask("teams_with_leader_share", NOW)) == (
        (0, 0),
        (0, 1),
    )


def test_a_roster_counts_from_the_first_day_of_its_earliest_member(team, chief, at, ask):
    actions.report_strength(team=team, serving=5, by=chief, at=at - timedelta(days=20))
    factories.member(team, chief, at, since=date(2026, 2, 2))
    factories.member(team, chief, at, full_name="Phạm Thị Chín", since=date(2025, 6, 2))
    told = {
        day: Team.objects.manned(day).get(pk=team.pk).strength
        for day in (date(2025, 6, 1), date(2025, 6, 2), date(2026, 2, 15), date(2026, 3, 2))
    }
    assert list(told.values()) == [4, 1, 2, 2]
    assert ask("serving", NOW) == (2, None)


def test_equipment_counted_today_leaves_last_year_as_it_was_counted(team, chief, at, ask):
    for day, held in ((date(2025, 6, 2), {"radio": 1}), (clock.local_day(at), {"radio": 2})):
        actions.count_equipment(team=team, held=held, counted_on=day, by=chief, at=at)
    assert ask("equipment_share", BEFORE)[0] == 1
    assert ask("equipment_share", NOW)[0] == 2
    today = clock.local_day(at)
    (one,) = strengthening.standings(Team.objects.manned(today), on=today)
    assert {shelf.item.id: shelf.held for shelf in one.shelves}["radio"] == 2


def test_of_a_team_too_young_to_be_rated_too_nothing_is_noted_in_a_year_that_is_decided(
    team, commune, chief
):
    at = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
    young = factories.set_up_team(commune, "Tổ mới", chief, at, since=date(2026, 6, 1))
    actions.rate_teams(
        unit=commune, year=2026, levels={team: Level.GOOD}, decision_number="45/QĐ-UBND",
        decided_on=at.date(), by=chief, at=at,
    )  # fmt: skip
    told = {"team": young, "kind": "1.CALLED", "done": actions.Done(Outcome.ON_TIME)}
    with pytest.raises(actions.YearClosed):
        actions.log_duty(key=uuid4(), on=date(2026, 10, 1), by=chief, at=at, **told)
    counts = actions.Counts(1, 1, 1, 1, 1, 1)
    with pytest.raises(actions.YearClosed):
        actions.note_month(team=young, month=date(2026, 10, 1), counts=counts, by=chief, at=at)
    actions.log_duty(key=uuid4(), on=date(2026, 11, 15), by=chief, at=at, **told)
