"""Reads for the residents' pages: which communes answer here, what a reporter may see of their report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Prefetch, QuerySet

from binhyen.core import text
from binhyen.matters import queries as matters
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act, State, can_follow
from binhyen.people.grants import GRANTS
from binhyen.people.models import Post
from binhyen.places.models import Level, Unit
from binhyen.reports.models import Message, Photo, Report

#: So many communes are shown as a list; more are searched by name.
LISTED = 12
#: How long an officer's new or ended post may go unnoticed by the residents' form.
REMEMBERED_SECONDS = 15
#: A message with the same words within this time is the same message: the button was pressed twice.
SAID_TWICE_WITHIN = timedelta(minutes=10)


def _served(on: date) -> QuerySet[Unit]:
    """Return the communes in which somebody receives reports: one sent elsewhere would reach nobody."""
    roles = {role for grant in GRANTS["matters.receive"] for role in grant.roles}
    posts = Post.objects.in_force(on).filter(role__in=roles)
    return Unit.objects.on(on).filter(level=Level.COMMUNE, pk__in=posts.values("unit"))


@dataclass(frozen=True)
class Served:
    """The communes that receive reports on a day: all of them while they are few, else whatever is asked for.

    One query answers all that a page asks of it, because sending a report must not wait for more.
    """

    on: date
    few: tuple[Unit, ...]
    are_few: bool

    @property
    def only(self) -> Unit | None:
        """The commune when the house serves one alone."""
        return self.few[0] if self.are_few and len(self.few) == 1 else None

    def commune(self, key: str) -> Unit | None:
        """Return the commune with this primary key, when it is served."""
        if self.are_few:
            return next((unit for unit in self.few if str(unit.pk) == key), None)
        return _served(self.on).filter(pk=text.whole(key) or 0).select_related("parent").first()

    def named(self, name: str) -> list[Unit]:
        """Return the communes to choose from: all while they are few, else those whose name holds `name`."""
        if self.are_few:
            return list(self.few)
        folded = text.fold(name)
        found = _served(self.on).filter(folded_name__contains=folded).select_related("parent")
        return list(found.order_by("sort_key", "pk")[:LISTED]) if folded else []


def served(on: date) -> Served:
    """Return the communes that receive reports on `on`, in the order of the Vietnamese dictionary.

    Remembered for a quarter of a minute: the query takes as long as keeping the report itself.
    """
    slot = f"portal.served.{on.isoformat()}"
    known: Served | None = cache.get(slot)
    if known is None:
        found = _served(on).select_related("parent").order_by("sort_key", "pk")
        few = tuple(found[: LISTED + 1])
        known = Served(on, few, are_few=len(few) <= LISTED)
        cache.set(slot, known, timeout=REMEMBERED_SECONDS)
    return known


def areas_of(communes: Iterable[Unit], on: date) -> QuerySet[Unit]:
    """Return the residential areas of some communes, in the order of the Vietnamese dictionary."""
    areas = Unit.objects.on(on).filter(parent__in=communes, level=Level.RESIDENTIAL_AREA)
    return areas.order_by("sort_key", "pk")


def full_address(unit: Unit) -> str:
    """Return "Xã Mỹ Thạnh, Tỉnh Tây Ninh"."""
    return ", ".join(part.full_name for part in (unit, unit.parent) if part is not None)


@dataclass(frozen=True)
class Line:
    """One line of what became of a report: a state, and since when."""

    state: State
    at: datetime


@dataclass(frozen=True)
class Course:
    """What became of one trouble that a report tells of."""

    category: str
    state: State
    lines: list[Line]


@dataclass(frozen=True)
class Thread:
    """All that a reporter may see: their own words, the state, the messages. No officer, no note, no other report.

    `courses` has one entry, two for a report that tells of two troubles.
    """

    report: Report
    courses: list[Course]
    messages: list[Message]
    photos: list[Photo]
    #: What has ended, by the word that says which is meant.
    ended: dict[str, Matter]

    @property
    def state(self) -> State:
        """Where the first trouble stands."""
        return self.courses[0].state

    @property
    def lines(self) -> list[Line]:
        """What became of the first trouble."""
        return self.courses[0].lines


def thread_of(report: Report) -> Thread:
    """Return what the reporter of `report` may see."""
    in_order = Photo.objects.order_by("pk")
    messages = Message.objects.filter(report=report).prefetch_related(Prefetch("photos", in_order))
    photos = in_order.filter(report=report, message=None)
    found = list(matters.matters_of(report))
    return Thread(
        report,
        [_course(matter, report) for matter in found],
        list(messages.order_by("at", "pk")),
        list(photos),
        ended=_ended(found),
    )


def ended_of(report: Report) -> dict[str, Matter]:
    """Return the matters of a report that have ended, by the word that says which is meant."""
    return _ended(matters.matters_of(report))


def _ended(found: Iterable[Matter]) -> dict[str, Matter]:
    numbered = enumerate(found, start=1)
    return {str(n): each for n, each in numbered if can_follow(Act.RATE, State(each.state))}


def _course(matter: Matter, report: Report) -> Course:
    lines = list(_lines(matter, since=report.received_at))
    return Course(matter.category, lines[-1].state, lines)


def _lines(matter: Matter, *, since: datetime) -> Iterable[Line]:
    """Yield the states in order, each once where several acts left it as it was.

    Of a matter that another one was merged into, the line is followed there: the reporter asks what became of it.
    """
    yield Line(State.RECEIVED, since)
    last = State.RECEIVED
    for move in matters.history(matter):
        state = State(move.to_state)
        if state != last and state != State.MERGED and move.at >= since:
            last = state
            yield Line(state, move.at)


def was_just_said(report: Report, words: str, at: datetime) -> bool:
    """Say whether the reporter's last message says the same, minutes ago."""
    last = Message.objects.filter(report=report, from_reporter=True).order_by("-at", "-pk").first()
    return last is not None and last.words == text.nfc(words) and at - last.at < SAID_TWICE_WITHIN
