"""What the standard takes from the year of the movement, and what the year sees of the standard."""

from datetime import date

import pytest

from binhyen.movement import actions as movement
from binhyen.movement import calendar
from binhyen.movement.actions import Entry
from binhyen.movement.calendar import State
from binhyen.standards import measuring
from binhyen.standards.rules import Outcome
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT, PERIOD

pytestmark = pytest.mark.django_db


def registered(area):
    criterion = factories.stored(factories.AREA).read().criterion("tt124.ra.1c")
    return measuring.measure(criterion, measuring.gather(area, PERIOD))


@pytest.mark.parametrize(("part", "outcome"), [(200, Outcome.MET), (199, Outcome.NOT_MET)])
def test_households_registered_are_said_once_and_measured(commune, area, secretary, part, outcome):
    entries = [Entry(area, 200, part, date(2026, 2, 10))]
    movement.register(commune=commune, year=2026, entries=entries, by=secretary, at=AT)
    found = registered(area)
    assert (found.outcome, found.numerator, found.denominator) == (outcome, part, 200)
    assert measuring.lines_of(found.sources)[0]["lines"][0]["what"] == f"{part} / 200"


def test_an_area_that_said_nothing_has_not_met_it(area):
    assert registered(area).outcome is not Outcome.MET


def test_the_year_sees_the_papers_and_the_dossier(commune, head, chief):
    def done():
        lines = calendar.calendar(commune, 2026, on=date(2026, 12, 31))
        return {line.step.id for line in lines if line.state is State.DONE}

    before = done()
    factories.submitted(commune, head=head, chief=chief)
    assert {"party_resolution", "annual_plan", "unit_registration", "handed_in"} <= done() - before
