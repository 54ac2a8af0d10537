"""How much was reported where and when, for the early warning: a place, a day, a category and a count, and nothing else.

What is need-to-know takes no part, and no matter can be told from another: who adds up and subtracts what is warned of
learns nothing of a child or a family. What was found to be nothing, or to be another report of the same, is not counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.db.models.sql.compiler import SQLCompiler

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.matters.models import Matter
from binhyen.matters.rules import RESTRICTED
from binhyen.matters.workflow import State
from binhyen.places import cells
from binhyen.places.models import Level
from binhyen.reports.catalogues import Category, taxonomy

_NOT_SO = (State.UNFOUNDED.value, State.MERGED.value)
#: What only a few may know of, or what is no trouble of a place.
_LEFT_OUT = frozenset({"family", "school", "service", "derived", "refused"})
#: Officers say with these that a place is a trouble spot.
_SPOTS = "hotspot"
#: Of these, all they can enter are spots of social evils.
_OF_SPOTS = "social_evil"
#: And what bears the flag are disputes.
_OF_FLAGS = "dispute"


class Happened(NamedTuple):
    """So many on a day in a place."""

    place: int  # pk of the residential area or of the commune, or number of the hexagon
    day: date
    category: str
    n: int


class Sign(NamedTuple):
    """A sign that officers set themselves: where, when, and of which groups of categories."""

    place: int  # pk of the residential area
    day: date
    groups: frozenset[str]


class _Day(TruncDate):
    """The day in Viet Nam. On SQLite Django calls back into Python for every row, 40 microseconds each; the database can
    do it alone, for Viet Nam is seven hours ahead all year.
    """

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: object
    ) -> tuple[str, tuple[str | int, ...]]:
        """Return the day as SQLite reckons it."""
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"date({column}, '+7 hours')", tuple(params)


def groups() -> dict[str, list[Category]]:
    """Return the categories that are watched, by group, in the order of the taxonomy."""
    return {
        group.code: kept
        for group, categories in taxonomy().offered().items()
        if group.code not in _LEFT_OUT
        and (kept := [each for each in categories if not each.is_restricted])
    }


def counted(places: Iterable[int], level: Level, *, since: date, until: date) -> Iterator[Happened]:
    """Yield what was reported in [since, until) in the places, residential areas or communes by `level`."""
    column = "area" if level == Level.RESIDENTIAL_AREA else "unit"
    found = _watched(since, until).filter(**{f"{column}__among": list(places)})
    by_day = found.annotate(day=_Day("opened_at", tzinfo=VIETNAM))
    rows = by_day.order_by().values_list(column, "day", "category").annotate(n=Count("pk"))
    return (Happened(*row) for row in rows.iterator())


def counted_in_cells(
    communes: Iterable[int], resolution: int, *, since: date, until: date
) -> Iterator[Happened]:
    """Yield the same of whole communes by hexagon. No point leaves this function; what has none of its own counts in the
    hexagon in which its residential area lies, and what has no such area either is left out.
    """
    found = _watched(since, until).filter(unit__among=list(communes))
    rows = found.annotate(day=_Day("opened_at", tzinfo=VIETNAM)).order_by()
    sums: Counter[tuple[int, date, str]] = Counter()
    for lat, lon, area_lat, area_lon, day, category in rows.values_list(
        "lat", "lon", "area__lat", "area__lon", "day", "category"
    ).iterator():
        here = (lat, lon) if lat is not None and lon is not None else (area_lat, area_lon)
        if here[0] is not None and here[1] is not None:
            sums[cells.cell_at(here[0], here[1], resolution), day, category] += 1
    return (Happened(*key, n) for key, n in sums.items())


def points_since(on: date) -> date:
    """Return the day since which every matter still has the point it was reported with: points are forgotten."""
    return on - timedelta(days=Matter.Privacy.personal["lat"].days)


def signed_groups() -> frozenset[str]:
    """Return the groups for which officers have a sign of their own; nothing marks a place where much is stolen."""
    return frozenset({_SPOTS, _OF_SPOTS, _OF_FLAGS})


def flagged(areas: Iterable[int], *, since: date, until: date) -> Iterator[Sign]:
    """Yield each sign of a hot spot that officers themselves set in [since, until): a dispute flagged as prolonged, a
    trouble spot entered as such.
    """
    spots = [each.code for each in groups().get(_SPOTS, ())]
    here = Matter.objects.filter(area__among=list(areas)).exclude(sensitivity=RESTRICTED)
    start, end = clock.start_of(since), clock.start_of(until)
    flags = here.filter(flagged_at__gte=start, flagged_at__lt=end)
    entered = here.filter(category__in=spots, opened_at__gte=start, opened_at__lt=end)
    for found, column, kinds in (
        (flags, "flagged_at", {_OF_FLAGS}),
        (entered, "opened_at", {_SPOTS, _OF_SPOTS}),
    ):
        for area, at in found.filter(area__isnull=False).values_list("area", column):
            yield Sign(area, clock.local_day(at), frozenset(kinds))


def _watched(since: date, until: date) -> QuerySet[Matter]:
    codes = [each.code for categories in groups().values() for each in categories]
    return (
        Matter.objects.filter(
            opened_at__gte=clock.start_of(since), opened_at__lt=clock.start_of(until)
        )
        .filter(category__in=codes)
        .exclude(sensitivity=RESTRICTED)
        .exclude(state__in=_NOT_SO)
        .exclude(ending__in=_NOT_SO)
    )
