"""Every figure of the force against a rating year that was counted by hand: 15 November 2025 to 14 November 2026.

    team      set up        posts  who serves on the last day                              rated
    Tổ 1      1 July 2024   5      by name: Một, Hai, Ba, Bốn; Năm left on 1 June          good
    Tổ 2      1 July 2024   4      by name: Sáu, Bảy, Tám, Chín; nobody leads              completed
    Tổ 3      1 July 2024   3      a number: 3                                             excellent
    Tổ 4-7    1 July 2024   3 each a number: 3 each                                        good, all four
    Tổ 8      1 July 2024   3      a number: 3                                             not completed
    Tổ 9      18 Nov 2026   3      a number: 3; set up after the last day: counts nowhere  -

    member    born  age  served from   trained on
    Một       1996   30  1 July 2024   10 February 2026 (leads Tổ 1)
    Hai       1985   41  1 July 2024   10 February 2026
    Ba        1970   56  2 March 2026  never
    Bốn       1960   66  1 July 2024   1 June 2025, more than a year ago; on 10 February 2026 called and not come
    Năm       1950   76  1 July 2024   10 February 2026; left on 1 June 2026
    Sáu       1999   27  1 July 2024   never
    Bảy       1990   36  1 July 2024   never
    Tám       1981   45  1 July 2024   never
    Chín      1954   72  1 July 2024   never

    equipment: a team wants 7 pieces and 4 for each who serves: 7+16 for Tổ 1, 7+16 for Tổ 2, 7+12 for each of six others,
    160 in all. Tổ 1 holds 4 uniforms and 3 radios of 2 wanted, Tổ 2 holds 2 torches: 8.

    tasks, Tổ 4 (given / done): group 1 3/3, group 2 3/2, group 3 1/1, group 4 1/0, group 5 4/4, group 6 3/2
    months, Tổ 4 (due / kept): February 6/5, March 3/2; November 2025 began before the year

    week of            17 Nov  24 Nov  1 Dec  8 Dec, the last with a patrol
    Ấp Cầu Lớn         twice   -       -      once
    Ấp Cầu Nhỏ         -       -       once   -

Two days before the year a patrol walked, and on its eve a task was given: neither counts.
"""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.figures.tests import by_hand
from binhyen.forces import actions
from binhyen.forces.models import Ending, Level, Outcome, TeamRole
from binhyen.forces.tests import factories
from binhyen.people.models import Role
from binhyen.people.tests import factories as people

YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))
AT = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)

#: name -> numerator, denominator, counted by hand from the tables above.
EXPECTED = {
    "forces.teams": (8, None),
    "forces.established": (27, None),  # 5, 4 and six times 3
    "forces.serving": (26, None),  # 4, 4 and six times 3
    "forces.strength_share": (26, 27),
    "forces.vacancies": (1, None),  # in Tổ 1
    "forces.teams_with_leader_share": (1, 2),  # two rosters are kept
    "forces.strength_18_30": (2, None),  # Một, Sáu
    "forces.strength_31_45": (3, None),  # Hai, Bảy, Tám
    "forces.strength_46_60": (1, None),  # Ba
    "forces.strength_61_70": (1, None),  # Bốn
    "forces.strength_over_70": (1, None),  # Chín
    "forces.joined": (1, None),  # Ba
    "forces.left": (1, None),  # Năm
    "forces.turnover_share": (1, 8),  # of all but Ba
    "forces.equipment_share": (8, 160),
    "forces.trainings": (1, None),
    "forces.training_attendance_share": (3, 4),  # Một, Hai and Năm came, Bốn did not
    "forces.training_hours": (12, None),  # three times four
    "forces.trained_share": (2, 8),  # Một, Hai
    "forces.teams_rated": (8, None),
    "forces.teams_excellent": (1, None),
    "forces.teams_good": (5, None),
    "forces.teams_good_share": (6, 8),
    "forces.teams_completed_share": (7, 8),
    "forces.lowest_rating": (1, None),
    "forces.duties": (15, None),
    "forces.duties_done_share": (12, 15),
    "forces.situation_done_share": (3, 3),
    "forces.movement_done_share": (2, 3),
    "forces.fire_done_share": (1, 1),
    "forces.order_done_share": (0, 1),
    "forces.education_done_share": (4, 4),
    "forces.guard_done_share": (2, 3),
    "forces.meetings_and_reports_share": (7, 9),
    "forces.patrols": (4, None),
    "forces.area_weeks_patrolled_share": (3, 8),  # two areas, four weeks
    "forces.area_weeks_without_patrol": (5, None),
}


