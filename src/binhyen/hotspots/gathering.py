"""What of a unit or of the nation is scanned: its cells as they are on a day, and what was counted in each, also under
earlier names.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate

from binhyen.hotspots import queries, rules
from binhyen.hotspots.models import RESOLUTIONS, Cells, Watch
from binhyen.hotspots.rules import Cell, Found, Usual
from binhyen.hotspots.scanning import FEW_CELLS, Counted, Wanted
from binhyen.matters import happenings
from binhyen.places import cells as hexagons
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit, UnitQuerySet

#: What the cells of a unit are, unless it wants residential areas.
_CELLS = {Level.COMMUNE: Level.RESIDENTIAL_AREA, Level.PROVINCE: Level.COMMUNE}
SCANNED = frozenset(_CELLS)
#: The nation is scanned as a unit would be that wants to be told of what is near and quick.
NATION = Watch(window_days=14, most_percent=10, most_km=50)


@dataclass(frozen=True)
class Ground:
    """A unit made ready to be scanned.

    of_place    place, or what went whole into it before -> the place as it is today
    left_out    places without coordinates, which no map knows
    resolution  of the hexagons that are told apart instead of these places; None where the places are
    communes    the unit and what went whole into it, whose reports are counted by hexagon
    """

    level: Level
    cells: tuple[Cell, ...]
    of_place: dict[int, int]
    left_out: int
    resolution: int | None = None
    communes: tuple[int, ...] = ()

    def today(self, place: int) -> int:
        """Return what a place is called now; a hexagon is the same for ever."""
        return self.of_place.get(place, place)

    def known_since(self, on: date) -> date:
        """Return the day since which it can be counted: what is older has lost its points and stands elsewhere."""
        return date.min if self.resolution is None else happenings.points_since(on)

    def named(self, found: Sequence[int]) -> tuple[int, ...]:
        """Return the units by which places are called: they themselves, of hexagons the areas nearest to them."""
        if self.resolution is None:
            return tuple(found)
        near = {rules.nearest(*hexagons.middle(place), self.cells) for place in found}
        return tuple(sorted(cell.places[0] for cell in near if cell)) or self.communes[:1]

    def named_cases(self, cases: Mapping[int, int]) -> Counter[int]:
        """Return how many there are by the units that places are called by."""
        sums: Counter[int] = Counter()
        for place, n in cases.items():
            for name in self.named((place,)):
                sums[name] += n
        return sums


def is_scanned(unit: Unit) -> bool:
    """Say whether the unit has cells to scan."""
    return unit.level in _CELLS


def ground_of(unit: Unit, on: date) -> Ground:
    """Return the cells of a unit as they are on a day."""
    ground = ground_of_units(unit, on)
    resolution = RESOLUTIONS.get(queries.watch_of(unit).cells)
    if resolution is None or unit.level != Level.COMMUNE:
        return ground
    before = (old.pk for old in places.whole_predecessors(unit))
    return replace(ground, resolution=resolution, communes=(unit.pk, *before))


def ground_of_units(unit: Unit, on: date) -> Ground:
    """Return the cells of a unit as they are on a day, none of them a hexagon."""
    wants_areas = queries.watch_of(unit).cells == Cells.AREAS
    level = Level.RESIDENTIAL_AREA if wants_areas else _CELLS[Level(unit.level)]
    return _ground(Unit.objects.on(on).below(unit), level)


def ground_of_nation(on: date) -> Ground:
    """Return all communes as they are on a day."""
    return _ground(Unit.objects.on(on), Level.COMMUNE)


def _ground(units: UnitQuerySet, level: Level) -> Ground:
    inside = units.filter(level=level).order_by("pk")
    areas = [area for area in inside if area.lat is not None and area.lon is not None]
    of_place = {area.pk: area.pk for area in areas}
    for pk, olds in places.whole_predecessors_of(areas).items():
        of_place |= {old.pk: pk for old in olds}
    cells = tuple(Cell((area.pk,), area.lat or 0.0, area.lon or 0.0) for area in areas)
    return Ground(level, cells, of_place, len(inside) - len(areas))


def wanted_by(unit: Unit) -> Wanted:
    """Return how a unit wants to be warned."""
    return _wanted(queries.watch_of(unit))


def wanted_by_nation(provinces: Sequence[Unit]) -> Wanted:
    """Return how the nation is scanned, so that the province that wants to be disturbed least can be told."""
    intervals = [queries.watch_of(province).interval_days for province in provinces]
    return replace(_wanted(NATION), interval_days=max(intervals, default=NATION.interval_days))


def _wanted(said: Watch) -> Wanted:
    return Wanted(said.interval_days, said.window_days, said.most_percent / 100, said.most_km)


@dataclass(frozen=True)
class Happened:
    """So many in a place as it is today, on a day, of a group of categories."""

    place: int
    day: date
    group: str
    n: int


def gathered(ground: Ground, *, since: date, until: date) -> list[Happened]:
    """Return what was counted on the ground in [since, until)."""
    groups = {each.code: group for group, kept in happenings.groups().items() for each in kept}
    days = {"since": since, "until": until}
    if ground.resolution is None:
        rows = happenings.counted(ground.of_place, ground.level, **days)
    else:
        rows = happenings.counted_in_cells(ground.communes, ground.resolution, **days)
    sums: Counter[tuple[int, date, str]] = Counter()
    for row in rows:
        sums[ground.today(row.place), row.day, groups[row.category]] += row.n
    return [Happened(*key, n) for key, n in sums.items()]


@dataclass(frozen=True)
class Studied:
    """What a scan is told: cells, none of them too small to be told apart, and by group what was counted in them.

    beginning   how many places were left out because they only began to be counted
    """

    cells: list[Cell]
    by_group: dict[str, list[Counted]]
    beginning: int = 0


def study_until(ground: Ground, happened: Sequence[Happened], last: date) -> Studied:
    """Return what was counted in the year to `last`. Of many cells, which are scanned by permutation, those are left out that
    only began to be counted: all that a place ever had would stand in its last days. A hexagon does not begin: the commune
    around it was counted before.
    """
    since = last - rules.YEAR + timedelta(days=1)
    within = [each for each in happened if since <= each.day <= last]
    is_hexagons = ground.resolution is not None
    cells = _hexagons(within) if is_hexagons else ground.cells
    may_begin = len(cells) > FEW_CELLS and not is_hexagons
    begin = _beginning(happened, within, since) if may_begin else set()
    totals: Counter[int] = Counter()
    for each in within:
        totals[each.place] += each.n
    known = [cell for cell in cells if begin.isdisjoint(cell.places)]
    told_apart = rules.guarded(known, totals)
    number = {place: n for n, cell in enumerate(told_apart) for place in cell.places}
    by_group: dict[str, list[Counted]] = {group: [] for group in happenings.groups()}
    for each in within:
        if each.place in number:
            by_group[each.group].append(Counted(number[each.place], each.day, each.group, each.n))
    return Studied(told_apart, by_group, len(begin))


def _hexagons(happened: Iterable[Happened]) -> tuple[Cell, ...]:
    """Return the hexagons in which anything was counted."""
    return tuple(Cell((place,), *hexagons.middle(place)) for place in sorted({each.place for each in happened}))  # fmt: skip


def _beginning(happened: Iterable[Happened], within: Iterable[Happened], since: date) -> set[int]:
    """Return the places in which nothing of any kind was counted while elsewhere much was."""
    first: dict[int, date] = {}
    for each in happened:
        first[each.place] = min(each.day, first.get(each.place, each.day))
    by_day: Counter[date] = Counter()
    kinds: dict[int, Counter[str]] = {place: Counter() for place in first}
    for each in within:
        by_day[each.day] += each.n
        kinds[each.place][each.group] += each.n
    days = sorted(by_day)
    before = dict(zip(days, accumulate((by_day[day] for day in days), initial=0), strict=False))
    total = sum(by_day.values())
    return {
        place
        for place, day in first.items()
        if day in before and day >= since and rules.begins(before[day], total, kinds[place])
    }


def weighed(happened: Sequence[Happened], found: Found) -> Found:
    """Return a cluster with how many there were in each of its places, and what is usual there."""
    return replace(found, cases=_cases(happened, found), usual=_usual_of(happened, found))


def _cases(happened: Iterable[Happened], found: Found) -> Counter[int]:
    places, span = set(found.places), found.span
    sums: Counter[int] = Counter()
    for each in happened:
        if each.group == found.group and each.place in places and span.first <= each.day <= span.last:  # fmt: skip
            sums[each.place] += each.n
    return sums


def _usual_of(happened: Iterable[Happened], found: Found) -> Usual:
    """Return what there was of the same group in the places of a cluster in the year before it; of a unit that recorded
    for less than a year, in the days since it began.
    """
    first = found.span.first
    before = [each for each in happened if first - rules.YEAR <= each.day < first]
    if not before:
        return rules.NOTHING
    own = (each.n for each in before if each.group == found.group and each.place in found.places)
    return Usual(sum(own), (first - min(each.day for each in before)).days)


def parts_of(happened: Sequence[Happened], found: Found) -> dict[str, Found]:
    """Return of a cluster of the nation what lies in each province, by the province's path: its own places and counts."""
    homes = Unit.objects.filter(pk__among=found.places).values_list("pk", "path")
    province = {pk: next(places.paths_above(path)) for pk, path in homes}
    return {path: _part(happened, found, province, path) for path in sorted(set(province.values()))}


def _part(happened: Sequence[Happened], found: Found, province: dict[int, str], path: str) -> Found:
    own = tuple(place for place in found.places if province[place] == path)
    n = sum(_cases(happened, replace(found, places=own)).values())
    return replace(
        found,
        places=own,
        observed=n,
        expected=found.expected * n / found.observed,
        elsewhere=len(found.places) - len(own),
    )
