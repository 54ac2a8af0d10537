"""How figures are written: thousands told apart, shares beside what they are shares of."""

from fractions import Fraction

import pytest
from django.utils import translation

from binhyen.figures import telling
from binhyen.figures.changes import Change, Kind
from binhyen.figures.measures import Measure
from binhyen.figures.rules import WITHHELD, Value


@pytest.mark.parametrize(
    ("measure", "value", "said"),
    [
        (Measure.MATTERS, Value(1234567), "1.234.567"),
        (Measure.MATTERS, Value(999), "999"),
        (Measure.DAYS, Value(1500), "1.500 ngày"),
        (Measure.PERCENT, Value(1500, 3000), "50,0 % (1.500/3.000)"),
        (Measure.PERCENT, Value(1, 3), "33,3 % (1/3)"),
        (Measure.PERCENT, Value(0, 0), "–"),
        (Measure.MATTERS, WITHHELD, "không nêu: dưới 5"),
    ],
)
def test_a_figure_is_written_as_the_language_does(measure, value, said):
    with translation.override("vi"):
        assert telling.shown(measure, value) == said


def test_a_change_tells_its_thousands_apart():
    with translation.override("vi"):
        assert telling.changed(Measure.MATTERS, Change(Fraction(1250), Kind.PERCENT)) == "+1.250 %"
