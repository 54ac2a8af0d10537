"""Teams, members and survey rounds for tests. All people are invented."""

from datetime import date, timedelta

from binhyen.core import clock
from binhyen.forces import actions, questionnaires
from binhyen.forces.models import Education, TeamRole

SINCE = date(2024, 7, 1)
DECISION = actions.ByDecision("12/QĐ-UBND", SINCE)


def team(unit, by, at, *, name="Tổ bảo vệ số 1", areas=(), established=5, serving=0):
    return actions.set_up_team(
        unit=unit, areas=areas, name=name, established_on=SINCE, decision_number="7/QĐ-UBND",
        established_strength=established, serving=serving, by=by, at=at,
    )  # fmt: skip


def person(full_name="Lê Văn Tám", birth_year=1985, **more):
    known = {
        "education": Education.LOWER_SECONDARY, "attested_on": date(2024, 6, 3),
        "health_until": date(2027, 6, 1), "is_resident": True,
    }  # fmt: skip
    return actions.Person(full_name, birth_year, **known | more)


def member(team, by, at, *, role=TeamRole.MEMBER, since=SINCE, **known):
    return actions.appoint(
        team=team, person=person(**known), role=role, since=since, decision=DECISION, by=by, at=at
    )


def trained(unit, teams, by, at, *, on, title="Kỹ năng tuần tra"):
    training = actions.hold_training(
        unit=unit, teams=teams, held_on=on, topic="SKILLS", title=title, hours=4, by=by, at=at
    )
    everybody = list(training.called.values_list("member_id", flat=True))
    actions.note_attendance(training=training, came=everybody, by=by, at=at)
    return training


def set_up_team(unit, name, by, at, *, areas=(), since=date(2024, 7, 1)):
    """Return a team of five with four serving."""
    return actions.set_up_team(
        unit=unit, areas=areas, name=name, established_on=since, decision_number="7/QĐ-UBND",
        established_strength=5, serving=4, by=by, at=at,
    )  # fmt: skip


def survey_round(unit, by, at, *, year=2026, days=30, target=60):
    """Return a round with the newest questionnaire, open from the day of `at` for `days` days."""
    day = clock.local_day(at)
    return actions.open_round(
        unit=unit, year=year, questionnaire=questionnaires.latest(), opens_on=day,
        closes_on=day + timedelta(days=days), target=target, by=by, at=at,
    )  # fmt: skip
