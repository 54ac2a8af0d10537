"""Windows of the periodic reports and the days on which they are due. Pure; settings and time are passed in.

Decree 09/2019/NĐ-CP, Art. 12: month, quarter, half-year and year end with the 14th of their last month; Art. 8(5)(b): at
least one working day lies between the cut-off and the day on which the report is due; Art. 8(5)(a): a sector may set its
own cut-off. The week, the due days and the police year outside the rating of teams are defaults of the house.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from binhyen.core.working_time import Calendar
from binhyen.figures.rules import Period


class Kind(StrEnum):
    """How long a report's window is."""

    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF = "HALF"
    YEAR = "YEAR"
    POLICE_YEAR = "POLICE_YEAR"
    URGENT = "URGENT"


#: Kinds whose windows follow one another; an urgent report is made when something happened.
PERIODIC = tuple(kind for kind in Kind if kind is not Kind.URGENT)
#: Months of a window, and the month of the year in which the last of its windows ends.
_MONTHS: Mapping[Kind, tuple[int, int]] = {
    Kind.MONTH: (1, 12),
    Kind.QUARTER: (3, 12),
    Kind.HALF: (6, 12),
    Kind.YEAR: (12, 12),
    Kind.POLICE_YEAR: (12, 11),
}
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
#: The same week a year ago: as many whole weeks back as leave the weekdays alone.
_YEAR_OF_WEEKS = 52 * _WEEK
#: Monday is 1, as in ISO 8601.
FRIDAY = 5
WEEKDAYS = 7
#: The last day that every month has.
LAST_START = 28


@dataclass(frozen=True)
class Rule:
    """What holds for a kind: on which day a window starts and on which the report is due.

    Of a week both are weekdays (Monday 1), of all else days of a month: the first such day after the cut-off is meant.
    `apart`: how many working days must lie between the two.
    """

    starts: int
    due: int
    apart: int
    is_owed: bool

    def is_sound(self, kind: Kind) -> bool:
        """Say whether the days exist in every week or month."""
        last = WEEKDAYS if kind is Kind.WEEK else LAST_START
        return 1 <= self.starts <= last and 1 <= self.due <= last and self.apart in range(8)


#: What holds where nobody set another. The police year is owed where somebody says so.
DEFAULTS: Mapping[Kind, Rule] = {
    Kind.WEEK: Rule(FRIDAY, FRIDAY, apart=0, is_owed=True),
    Kind.MONTH: Rule(15, 17, apart=1, is_owed=True),
    Kind.QUARTER: Rule(15, 17, apart=1, is_owed=True),
    Kind.HALF: Rule(15, 17, apart=1, is_owed=True),
    Kind.YEAR: Rule(15, 17, apart=1, is_owed=True),
    Kind.POLICE_YEAR: Rule(15, 20, apart=1, is_owed=False),
}


def window_of(kind: Kind, day: date, rule: Rule) -> Period:
    """Return the window that `day` lies in; an urgent report is of its day alone."""
    if kind is Kind.URGENT:
        return Period(day, day + _DAY)
    if kind is Kind.WEEK:
        since = day - timedelta(days=(day.isoweekday() - rule.starts) % WEEKDAYS)
        return Period(since, since + _WEEK)
    length, last = _MONTHS[kind]
    # in months from the year 0: the first month that begins a window, counted back from the one that `day` lies in
    at = 12 * day.year + day.month - 1 - (day.day < rule.starts)
    first = last - (rule.starts > 1)
    begun = at - (at - first) % length
    return Period(_on(begun, rule.starts), _on(begun + length, rule.starts))


def _on(month: int, day: int) -> date:
    return date(month // 12, month % 12 + 1, day)


def windows(kind: Kind, since: date, until: date, rule: Rule) -> Iterator[Period]:
    """Yield the windows that end within the days [since, until), the earliest first."""
    window = window_of(kind, since, rule)
    while window.last_day < until:
        yield window
        window = window_of(kind, window.until, rule)


def before(kind: Kind, window: Period, rule: Rule) -> Period:
    """Return the window before this one."""
    if kind is Kind.URGENT:
        return window.before()
    return window_of(kind, window.since - _DAY, rule)


def year_ago(kind: Kind, window: Period) -> Period:
    """Return the window of the same dates a year before; of a week the one 52 weeks before."""
    if kind is Kind.WEEK:
        return Period(window.since - _YEAR_OF_WEEKS, window.until - _YEAR_OF_WEEKS)
    return window.previous()


def number_of(kind: Kind, window: Period) -> int:
    """Return which of its year the window is: the month 1 to 12, the quarter 1 to 4, the ISO week of its last day."""
    last = window.last_day
    if kind is Kind.WEEK:
        return last.isocalendar().week
    if kind is Kind.URGENT:
        return last.timetuple().tm_yday
    length, _last = _MONTHS[kind]
    return (last.month + length - 1) // length


def year_of(kind: Kind, window: Period) -> int:
    """Return the year that the window is of: of a week that of its ISO week."""
    last = window.last_day
    return last.isocalendar().year if kind is Kind.WEEK else last.year


def due_on(kind: Kind, window: Period, rule: Rule, calendar: Calendar | None = None) -> date:
    """Return the day on which the report is due: its own, moved on to a working day that lies far enough from the cut-off."""
    calendar = calendar or Calendar()
    last = window.last_day
    if kind is Kind.URGENT:
        return last
    day = last + _DAY
    while (day.isoweekday() if kind is Kind.WEEK else day.day) != rule.due:
        day += _DAY
    while (
        not calendar.is_working_day(day) or working_days_between(last, day, calendar) < rule.apart
    ):
        day += _DAY
    return day


def working_days_between(since: date, until: date, calendar: Calendar) -> int:
    """Return how many working days lie between two days, neither of them counted."""
    days = (since + timedelta(days=n) for n in range(1, (until - since).days))
    return sum(map(calendar.is_working_day, days))


#: So many days before its window ends a report is a draft, for those who write it.
_AHEAD: Mapping[Kind, int] = {Kind.WEEK: 1, Kind.MONTH: 5}
_USUAL_AHEAD = 10
#: A report whose day went by so long ago is no draft any more that the house makes by itself.
LATE_DRAFT = timedelta(days=10)


def opens_on(kind: Kind, window: Period) -> date:
    """Return the day on which the report is made a draft: before the cut-off, so always before the day it is due."""
    return window.last_day - timedelta(days=_AHEAD.get(kind, _USUAL_AHEAD))


def to_draft(kind: Kind, on: date, rule: Rule) -> list[Period]:
    """Return the windows whose report should be a draft on a day: the running one near its end, and the one before
    until some days after it was due."""
    running = window_of(kind, on, rule)
    last = before(kind, running, rule)
    found = [last] if on <= due_on(kind, last, rule) + LATE_DRAFT else []
    return [*found, running] if opens_on(kind, running) <= on else found
