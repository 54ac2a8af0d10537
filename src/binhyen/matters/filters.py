"""What the list can be asked for, and as what that is put to the database.

Whoever may not read a restricted matter sees in the list that there is one, and nothing more: so nothing that its line
does not show may find it either. Every filter over what a line hides keeps to what the one who asks may read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from binhyen.core import clock, references
from binhyen.matters import clocks, finding
from binhyen.matters.models import CrewMember, Matter, Shelf
from binhyen.matters.rules import RESTRICTED
from binhyen.matters.workflow import State
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


class Section(StrEnum):
    """The tabs of the inbox, in the order in which they press."""

    OVERDUE = "qua-han"
    TODAY = "hom-nay"
    NEW = "moi"
    MINE = "cua-toi"
    NEWS = "tin-nhan"
    IN_HAND = "dang-xu-ly"
    ABOVE = "cho-cap-tren"
    REPORTER = "cho-nguoi-bao"
    TAKEN = "cap-tren-giai-quyet"
    OPEN = "dang-mo"
    DONE = "da-xong"


class Deadline(StrEnum):
    """Deadlines as officers ask for them."""

    OVERDUE = "qua-han"
    TODAY = "hom-nay"
    WEEK = "tuan-nay"


@dataclass(frozen=True)
class Box:
    """A part of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Looker:
    """Who looks at a unit's list, as far as it matters for what is found."""

    user_pk: int
    is_chief: bool
    crews: frozenset[int] = frozenset()


def looker(user: User, unit: Unit, on: date) -> Looker:
    """Return `user` as the one who looks at the list of `unit`."""
    member = CrewMember.objects.filter(user=user, crew__unit=unit, since__lte=on)
    crews = member.filter(Q(until=None) | Q(until__gt=on)).values_list("crew_id", flat=True)
    is_chief = policy.can(user, "matters.read_restricted", unit, on=on)
    return Looker(user.pk, is_chief, frozenset(crews))


@dataclass(frozen=True)
class Filters:
    """What an officer asked the list for."""

    section: Section = Section.OPEN
    state: str = ""
    group: str = ""
    category: str = ""
    area: int | None = None
    channel: str = ""
    crew: int | None = None
    handler: int | None = None
    is_unassigned: bool = False
    deadline: Deadline | None = None
    due_since: date | None = None
    due_until: date | None = None  # the last day asked for, itself included
    sensitivity: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Asked:
    """A question to the list: whose list, what of it, who asks, when."""

    unit: Unit
    filters: Filters
    who: Looker
    at: datetime


@dataclass(frozen=True)
class Range:
    """A stretch of an index in which a tab, or a part of one, lies: what is there, and the column that orders it."""

    kept: Q
    order: str = "due_at"
    is_rising: bool = True


def found(asked: Asked, within: Range | None = None) -> QuerySet[Matter]:
    """Return what fits everything but the words, of the whole tab or within one of its ranges."""
    filters = asked.filters
    if within is None:
        kept = section(asked.unit, filters.section, who=asked.who, at=asked.at)
    else:
        kept = Matter.objects.filter(within.kept)
    for name, narrow in _SHOWN.items():
        if value := getattr(filters, name):
            kept = kept.filter(narrow(value, asked.at))
    hidden = [
        narrow(value) for name, narrow in _HIDDEN.items() if (value := getattr(filters, name))
    ]
    for each in hidden:
        kept = kept.filter(each)
    return kept.filter(readable(asked.who, asked.unit)) if hidden or filters.words else kept


def rankings(asked: Asked) -> list[Q]:
    """Return how the words are looked for, the best fits first, none fitting two; one that keeps all without words."""
    if not asked.filters.words:
        return [Q()]
    if named := _named(asked.filters.words):
        return [named]
    sought = finding.sought(asked.filters.words)
    if not sought.folded:
        return [Q()]
    loosely = finding.holds(sought.folded, asked.unit.pk)
    if not sought.has_marks:
        return [loosely]
    exactly = finding.holds(sought.exact, asked.unit.pk)
    return [exactly, loosely & ~exactly]


def section(unit: Unit, which: Section, *, who: Looker, at: datetime) -> QuerySet[Matter]:
    """Return the matters of one tab."""
    return Matter.objects.filter(
        reduce(or_, (each.kept for each in ranges(unit, which, who=who, at=at)))
    )


