"""When a criterion will be missed at this pace, and what would mend it: counted by hand."""

from datetime import date

import pytest

from binhyen.figures.rules import Period, Value
from binhyen.standards import catalogues, pace
from binhyen.standards.pace import Mend
from binhyen.standards.rules import Measure, Outcome, Reason
from binhyen.standards.tests import factories

PERIOD = Period(date(2025, 11, 15), date(2026, 11, 15))
LAST, DECIDED = date(2026, 11, 14), date(2026, 11, 29)


def ahead(criterion: str, measure: Measure, today: date, file: str = factories.COMMUNE, **more):
    catalogue = catalogues.load(catalogues.FOLDER / file)
    return pace.forecast(
        catalogue.criterion(criterion), measure, PERIOD, decided_by=DECIDED, today=today, **more
    )


@pytest.mark.parametrize(
    ("value", "limit", "more"),
    [(Value(15, 25), 70, 3), (Value(18, 25), 70, 0), (Value(0), 1, 1), (Value(0, 0), 70, 0)],
)
def test_how_many_more_it_takes(value, limit, more):
    assert pace.lacking(value, limit) == more


@pytest.mark.parametrize(
    ("value", "limit", "row"),
    # 18 of 20 is 90 %; 20 more in a row make 38 of 40, which is 95 %
    [(Value(18, 20), 95, 20), (Value(19, 20), 95, 0), (Value(19, 20), 100, None)],
)
def test_how_many_in_a_row_lift_a_share(value, limit, row):
    assert pace.in_a_row(value, limit) == row


def test_three_more_of_twenty_five_areas_by_the_periods_last_day():
    measure = Measure(Outcome.NOT_MET, Reason.BELOW_THRESHOLD, numerator=15, denominator=25)
    found = ahead("tt124.cm.5", measure, date(2026, 10, 20))
    assert (found.mend, found.more, found.of, found.by) == (Mend.MORE_OF, 3, 25, LAST)
    assert found.missed_on == LAST


def test_a_count_that_goes_on_passes_the_previous_one_on_a_day():
    # 5 in the first 100 days; 7 the year before is the most: the 8th comes on day 7 * 100 // 5 + 1 = 141
    measure = Measure(Outcome.MET, numerator=5, previous=7)
    today = date(2026, 2, 23)
    assert (today - PERIOD.since).days == 100
    found = ahead("tt124.ra.4a", measure, today, factories.AREA)
    assert (found.mend, found.more) == (Mend.AT_MOST, 2)
    assert found.missed_on == date(2026, 4, 5)


def test_a_count_well_below_is_not_at_risk():
    measure = Measure(Outcome.MET, numerator=1, previous=7)
    assert ahead("tt124.ra.4a", measure, date(2026, 10, 20), factories.AREA) is None


def test_a_share_that_falls_is_missed_on_a_day():
    # 97 of 100 with 95 % asked: a margin of 200; 8 of 10 in the last 30 days lose 150, so 200 * 30 // 150 + 1 = 41 days
    today = date(2026, 5, 1)
    found = pace.falls_below_on(Value(97, 100), Value(8, 10), 95, PERIOD, today)
    assert found == date(2026, 6, 11)
    assert pace.falls_below_on(Value(97, 100), Value(10, 10), 95, PERIOD, today) is None


def test_a_paper_is_missed_when_its_window_closes():
    measure = Measure(Outcome.MISSING, Reason.PAPER_MISSING)
    found = ahead("tt124.cm.1b", measure, date(2026, 3, 1))
    assert (found.mend, found.by) == (Mend.PAPER, date(2026, 3, 31))


def test_what_happened_is_mended_by_nothing():
    measure = Measure(Outcome.NOT_MET, Reason.HAPPENED, numerator=1)
    found = ahead("tt124.ra.3e", measure, date(2026, 3, 1), factories.AREA)
    assert (found.mend, found.missed_on) == (Mend.NOTHING, None)


def test_open_matters_are_to_be_closed():
    measure = Measure(Outcome.PENDING, Reason.OPEN_MATTERS, numerator=0, pending=2)
    found = ahead("tt124.ra.3e", measure, date(2026, 3, 1), factories.AREA)
    assert (found.mend, found.more, found.by) == (Mend.CLOSE, 2, LAST)
