"""The registry answers by name, by category only where the figure is kept so, and lists what was counted."""

from datetime import date

import pytest

from binhyen.figures import registry
from binhyen.figures.computing import told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope, scopes_of
from binhyen.figures.registry import Inquiry
from binhyen.figures.rules import Period, Source, Value
from binhyen.places.models import Unit

YEAR = Period(date(2025, 11, 15), date(2026, 11, 15))
SCOPE = scopes_of([Unit(pk=1, path="2025:80/")], {})[0]
SCOPE.territory.units = {1: frozenset({1})}  # looked up before: no database is asked


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    monkeypatch.setattr(registry, "_figures", {})
    monkeypatch.setattr(registry, "_kinds", {})


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


@pytest.fixture
def read():
    """Two figures told from one reading; each entry of the list is a question that was asked for it."""
    asked = []

    def reading(scopes, period):
        asked.append([scope.unit_ids for scope in scopes])
        return [len(scope.unit_ids) for scope in scopes]

    for name, times in (("test.once", 1), ("test.twice", 2)):
        registry.figure(name, measure=Measure.MATTERS, title="", definition="", by_category=True)(
            told_from(reading)(lambda n, times=times: Value(n * times))
        )
    return asked


def test_figures_told_from_one_reading_are_read_once_for_all_of_them(read):
    found = registry.ask_many(["test.once", "test.twice"], [SCOPE, SCOPE], YEAR)

    assert found == {"test.once": [Value(1)] * 2, "test.twice": [Value(2)] * 2}
    assert read == [[SCOPE.unit_ids] * 2]
    assert registry.ask("test.twice", SCOPE, YEAR) == Value(2)


def test_an_inquiry_reads_again_for_another_period_or_other_categories(read):
    inquiry = Inquiry([SCOPE])
    for name in ("test.once", "test.twice", "test.once"):
        inquiry.ask(name, 0, YEAR)
        inquiry.ask(name, 0, YEAR, frozenset({"DRG-SPOT"}))
    assert len(read) == 2
    inquiry.ask("test.once", 0, YEAR.previous())
    assert len(read) == 3
