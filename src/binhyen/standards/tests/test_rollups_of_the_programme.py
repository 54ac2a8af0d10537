"""Random trees, mergers and acts of the force, the movement and the recognitions: what is summed up equals its parts, a
closed year stays as it was told, and the records behind a figure are as many as it says.

Not sums: the lowest rating; and the weeks of areas, which a commune counts up to its own last patrol and a province up to
the last of all. Two shares wait until every area has said: until then they have nothing to be divided by.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period, Source, Value
from binhyen.forces.models import Level
from binhyen.people.tests import factories as people
from binhyen.places.models import Level as Tier
from binhyen.places.models import Unit
from binhyen.standards.tests import deeds
from binhyen.standards.tests.deeds import DEEDS, Deed
from binhyen.standards.tests.trees import House, Tree, built, trees

CLOSED = Period(date(2024, 11, 15), date(2025, 11, 15))
#: The second begins before the merger and ends in the open year.
PERIODS = (CLOSED, Period(date(2025, 5, 1), date(2026, 11, 15)))
ROOMS = frozenset({"forces", "movement", "standards"})
NO_SUMS = frozenset(
    {
        "forces.lowest_rating",
        "forces.area_weeks_patrolled_share",
        "forces.area_weeks_without_patrol",
    }
)
WAITING = frozenset({"movement.households_registered_share", "movement.staff_briefed_share"})
#: Days after the first: before the rating of 2025 is decided, and from 1 January 2026 on.
THIS_YEAR, NEXT_YEAR = (0, 360), (412, 700)
#: What only a new decision may change once the year is rated.
RATED = ("duty", "month")
GOOD = [Level.GOOD, Level.COMPLETED, Level.NOT_COMPLETED]


#: Without these most deeds would have nothing to be done to.
BEGINNINGS = ("team", "team", "appoint", "committee", "seat", "initiative")


@dataclass(frozen=True)
class Story:
    """A tree, and what is done in the year, in the year after it, and too late."""

    tree: Tree
    done: tuple[Deed, ...]
    after: tuple[Deed, ...]
    late: tuple[Deed, ...]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    tree = draw(trees())
    size = len(tree.areas)
    begun = [Deed(kind, n, 3 * n, n, 3) for n in range(size) for kind in BEGINNINGS]
    year = draw(st.lists(deeds.deeds(size, days=THIS_YEAR), min_size=6, max_size=16))
    after = draw(st.lists(deeds.deeds(size, days=NEXT_YEAR), min_size=4, max_size=10))
    late = draw(st.lists(deeds.deeds(size, days=NEXT_YEAR, kinds=RATED), max_size=3))
    ordered = sorted([*begun, *year], key=lambda deed: deed.day)
    return Story(tree, tuple(ordered), tuple(sorted(after, key=lambda d: d.day)), tuple(late))


def figures() -> list[registry.Figure]:
    return [figure for figure in registry.all_figures() if figure.group in ROOMS]


def asked(unit: Unit, period: Period) -> dict[str, Value]:
    scope = scope_of(unit)
    return {figure.name: registry.ask(figure.name, scope, period) for figure in figures()}


def told(house: House) -> dict[tuple[int, str], tuple[int, int | None]]:
    """Return every figure of the closed year, of the province and of a commune that stood as it began."""
    return {
        (unit.pk, name): (value.numerator, value.denominator)
        for unit in (house.province, house.before[0])
        for name, value in asked(unit, CLOSED).items()
    }


def play(house: House, done: tuple[Deed, ...]) -> int:
    """Do every deed in turn; return how many the house took."""
    return sum(deeds.done(house, deed) for deed in done)


def close(house: House) -> None:
    for commune in house.communes():
        deeds.rate(house, commune, 2025, GOOD)


def with_schools(house: House) -> None:
    for commune in house.communes():
        people.unit(f"Trường {commune.pk}", level=Tier.SCHOOL, parent=commune)


def check(house: House) -> None:
    """The province is the sum of its communes, and the records behind each of its figures are as many as it says."""
    for period in PERIODS:
        whole = asked(house.province, period)
        parts = [asked(commune, period) for commune in house.communes()]
        for name, value in whole.items():
            if name not in NO_SUMS:
                check_sum(name, value, [part[name] for part in parts])
            for source in value.sources:
                check_lines(name, value, source)


def check_sum(name: str, whole: Value, parts: list[Value]) -> None:
    assert whole.numerator == sum(part.numerator for part in parts), name
    if name not in WAITING or whole.is_defined:
        assert (whole.denominator or 0) == sum(part.denominator or 0 for part in parts), name


def check_lines(name: str, value: Value, source: Source) -> None:
    lines = registry.lines(source)
    assert len(lines) == source.count, name
    if source.kind in ADD_UP:
        assert ADD_UP[source.kind](lines, value), name


def _pair(line: registry.Line) -> tuple[int, int]:
    part, whole = line.what.split("/")
    return int(part), int(whole)


def _counts(lines: list[registry.Line], value: Value) -> bool:
    """Each line is one of what was counted: of the number itself, or of what it is a share of."""
    return len(lines) in {value.numerator, value.denominator}


def _signed(lines: list[registry.Line], value: Value) -> bool:
    return sum(int(line.what.rpartition(" ")[2]) for line in lines) == value.numerator


def _pairs(lines: list[registry.Line], value: Value) -> bool:
    parts = [_pair(line) for line in lines]
    sums = (sum(part for part, _ in parts), sum(whole for _, whole in parts))
    return sums == (value.numerator, value.denominator)


#: What the lines of a kind of source must add up to.
ADD_UP: dict[str, Callable[[list[registry.Line], Value], bool]] = {
    "patrols": _counts,
    "duties": _counts,
    "recognitions": _counts,
    "team_months": _pairs,
    "commitments": _signed,
}


@given(story=stories())
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_whole_is_the_sum_of_its_parts_and_a_closed_year_stays(db, story):
    with transaction.atomic():
        house = built(story.tree)
        with_schools(house)
        play(house, story.done)
        close(house)
        closed = told(house)
        play(house, story.after)
        for deed in story.late:
            assert not deeds.done(house, deed, on=date(2025, 10, 1)), deed
        assert told(house) == closed
        check(house)
        transaction.set_rollback(True)


@pytest.mark.parametrize("kind", sorted(DEEDS))
def test_every_deed_can_be_done_where_there_is_something_to_do_it_to(db, kind):
    house = built(Tree((2,), (0,)))
    with_schools(house)
    for beginning in BEGINNINGS:
        assert deeds.done(house, Deed(beginning, 0, 0, 1, 2))
    assert deeds.done(house, Deed(kind, 0, 300, 2, 3))
