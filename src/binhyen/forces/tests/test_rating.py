"""The yearly rating: its year and window, drafts, the decision that closes it, and everything that holds it back."""

from datetime import date, datetime
from fractions import Fraction
from uuid import uuid4

import pytest

from binhyen.audit.models import Entry
from binhyen.core.clock import VIETNAM
from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.forces import actions, conditions, queries
from binhyen.forces.actions import Decision, Line, Members, Minutes, Proposal, Why
from binhyen.forces.models import Level, Outcome, RatingSheet, TeamRating
from binhyen.forces.rating_rule import rating_rule

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
ON = NOW.date()
YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))
MINUTES = Minutes("12/BB-UBND", date(2026, 11, 18), 9, 8, 1)


def team(unit, name, by, *, since=date(2024, 7, 1), serving=5):
    return actions.set_up_team(
        unit=unit, areas=(), name=name, established_on=since, decision_number="7/QĐ-UBND",
        established_strength=5, serving=serving, by=by, at=NOW,
    )  # fmt: skip


@pytest.fixture
def teams(commune, chief):
    return [team(commune, f"Tổ {n}", chief) for n in range(6)]


def proposal(unit, lines, *, year=2026, minutes=MINUTES, seen=None):
    return Proposal(unit, year, lines, minutes, seen)


def decide(unit, lines, by, *, number="45/QĐ-UBND", on=ON, replaces="", at=NOW, **more):
    return actions.decide_rating(
        proposal=proposal(unit, lines, **more),
        decision=Decision(number, on, "Chủ tịch xã (bịa)", replaces), by=by, at=at,
    )  # fmt: skip


def good(teams):
    return [Line(one, Level.GOOD) for one in teams]


@pytest.mark.parametrize(
    ("day", "year"),
    [("2025-11-14", 2025), ("2025-11-15", 2026), ("2026-11-14", 2026), ("2026-12-31", 2027)],
)
def test_a_day_belongs_to_the_rating_year_that_ends_after_it(day, year):
    assert rating_rule().year_of(date.fromisoformat(day)) == year


def test_nine_months_before_15_november_is_15_february():
    assert rating_rule().newest_rateable(2026) == date(2026, 2, 15)


@pytest.mark.parametrize(("part", "whole", "enough"), [(19, 20, False), (20, 21, True)])
def test_exactly_95_percent_of_the_tasks_is_not_more_than_95(part, whole, enough):
    assert rating_rule().are_tasks_enough(Fraction(100 * part, whole)) is enough


def test_a_draft_rates_nobody_and_is_gone_on_with(commune, chief, teams):
    first = actions.save_rating(proposal=proposal(commune, good(teams)), by=chief, at=NOW)
    assert not TeamRating.objects.exists()
    again = actions.save_rating(
        proposal=proposal(commune, [Line(teams[0], Level.COMPLETED)], seen=first.saved_at), by=chief, at=NOW,
    )  # fmt: skip
    assert again.pk == first.pk
    assert [line.level for line in again.lines.all()] == [Level.COMPLETED]


def test_a_draft_that_a_colleague_saved_since_is_not_written_over(commune, chief, teams):
    actions.save_rating(proposal=proposal(commune, good(teams)), by=chief, at=NOW)
    with pytest.raises(actions.Outrun):
        actions.save_rating(proposal=proposal(commune, []), by=chief, at=NOW)
    assert RatingSheet.objects.get().lines.count() == 6


def test_the_decision_makes_the_draft_the_closed_sheet(commune, chief, teams):
    draft = actions.save_rating(proposal=proposal(commune, good(teams)), by=chief, at=NOW)
    sheet = decide(commune, good(teams), chief, seen=draft.saved_at)
    assert sheet.pk == draft.pk
    assert sheet.is_decided
    assert TeamRating.objects.filter(sheet=sheet, level=Level.GOOD).count() == 6
    assert queries.draft_of(commune, 2026) is None
    assert Entry.objects.filter(event="forces.teams_rated").count() == 1


def test_a_closed_year_is_changed_by_no_act(commune, chief, teams):
    decide(commune, good(teams), chief)
    before = list(TeamRating.objects.order_by("pk").values())
    with pytest.raises(actions.YearClosed):
        decide(commune, [Line(teams[0], Level.COMPLETED)], chief, number="46/QĐ-UBND")
    with pytest.raises(actions.YearClosed):
        actions.log_duty(
            key=uuid4(), team=teams[0], kind="1.CALLED", on=date(2026, 11, 14),
            done=actions.Done(Outcome.ON_TIME), by=chief, at=NOW,
        )  # fmt: skip
    with pytest.raises(actions.YearClosed):
        actions.note_month(
            team=teams[0], month=date(2026, 11, 1), counts=actions.Counts(1, 1, 0, 0, 1, 1), by=chief, at=NOW,
        )  # fmt: skip
    assert list(TeamRating.objects.order_by("pk").values()) == before
    assert not RatingSheet.objects.filter(state="DRAFT").exists()


def test_a_new_decision_that_names_the_old_takes_its_place_and_leaves_its_sheet(
    commune, chief, teams
):
    old = decide(commune, good(teams), chief)
    lines = [Line(teams[0]), *good(teams[1:])]
    new = decide(commune, lines, chief, number="46/QĐ-UBND", replaces="45/QĐ-UBND")
    assert new.replaces == old
    assert queries.standing_sheet(commune, 2026) == new
    assert TeamRating.objects.count() == 5
    assert old.lines.filter(level=Level.GOOD).count() == 6


def test_a_new_decision_that_names_another_is_refused(commune, chief, teams):
    decide(commune, good(teams), chief)
    with pytest.raises(actions.YearClosed):
        decide(commune, good(teams), chief, number="46/QĐ-UBND", replaces="44/QĐ-UBND")