def ranges(unit: Unit, which: Section, *, who: Looker, at: datetime) -> list[Range]:
    """Return where the matters of one tab lie, no matter in two ranges. Several ranges rise and are read as one.

    A matter is overdue, or due today, by its own deadline or by that of its reporter's message, also when it has ended:
    two ranges of two indexes, where one question with "or" would read all of both and sort.
    """
    mine = Q(keeper=unit)
    if which is Section.TAKEN:
        return [Range(Q(unit=unit) & ~mine, "opened_at", is_rising=False)]
    if which is Section.NEWS:
        return [Range(mine & Q(has_news=True), "news_due_at")]
    if which is Section.DONE:
        return [Range(mine & Q(shelf=Shelf.DONE.value), "opened_at", is_rising=False)]
    still = Q(shelf=Shelf.OPEN.value)
    if which in _BY_TIME:
        since, until = _BY_TIME[which](at)
        due, message = still & _due("due_at", since, until), _due("news_due_at", since, until)
        return [Range(mine & due), Range(mine & Q(has_news=True) & message & ~due, "news_due_at")]
    narrow: dict[Section, Callable[[], Q]] = {
        Section.NEW: lambda: Q(state=State.RECEIVED.value),
        Section.MINE: lambda: _waiting_for(who),
        Section.IN_HAND: lambda: Q(state__in=[State.VERIFYING.value, State.IN_PROGRESS.value]),
        Section.ABOVE: lambda: Q(state=State.PROPOSED.value),
        Section.REPORTER: lambda: Q(awaits_reporter=True),
        Section.OPEN: Q,
    }
    return [Range(mine & still & narrow[which]())]


def _due(column: str, since: datetime | None, until: datetime) -> Q:
    begin = Q(**{f"{column}__gte": since}) if since else Q()
    return begin & Q(**{f"{column}__lt": until})


def readable(who: Looker, unit: Unit) -> Q:
    """Keep what the one who looks at the list of `unit` may read; the same rule as rules.is_masked.

    What nobody has in hand yet is read by every officer of the unit that keeps it, and of no other.
    """
    if who.is_chief:
        return Q()
    return (
        ~Q(sensitivity=RESTRICTED)
        | Q(state=State.RECEIVED.value, keeper=unit)
        | Q(handler=who.user_pk)
    )


def _waiting_for(who: Looker) -> Q:
    """Keep what I have in hand or my crew was given, unless it waits for somebody else; news to answer always counts."""
    mine = Q(handler=who.user_pk)
    if who.crews:
        mine |= Q(handler=None, crew__in=sorted(who.crews))
    return mine & (Q(has_news=True) | ~Q(state=State.PROPOSED.value) & Q(awaits_reporter=False))


def _tonight(at: datetime) -> datetime:
    return clock.start_of(clock.local_day(at) + timedelta(days=1))


#: Tabs that ask for a stretch of time: from when, if from anywhere, and until when.
_BY_TIME: Mapping[Section, Callable[[datetime], tuple[datetime | None, datetime]]] = {
    Section.OVERDUE: lambda at: (None, at),
    Section.TODAY: lambda at: (at, _tonight(at)),
}


def _by_deadline(deadline: Deadline, at: datetime) -> Q:
    """Keep what is still open and due then; a week ends with its Sunday."""
    still = Q(shelf=Shelf.OPEN.value)
    if deadline is Deadline.OVERDUE:
        return still & Q(due_at__lt=at)
    today = clock.local_day(at)
    days = 1 if deadline is Deadline.TODAY else 7 - today.weekday()
    return still & Q(due_at__gte=at, due_at__lt=clock.start_of(today + timedelta(days=days)))


def _end_of(day: date) -> datetime:
    return clock.start_of(day + timedelta(days=1))


#: Filters over what every line shows, also that of a restricted matter.
_SHOWN: Mapping[str, Callable[..., Q]] = {
    "state": lambda state, _at: Q(state=state),
    "crew": lambda crew, _at: Q(crew=crew),
    "handler": lambda handler, _at: Q(handler=handler),
    "is_unassigned": lambda _yes, _at: Q(handler=None, crew=None),
    "deadline": _by_deadline,
    "due_since": lambda day, _at: Q(due_at__gte=clock.start_of(day)),
    "due_until": lambda day, _at: Q(due_at__lt=_end_of(day)),
    "sensitivity": lambda degree, _at: Q(sensitivity=degree),
    "since": lambda day, _at: Q(opened_at__gte=clock.start_of(day)),
    "until": lambda day, _at: Q(opened_at__lt=_end_of(day)),
}


def _of_group(group: str) -> Q:
    categories = clocks.taxonomy().categories.values()
    return Q(category__in=[one.code for one in categories if one.group == group])


def within(box: Box) -> Q:
    """Keep what lies in a part of the map."""
    return Q(lat__range=(box.south, box.north), lon__range=(box.west, box.east))


#: Filters over what the line of a restricted matter hides.
_HIDDEN: Mapping[str, Callable[..., Q]] = {
    "group": _of_group,
    "category": lambda code: Q(category=code),
    "area": lambda area: Q(area=area),
    "channel": lambda channel: Q(channel=channel),
    "box": within,
}


def _named(words: str) -> Q | None:
    """Keep what a reference names, of a matter or of a report; None where the words are none."""
    tidied = references.tidy(words)
    if len(tidied) > 2 and tidied.startswith("VV"):
        start = _dashed(tidied)
        # an index's range; LIKE has none
        return Q(reference__gte=start, reference__lte=f"{start}~")
    if len(tidied) == 10 and tidied.startswith("BY"):
        return Q(attached__report__reference=_dashed(tidied))
    return None


def _dashed(tidied: str) -> str:
    parts = (tidied[:2], tidied[2:6], tidied[6:10])
    return "-".join(part for part in parts if part)
