"""A change is told only where the earlier period has enough to compare with."""

from datetime import date
from fractions import Fraction

import pytest

from binhyen.figures.changes import Change, Kind, change
from binhyen.figures.measures import Measure
from binhyen.figures.rules import Period, Value


@pytest.mark.parametrize(
    ("measure", "now", "before", "expected"),
    [
        (Measure.MATTERS, Value(6), Value(5), Change(Fraction(20), Kind.PERCENT)),
        (Measure.MATTERS, Value(0), Value(8), Change(Fraction(-100), Kind.PERCENT)),
        (Measure.MATTERS, Value(9), Value(4), None),  # the base is below five
        (Measure.MATTERS, Value(3), Value(0), None),
        (Measure.PERCENT, Value(3, 6), Value(2, 8), Change(Fraction(25), Kind.POINTS)),
        (Measure.PERCENT, Value(3, 6), Value(2, 4), None),
        (Measure.PERCENT, Value(3, 4), Value(2, 8), None),  # too few now
        (Measure.PERCENT, Value(0, 0), Value(2, 8), None),
        (Measure.DAYS, Value(4), Value(6), Change(Fraction(-2), Kind.STEPS)),
        (Measure.DAYS, Value(4), Value(0, 0), None),
        (Measure.LEVEL, Value(4), Value(2), None),
    ],
)
def test_how_a_figure_changed(measure, now, before, expected):
    assert change(measure, now, before) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2026, 3, 1), date(2026, 4, 1), Period(date(2026, 2, 1), date(2026, 3, 1))),
        (date(2026, 1, 1), date(2026, 4, 1), Period(date(2025, 10, 1), date(2026, 1, 1))),
        (date(2026, 1, 1), date(2027, 1, 1), Period(date(2025, 1, 1), date(2026, 1, 1))),
        (date(2026, 3, 2), date(2026, 3, 9), Period(date(2026, 2, 23), date(2026, 3, 2))),
    ],
)
def test_the_period_before_is_as_many_months_where_the_period_is_whole_months(
    since, until, expected
):
    assert Period(since, until).before() == expected
