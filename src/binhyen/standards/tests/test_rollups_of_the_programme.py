"""Random trees, mergers and acts of the force, the movement and the recognitions: what is summed up equals its parts, a
closed year stays as it was told, and the records behind a figure are as many as it says.

Not sums: the lowest rating; and the weeks of areas, which a commune counts up to its own last patrol and a province up to
the last of all. Two shares wait until every area has said: until then they have nothing to be divided by.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.figures import registry
from binhyen.figures.models import ClosedYear
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period, Source, Value
from binhyen.forces import actions as forces
from binhyen.forces.models import Level, Outcome
from binhyen.matters import actions as matters
from binhyen.movement import actions as movement
from binhyen.people.tests import factories as people
from binhyen.places.models import Level as Tier
from binhyen.places.models import Unit
from binhyen.standards import actions as standards
from binhyen.standards.tests import deeds
from binhyen.standards.tests.deeds import DEEDS
from binhyen.standards.tests.scenes import FIRST, Deed
from binhyen.standards.tests.trees import House, Tree, built, merged_anew, moment, trees

RATED_YEAR = Period(date(2024, 11, 15), date(2025, 11, 15))
#: What is told anew of the closed year: all of it, and the rating year, which begins before and ends in it.
CLOSED = (Period(date(2025, 1, 1), date(2026, 1, 1)), RATED_YEAR)
#: The second begins before the merger and ends in the open year.
PERIODS = (RATED_YEAR, Period(date(2025, 5, 1), date(2026, 11, 15)))
ROOMS = frozenset({"forces", "movement", "standards"})
NO_SUMS = frozenset(
    {
        "forces.lowest_rating",
        "forces.area_weeks_patrolled_share",
        "forces.area_weeks_without_patrol",
    }
)
WAITING = frozenset({"movement.households_registered_share", "movement.staff_briefed_share"})
#: Days after the first: before the rating of 2025 is decided; the rest of 2025 and 2026 until the year is closed on 16
#: February; afterwards.
THIS_YEAR, BEFORE_CLOSING, AFTERWARDS = (0, 360), (371, 457), (459, 590)
CLOSING, MERGER, LATEST = 458, date(2026, 7, 1), 690
#: So late that the term of names is over.
FORGOTTEN = 6000
#: Days of 2024 and 2025, as seen from the first.
PAST = st.integers(-200, 411)
ASSIGNED = list(Outcome).index(Outcome.ASSIGNED)
GOOD = [Level.GOOD, Level.COMPLETED, Level.NOT_COMPLETED]


#: Without these most deeds would have nothing to be done to.
BEGINNINGS = ("team", "team", "appoint", "committee", "seat", "initiative")


@dataclass(frozen=True)
class Story:
    """A tree, what is done before and after the year is closed, and what is done with a day of a closed year."""

    tree: Tree
    done: tuple[Deed, ...]
    rated: tuple[Deed, ...]
    after: tuple[Deed, ...]
    late: tuple[tuple[Deed, int], ...]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    tree = draw(trees())
    size = len(tree.areas)
    begun = [Deed(kind, n, 3 * n, n, 3) for n in range(size) for kind in BEGINNINGS]

    def some(days: tuple[int, int], least: int, most: int) -> list[Deed]:
        return draw(st.lists(deeds.deeds(size, days=days), min_size=least, max_size=most))

    late = some(AFTERWARDS, 10, 20)
    return Story(
        tree,
        by_day([*begun, *some(THIS_YEAR, 6, 16)]),
        by_day(some(BEFORE_CLOSING, 0, 5)),
        by_day(some(AFTERWARDS, 4, 10)),
        tuple((deed, draw(PAST)) for deed in late),
    )


def by_day(found: list[Deed]) -> tuple[Deed, ...]:
    return tuple(sorted(found, key=lambda deed: deed.day))


def figures() -> list[registry.Figure]:
    return [figure for figure in registry.all_figures() if figure.group in ROOMS]


def asked(unit: Unit, period: Period) -> dict[str, Value]:
    scope = scope_of(unit)
    return {figure.name: registry.ask(figure.name, scope, period) for figure in figures()}


Told = dict[tuple[int, str, Period], tuple[int, int | None]]


def told(house: House) -> Told:
    """Return every figure of the closed year, of the province and of a commune that stood as it began."""
    return told_of([house.province, house.before[0]])


def told_of(units: Iterable[Unit]) -> Told:
    """Return every figure of the closed year of these units.

    The ages of members are left out: a year of birth is the members' own, and is corrected whatever year is closed.
    """
    narrow = {figure.name for figure in figures() if figure.is_narrow}
    return {
        (unit.pk, name, period): (value.numerator, value.denominator)
        for unit in units
        for period in CLOSED
        for name, value in asked(unit, period).items()
        if name not in narrow
    }


def play(house: House, done: Iterable[Deed]) -> int:
    """Do every deed in turn; return how many the house took."""
    return sum(deeds.done(house, deed) for deed in done)


def play_late(house: House, late: Iterable[tuple[Deed, int]], *, day: int = 0) -> None:
    """Do every deed as one that tells of a day of a closed year."""
    for deed, past in late:
        deeds.done(house, replace(deed, day=day or deed.day), on=moment(FIRST, past).date())


def rate(house: House) -> None:
    for commune in house.communes():
        deeds.rate(house, commune, 2025, GOOD)


def shut(house: House, day: int) -> None:
    """Close 2025: the communes by their officers, the province by its own."""
    at = moment(FIRST, day)
    for commune in house.communes():
        movement.close_year(unit=commune, year=2025, by=house.officers[commune.pk], at=at)
    movement.close_year(unit=house.province, year=2025, by=house.above, at=at)


def reopen(house: House, day: int) -> None:
    """Open 2025 of every commune again, as the level above does."""
    assert house.above is not None
    for closed in ClosedYear.objects.standing().exclude(unit=house.province).order_by("pk"):
        movement.reopen_year(
            closed=closed, because="Số liệu nhập thiếu.", by=house.above, at=moment(FIRST, day)
        )


def merge(house: House) -> None:
    """Let the communes become one, and what they keep go to it."""
    old, at = house.communes(), moment(MERGER, 0)
    merged_anew(house, MERGER)
    for unit in old:
        matters.hand_over_on_merger(old_unit=unit, on=MERGER, by=None, at=at)
        standards.hand_over_on_merger(old_unit=unit, by=None, at=at)


def forget(day: int) -> None:
    """Let go of what is known of people, of words and of files, the names among it."""
    for act in (
        forces.forget_details,
        forces.forget_words,
        forces.forget_names,
        movement.forget_old,
    ):
        act(at=moment(FIRST, day))


def with_schools(house: House) -> None:
    for commune in house.communes():
        people.unit(f"Trường {commune.pk}", level=Tier.SCHOOL, edition="local", parent=commune)


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
        rate(house)
        play(house, story.rated)
        shut(house, CLOSING)
        closed = told(house)
        play(house, story.after)
        play_late(house, story.late)
        assert told(house) == closed
        merge(house)
        play_late(house, story.late, day=LATEST - 10)
        assert told(house) == closed
        forget(FORGOTTEN)
        assert told(house) == closed
        check(house)
        transaction.set_rollback(True)


@given(story=stories())
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_year_opened_again_takes_what_is_late_and_stays_once_it_is_closed_again(db, story):
    with transaction.atomic():
        house = built(story.tree)
        play(house, story.done)
        shut(house, CLOSING)
        closed = told(house)
        reopen(house, LATEST)
        assert told(house) == closed
        play_late(house, story.late, day=LATEST + 1)
        shut(house, LATEST + 2)
        again = told(house)
        play_late(house, story.late, day=LATEST + 3)
        assert told(house) == again
        check(house)
        transaction.set_rollback(True)


#: What a deed needs to have been done before, beside the beginnings.
BEFORE: dict[str, tuple[Deed, ...]] = {
    "end duty": (Deed("duty", 0, 200, 0, ASSIGNED),),
    "no duty": (Deed("duty", 0, 200, 0, 1),),
    "attend": (Deed("train", 0, 200, 0, 1),),
    "prolong": (Deed("survey", 0, 200, 0, 1),),
    "revoke": (Deed("designate", 0, 200, 0, 1),),
    "review": (Deed("plan", 0, 290, 0, 1),),
}
#: What is taken though its day lies in a closed year: no figure counts it.
TAKEN = {
    "report": "tells of today, whatever day is meant",
    "correct": "has no day: what is known of a member is written right",
    "plan": "a plan says what is to be done, not what was",
}


def begun(kind: str) -> House:
    """Return a house in which there is something to do the deed to."""
    house = built(Tree((2,), (0,)))
    with_schools(house)
    for beginning in BEGINNINGS:
        assert deeds.done(house, Deed(beginning, 0, 0, 1, 2))
    for earlier in BEFORE.get(kind, ()):
        assert deeds.done(house, earlier)
    if kind == "rating":
        rate(house)
    return house


def day_of(kind: str) -> int:
    return 375 if kind == "rating" else 300


@pytest.mark.parametrize("kind", sorted(DEEDS))
def test_every_deed_can_be_done_where_there_is_something_to_do_it_to(db, kind):
    house = begun(kind)
    assert deeds.done(house, Deed(kind, 0, day_of(kind), 2, 3))


@pytest.mark.parametrize("kind", sorted(DEEDS))
def test_no_deed_is_done_with_a_day_of_a_closed_year(db, kind):
    house = begun(kind)
    shut(house, CLOSING)
    on = moment(FIRST, day_of(kind)).date()
    assert deeds.done(house, Deed(kind, 0, CLOSING + 1, 2, 3), on=on) == (kind in TAKEN)


@pytest.mark.parametrize("kind", sorted(set(DEEDS) - set(TAKEN)))
def test_a_late_deed_is_done_once_the_year_is_open_again(db, kind):
    house = begun(kind)
    shut(house, CLOSING)
    reopen(house, CLOSING + 1)
    on = moment(FIRST, day_of(kind)).date()
    assert deeds.done(house, Deed(kind, 0, CLOSING + 2, 2, 3), on=on)
