"""The survey rounds of the story come out as told."""

import random
from datetime import date

import pytest

from binhyen.core import clock
from binhyen.forces import queries
from binhyen.forces.models import Answering, SurveyRound
from binhyen.forces.survey_results import Findings
from binhyen.forces.tests.factories import set_up_team
from binhyen.people.tests import factories
from binhyen.places.models import Level
from binhyen.project.demo import cast, surveys
from binhyen.project.demo.courses import Story


@pytest.fixture
def players(old_commune):
    """The secretary and the duty officer of Mỹ Lạc, with six hamlets and three teams."""
    told = {
        "thu": factories.officer("Lê Minh Thư", factories.Role.SECRETARY, old_commune),
        "hanh": factories.officer("Nguyễn Thị Hạnh", factories.Role.DUTY_OFFICER, old_commune),
    }
    areas = [
        factories.unit(
            str(number), level=Level.RESIDENTIAL_AREA, edition="local", parent=old_commune,
            since=cast.FOUNDED,
        )
        for number in range(1, 7)
    ]  # fmt: skip
    at = clock.start_of(date(2024, 7, 10))
    for number in range(3):
        set_up_team(old_commune, f"Tổ {number + 1}", told["thu"], at, areas=areas[2 * number : 2 * number + 2])  # fmt: skip
    return told


def test_two_rounds_are_told_and_compared(players):
    told = Story(clock.start_of(date(2025, 6, 30)), random.Random(1))
    surveys.plan(told, players)
    told.tell()
    second, first = SurveyRound.objects.order_by("-year")
    assert queries.survey_before(second) == first
    assert queries.survey_progress(first)[Answering.RESIDENTS] == (60, 72)
    found = {one.block.id: one for one in Findings(second).blocks()}
    trusted = next(one for one in found["residents"].results if one.item.id == "trusted")
    assert trusted.interval and trusted.change and trusted.change > 0
    assert found["equipment"].figures and any(one.gaps for one in found.values())
