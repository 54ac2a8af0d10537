"""Both figures of recognition against a year that was counted by hand: 15 November 2025 to 14 November 2026.

    unit               stands                    recognised for
    Ấp Một             since 1 July 2025         2026
    Ấp Hai             since 1 July 2025         2026, noted twice: the number of the decision was mended
    Ấp Ba              since 1 July 2025         2025 only
    Ấp Bốn             since 1 July 2025         -
    Ấp Năm             until 28 February 2026    2026, and gone before the year ended
    Ấp Sáu             since 20 November 2026    -, founded after the year
    Trường Mỹ Lạc      since 1 July 2025         2026
    Doanh nghiệp Đay   since 1 July 2025         -

Of four areas two are recognised; of six areas and units three.
"""

from datetime import date

import pytest

from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.figures.tests import by_hand
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.standards import actions
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT, PERIOD

SCHOOL = "tt124-education.yaml"

#: name -> numerator, denominator, counted by hand from the table above.
EXPECTED = {
    "standards.recognised_areas_share": (2, 4),
    "standards.recognised_units_share": (3, 6),
}


@pytest.fixture
def year(commune, head):
    """The year told above; returns its scope and period."""

    def unit(name, level=Level.RESIDENTIAL_AREA, **days):
        return people.unit(name, level=level, parent=commune, **days)

    def recognised(who, year=2026, number="88/QĐ-UBND", file=factories.AREA):
        catalogue = factories.stored(file)
        actions.record_recognition(
            unit=who, catalogue=catalogue, period=catalogue.read().period(year),
            decision_number=number, decided_on=date(year, 11, 18), by=head, at=AT,
        )  # fmt: skip

    recognised(unit("Một"))
    second = unit("Hai")
    recognised(second, number="98/QĐ-UBND")
    recognised(second)
    recognised(unit("Ba"), 2025)
    unit("Bốn")
    recognised(unit("Năm", until=date(2026, 3, 1)))
    unit("Sáu", since=date(2026, 11, 20))
    recognised(unit("Mỹ Lạc", Level.SCHOOL), file=SCHOOL)
    unit("Đay", Level.ENTERPRISE)
    return scope_of(commune), PERIOD


def test_the_figures_are_what_was_counted_by_hand(year):
    assert by_hand.told(EXPECTED, *year) == EXPECTED


def test_the_records_behind_a_figure_are_as_many_as_it_counts(year):
    scope, period = year
    for name in EXPECTED:
        value = registry.ask(name, scope, period)
        (source,) = value.sources
        assert len(registry.lines(source)) == source.count == value.numerator, name


def test_nothing_happened_in_another_year(year):
    scope, _period = year
    for name in EXPECTED:
        found = registry.ask(name, scope, Period(date(2020, 1, 1), date(2020, 2, 1)))
        assert not found.is_defined or found.numerator == 0, name
