"""Random trees of communes and areas with a merger: the ground that the random years walk on. Everything is invented."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from binhyen.core.clock import VIETNAM
from binhyen.people.models import Role, User
from binhyen.people.tests import factories as people
from binhyen.people.tests.factories import REFORM
from binhyen.places.models import Level, Unit

FIRST = date(2020, 1, 1)
#: What the officer of a commune does in these stories: everything.
ROLES = (Role.HEAD, Role.CHIEF, Role.DUTY_OFFICER, Role.TEAM_MEMBER)


@dataclass(frozen=True)
class Tree:
    """Communes with so many areas each, and the groups that are merged."""

    areas: tuple[int, ...]
    groups: tuple[int, ...]  # commune -> number of its group; a group of one goes on as it is


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    size = draw(st.integers(1, 4))
    areas = draw(st.tuples(*[st.integers(0, 2)] * size))
    return Tree(areas, draw(st.tuples(*[st.integers(0, size - 1)] * size)))


@dataclass
class House:
    """The units of a tree as they stand before and after the merger, and who works there."""

    province: Unit
    before: list[Unit] = field(default_factory=list)
    after: list[Unit] = field(default_factory=list)
    officers: dict[int, User] = field(default_factory=dict)
    above: User | None = None

    def communes(self) -> list[Unit]:
        """Return the communes that stand at the end, each once."""
        return list(dict.fromkeys(self.after))

    def commune_on(self, number: int, day: date) -> Unit:
        """Return the commune that the one of this number was or became."""
        return (self.before if day < REFORM else self.after)[number]


def built(tree: Tree) -> House:
    """Make the units and their officers; an area of a merged commune goes on as an area of the new one."""
    house = House(people.unit("Thử", level=Level.PROVINCE, since=FIRST))
    new: dict[int, Unit] = {}
    for number, group in enumerate(tree.groups):
        is_merged = tree.groups.count(group) > 1
        old = _commune(house, f"Cũ {number}", until=REFORM if is_merged else None)
        if is_merged:
            new[group] = new.get(group) or people.unit(f"Mới {group}", parent=house.province)
            people.succeed(old, new[group])
        house.before.append(old)
        house.after.append(new[group] if is_merged else old)
        _areas(old, number, tree.areas[number], into=new[group] if is_merged else None)
    for unit in (*house.before, *house.communes()):
        if unit.pk not in house.officers:
            house.officers[unit.pk] = officer(unit)
    house.above = officer(house.province)
    return house


def merged_anew(house: House, on: date) -> None:
    """Let all communes become one, with its areas and organisations, and an officer of its own."""
    one = people.unit("Gộp", parent=house.province, since=on)
    for old in house.communes():
        for below in Unit.objects.below(old).on(on):
            end(below, on)
            new = people.unit(f"{below.name} mới", level=Level(below.level), parent=one, since=on)
            people.succeed(below, new)
        end(old, on)
        people.succeed(old, one)
    house.officers[one.pk] = officer(one)
    house.after = [one] * len(house.after)


def end(unit: Unit, on: date) -> None:
    """Let the unit be no more from that day on."""
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])


def _commune(house: House, name: str, *, until: date | None) -> Unit:
    return people.unit(name, parent=house.province, since=FIRST, until=until)


def _areas(commune: Unit, number: int, count: int, *, into: Unit | None) -> None:
    for place in range(count):
        name = f"Khu {number}.{place}"
        old = _area(name, commune, since=FIRST, until=commune.valid_to)
        if into is not None:
            people.succeed(old, _area(name, into))


def _area(name: str, parent: Unit, **lived: Any) -> Unit:
    return people.unit(name, level=Level.RESIDENTIAL_AREA, edition="local", parent=parent, **lived)


def officer(unit: Unit) -> User:
    """Return who does everything in the unit."""
    who = people.user(f"Cán bộ {unit.name}")
    for role in ROLES:
        people.post(who, role, unit)
    return who


def moment(first: date, day: int) -> datetime:
    """Return eight in the morning so many days after the first one."""
    return datetime.combine(first + timedelta(days=day), time(8, 0), VIETNAM)
