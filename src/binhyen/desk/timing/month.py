"""A month of deadlines: the grid of its days and what is due on each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from binhyen.core import clock
from binhyen.desk.posts import Visit
from binhyen.desk.timing.lines import HIDDEN, what_in_public
from binhyen.desk.wording import CALENDAR
from binhyen.matters import rules
from binhyen.matters.models import CrewMember, Deadline, Matter
from binhyen.matters.running import Standing
from binhyen.matters.workflow import State

#: Lines of a day that are written out; the others are a number.
SHOWN = 4
#: A month of a province has more than anybody reads on a page.
MOST = 3000
FIRST_YEAR, LAST_YEAR = 2000, 2100
MINE, CREW, UNIT = "toi", "to", "don-vi"


@dataclass(frozen=True)
class Entry:
    """One deadline on a day; of a masked matter only that there is one."""

    deadline: Deadline
    what: str
    is_over: bool


@dataclass
class Day:
    """A day of the grid."""

    day: date
    is_working: bool
    is_today: bool
    is_in_month: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def shown(self) -> list[Entry]:
        """The lines written out."""
        return self.entries[:SHOWN]

    @property
    def rest(self) -> list[Entry]:
        """The lines that are opened on demand."""
        return self.entries[SHOWN:]

    @property
    def more(self) -> int:
        """How many lines are only counted."""
        return max(len(self.entries) - SHOWN, 0)


def month_of(typed: str, today: date) -> date:
    """Return the first day of the month typed as "2026-03"; of this one where that cannot be read."""
    try:
        found = datetime.strptime(typed, "%Y-%m").date()  # noqa: DTZ007  (a month has no zone)
    except ValueError:
        return today.replace(day=1)
    return found if FIRST_YEAR <= found.year < LAST_YEAR else today.replace(day=1)


def following(first: date) -> date:
    """Return the first day of the next month."""
    return (first + timedelta(days=32)).replace(day=1)


def before(first: date) -> date:
    """Return the first day of the month before."""
    return (first - timedelta(days=1)).replace(day=1)


def deadlines(visit: Visit, first: date, whose: str) -> QuerySet[Deadline]:
    """Return the clocks that run out in the month, of what the visitor may know exists."""
    found = Deadline.objects.filter(state=Standing.RUNNING.value)
    if visit.unit is not None and visit.may("matters.triage", visit.unit):
        found = found.filter(keeper=visit.unit)
    else:
        found = found.filter(matter__in=Matter.objects.visible_to(visit.user, visit.on))
    if whose == MINE:
        found = found.filter(matter__handler=visit.user)
    if whose == CREW:
        crews = CrewMember.objects.filter(user=visit.user, until=None).values("crew")
        found = found.filter(matter__crew__in=crews)
    since, until = clock.start_of(first), clock.start_of(following(first))
    within = found.filter(due_at__gte=since, due_at__lt=until)
    return within.select_related("matter").order_by("due_at", "pk")[:MOST]


def weeks(rows: Iterable[Deadline], visit: Visit, first: date) -> list[list[Day]]:
    """Return the weeks of the month, Monday first, with the days around it that fill them."""
    start = first - timedelta(days=first.weekday())
    last = following(first) - timedelta(days=1)
    count = (last - start).days // 7 + 1
    days = [_day(start + timedelta(days=n), first, visit.on) for n in range(count * 7)]
    by_day = {day.day: day for day in days}
    is_chief = visit.unit is not None and visit.may("matters.read_restricted", visit.unit)
    for row in rows:
        entry = _entry(row, visit, is_chief=is_chief)
        by_day[clock.local_day(row.due_at)].entries.append(entry)
    return [days[n : n + 7] for n in range(0, len(days), 7)]


def _day(day: date, first: date, today: date) -> Day:
    is_working = CALENDAR.is_working_day(day)
    return Day(day, is_working, day == today, day.month == first.month)


def _entry(row: Deadline, visit: Visit, *, is_chief: bool) -> Entry:
    masked = rules.is_masked(
        sensitivity=row.matter.sensitivity,
        is_new=State(row.matter.state) is State.RECEIVED,
        is_chief=is_chief,
        is_handler=row.matter.handler_id == visit.user.pk,
    )
    what = str(HIDDEN) if masked else what_in_public(row)
    return Entry(row, what, is_over=row.due_at < visit.at)
