"""Clocks that run: which act starts, meets, stops and lengthens which, and when to warn. Pure; the time is passed in.

Every clock of a matter's category runs by itself. The earliest of those that govern is the deadline of the matter.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.core.working_time import Calendar, Measure
from binhyen.matters.rules import GOVERNING, HOUSE_LIMIT, Limit
from binhyen.matters.workflow import Act

#: "At once" has no date in the law. The house calls it late when nobody has looked within a quarter of an hour.
AT_ONCE_GRACE = timedelta(minutes=15)
#: Where a matter's deadline stands while every clock that governs it is stopped: behind all others in a list.
NEVER = datetime(2999, 12, 31, tzinfo=UTC)
_DAY = timedelta(days=1)
_DAY_ENDS = time(23, 59, 59)


class Standing(StrEnum):
    """How a clock stands."""

    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    MET = "MET"
    LAPSED = "LAPSED"  # nobody asks for it any more: another category, settled before, merged


class Stage(IntEnum):
    """How far a clock has run when somebody is warned; the later stage says what the earlier would have said."""

    NONE = 0
    HALF = 1
    LAST_DAY = 2
    OVER = 3


class Start(StrEnum):
    """Where the law starts to count, as the catalogue names it."""

    REPORT = "report"
    REQUEST = "request"
    ASSIGNMENT = "assignment"
    DISCOVERY = "discovery"
    MINUTES = "minutes"
    ACCEPTANCE = "acceptance"
    END = "end"
    MESSAGE = "message"


class Cause(StrEnum):
    """Why a clock stands still."""

    REPORTER = "REPORTER"
    MEDIATION = "MEDIATION"
    PARTIES = "PARTIES"


class Step(StrEnum):
    """What happened in a mediation, as `Act.MEDIATE` says it in its detail."""

    ASKED = "ASKED"
    STARTED = "STARTED"
    SESSION = "SESSION"
    ENDED = "ENDED"


#: What starts with the matter. A report of violence at home is the request of Law 13/2022, Art. 25, until one is written.
WITH_THE_MATTER = frozenset({Start.REPORT, Start.REQUEST})
#: What starts counting with an act. A violation is discovered when somebody has verified it, not when it is said.
STARTS: Mapping[str, frozenset[Start]] = {
    Act.OPEN: WITH_THE_MATTER,
    Act.REOPEN: WITH_THE_MATTER,
    Act.CONFIRM: frozenset({Start.DISCOVERY}),
    Act.MINUTES: frozenset({Start.MINUTES}),
    f"{Act.MEDIATE}.{Step.ASKED}": frozenset({Start.ASSIGNMENT}),
    Act.SETTLE: frozenset({Start.END}),
    Act.SET_ASIDE: frozenset({Start.END}),
}
TAKEN_OVER = f"{Act.ACCEPT}.TAKE_OVER"
#: The clock of what the reporter says. No category names it; it runs whatever state the matter is in, also closed.
MESSAGE = "CLK-MESSAGE"
#: That of the mediators, for whatever they are asked.
MEDIATION = "CLK-MED"
_DECIDE, RESULT = "CLK-CRIME-DECIDE", "CLK-CRIME-RESULT"
#: A category with one of these is a crime report.
CRIME = frozenset({"CLK-CRIME", "CLK-CRIME-GRAVE"})
#: Clocks of a crime report that begin later: the police above decide from the moment they have the file (CPC,
#: Art. 147), and whoever ended it tells the reporter (JC 01/2017, Art. 14(3)).
CRIME_BEGINS: Mapping[str, str] = {TAKEN_OVER: _DECIDE, Act.SETTLE: RESULT, Act.SET_ASIDE: RESULT}

_ENDS = frozenset({Act.SETTLE.value, Act.REFER.value, Act.SET_ASIDE.value})
#: What meets a clock, by its purpose.
_MET_BY: Mapping[str, frozenset[str]] = {
    "EMERGENCY": frozenset({Act.TAKE_IN_HAND, Act.REFER, Act.SET_ASIDE}),
    "ACKNOWLEDGE": frozenset({Act.REPLY}),
    "HAND_OVER": frozenset({Act.REFER, TAKEN_OVER}),
    "RECORD": frozenset({Act.MINUTES}),
    "DECIDE": _ENDS,
    "ANSWER": _ENDS,
    "MEDIATE": frozenset({f"{Act.MEDIATE}.{Step.STARTED}"}),
}
#: Where a clock asks for something else than its purpose: to propose upward is to report for an investigator; the
#: result after the end is told by a reply; a message may also be read and want no answer.
_MET_BY_CLOCK: Mapping[str, frozenset[str]] = {
    "CLK-CRIME-ASSIGN": frozenset({Act.PROPOSE, Act.REFER, TAKEN_OVER}),
    RESULT: frozenset({Act.REPLY}),
    MESSAGE: frozenset({Act.REPLY, Act.MARK_HEARD}),
}
#: What the reporter is to be told stays to be told when the matter has ended.
_OUTLIVES = frozenset({"ACKNOWLEDGE"})
#: All that does something to a clock; every other act leaves them alone.
TOUCHING: frozenset[str] = frozenset().union(
    STARTS, *_MET_BY.values(), *_MET_BY_CLOCK.values(),
    {f"{Act.MEDIATE}.{Step.ENDED}", Act.MERGE, Act.TRIAGE, Act.HEAR, Act.TRANSFER, Act.GIVE_BACK},
)  # fmt: skip

#: Where a clock may stand still, and why. For all others no law stops the time, so neither does the house.
PAUSES: Mapping[str, Mapping[Cause, str]] = {
    "CLK-SERVICE": {Cause.REPORTER: "", Cause.MEDIATION: ""},  # the house's own limit and rule
    "CLK-MED": {Cause.PARTIES: "Law 35/2013/QH13 Art. 17"},
}


@dataclass(frozen=True)
class Ground:
    """A reason for which the law gives a clock more time, and up to when."""

    code: str
    clock: str
    amount: int
    unit: str  # "months" or a Measure
    law: str
    from_due: bool = False  # counted from the end of the time given before, not from the start
    after: int = 0  # how often it must have been extended before
    days_before: int = 0  # how long before the end it must be asked for


GROUNDS: tuple[Ground, ...] = (
    Ground("COMPLEX", _DECIDE, 2, "months", "Criminal Procedure Code Art. 147(2)"),
    Ground(
        "PROCURACY", _DECIDE, 2, "months", "Criminal Procedure Code Art. 147(2)",
        from_due=True, after=1, days_before=5,
    ),
    Ground("MOVED_UP", "CLK-ADM-DEC", 10, Measure.WORKING_DAYS, "Law on Handling of Administrative Violations Art. 66"),
    Ground("VERIFY", "CLK-ADM-DEC", 1, "months", "Law on Handling of Administrative Violations Art. 66"),
    Ground("ESPECIALLY", "CLK-ADM-DEC", 2, "months", "Law on Handling of Administrative Violations Art. 66"),
    Ground("SEVERAL", "CLK-DENOUNCE-IN", 10, Measure.WORKING_DAYS, "Law 25/2018/QH14 Art. 24(1)"),
    Ground("COMPLEX", "CLK-DENOUNCE", 30, Measure.DAYS, "Law 25/2018/QH14 Art. 30", from_due=True),
    Ground("ESPECIALLY", "CLK-DENOUNCE", 30, Measure.DAYS, "Law 25/2018/QH14 Art. 30", from_due=True, after=1),
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One clock from its start to its end, with the moments at which to warn."""

    limit: Limit
    since: datetime
    due_at: datetime
    half_at: datetime | None
    day_before_at: datetime | None


