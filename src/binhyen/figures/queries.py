"""Reads over day counts; a scope says which units are meant."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple, TypeVar

from django.db.models import Q, QuerySet, Sum

from binhyen.figures import closing
from binhyen.figures.models import DayCount, StatedTotal
from binhyen.figures.rules import Period
from binhyen.figures.summing import counts, held_by
from binhyen.places import queries as places
from binhyen.places.models import Unit
from binhyen.places.queries import Gone

_Thing = TypeVar("_Thing")


class Territory:
    """The units under the roots of scopes that are asked together, looked up once and only when somebody wants them."""

    def __init__(self, roots: Mapping[int, frozenset[str]]) -> None:
        self._roots = roots
        self._closed: dict[int, dict[int, datetime]] = {}

    @cached_property
    def units(self) -> Mapping[int, frozenset[int]]:
        """All of them, for each scope's own unit."""
        return _below(self._roots)

    @cached_property
    def outside(self) -> Mapping[int, frozenset[int]]:
        """Those that lie under no province of their scope."""
        roots = {owner: own - _provinces(own) for owner, own in self._roots.items()}
        return self.units if roots == self._roots else _below(roots)

    def closed_at(self, year: int) -> Mapping[int, datetime]:
        """When the year was closed, for each unit of which it is closed."""
        if year not in self._closed:
            everywhere = frozenset().union(*self.units.values())
            self._closed[year] = closing.moments(everywhere, year)
        return self._closed[year]


