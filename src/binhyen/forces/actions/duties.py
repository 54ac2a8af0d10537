"""Enter what a team was given to do, say how it ended, and note what was due of it in a month."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.figures import closing
from binhyen.forces import queries, rules
from binhyen.forces.actions.refusals import (
    DoneAlready,
    InTheFuture,
    NotOneDuty,
    NotTheirDuty,
    ReasonNeeded,
    YearClosed,
)
from binhyen.forces.models import (
    REMARK_LENGTH,
    DutyEntry,
    DutyGroup,
    DutyKind,
    Outcome,
    Team,
    TeamMonth,
)
from binhyen.forces.rating_rule import rating_rule
from binhyen.people import policy
from binhyen.people.models import User


@dataclass(frozen=True)
class Done:
    """How a task ended: hours and members as numbers, a remark without names."""

    outcome: Outcome
    hours: Decimal = Decimal(0)
    members: int = 0
    remark: str = ""


@dataclass(frozen=True)
class Counts:
    """What was due of a team in a month, and what was kept of it."""

    meetings_due: int
    meetings_held: int
    briefings_due: int
    briefings_attended: int
    reports_due: int
    reports_on_time: int


def log_duty(
    *, key: UUID, team: Team, kind: str, on: date, times: int = 1, done: Done, by: User, at: datetime
) -> DutyEntry:  # fmt: skip
    """Enter a task of `team`; the same key again gives the entry that stands.

    Raises NotAllowed, NotOneDuty, InTheFuture, YearClosed, NotTheirDuty.
    """
    if kind not in DutyKind.values:
        raise NotOneDuty(kind)
    entry = DutyEntry(
        key=key, team=team, group=DutyKind(kind).group.value, kind=kind, on=on, times=times,
        outcome=done.outcome, hours=done.hours, members=done.members, remark=text.seen(done.remark), by=by,
        logged_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return _logged(entry)
    except (IntegrityError, closing.YearClosed):
        earlier = DutyEntry.objects.filter(key=key).first()
        if earlier is None:
            raise
        if earlier.by_id != by.pk:
            raise NotTheirDuty(str(key)) from None
        return earlier


def _logged(entry: DutyEntry) -> DutyEntry:
    today = clock.local_day(entry.logged_at)
    policy.require(entry.by, "forces.log_duty", entry.team.near(), on=today)
    _require_one(entry, today)
    entry.save(force_insert=True)
    _record(
        "forces.duty_logged", entry, entry.by, entry.logged_at, times=entry.times, outcome=entry.outcome
    )  # fmt: skip
    return entry


def _require_one(entry: DutyEntry, today: date) -> None:
    if entry.on > today:
        raise InTheFuture(entry.on)
    require_open(entry.team, entry.on)
    if (
        not 1 <= entry.times <= rules.MOST_TIMES
        or not 0 <= entry.hours <= rules.MOST_HOURS
        or not 0 <= entry.members <= rules.MOST_COMPANIONS
        or len(entry.remark) > REMARK_LENGTH
        or (entry.remark and entry.group == DutyGroup.EDUCATION)
        or entry.on < entry.team.established_on
    ):
        raise NotOneDuty(entry)


@transaction.atomic
def end_duty(*, entry: DutyEntry, done: Done, by: User, at: datetime) -> None:
    """Say how a task that was given ended. Raises NotAllowed, NotOneDuty, YearClosed, DoneAlready."""
    policy.require(by, "forces.log_duty", entry.team.near(), on=clock.local_day(at))
    said = {
        "outcome": done.outcome, "hours": done.hours, "members": done.members, "remark": text.seen(done.remark),
    }  # fmt: skip
    for name, value in said.items():
        setattr(entry, name, value)
    _require_one(entry, clock.local_day(at))
    still_open = DutyEntry.objects.counted().filter(pk=entry.pk, outcome=Outcome.ASSIGNED)
    if done.outcome == Outcome.ASSIGNED or not still_open.update(**said):
        raise DoneAlready(str(entry.pk))
    _record("forces.duty_ended", entry, by, at, outcome=done.outcome)


@transaction.atomic
def take_back_duty(*, entry: DutyEntry, because: str, by: User, at: datetime) -> None:
    """Take back an entry that is wrong: one's own, or any for who manages the force. It counts no more.

    Raises NotAllowed, ReasonNeeded, YearClosed, DoneAlready.
    """
    action = "forces.log_duty" if entry.by_id == by.pk else "forces.manage"
    policy.require(by, action, entry.team.near(), on=clock.local_day(at))
    why = text.seen(because)
    if not why:
        raise ReasonNeeded(str(entry.pk))
    require_open(entry.team, entry.on)
    standing = DutyEntry.objects.counted().filter(pk=entry.pk)
    if not standing.update(taken_back_at=at, taken_back_because=why):
        raise DoneAlready(str(entry.pk))
    _record("forces.duty_taken_back", entry, by, at, times=entry.times)


def _record(event: str, entry: DutyEntry, by: User, at: datetime, **more: object) -> None:
    audit.record(
        event=event,
        subject=f"team {entry.team_id}",
        actor=by.ref,
        at=at,
        detail={"kind": entry.kind, "on": entry.on.isoformat(), **more},
    )


@transaction.atomic
def note_month(*, team: Team, month: date, counts: Counts, by: User, at: datetime) -> TeamMonth:
    """Note meetings, briefings and reports of a month, given by its first day; noted again, the new numbers count.

    Raises NotAllowed, InTheFuture, YearClosed, NotOneDuty.
    """
    policy.require(by, "forces.manage", team, on=clock.local_day(at))
    if month > clock.local_day(at):
        raise InTheFuture(month)
    require_open(team, month)
    pairs = (
        (counts.meetings_held, counts.meetings_due),
        (counts.briefings_attended, counts.briefings_due),
        (counts.reports_on_time, counts.reports_due),
    )
    if month.day != 1 or not all(0 <= kept <= due <= rules.MOST_A_MONTH for kept, due in pairs):
        raise NotOneDuty(counts)
    noted, _new = TeamMonth.objects.update_or_create(
        team=team, month=month, defaults=vars(counts).copy()
    )
    audit.record(
        event="forces.month_noted",
        subject=f"team {team.pk}",
        actor=by.ref,
        at=at,
        detail={"month": month.isoformat(), "due": noted.due, "kept": noted.kept},
    )
    return noted


def require_open(team: Team, day: date) -> None:
    """Raise figures' YearClosed when the year of `day` is closed, and YearClosed when its rating year is decided for the team,
    rated in it or too young to be."""
    closing.refuse_closed(team.unit, day)
    year = rating_rule().year_of(day)
    sheet = queries.sheet_that_closes(team, year)
    if sheet is not None:
        raise YearClosed(sheet)
