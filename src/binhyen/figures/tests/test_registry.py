"""The registry answers by name, by category only where the figure is kept so, and lists what was counted."""

from datetime import date

import pytest

from binhyen.figures import registry
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value
from binhyen.places.models import Unit

YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))
SCOPE = Scope(Unit(path="2025:80/"), frozenset({1}))


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    monkeypatch.setattr(registry, "_figures", {})
    monkeypatch.setattr(registry, "_listings", {})


def test_a_figure_kept_by_category_is_told_which():
    @registry.figure(
        "test.confirmed", measure=Measure.MATTERS, title="", definition="", by_category=True
    )
    def confirmed(scope: Scope, period: Period) -> Value:
        return Value(len(scope.categories or ()))

    assert registry.ask("test.confirmed", SCOPE.of(["DRG-SPOT", "GMB-SPOT"]), YEAR) == Value(2)
    assert registry.ask("test.confirmed", SCOPE, YEAR) == Value(0)


def test_a_figure_not_kept_by_category_refuses_to_answer_for_one():
    @registry.figure("test.all", measure=Measure.MATTERS, title="", definition="")
    def everything(scope: Scope, period: Period) -> Value:
        return Value(9)

    with pytest.raises(registry.NotByCategory, match=r"test\.all"):
        registry.ask("test.all", SCOPE.of(["DRG-SPOT"]), YEAR)


def test_the_records_behind_a_source_are_listed_by_the_room_that_owns_the_kind():
    @registry.lists("test_records", guarded_by="figures.read")
    def records(filters):
        yield registry.Line(f"VV-{filters['state']}", on=date(2026, 1, 5))

    source = Source("test_records", 1, {"state": "CLOSED"})

    assert registry.lines(source) == [registry.Line("VV-CLOSED", on=date(2026, 1, 5))]


def test_a_kind_nobody_lists_is_named():
    with pytest.raises(registry.UnknownFigure, match="unicorns"):
        registry.lines(Source("unicorns", 1))