def happening(act: Act, detail: Mapping[str, object]) -> str:
    """Return what an act is to the clocks: some acts are several things, and their detail says which."""
    said = detail.get("step") if act is Act.MEDIATE else detail.get("kind")
    return f"{act}.{said}" if said and act in {Act.MEDIATE, Act.ACCEPT} else act.value


def is_message(act: Act, detail: Mapping[str, object]) -> bool:
    """Say whether the reporter spoke by the act: a message, or a no to the question whether it is settled."""
    return act is Act.HEAR or (act is Act.REOPEN and "report" in detail)


def is_at_once(amount: int) -> bool:
    """Say whether a limit means "at once"."""
    return amount == 0


def start(limit: Limit, *, since: datetime, calendar: Calendar) -> Run:
    """Return the run of a clock that starts at `since`."""
    if is_at_once(limit.amount):
        return Run(limit, since, since + AT_ONCE_GRACE, None, None)
    due_at = calendar.due(since, limit.amount, limit.measure)
    return Run(limit, since, due_at, *warnings(since, due_at, limit.measure, calendar))


def warnings(
    since: datetime, due_at: datetime, measure: Measure, calendar: Calendar
) -> tuple[datetime | None, datetime | None]:
    """Return when half of the time is gone and when one day is left; the latter not for clocks shorter than two days."""
    half_at = since + (due_at - since) / 2
    day_before = _a_day_before(due_at, measure, calendar)
    return half_at, day_before if day_before > half_at else None


