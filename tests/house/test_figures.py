"""Every named figure was counted by hand."""

from importlib import import_module

from binhyen.figures import registry
from tests.house.plan import HOUSE


def test_every_figure_stands_in_the_table_that_its_room_counted_by_hand():
    counted: set[str] = set()
    for path in sorted(HOUSE.glob("*/tests/test_figures.py")):
        room = path.parents[1].name
        counted |= set(import_module(f"binhyen.{room}.tests.test_figures").EXPECTED)
    assert {figure.name for figure in registry.all_figures()} == counted
