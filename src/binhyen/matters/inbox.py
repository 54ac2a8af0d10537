"""The list of a unit's matters, a page at a time, whatever the filter.

A page is found in an index alone (see the indexes of Matter), then its few rows are read. Pages follow one another by the
last row shown and not by number, so the thousandth page costs what the first does. Nothing is counted to the end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice, product
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from binhyen.core import text
from binhyen.matters import filters
from binhyen.matters.filters import Asked, Box, Deadline, Filters, Looker, Range, Section, looker
from binhyen.matters.models import Matter, SavedFilter, Shelf
from binhyen.people.models import User
from binhyen.places.models import Unit

__all__ = [
    "MOST_COUNTED",
    "PAGE",
    "Asked",
    "Box",
    "Deadline",
    "Filters",
    "Looker",
    "Page",
    "Section",
    "all_of",
    "count",
    "counts",
    "looker",
    "new_since",
    "page",
    "saved_for",
]

PAGE = 25
#: Beyond this a tab says "50+": nobody works from a number that large.
MOST_COUNTED = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Digits of a cursor that still make a day and a key; nobody but us writes longer ones.
_MOST_DIGITS = 16
_UNCOUNTED = frozenset({Section.OPEN, Section.DONE, Section.TAKEN})
_SHOWN_WITH = ("area", "handler", "crew")
#: What a line of the list or of its file says; the rest of a matter is as much again, and stays where it is.
_SHOWN = (
    "reference", "unit", "keeper", "category", "severity", "sensitivity", "state", "shelf", "title", "lat", "lon",
    "channel", "opened_at", "due_at", "handler", "crew", "area", "has_news", "news_due_at", "awaits_reporter",
    "outcome", "resolved_at",
)  # fmt: skip
_NAMES = ("handler__full_name", "crew__name", "area__full_name")


@dataclass(frozen=True)
class Place:
    """Where a page ended: in which ranking, at which moment, at which row."""

    ranking: int
    at: datetime
    pk: int

    def cursor(self) -> str:
        """Return it as the address carries it."""
        micros = (self.at - _EPOCH) // timedelta(microseconds=1)
        return f"{micros}-{self.pk}" + (f"-{self.ranking}" if self.ranking else "")


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next page begins ("" at the end)."""

    rows: Sequence[Matter]
    following: str


def page(asked: Asked, *, after: str = "") -> Page:
    """Return the rows after the cursor `after`; a cursor that cannot be read is the beginning."""
    places = list(_places(asked, _read_cursor(after), PAGE + 1))
    rows = _rows(places[:PAGE])
    return Page(rows, places[PAGE - 1].cursor() if len(places) > PAGE else "")


def all_of(asked: Asked, *, most: int, chunk: int = 2000) -> Iterator[Matter]:
    """Yield what fits in the order of the list, a chunk in memory at a time, `most` at the end."""
    last: Place | None = None
    while most > 0:
        places = list(_places(asked, last, min(chunk, most)))
        yield from _many_rows(places)
        if len(places) < chunk:
            return
        most -= len(places)
        last = places[-1]


def count(asked: Asked, *, most: int = MOST_COUNTED + 1) -> int:
    """Return how many fit, up to `most`."""
    total = 0
    for ranking, within in product(filters.rankings(asked), _ranges(asked)):
        here = filters.found(asked, within).filter(ranking).order_by().values_list("pk")
        total += here[: most - total].count()
    return total


def counts(unit: Unit, *, who: Looker, at: datetime) -> dict[Section, int]:
    """Return how many matters each open section holds, up to MOST_COUNTED + 1; in one question for all of them."""
    sections = [section for section in Section if section not in _UNCOUNTED]
    places = [
        (each, one) for each in sections for one in filters.ranges(unit, each, who=who, at=at)
    ]
    asked = [
        Matter.objects.filter(one.kept).order_by().values("pk")[: MOST_COUNTED + 1]
        for _section, one in places
    ]
    found = dict.fromkeys(sections, 0)
    for (each, _range), length in zip(places, _lengths(asked), strict=True):
        found[each] = min(found[each] + length, MOST_COUNTED + 1)
    return found