@pytest.fixture
def year(commune, area, chief, team_member):
    """The year told above; returns its scope and period."""
    teams = _teams(commune, area, chief)
    _members(teams, chief)
    _trainings(commune, teams[0], chief)
    held = ((teams[0], {"uniform": 4, "radio": 3}), (teams[1], {"torch": 2}))
    for team, pieces in held:
        actions.count_equipment(
            team=team, held=pieces, counted_on=date(2026, 5, 4), by=chief, at=AT
        )
    _work(teams[3], chief)
    _patrols(commune, area, team_member)
    rated = [Level.GOOD, Level.COMPLETED, Level.EXCELLENT, *[Level.GOOD] * 4, Level.NOT_COMPLETED]
    actions.rate_teams(
        unit=commune, year=2026, levels=dict(zip(teams, rated, strict=True)),
        decision_number="45/QĐ-UBND", decided_on=AT.date(), by=chief, at=AT,
    )  # fmt: skip
    return scope_of(commune), YEAR


def _teams(commune, area, chief):
    posts = {1: 5, 2: 4}
    made = [
        factories.team(
            commune,
            chief,
            AT,
            name=f"Tổ {n}",
            areas=(area,),
            established=posts.get(n, 3),
            serving=3,
        )
        for n in range(1, 9)
    ]
    factories.set_up_team(commune, "Tổ 9", chief, AT, since=date(2026, 11, 18))
    return made


def _members(teams, chief):
    def member(name, born, team, **more):
        return factories.member(teams[team], chief, AT, full_name=name, birth_year=born, **more)

    member("Một", 1996, 0, role=TeamRole.LEADER)
    member("Hai", 1985, 0)
    member("Ba", 1970, 0, since=date(2026, 3, 2))
    member("Bốn", 1960, 0)
    gone = member("Năm", 1950, 0, age_exception="3/QĐ-UBND")
    member("Sáu", 1999, 1)
    member("Bảy", 1990, 1)
    member("Tám", 1981, 1)
    member("Chín", 1954, 1, age_exception="3/QĐ-UBND")
    actions.end_service(
        service=gone, until=date(2026, 6, 1), ending=Ending.OWN_WISH,
        decision=actions.ByDecision("9/QĐ-UBND", date(2026, 5, 29)), by=chief, at=AT,
    )  # fmt: skip


def _trainings(commune, team, chief):
    for day, came in ((date(2025, 6, 1), {"Bốn"}), (date(2026, 2, 10), {"Một", "Hai", "Năm"})):
        training = actions.hold_training(
            unit=commune, teams=[team], held_on=day, topic="FIRE", title="Chữa cháy", hours=4,
            by=chief, at=AT,
        )  # fmt: skip
        called = training.called.filter(member__full_name__in=came)
        present = called.values_list("member_id", flat=True)
        actions.note_attendance(training=training, came=list(present), by=chief, at=AT)


def _work(team, chief):
    def given(kind, outcome, times=1, on=date(2026, 2, 27)):
        actions.log_duty(
            key=uuid4(), team=team, kind=kind, on=on, times=times, done=actions.Done(outcome),
            by=chief, at=AT,
        )  # fmt: skip

    given("1.CALLED", Outcome.ON_TIME, 3)
    given("2.TALK", Outcome.LATE, 2)
    given("2.TALK", Outcome.NOT_DONE)
    given("3.DRILL", Outcome.ON_TIME)
    given("4.RESIDE", Outcome.ASSIGNED)
    given("5.TEACH", Outcome.ON_TIME, 4)
    given("6.PATROL", Outcome.ON_TIME, 2)
    given("6.EVENT", Outcome.NOT_DONE)
    given("1.CALLED", Outcome.ON_TIME, on=date(2025, 11, 14))
    for month, counts in (
        (date(2025, 11, 1), actions.Counts(1, 1, 1, 1, 1, 1)),
        (date(2026, 2, 1), actions.Counts(2, 2, 2, 1, 2, 2)),
        (date(2026, 3, 1), actions.Counts(1, 1, 1, 1, 1, 0)),
    ):
        actions.note_month(team=team, month=month, counts=counts, by=chief, at=AT)


def _patrols(commune, area, team_member):
    second = people.unit("Cầu Nhỏ", level="RESIDENTIAL_AREA", edition="local", parent=commune)
    people.post(team_member, Role.TEAM_MEMBER, second)
    for where, day in (
        (area, date(2025, 11, 13)),
        (area, date(2025, 11, 18)),
        (area, date(2025, 11, 20)),
        (second, date(2025, 12, 2)),
        (area, date(2025, 12, 10)),
    ):
        begun = datetime.combine(day, time(20), VIETNAM)
        actions.log_patrol(
            key=uuid4(), area=where, started_at=begun, ended_at=begun + timedelta(hours=1),
            companions=2, remarks="", by=team_member, at=AT,
        )  # fmt: skip


def test_the_figures_are_what_was_counted_by_hand(year):
    assert by_hand.told(EXPECTED, *year) == EXPECTED


def test_the_records_behind_a_figure_are_as_many_as_its_source_says(year):
    by_hand.check_records(EXPECTED, *year)


def test_nothing_happened_in_another_year(year):
    scope, _period = year
    by_hand.check_nothing_in_another_year(EXPECTED, scope)
