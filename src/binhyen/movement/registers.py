"""Reads over registrations and commitments: what each area and organisation of a commune said, and who has not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from binhyen.figures.queries import Scope
from binhyen.movement.models import Commitment, Registration, Theme
from binhyen.places.models import LOCAL_LEVELS, Level, Succession, Unit

AREAS = frozenset({Level.RESIDENTIAL_AREA})
ORGANISATIONS = LOCAL_LEVELS - AREAS


@dataclass(frozen=True)
class Row:
    """What one area or organisation said of a year."""

    unit: Unit
    said: Registration | None
    signed: dict[str, int] = field(default_factory=dict)

    @property
    def is_area(self) -> bool:
        """Whether households register here; elsewhere staff are briefed."""
        return self.unit.level in AREAS

    @property
    def whole(self) -> int | None:
        """Households residing, or staff."""
        if self.said is None:
            return None
        return self.said.households if self.is_area else self.said.staff

    @property
    def part(self) -> int | None:
        """Households registered, or staff briefed."""
        if self.said is None:
            return None
        return self.said.households_registered if self.is_area else self.said.staff_briefed


@dataclass(frozen=True)
class Totals:
    """Sums over rows; `silent` have not said yet."""

    whole: int
    part: int
    silent: tuple[Unit, ...]
    registered: int
    count: int

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded down: not all is never said as 100."""
        return 100 * self.part // self.whole if self.whole else None


def last_day(commune: Unit, year: int) -> date:
    """Return the last day of the year on which the commune stood."""
    end = date(year, 12, 31)
    return min(end, commune.last_day or end)


def local_units(commune: Unit, year: int) -> list[Unit]:
    """Return the areas and organisations of the commune at the end of the year, areas first."""
    found = commune.children.filter(level__in=LOCAL_LEVELS).on(last_day(commune, year))
    return sorted(found, key=lambda one: (one.level not in AREAS, one.level, one.sort_key, one.pk))


def rows(commune: Unit, year: int) -> list[Row]:
    """Return what each area and organisation said of the year."""
    return _rows_of(local_units(commune, year), year)


def _rows_of(units: Collection[Unit], year: int) -> list[Row]:
    said = {row.unit_id: row for row in Registration.objects.filter(unit__in=units, year=year)}
    signed: dict[int, dict[str, int]] = {}
    for row in Commitment.objects.filter(unit__in=units, year=year):
        signed.setdefault(row.unit_id, {})[row.theme] = row.signed
    return [Row(unit, said.get(unit.pk), signed.get(unit.pk, {})) for unit in units]


def totals(found: Iterable[Row]) -> Totals:
    """Return the sums of what was said."""
    found = list(found)
    told = [row for row in found if row.part is not None]
    return Totals(
        whole=sum(row.whole or 0 for row in told),
        part=sum(row.part or 0 for row in told),
        silent=tuple(row.unit for row in found if row.part is None),
        registered=sum(bool(row.said and row.said.registered_on) for row in found),
        count=len(found),
    )


def by_theme(found: Iterable[Row]) -> dict[str, int]:
    """Return theme -> commitments signed, themes without any included."""
    found = list(found)
    return {theme.value: sum(row.signed.get(theme.value, 0) for row in found) for theme in Theme}


@dataclass(frozen=True)
class OfCommune:
    """What the areas and organisations of one commune said of a year, in totals alone."""

    unit: Unit
    households: Totals
    staff: Totals
    signed: int


def by_commune(above: Unit, year: int) -> list[OfCommune]:
    """Return the totals of each commune below a level above, as it reads them: no area and no organisation by itself."""
    day = last_day(above, year)
    communes = Unit.objects.below(above).filter(level=Level.COMMUNE).on(day)
    local = Unit.objects.filter(parent__in=communes, level__in=LOCAL_LEVELS).on(day)
    found = _rows_of(list(local), year)
    of: dict[int | None, list[Row]] = {}
    for row in found:
        of.setdefault(row.unit.parent_id, []).append(row)
    return [
        OfCommune(
            commune,
            totals(row for row in of.get(commune.pk, ()) if row.is_area),
            totals(row for row in of.get(commune.pk, ()) if not row.is_area),
            sum(sum(row.signed.values()) for row in of.get(commune.pk, ())),
        )
        for commune in communes.order_by("sort_key", "pk")
    ]


def summed(found: Iterable[Totals]) -> Totals:
    """Return totals of several communes as one."""
    found = list(found)
    return Totals(
        whole=sum(one.whole for one in found),
        part=sum(one.part for one in found),
        silent=tuple(unit for one in found for unit in one.silent),
        registered=sum(one.registered for one in found),
        count=sum(one.count for one in found),
    )


@dataclass
class Kept:
    """The registrations of a year over a territory, and how many units have none."""

    rows: list[Registration] = field(default_factory=list)
    silent: int = 0


def kept(scope: Scope, year: int, *, on: date) -> dict[str, Kept]:
    """Return by level what the units that stand on `on` said of the year; where one says nothing itself, what was said by
    those that went whole into it. No unit is counted twice."""
    units = Unit.objects.filter(pk__among=scope.unit_ids, level__in=LOCAL_LEVELS).on(on)
    wanted = dict(units.order_by("pk").values_list("pk", "level"))
    said = {
        row.unit_id: row
        for row in Registration.objects.filter(unit__among=scope.unit_ids, year=year)
    }
    older = _before(wanted.keys() - said.keys())
    found = {str(level): Kept() for level in LOCAL_LEVELS}
    for pk, level in wanted.items():
        own = [said[one] for one in ([pk] if pk in said else older.get(pk, ())) if one in said]
        is_whole = pk in said or 0 < len(older.get(pk, ())) == len(own)
        found[level].rows.extend(own)
        found[level].silent += not is_whole
    return found


def together(found: Iterable[Kept]) -> Kept:
    """Return what several levels said, as one."""
    parts = list(found)
    return Kept([row for part in parts for row in part.rows], sum(part.silent for part in parts))


def _before(units: Collection[int]) -> dict[int, list[int]]:
    """Return unit -> the units that went whole into it."""
    if not units:
        return {}
    ties = Succession.objects.filter(new__in=units, extent=Succession.Extent.WHOLE).order_by("pk")
    found: dict[int, list[int]] = {}
    for old, new in ties.values_list("old_id", "new_id"):
        found.setdefault(new, []).append(old)
    return found
