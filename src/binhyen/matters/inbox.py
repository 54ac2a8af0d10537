"""The list of a unit's matters, a page at a time, whatever the filter.

A page is found in an index alone (see the indexes of Matter), then its few rows are read. Pages follow one another by the
last row shown and not by number, so the thousandth page costs what the first does. Nothing is counted to the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from binhyen.core import clock, references, text
from binhyen.matters import clocks
from binhyen.matters.models import Matter, Shelf
from binhyen.matters.rules import RESTRICTED
from binhyen.matters.workflow import State
from binhyen.places.models import Unit

PAGE = 25
#: Beyond this a tab says "50+": nobody works from a number that large.
MOST_COUNTED = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Digits of a cursor that still make a day and a key; nobody but us writes longer ones.
_MOST_DIGITS = 16


class Section(StrEnum):
    """The tabs of the inbox, in the order in which they press."""

    OVERDUE = "qua-han"
    TODAY = "hom-nay"
    NEW = "moi"
    IN_HAND = "dang-xu-ly"
    ABOVE = "cho-cap-tren"
    TAKEN = "cap-tren-giai-quyet"
    NEWS = "tin-nhan"
    OPEN = "dang-mo"
    DONE = "da-xong"


_NEWEST_FIRST = frozenset({Section.DONE, Section.NEWS, Section.TAKEN})
_UNCOUNTED = frozenset({Section.OPEN, Section.DONE, Section.TAKEN})


@dataclass(frozen=True)
class Filters:
    """What an officer asked the list for."""

    section: Section = Section.OPEN
    state: str = ""
    group: str = ""
    area: int | None = None
    words: str = ""
    since: date | None = None
    until: date | None = None  # the last day asked for, itself included


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next page begins ("" at the end)."""

    rows: Sequence[Matter]
    following: str


def page(unit: Unit, filters: Filters, *, at: datetime, is_chief: bool, after: str = "") -> Page:
    """Return the rows after the cursor `after`; a cursor that cannot be read is the beginning."""
    order, is_rising = _order(filters.section)
    found = _filtered(unit, filters, at=at, is_chief=is_chief)
    found = found.filter(_beyond(order, is_rising, after))
    keys = (order, "pk") if is_rising else (f"-{order}", "-pk")
    places = list(found.order_by(*keys).values_list("pk", order)[: PAGE + 1])
    rows = Matter.objects.select_related("area", "handler").in_bulk(
        [pk for pk, _at in places[:PAGE]]
    )
    following = _cursor(*reversed(places[PAGE - 1])) if len(places) > PAGE else ""
    return Page([rows[pk] for pk, _at in places[:PAGE]], following)


def counts(unit: Unit, *, at: datetime) -> dict[Section, int]:
    """Return how many matters each open section holds, up to MOST_COUNTED + 1."""
    return {
        section: len(_section(unit, section, at).order_by().values_list("pk")[: MOST_COUNTED + 1])
        for section in Section
        if section not in _UNCOUNTED
    }


def _order(section: Section) -> tuple[str, bool]:
    """Return the column that orders a section, and whether the smallest comes first."""
    return ("opened_at", False) if section in _NEWEST_FIRST else ("due_at", True)


def _section(unit: Unit, section: Section, at: datetime) -> QuerySet[Matter]:
    if section is Section.TAKEN:
        return Matter.objects.filter(unit=unit).exclude(keeper=unit)
    kept = Matter.objects.filter(keeper=unit)
    if section is Section.NEWS:
        return kept.filter(has_news=True)
    if section is Section.DONE:
        return kept.filter(shelf=Shelf.DONE.value)
    kept = kept.filter(shelf=Shelf.OPEN.value)
    tonight = clock.start_of(clock.local_day(at) + timedelta(days=1))
    narrow = {
        Section.OVERDUE: Q(due_at__lt=at),
        Section.TODAY: Q(due_at__gte=at, due_at__lt=tonight),
        Section.NEW: Q(state=State.RECEIVED.value),
        Section.IN_HAND: Q(state__in=[State.VERIFYING.value, State.IN_PROGRESS.value]),
        Section.ABOVE: Q(state=State.PROPOSED.value),
        Section.OPEN: Q(),
    }
    return kept.filter(narrow[section])


def _filtered(unit: Unit, filters: Filters, *, at: datetime, is_chief: bool) -> QuerySet[Matter]:
    found = _section(unit, filters.section, at)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.group:
        found = found.filter(_of_group(filters.group, unit, is_chief=is_chief))
    if filters.area is not None:
        found = found.filter(area_id=filters.area)
    if filters.since:
        found = found.filter(opened_at__gte=clock.start_of(filters.since))
    if filters.until:
        found = found.filter(opened_at__lt=clock.start_of(filters.until + timedelta(days=1)))
    return found.filter(_named(filters.words)) if filters.words else found


def _of_group(group: str, unit: Unit, *, is_chief: bool) -> Q:
    """Keep the categories of a group; which restricted matters are of it is not to be found out by filtering."""
    inside = [c for c in clocks.taxonomy().categories.values() if c.group == group]
    if is_chief:
        return Q(category__in=[c.code for c in inside])
    plain = [c.code for c in inside if c.sensitivity != RESTRICTED]
    restricted = [c.code for c in inside if c.sensitivity == RESTRICTED]
    new = Q(category__in=restricted, state=State.RECEIVED.value, keeper=unit)
    return Q(category__in=plain) | new


def _named(words: str) -> Q:
    """Keep what the words name: a reference of a matter or a report, or part of a title."""
    tidied = references.tidy(words)
    if len(tidied) > 2 and tidied.startswith("VV"):
        start = _dashed(tidied)
        return Q(
            reference__gte=start, reference__lte=f"{start}~"
        )  # an index's range; LIKE has none
    if len(tidied) > 2 and tidied.startswith("BY"):
        return Q(attached__report__reference=_dashed(tidied))
    return Q(search_key__contains=text.fold(words))


def _dashed(tidied: str) -> str:
    parts = (tidied[:2], tidied[2:6], tidied[6:10])
    return "-".join(part for part in parts if part)


def _beyond(order: str, is_rising: bool, after: str) -> Q:  # noqa: FBT001  (private, one caller)
    place = _read_cursor(after)
    if place is None:
        return Q()
    pk, when = place
    if is_rising:
        return Q(**{f"{order}__gte": when}) & (Q(**{f"{order}__gt": when}) | Q(pk__gt=pk))
    return Q(**{f"{order}__lte": when}) & (Q(**{f"{order}__lt": when}) | Q(pk__lt=pk))


def _cursor(when: datetime, pk: int) -> str:
    return f"{(when - _EPOCH) // timedelta(microseconds=1)}-{pk}"


def _read_cursor(after: str) -> tuple[int, datetime] | None:
    micros, _dash, pk = after.partition("-")
    if not all(part.isdecimal() and len(part) <= _MOST_DIGITS for part in (micros, pk)):
        return None
    return int(pk), _EPOCH + timedelta(microseconds=int(micros))
