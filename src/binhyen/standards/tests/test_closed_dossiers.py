"""The dossier of an area counts in the year of its commune and is closed with it; that of the commune is decided after."""

from datetime import datetime

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.figures import actions as figures
from binhyen.figures.closing import YearClosed
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.standards import actions
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT, PERIOD

AFTER = datetime(2027, 2, 16, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def close(commune, chief):
    return lambda: figures.close_year(unit=commune, year=2026, by=chief, at=AFTER)


def test_the_dossier_of_an_area_does_not_change_once_the_year_is_closed(commune, area, head, close):
    people.post(head, Role.HEAD, area)
    area.refresh_from_db()
    dossier = actions.open_assessment(
        unit=area, catalogue=factories.stored(factories.AREA), period=PERIOD, by=head, at=AT
    )
    actions.assess(assessment=dossier, by=head, at=AT)
    close()
    with pytest.raises(YearClosed):
        actions.assess(assessment=dossier, by=head, at=AFTER)


def test_no_area_is_recognised_for_a_closed_year(commune, area, head, close):
    catalogue = factories.stored(factories.AREA)
    told = {
        "unit": area,
        "catalogue": catalogue,
        "period": PERIOD,
        "decided_on": AT.date(),
        "by": head,
    }
    actions.record_recognition(decision_number="88/QĐ-UBND", at=AT, **told)
    close()
    with pytest.raises(YearClosed):
        actions.record_recognition(decision_number="89/QĐ-UBND", at=AFTER, **told)


def test_the_dossier_of_the_commune_goes_on_after_its_year_is_closed(commune, head, close):
    dossier = actions.open_assessment(
        unit=commune, catalogue=factories.stored(), period=PERIOD, by=head, at=AT
    )
    close()
    actions.assess(assessment=dossier, by=head, at=AFTER)


def test_nothing_is_recognised_by_a_decision_of_a_day_to_come(area, head):
    with pytest.raises(actions.DayToCome):
        actions.record_recognition(
            unit=area, catalogue=factories.stored(factories.AREA), period=PERIOD, decision_number="88/QĐ-UBND",
            decided_on=AFTER.date(), by=head, at=AT,
        )  # fmt: skip
