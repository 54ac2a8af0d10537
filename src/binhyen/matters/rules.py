"""Competence, deadlines, severity, candidates: values in, values out. Pure; the time is passed in."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from binhyen.core.clock import VIETNAM
from binhyen.core.working_time import SHIFTS, Calendar, Measure


class Severity(StrEnum):
    """How much a matter presses."""

    LOW = "LOW"
    ORDINARY = "ORDINARY"
    HIGH = "HIGH"
    URGENT = "URGENT"


class Kind(StrEnum):
    """What a unit asks the level above for."""

    DIRECT = "DIRECT"  # tell us how; we settle it
    SUPPORT = "SUPPORT"  # lend us people or means; we settle it
    TAKE_OVER = "TAKE_OVER"  # settle it yourselves


#: Need-to-know: children, domestic and sexual violence.
RESTRICTED = "S3"

#: What the purposes of the catalogue's clocks mean for the deadline of the matter itself. A clock that only asks
#: to acknowledge or notify does not say when the matter must be dealt with.
GOVERNING = frozenset({"HAND_OVER", "DECIDE", "MEDIATE", "ANSWER"})
EMERGENCY = "EMERGENCY"


@dataclass(frozen=True)
class Limit:
    """One clock of a category: what it is for and how long it gives. An amount of 0 means "at once"."""

    clock: str
    purpose: str
    amount: int
    measure: Measure


@dataclass(frozen=True)
class Due:
    """By when a matter must be dealt with, and which clock says so."""

    at: datetime
    clock: str


#: Where no law sets a time: the answer to an ordinary request (domain/incidents.md, section 7).
HOUSE_LIMIT = Limit("CLK-SERVICE", "ANSWER", 7, Measure.DAYS)

PROLONGED_AFTER = timedelta(days=90)
PROLONGED_HOUSEHOLDS = 10
PROLONGED_FAILURES = 2

#: So long after the end the reporter reopens a matter by saying that it is not settled; later they write.
REOPEN_WITHIN = timedelta(days=30)

#: Working days the level above has for its answer.
ANSWER_DAYS = {Severity.URGENT: 1, Severity.HIGH: 2}
ANSWER_DAYS_ORDINARY = 3


def due(limits: Iterable[Limit], *, since: datetime, calendar: Calendar) -> Due:
    """Return the earliest deadline that governs the matter.

    "At once" is a duty, not a date: it makes the matter urgent (`severity`) and would make every such matter
    overdue at birth, so the next clock governs. A category without any other clock gets the house's own limit.
    """
    governing = [limit for limit in limits if limit.purpose in GOVERNING and limit.amount > 0]
    choices = [
        Due(calendar.due(since, limit.amount, limit.measure), limit.clock)
        for limit in governing or [HOUSE_LIMIT]
    ]
    return min(choices, key=lambda choice: (choice.at, choice.clock))


def severity(limits: Iterable[Limit], *, sensitivity: str) -> Severity:
    """Return how much a new matter presses before an officer has looked."""
    limits = list(limits)
    if any(limit.purpose == EMERGENCY or limit.amount == 0 for limit in limits):
        return Severity.URGENT
    if sensitivity == RESTRICTED:
        return Severity.HIGH
    return Severity.ORDINARY


def may_settle(
    competence: Mapping[str, str], *, level: str, accepted: Collection[Kind] = ()
) -> bool:
    """Say whether a unit of `level` may settle a category itself.

    `competence` is the category's: level -> "settle" or "pass_on"; a level it does not name may. What must be
    passed on may still be settled here after the level above agreed to direct or to support.
    """
    if competence.get(level.lower(), "settle") == "settle":
        return True
    return bool({Kind.DIRECT, Kind.SUPPORT} & set(accepted))


def is_at_base(*, keeper_level: str, accepted: Collection[Kind] = ()) -> bool:
    """Say whether a settlement counts as one at the base: the commune did it, nobody above took it over."""
    return keeper_level == "COMMUNE" and Kind.TAKE_OVER not in accepted


def is_prolonged(
    *,
    opened_at: datetime,
    ended_at: datetime | None,
    at: datetime,
    failed_mediations: int = 0,
    households: int = 0,
    is_violence_threatened: bool = False,
) -> bool:
    """Say whether a dispute is complex or prolonged (DSP-PROLONGED): open longer than 90 days, two mediations
    failed, more than ten households, or violence threatened."""
    return (
        (ended_at or at) - opened_at > PROLONGED_AFTER
        or failed_mediations >= PROLONGED_FAILURES
        or households > PROLONGED_HOUSEHOLDS
        or is_violence_threatened
    )


def answer_due(severity_: Severity, *, asked_at: datetime, calendar: Calendar) -> datetime:
    """Return by when the level above answers a proposal."""
    days = ANSWER_DAYS.get(severity_, ANSWER_DAYS_ORDINARY)
    return calendar.due(asked_at, days, Measure.WORKING_DAYS)


def reopens(*, ended_at: datetime, at: datetime) -> bool:
    """Say whether a reporter's "not settled" takes a matter up again; the last moment still counts."""
    return at <= ended_at + REOPEN_WITHIN


def is_on_time(*, due_at: datetime, at: datetime) -> bool:
    """Say whether what was done at `at` met the deadline; its last moment still counts."""
    return at <= due_at


def is_masked(*, sensitivity: str, is_new: bool, is_chief: bool, is_handler: bool) -> bool:
    """Say whether a restricted matter hides its content from an officer of the unit.

    Until somebody has it in hand every duty officer sees it, or it would wait unread.
    """
    return sensitivity == RESTRICTED and not (is_chief or is_handler or is_new)


def working_time_left(*, at: datetime, due_at: datetime, calendar: Calendar) -> timedelta:
    """Return the office hours between `at` and `due_at`; zero when the time has run out."""
    start, end = at.astimezone(VIETNAM), due_at.astimezone(VIETNAM)
    left = timedelta()
    day = start.date()
    while day <= end.date():
        if calendar.is_working_day(day):
            left += _worked(day, start, end)
        day += timedelta(days=1)
    return left


def _worked(day: date, start: datetime, end: datetime) -> timedelta:
    total = timedelta()
    for opens, closes in SHIFTS:
        begin = max(start, datetime.combine(day, opens, tzinfo=VIETNAM))
        finish = min(end, datetime.combine(day, closes, tzinfo=VIETNAM))
        total += max(finish - begin, timedelta())
    return total


#: How far ahead of the house's clock something may have been done on a phone, and how long it may have waited there.
PHONE_AHEAD = timedelta(minutes=5)
PHONE_WAITED = timedelta(days=30)


def time_done(said: datetime, *, sent_at: datetime, at: datetime) -> datetime:
    """Return when something was done, by the house's clock: the phone's clock is wrong by what it shows when it sends.

    Raises ValueError "future" or "past" when that still cannot be.
    """
    done = said + (at - sent_at)
    if done > at + PHONE_AHEAD:
        raise ValueError("future")
    if done < at - PHONE_WAITED:
        raise ValueError("past")
    return min(done, at)
