"""Random trees, years, mergers and divisions by the real order: what was told of a closed year stays, of the units that ended,
of those in their place and of the province; nothing is counted twice or lost; the records behind a figure are as many as it says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from binhyen.figures.queries import scope_of
from binhyen.mergers import actions, queries
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places import queries as places
from binhyen.places.models import Succession, Unit
from binhyen.standards.tests import test_rollups_of_the_programme as programme
from binhyen.standards.tests import trees
from binhyen.standards.tests.scenes import FIRST, Deed
from binhyen.standards.tests.trees import House, Tree, moment

MERGER = programme.MERGER
LATE = programme.LATEST - 10
#: Two communes became one in the middle of the closed year, and that one is what the next merger divides.
UNITED_THEN_DIVIDED = programme.Story(Tree((0, 1, 1), (0, 2, 2)), (), (), (), ())


@dataclass
class Reform:
    """What a merger made of the communes of a house: one of several, two of one."""

    old: Sequence[Unit]
    united: list[Unit] = field(default_factory=list)
    divided: list[Unit] = field(default_factory=list)

    @property
    def parts(self) -> list[Unit]:
        """Those that took a part of a divided one."""
        return [unit for old in self.divided for unit in queries.heirs_of([old], MERGER)[old.pk]]


def reform(house: House, *, divides: bool) -> Reform:
    """Let the last commune be divided in two if wanted, and the others become one."""
    found = Reform(house.communes())
    found.divided = list(found.old[-1:]) if divides else []
    whole = found.old[:-1] if divides else found.old
    if whole:
        found.united = [_heir(house, "Gộp", whole, Succession.Extent.WHOLE)]
    for name in ("Đông", "Tây") if divides else ():
        _heir(house, name, found.divided, Succession.Extent.PART)
    for unit in found.old:
        trees.end(unit, MERGER)
    became = {old.pk: queries.heirs_of([old], MERGER)[old.pk][0] for old in found.old}
    house.after = [became[unit.pk] for unit in house.after]
    return found


def _heir(house: House, name: str, olds: Iterable[Unit], extent: str) -> Unit:
    heir = people.unit(name, parent=house.province, since=MERGER)
    for old in olds:
        people.succeed(old, heir, extent=extent)
    house.officers[heir.pk] = trees.officer(heir)
    return heir


def hand_over(house: House, *, day: int = LATE) -> None:
    """Order the hand-over as the administrator of the province does, and carry it out; areas go by turns."""
    by = people.officer("Trương Thị Tỉnh", Role.ADMINISTRATOR, house.province)
    at = moment(FIRST, day)
    goes = {
        area.pk: one.heirs[number % len(one.heirs)]
        for one in queries.kept_on(MERGER, by, on=at.date())
        for number, area in enumerate(one.to_assign())
    }
    actions.order(
        on=MERGER, goes=goes, decision_number="9/NQ", decided_on=date(2026, 6, 1), by=by, at=at
    )
    assert actions.carry_out_orders(at=at) == 1


def check_each_unit_counts_once(house: House, changed: Reform) -> None:
    """All below the province lies with one commune of today; only a divided one and what had become it lie with none."""
    everywhere = scope_of(house.province).unit_ids - {house.province.pk}
    standing = [*changed.united, *changed.parts]
    found = [pk for unit in standing for pk in scope_of(unit).unit_ids]
    assert len(found) == len(set(found))
    assert everywhere - set(found) == {
        one.pk for old in changed.divided for one in places.selves(old)
    }


def check_lineage(units: Iterable[Unit]) -> None:
    for unit in units:
        for period in (*programme.PERIODS, *programme.CLOSED):
            for name, value in programme.asked(unit, period).items():
                for source in value.sources:
                    programme.check_lines(name, value, source)


def at_work(tree: Tree, done: Iterable[Deed]) -> House:
    """Return a house in which the deeds were done and 2025 was closed."""
    house = trees.built(tree)
    programme.with_schools(house)
    programme.play(house, done)
    programme.rate(house)
    programme.shut(house, programme.CLOSING)
    return house


@given(story=programme.stories(), divides=st.booleans())
@example(story=UNITED_THEN_DIVIDED, divides=True)
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_merger_of_an_open_year_leaves_a_closed_one_as_it_was_told(db, story, divides):
    with transaction.atomic():
        house = at_work(story.tree, story.done)
        programme.play(house, story.after)
        stood = [house.province, *house.communes()]
        closed = programme.told_of(stood)
        changed = reform(house, divides=divides)
        as_united = programme.told_of(changed.united)
        hand_over(house)
        assert programme.told_of(stood) == closed
        assert programme.told_of(changed.united) == as_united
        programme.play_late(house, story.late, day=LATE + 1)
        assert programme.told_of(stood) == closed
        assert programme.told_of(changed.united) == as_united
        check_each_unit_counts_once(house, changed)
        check_lineage([house.province, *changed.united, *changed.parts])
        if not changed.divided:
            programme.check(house)
        transaction.set_rollback(True)
