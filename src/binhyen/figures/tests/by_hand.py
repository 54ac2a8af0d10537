"""What the tests of figures counted by hand share: how a table is held against the house."""

from collections.abc import Iterable
from datetime import date

from binhyen.figures import registry
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period

ANOTHER_YEAR = Period(date(2020, 1, 1), date(2020, 2, 1))


def told(names: Iterable[str], scope: Scope, period: Period) -> dict[str, tuple[int, int | None]]:
    """Return what the house says of each figure, as the tables write it."""
    found = {name: registry.ask(name, scope, period) for name in names}
    return {name: (value.numerator, value.denominator) for name, value in found.items()}


def check_records(names: Iterable[str], scope: Scope, period: Period) -> None:
    """Hold that each source lists as many records as it says."""
    for name in names:
        for source in registry.ask(name, scope, period).sources:
            assert len(registry.lines(source)) == source.count, name


def check_nothing_in_another_year(names: Iterable[str], scope: Scope) -> None:
    """Hold that where nothing happened nothing is counted."""
    for name in names:
        found = registry.ask(name, scope, ANOTHER_YEAR)
        assert not found.is_defined or found.numerator == 0, name