def _lengths(asked: Sequence[QuerySet[Matter, Any]]) -> tuple[int, ...]:
    """Return how many rows each question finds. Eight questions one by one took twice as long to put as to answer."""
    compiled = [each.query.sql_with_params() for each in asked]
    # The statements are Django's own, with their values apart.
    columns = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS asked)" for sql, _params in compiled)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [each for _sql, params in compiled for each in params])
        return tuple(cursor.fetchone())


def new_since(unit: Unit, *, since: datetime) -> int:
    """Return how many open matters came after a moment, up to MOST_COUNTED + 1."""
    kept = Matter.objects.filter(keeper=unit, shelf=Shelf.OPEN.value, opened_at__gt=since)
    return kept.order_by().values_list("pk")[: MOST_COUNTED + 1].count()


def saved_for(user: User, unit: Unit) -> QuerySet[SavedFilter]:
    """Return the filters a person has for a unit's list: the own ones and those shared there."""
    known = SavedFilter.objects.filter(Q(owner=user) | Q(is_shared=True), unit=unit)
    return known.select_related("owner", "unit").order_by("name", "pk")


def _places(asked: Asked, last: Place | None, most: int) -> Iterator[Place]:
    start = last.ranking if last else 0
    for number, ranking in enumerate(filters.rankings(asked)):
        if number < start or most <= 0:
            continue
        begin = last if number == start else None
        parts = [_part(asked, within, ranking, begin)[:most] for within in _ranges(asked)]
        for at, pk in islice(merge(*parts), most):
            most -= 1
            yield Place(number, at, pk)


def _ranges(asked: Asked) -> list[Range]:
    return filters.ranges(asked.unit, asked.filters.section, who=asked.who, at=asked.at)


def _part(
    asked: Asked, within: Range, ranking: Q, begin: Place | None
) -> QuerySet[Matter, tuple[datetime, int]]:
    """Return what lies in one range after a place, in its order."""
    order, sign = within.order, "" if within.is_rising else "-"
    here = filters.found(asked, within).filter(ranking)
    if begin:
        here = here.filter(_beyond(order, begin, is_rising=within.is_rising))
    return here.order_by(f"{sign}{order}", f"{sign}pk").values_list(order, "pk")


def _rows(places: Sequence[Place]) -> list[Matter]:
    lean = Matter.objects.only(*_SHOWN, *_NAMES).select_related(*_SHOWN_WITH)
    return _in_order(lean, places)


def _many_rows(places: Sequence[Place]) -> list[Matter]:
    """Return the rows of a chunk: thousands of matters have some dozens of areas and officers, read once each."""
    return _in_order(Matter.objects.only(*_SHOWN).prefetch_related(*_SHOWN_WITH), places)


def _in_order(lean: QuerySet[Matter], places: Sequence[Place]) -> list[Matter]:
    rows = lean.in_bulk([place.pk for place in places])
    return [rows[place.pk] for place in places if place.pk in rows]


def _beyond(order: str, last: Place, *, is_rising: bool) -> Q:
    if is_rising:
        return Q(**{f"{order}__gte": last.at}) & (
            Q(**{f"{order}__gt": last.at}) | Q(pk__gt=last.pk)
        )
    return Q(**{f"{order}__lte": last.at}) & (Q(**{f"{order}__lt": last.at}) | Q(pk__lt=last.pk))


def _read_cursor(after: str) -> Place | None:
    parts = [text.whole(part, most_digits=_MOST_DIGITS) for part in after.split("-")]
    numbers = [part for part in parts if part is not None]
    if len(parts) not in {2, 3} or len(numbers) != len(parts):
        return None
    micros, pk, *ranking = numbers
    return Place(ranking[0] if ranking else 0, _EPOCH + timedelta(microseconds=micros), pk)
