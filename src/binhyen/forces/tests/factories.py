"""Makes teams and survey rounds for tests."""

from datetime import date, timedelta

from binhyen.core import clock
from binhyen.forces import actions, questionnaires


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