def _a_day_before(due_at: datetime, measure: Measure, calendar: Calendar) -> datetime:
    """Return the moment with one day left: a working day where the clock counts those."""
    before = due_at - _DAY
    if measure in {Measure.WORKING_DAYS, Measure.WORKING_HOURS}:
        while not calendar.is_working_day(clock.local_day(before)):
            before -= _DAY
    return before


def started_with(limits: Iterable[Limit]) -> list[Limit]:
    """Return the limits to run from the opening; where none of them says when to be done, the house's own does."""
    limits = list(limits)
    return limits if any(map(governs, limits)) else [*limits, *_house(limits)]


def _house(limits: list[Limit]) -> list[Limit]:
    return [] if any(limit.clock == HOUSE_LIMIT.clock for limit in limits) else [HOUSE_LIMIT]


def governs(limit: Limit) -> bool:
    """Say whether the clock says when the matter itself must be dealt with."""
    return limit.purpose in GOVERNING and limit.amount > 0 and limit.clock != RESULT


def is_met(*, clock_id: str, purpose: str, by: str) -> bool:
    """Say whether what happened, as `happening` names it, meets the clock."""
    return by in _MET_BY_CLOCK.get(clock_id, _MET_BY.get(purpose, frozenset()))


def is_lapsed(*, clock_id: str, purpose: str, by: str) -> bool:
    """Say whether nobody asks for the clock any more after what happened."""
    if by == Act.MERGE:
        return True
    if by == Act.REOPEN:
        return clock_id == RESULT
    return by in _ENDS and purpose not in _OUTLIVES and clock_id != RESULT


def can_pause(clock_id: str, cause: Cause) -> bool:
    """Say whether the law, or for its own limit the house, lets the clock stand still for this cause."""
    return cause in PAUSES.get(clock_id, {})


def resumed(
    *, due_at: datetime, paused_at: datetime, at: datetime, measure: Measure, calendar: Calendar
) -> datetime:
    """Return the new end of a clock that stood still from `paused_at` to `at`, by what the clock counts."""
    if measure is Measure.HOURS:
        return due_at + (at - paused_at)
    first, last = clock.local_day(paused_at), clock.local_day(at)
    if measure is Measure.DAYS:
        return due_at + (last - first)
    local = due_at.astimezone(VIETNAM)
    day = local.date()
    for _ in range(_working_days(first, last, calendar)):
        day = calendar.next_working_day(day)
    return datetime.combine(day, local.timetz())


def _working_days(first: date, last: date, calendar: Calendar) -> int:
    """Return how many working days lie after `first` and up to `last`."""
    days = ((last - first) // _DAY) + 1
    return sum(calendar.is_working_day(first + n * _DAY) for n in range(1, days))


def grounds(clock_id: str, *, extensions: int) -> list[Ground]:
    """Return the grounds on which the clock may be extended as things stand."""
    return [g for g in GROUNDS if g.clock == clock_id and g.after == _asked(g, extensions)]


def _asked(ground: Ground, extensions: int) -> int:
    """A ground counted from the start may take the place of a shorter one; one counted from the end follows another."""
    return extensions if ground.from_due or ground.clock == _DECIDE else 0


def extended(ground: Ground, *, since: datetime, due_at: datetime, calendar: Calendar) -> datetime:
    """Return until when the clock runs once it is extended on `ground`."""
    begin = due_at if ground.from_due else since
    if ground.unit == "months":
        day = months_after(clock.local_day(begin), ground.amount)
        return datetime.combine(day, _DAY_ENDS, tzinfo=VIETNAM)
    return calendar.due(begin, ground.amount, Measure(ground.unit))


def months_after(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of its month (Civil Code 91/2015/QH13, Art. 148(3))."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_asked_in_time(ground: Ground, *, due_at: datetime, at: datetime) -> bool:
    """Say whether more time is asked for early enough; what has run out is not extended."""
    return at <= due_at - ground.days_before * _DAY


def stage(
    *, at: datetime, due_at: datetime, half_at: datetime | None, day_before_at: datetime | None
) -> Stage:
    """Return how far the clock has run at `at`; its last moment still counts."""
    if at > due_at:
        return Stage.OVER
    if day_before_at is not None and at >= day_before_at:
        return Stage.LAST_DAY
    if half_at is not None and at >= half_at:
        return Stage.HALF
    return Stage.NONE
