"""Which years are closed, and the one question that every act with a day of its own asks before it writes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import TypeVar

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from binhyen.core import clock
from binhyen.figures.models import ClosedYear
from binhyen.people.models import Post
from binhyen.places import queries as places
from binhyen.places.models import LOCAL_LEVELS, Unit

#: The first half of the keys of our locks in PostgreSQL; the second is the unit.
_LOCKS = 0x59454152 << 32
_Closed = TypeVar("_Closed")


class YearClosed(Exception):
    """The day lies in a year that is closed, or before one; nothing of it changes any more."""

    def __init__(self, closed: ClosedYear, day: date, first_open: date) -> None:
        super().__init__(f"{day}: {closed.year} is closed")
        self.closed, self.day, self.first_open = closed, day, first_open


@dataclass(frozen=True)
class Books:
    """What is closed of a unit, looked up once: for an act that enters many days."""

    closings: tuple[ClosedYear, ...]  # the earliest year first

    def refuse(self, *days: date | None) -> None:
        """Raise YearClosed where one of the days lies in a closed year or before one. A day that is None is no day."""
        told = [day for day in days if day is not None]
        first = min(told, default=date.max)
        found = [closed for closed in self.closings if closed.year >= first.year]
        if found:
            raise YearClosed(found[0], first, date(found[-1].year + 1, 1, 1))

    def fault(self, day: date | None) -> str:
        """Return the sentence about a day that is closed; empty where it is open, or no day."""
        try:
            self.refuse(day)
        except YearClosed as refusal:
            return sentence(refusal)
        return ""


def books(unit: Unit) -> Books:
    """Return what is closed of the unit, by itself, by a unit above it or by those that it went whole into; until the
    transaction ends nobody closes more. To be called inside the transaction that writes."""
    keepers = keepers_of(unit)
    _hold(keepers, function="pg_advisory_xact_lock_shared")
    standing = ClosedYear.objects.standing().filter(unit__in=keepers)
    return Books(tuple(standing.order_by("year", "-closed_at")))


def refuse_closed(unit: Unit, *days: date | None) -> None:
    """Raise YearClosed where one of the days lies in what is closed of the unit: the question every act asks first."""
    books(unit).refuse(*days)


def refuse_closed_year(unit: Unit, year: int) -> None:
    """Raise YearClosed where the year is closed: for what counts for a year and has no day in it."""
    refuse_closed(unit, date(year, 12, 31))


def hold_alone(unit: Unit) -> None:
    """Wait until every act that asked about the unit is written, and let none ask before the transaction ends.

    SQLite has one writer at a time and needs no lock.
    """
    _hold([unit.pk], function="pg_advisory_xact_lock")


def _hold(units: Collection[int], *, function: str) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for pk in sorted(units):
            cursor.execute(f"SELECT {function}(%s)", [_LOCKS + pk])


def keepers_of(unit: Unit) -> list[int]:
    """Return the units whose closed years hold for the unit: itself, what it went whole into, and all above these."""
    own = _books_of(unit)
    paths = {above for path in places.paths_onward(own) for above in places.paths_above(path)}
    return sorted(Unit.objects.filter(path__in=paths).values_list("pk", flat=True))


def _books_of(unit: Unit) -> Unit:
    """Return the unit that counts for it: of an area or an organisation, its commune."""
    return unit.parent if unit.level in LOCAL_LEVELS and unit.parent else unit


def closed(unit: Unit, year: int) -> ClosedYear | None:
    """Return what closed the year for the unit: the year itself, or the first one after it."""
    standing = ClosedYear.objects.standing().filter(unit__in=keepers_of(unit), year__gte=year)
    return standing.order_by("year", "-closed_at").first()


def moments(units: Collection[int], year: int) -> dict[int, datetime]:
    """Return when the year was closed for each of the units of which it is closed: the first closing that holds for the
    unit, by itself, by what lies above it or by what it went whole into. For many units at once; of no local ones."""
    standing = ClosedYear.objects.standing().filter(year__gte=year).order_by("-closed_at")
    by_path = dict(standing.values_list("unit__path", "closed_at"))  # the earliest is written last
    return {unit: min(found) for unit, found in _holding(units, by_path).items()}


def closings(units: Collection[int], year: int) -> dict[int, ClosedYear]:
    """Return the same with what closed it: for who has to say so of many units at once."""
    standing = ClosedYear.objects.standing().filter(year__gte=year).order_by("-closed_at", "-pk")
    by_path = {row.unit.path: row for row in standing.select_related("unit")}
    return {
        unit: min(found, key=attrgetter("closed_at", "pk"))
        for unit, found in _holding(units, by_path).items()
    }


def _holding(units: Collection[int], by_path: Mapping[str, _Closed]) -> dict[int, list[_Closed]]:
    """Return for each of the units what holds for it of what stands by the paths; a unit for which nothing does is left out."""
    if not by_path:
        return {}
    found = {}
    for unit, way in places.ways_to(units).items():
        over = {above for path in way for above in places.paths_above(path)} & by_path.keys()
        if over:
            found[unit] = [by_path[path] for path in sorted(over)]
    return found


def history(unit: Unit) -> list[ClosedYear]:
    """Return every closing of the unit and of its earlier selves, those opened again included, newest first."""
    rows = ClosedYear.objects.filter(unit__in=[one.pk for one in places.selves(unit)])
    return list(rows.select_related("unit").order_by("-year", "-closed_at"))


def closed_below(unit: Unit, year: int) -> list[ClosedYear]:
    """Return what closed the year in the units below, by name: whoever leads the level above opens one of them again."""
    rows = ClosedYear.objects.standing().filter(unit__path__under=unit.path, year=year)
    rows = rows.exclude(unit=unit).select_related("unit__parent__parent")
    return list(rows.order_by("unit__sort_key", "pk"))


def open_below(unit: Unit, year: int) -> list[Unit]:
    """Return the units below in which somebody works and whose year is still open, by name."""
    there = Unit.objects.below(unit).on(date(year, 12, 31)).exclude(level__in=LOCAL_LEVELS)
    worked = Post.objects.in_force(date(year, 12, 31)).values("unit")
    shut = ClosedYear.objects.standing().filter(year__gte=year).values("unit")
    found = there.filter(pk__in=worked).exclude(pk__in=shut).order_by("sort_key", "pk")
    return [unit for unit in found if closed(unit, year) is None]


def sentence(refusal: YearClosed) -> str:
    """Return why an entry is refused and what to do next."""
    return _(
        "%(day)s lies in a time that is closed: the year %(year)s was closed on %(closed)s. Enter it with %(first)s or"
        " a later day and write the true day beside it, or ask the level above to open the year again."
    ) % {
        "day": date_format(refusal.day, "d/m/Y"),
        "year": refusal.closed.year,
        "closed": date_format(clock.local_day(refusal.closed.closed_at), "d/m/Y"),
        "first": date_format(refusal.first_open, "d/m/Y"),
    }