def test_a_number_used_twice_is_refused(commune, chief, teams):
    decide(commune, good(teams), chief)
    with pytest.raises(actions.NumberUsed):
        decide(commune, good(teams), chief, replaces="45/QĐ-UBND")


@pytest.mark.parametrize("day", ["2026-11-14", "2027-01-01"])
def test_a_decision_outside_the_window_is_refused(commune, chief, teams, day):
    later = datetime(2027, 2, 1, 9, 0, tzinfo=VIETNAM)
    minutes = Minutes("12/BB-UBND", date(2026, 11, 10), 9, 8, 1)
    with pytest.raises(actions.OutsideWindow) as refused:
        decide(
            commune, good(teams), chief, on=date.fromisoformat(day), at=later, minutes=minutes
        )  # fmt: skip
    assert (refused.value.first, refused.value.last) == (date(2026, 11, 15), date(2026, 12, 31))


def test_a_decision_of_tomorrow_is_refused(commune, chief, teams):
    with pytest.raises(actions.InTheFuture):
        decide(commune, good(teams), chief, on=date(2026, 11, 21))


@pytest.mark.parametrize(
    "minutes",
    [
        Minutes("12/BB-UBND", date(2026, 11, 18), 9, 8, 2),
        Minutes("12/BB-UBND", date(2026, 11, 21), 9, 8, 1),
    ],
)
def test_votes_are_those_of_who_was_present_before_the_decision(commune, chief, teams, minutes):
    with pytest.raises(actions.NotOneMeeting):
        decide(commune, good(teams), chief, minutes=minutes)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"level": Level.GOOD, "is_under_proceedings": True, "proceedings_paper": "3"}, Why.UNDER_PROCEEDINGS),
        ({"is_under_proceedings": True}, Why.NO_PAPER),
        ({"level": Level.GOOD, "members": Members(good=6)}, Why.MORE_THAN_SERVE),
        ({"level": Level.COMPLETED, "leader": Level.GOOD}, Why.LEADER_ABOVE),
        ({"level": Level.EXCELLENT, "members": Members(not_completed=1)}, Why.MEMBER_NOT_COMPLETED),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_decided_says_why(commune, chief, teams, line, why):
    with pytest.raises(actions.RatingRefused) as refused:
        decide(commune, [Line(teams[0], **line), *good(teams[1:])], chief)
    assert (refused.value.why, refused.value.team) == (why, teams[0])
    assert not RatingSheet.objects.exists()


def test_a_leader_newly_transferred_may_stand_above_the_team(commune, chief, teams):
    line = Line(
        teams[0], Level.COMPLETED, leader=Level.GOOD, leader_moved_why="Mới chuyển đến (bịa)."
    )
    assert decide(commune, [line], chief).is_decided


def test_a_young_team_is_not_rated_but_stands_on_the_sheet(commune, chief, teams):
    young = team(commune, "Tổ mới", chief, since=date(2026, 2, 16))
    with pytest.raises(actions.TooYoung):
        decide(commune, [Line(young, Level.GOOD)], chief)
    assert decide(commune, [Line(young), *good(teams)], chief).lines.count() == 7
    assert not TeamRating.objects.filter(team=young).exists()


def test_teams_and_members_have_caps_of_their_own(commune, chief, teams):
    lines = [Line(one, Level.GOOD, members=Members(excellent=1, good=4)) for one in teams[:5]]
    lines.append(Line(teams[5], Level.EXCELLENT))
    with pytest.raises(actions.TooManyExcellent) as refused:
        decide(commune, lines, chief)
    assert refused.value.are_members
    assert (refused.value.excellent, refused.value.allowed) == (5, 4)


def test_an_excellent_team_that_fails_a_computed_condition_needs_a_reason_that_stays(
    commune, chief, teams
):
    for outcome in (Outcome.ON_TIME, Outcome.NOT_DONE):
        actions.log_duty(
            key=uuid4(), team=teams[0], kind="2.TALK", on=date(2026, 10, 1), done=actions.Done(outcome), by=chief,
            at=NOW,
        )  # fmt: skip
    found = conditions.computed([teams[0]], 2026)[teams[0].pk]
    assert [one.finding for one in found] == ["UNKNOWN", "UNKNOWN", "UNMET"]
    with pytest.raises(actions.RatingRefused) as refused:
        decide(commune, [Line(teams[0], Level.EXCELLENT), *good(teams[1:])], chief)
    assert refused.value.why is Why.CONDITION_UNMET
    told = Line(teams[0], Level.EXCELLENT, unmet_why="Một việc do cấp trên hoãn (bịa).")
    sheet = decide(commune, [told, *good(teams[1:])], chief)
    assert sheet.lines.get(team=teams[0]).unmet_why.startswith("Một việc")


def test_the_figures_count_the_levels_that_stand(commune, chief, teams):
    decide(commune, [Line(teams[0], Level.EXCELLENT), *good(teams[1:])], chief)
    asked = {
        name: registry.ask(f"forces.{name}", scope_of(commune), YEAR).numerator
        for name in ("teams_rated", "teams_excellent", "teams_good")
    }
    assert asked == {"teams_rated": 6, "teams_excellent": 1, "teams_good": 5}


def test_whoever_is_of_another_commune_saves_and_decides_nothing(commune, lan, teams):
    from binhyen.people import policy

    with pytest.raises(policy.NotAllowed):
        actions.save_rating(proposal=proposal(commune, good(teams)), by=lan, at=NOW)
    with pytest.raises(policy.NotAllowed):
        decide(commune, good(teams), lan)
