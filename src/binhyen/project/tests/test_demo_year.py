"""The model commune's year in the demo: every act can happen on its day, and the calendar is full at its end."""

from datetime import date

import pytest

from binhyen.core import clock
from binhyen.movement import calendar, registers
from binhyen.people.models import Role
from binhyen.people.tests import factories
from binhyen.places.models import Level
from binhyen.project.demo import yearly

FIRST = date(2020, 1, 1)


class Told:
    """A story that is told at once, in order of time."""

    def __init__(self):
        self.acts = []

    def plan(self, at, act):
        self.acts.append((at, act))

    def tell(self):
        for at, act in sorted(self.acts, key=lambda pair: pair[0]):
            act(at)


@pytest.fixture
def my_lac(db):
    commune = factories.unit("Mỹ Lạc", edition="2024", since=FIRST)
    for number in range(1, 7):
        factories.unit(
            str(number),
            level=Level.RESIDENTIAL_AREA,
            edition="local",
            parent=commune,
            since=FIRST,
        )
    return commune


def test_the_year_of_the_model_commune_is_told(my_lac):
    secretary = factories.officer("Lê Minh Thư", Role.SECRETARY, my_lac)
    told = Told()
    yearly.plan(told, {"thu": secretary}, my_lac)
    told.tell()
    rows = registers.rows(my_lac, 2024)
    assert (registers.totals(rows).part, registers.totals(rows).whole) == (1151, 1153)
    assert sum(registers.by_theme(rows).values()) > 5000
    done = {
        line.step.id
        for line in calendar.calendar(my_lac, 2024, on=date(2025, 1, 1))
        if line.done is not None
    }
    assert {"households_registered", "festival", "half_year", "final_review"} <= done
    assert all(at.tzinfo is clock.VIETNAM for at, _act in told.acts)
