"""Reads over day counts; a scope says which units are meant."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from django.db.models import Q, Sum

from binhyen.figures.models import DayCount, StatedTotal
from binhyen.figures.rules import Period
from binhyen.figures.summing import counts, holders
from binhyen.places import queries as places
from binhyen.places.models import Unit

_Thing = TypeVar("_Thing")


@dataclass(frozen=True)
class Scope:
    """The units a figure is asked for: a unit, all below it, and what they grew out of when asked.

    `categories` narrows a figure that is kept by category (codes of the incident taxonomy); None means all.
    `under` are those of the units that lie in a province of the scope; month counts know that province's sums.
    """

    unit: Unit
    unit_ids: frozenset[int]
    categories: frozenset[str] | None = None
    provinces: frozenset[int] = frozenset()
    under: frozenset[int] = frozenset()

    def of(self, categories: Iterable[str]) -> "Scope":
        """Return the same units, asked for these categories only."""
        return replace(self, categories=frozenset(categories))


def scope_of(unit: Unit, *, follow_successions: bool = True) -> Scope:
    """Return the scope of `unit`: itself and all below; with `follow_successions` also the units that went
    whole into any of them, and all below those, so that a merged commune keeps its history."""
    return scopes_of([unit], None if follow_successions else {})[0]


def scopes_of(
    units: Sequence[Unit], olds: Mapping[int, Sequence[Unit]] | None = None
) -> list[Scope]:
    """Return the scope of each unit, in as many queries as for one; `olds` are their whole predecessors where known."""
    if olds is None:
        olds = places.whole_predecessors_of(units)
    paths = {unit.pk: {unit.path, *(old.path for old in olds.get(unit.pk, ()))} for unit in units}
    owners: dict[str, list[int]] = defaultdict(list)
    for owner, own in paths.items():
        for path in own:
            owners[path].append(owner)
    found: dict[int, _Found] = {unit.pk: _Found() for unit in units}
    for pk, path in _below(owners):
        for owner, root in _holders(path, owners).items():
            found[owner].add(pk, path, root)
    return [found[unit.pk].scope(unit) for unit in units]


def _below(paths: Collection[str]) -> Iterable[tuple[int, str]]:
    """Return every unit at or below the paths, and perhaps others of their provinces."""
    return Unit.objects.filter(places.around(paths)).values_list("pk", "path")


def _holders(path: str, owners: Mapping[str, list[int]]) -> dict[int, str]:
    """Return who asks for the unit at `path`, each with the outermost path that it lies under."""
    holders: dict[int, str] = {}
    for above in places.paths_above(path):
        for owner in owners.get(above, ()):
            holders.setdefault(owner, above)
    return holders


@dataclass
class _Found:
    """The units of a scope as they are found."""

    ids: list[int] = field(default_factory=list)
    provinces: list[int] = field(default_factory=list)
    under: list[int] = field(default_factory=list)

    def add(self, pk: int, path: str, root: str) -> None:
        """Note a unit that lies under `root`."""
        self.ids.append(pk)
        if root.count("/") == 1:
            self.under.append(pk)
            if path == root:
                self.provinces.append(pk)

    def scope(self, unit: Unit) -> Scope:
        """Return all of it."""
        return Scope(
            unit,
            frozenset(self.ids),
            provinces=frozenset(self.provinces),
            under=frozenset(self.under),
        )


def all_units(scopes: Sequence[Scope]) -> list[int]:
    """Return the units of all scopes together."""
    return sorted(frozenset().union(*(scope.unit_ids for scope in scopes)))


def by_scope(scopes: Sequence[Scope], rows: Iterable[tuple[int, _Thing]]) -> list[list[_Thing]]:
    """Return the things of each scope, in the order of `rows`: pairs of a unit and what belongs to it."""
    owners = holders(scope.unit_ids for scope in scopes)
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
    wanted = Q()
    for period in periods:
        wanted |= Q(since=period.since, until=period.until)
    return list(StatedTotal.objects.filter(wanted, unit_id__among=unit_ids).order_by("pk"))


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