@dataclass(frozen=True)
class Scope:
    """The units a figure is asked for: a unit, all below it, and what they grew out of when asked.

    They are told by the paths they lie under. `categories` narrows a figure that is kept by category (codes of the
    incident taxonomy); None means all.
    """

    unit: Unit
    roots: frozenset[str]  # of which none lies under another
    territory: Territory = field(compare=False, repr=False)
    categories: frozenset[str] | None = None

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units themselves."""
        return self.territory.units[self.unit.pk]

    @property
    def provinces(self) -> frozenset[str]:
        """The roots without a unit above them: month counts know their sums."""
        return _provinces(self.roots)

    @property
    def outside(self) -> frozenset[int]:
        """Those of the units that lie in none of these."""
        return self.territory.outside[self.unit.pk]

    def of(self, categories: Iterable[str]) -> "Scope":
        """Return the same units, asked for these categories only."""
        return replace(self, categories=frozenset(categories))


def scope_of(unit: Unit, *, follow_successions: bool = True) -> Scope:
    """Return the scope of `unit`: itself and all below; with `follow_successions` also the units that went
    whole into any of them, and all below those, so that a merged commune keeps its history."""
    return scopes_of([unit], None if follow_successions else {})[0]


def scopes_of(
    units: Sequence[Unit], olds: Mapping[int, Sequence[Gone]] | None = None
) -> list[Scope]:
    """Return the scope of each unit, in as many queries as for one; `olds` are their whole predecessors where known."""
    if olds is None:
        olds = places.whole_predecessors_of(units)
    roots = {
        unit.pk: _outermost({unit.path, *(old.path for old in olds.get(unit.pk, ()))})
        for unit in units
    }
    territory = Territory(roots)
    return [Scope(unit, roots[unit.pk], territory) for unit in units]


def _outermost(paths: Collection[str]) -> frozenset[str]:
    """Return the paths without those that lie under another of them."""
    return frozenset(
        next(above for above in places.paths_above(p) if above in paths) for p in paths
    )


def _provinces(roots: Iterable[str]) -> frozenset[str]:
    return frozenset(root for root in roots if root.count("/") == 1)


def _below(roots: Mapping[int, Collection[str]]) -> dict[int, frozenset[int]]:
    """Return for each owner the units at or below its roots, in one query at most."""
    owners = held_by(roots)
    found: dict[int, list[int]] = {owner: [] for owner in roots}
    units = Unit.objects.filter(places.around(owners)).values_list("pk", "path") if owners else ()
    for pk, path in units:
        for above in places.paths_above(path):
            for owner in owners.get(above, ()):
                found[owner].append(pk)
    return {owner: frozenset(own) for owner, own in found.items()}


def units_under(roots: Collection[str]) -> frozenset[int]:
    """Return every unit at or below the paths."""
    return _below({0: roots})[0]


def all_units(scopes: Sequence[Scope]) -> frozenset[int]:
    """Return the units of all scopes together."""
    return frozenset().union(*(scope.unit_ids for scope in scopes))


def closed_at(scopes: Sequence[Scope], period: Period) -> dict[int, datetime]:
    """Return for each unit of the scopes whose books of the whole period are closed when they were: what is told of the
    period is then what was known at that moment."""
    found: dict[int, datetime] = {}
    for scope in scopes:
        known = scope.territory.closed_at(period.last_day.year)
        found |= {unit: known[unit] for unit in scope.unit_ids & known.keys()}
    return found


def by_scope(scopes: Sequence[Scope], rows: Iterable[tuple[int, _Thing]]) -> list[list[_Thing]]:
    """Return the things of each scope, in the order of `rows`: pairs of a unit and what belongs to it."""
    owners = held_by(dict(enumerate(scope.unit_ids for scope in scopes)))
    found: list[list[_Thing]] = [[] for _ in scopes]
    for unit_id, thing in rows:
        for number in owners.get(unit_id, ()):
            found[number].append(thing)
    return found


def counted(
    event: str, scope: Scope, period: Period, *, categories: Iterable[str] | None = None
) -> int:
    """Return how often `event` happened in the scope and period, in `categories` or in all."""
    (found,) = counts([event], [scope], period, by_category=categories is not None)
    return found.of(event, categories)


def stated(scope: Scope, period: Period, *, categories: Iterable[str]) -> dict[str, int]:
    """Return category -> total stated for exactly this period; a category nobody stated is absent."""
    rows = StatedTotal.objects.filter(
        unit_id__among=scope.unit_ids,
        since=period.since,
        until=period.until,
        category__in=list(categories),
    )
    totals: dict[str, int] = {}
    for row in rows.order_by("pk"):
        totals[row.category] = totals.get(row.category, 0) + row.total
    return totals


def stated_rows(unit_ids: Iterable[int], periods: Iterable[Period]) -> list[StatedTotal]:
    """Return what these units stated for exactly these periods, to see who has not stated."""
    return list(_stated_by(unit_ids, periods))


class Stated(NamedTuple):
    """A stated total as far as it is reckoned with."""

    pk: int
    unit_id: int
    category: str
    since: date
    until: date
    total: int


def stated_numbers(unit_ids: Iterable[int], periods: Iterable[Period]) -> list[Stated]:
    """Return the same for reckoning."""
    return [Stated(*row) for row in _stated_by(unit_ids, periods).values_list(*Stated._fields)]


def _stated_by(unit_ids: Iterable[int], periods: Iterable[Period]) -> QuerySet[StatedTotal]:
    wanted = Q()
    for period in periods:
        wanted |= Q(since=period.since, until=period.until)
    return StatedTotal.objects.filter(wanted, unit_id__among=unit_ids).order_by("pk")


def counted_by_category(event: str, scope: Scope, period: Period) -> dict[str, int]:
    """Return category -> how often `event` happened in the scope and period; what did not happen is absent."""
    (found,) = counts([event], [scope], period, by_category=True)
    return {category: n for category, n in sorted(found.by_category[event].items()) if n}


def counted_by_day(event: str, scope: Scope, period: Period) -> dict[date, int]:
    """Return day -> how often `event` happened in the scope and period; days without are absent."""
    rows = (
        DayCount.objects.filter(
            event=event, unit_id__among=scope.unit_ids, day__gte=period.since, day__lt=period.until
        )
        .values("day")
        .annotate(total=Sum("n"))
        .order_by("day")
    )
    return {row["day"]: row["total"] for row in rows if row["total"]}
