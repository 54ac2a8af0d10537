"""More time, a clock that stands still, the minutes of a violation; and what a unit says of its clocks."""

from datetime import datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.matters import clocks, running
from binhyen.matters.actions import ticking
from binhyen.matters.actions.moving import CALENDAR, Doing, ask, stay
from binhyen.matters.models import ClockRule, Deadline, Matter
from binhyen.matters.running import Cause, Ground, Standing
from binhyen.matters.workflow import Act
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


class NotRunning(Exception):
    """The clock does not run: it is met, stopped, or no longer asked for."""


class BeyondLaw(Exception):
    """The law gives no more time on this ground, or none at all; or the unit's limit would be longer than the law's."""


class AskedTooLate(Exception):
    """The time has run out, or more of it had to be asked for earlier."""


class MayNotPause(Exception):
    """No law lets this clock stand still for this cause."""


@transaction.atomic
def extend(
    *, deadline: Deadline, ground: str, decided_by: str, words: str, by: User, at: datetime
) -> None:
    """Lengthen a clock on a ground that the law knows. `decided_by` is the body and the number of its paper.

    Raises NotAllowed, NotRunning, BeyondLaw, AskedTooLate, MoveNotAllowed.
    """
    matter = _matter_of(deadline, by, at)
    _fresh(deadline, Standing.RUNNING)
    chosen = _ground(deadline, ground)
    due_at = running.extended(
        chosen, since=deadline.since, due_at=deadline.due_at, calendar=CALENDAR
    )
    if due_at <= deadline.due_at:
        raise BeyondLaw(ground)
    if not running.is_asked_in_time(chosen, due_at=deadline.due_at, at=at):
        raise AskedTooLate(deadline.due_at)
    detail = {"clock": deadline.clock, "ground": ground, "decided_by": decided_by}
    stay(matter, Doing(Act.EXTEND, by, at, words, detail | {"until": due_at.isoformat()}))
    _require_unchanged(deadline)
    deadline.extensions += 1
    ticking.lengthen(deadline, due_at, at, also=("extensions",))
    _set_due(matter)


def _ground(deadline: Deadline, code: str) -> Ground:
    offered = running.grounds(deadline.clock, extensions=deadline.extensions)
    found = [ground for ground in offered if ground.code == code]
    if not found:
        raise BeyondLaw(code)
    return found[0]


@transaction.atomic
def pause(*, deadline: Deadline, cause: Cause, words: str, by: User, at: datetime) -> None:
    """Let a clock stand still, where that is allowed, until it is resumed or what it waits for comes.

    Raises NotAllowed, NotRunning, MayNotPause, AskedTooLate, MoveNotAllowed.
    """
    matter = _matter_of(deadline, by, at)
    _fresh(deadline, Standing.RUNNING)
    if not running.can_pause(deadline.clock, cause):
        raise MayNotPause(deadline.clock)
    if deadline.due_at < at:
        raise AskedTooLate(deadline.due_at)
    waits = {"awaits_reporter": True} if cause is Cause.REPORTER else {}
    detail = {"clock": deadline.clock, "cause": cause.value}
    stay(matter, Doing(Act.PAUSE, by, at, words, detail), **waits)
    _require_unchanged(deadline)
    ticking.stop(deadline, cause, at)
    _set_due(matter)


@transaction.atomic
def resume(*, deadline: Deadline, by: User, at: datetime, words: str = "") -> None:
    """Let a clock that stands still run on. Raises NotAllowed, NotRunning, MoveNotAllowed."""
    matter = _matter_of(deadline, by, at)
    _fresh(deadline, Standing.PAUSED)
    came = {"awaits_reporter": False} if deadline.pause_cause == Cause.REPORTER else {}
    stay(matter, Doing(Act.RESUME, by, at, words, {"clock": deadline.clock}), **came)
    _require_unchanged(deadline)
    ticking.restart(deadline, at)
    _set_due(matter)


@transaction.atomic
def draw_up_minutes(*, matter: Matter, number: str, by: User, at: datetime) -> None:
    """Say that minutes of an administrative violation were drawn up; the time for the decision runs from here.

    `number` is that of the paper; nothing of its content is kept. Raises NotAllowed, MoveNotAllowed.
    """
    ask("matters.time", matter, by=by, at=at)
    stay(matter, Doing(Act.MINUTES, by, at, detail={"number": number}))


@transaction.atomic
def say_of_clock(
    *, unit: Unit, clock_id: str, is_remote: bool, amount: int | None, by: User, at: datetime
) -> ClockRule:
    """Shorten a clock for `unit`, or say that the law's limit for remote places holds there. Matters that run keep
    the time they were given. Raises NotAllowed, BeyondLaw, KeyError."""
    policy.require(by, "matters.set_clocks", unit, on=clock.local_day(at))
    known = clocks.taxonomy().clocks[clock_id]
    law = known.limits[clocks.REMOTE if is_remote and clocks.REMOTE in known.limits else "ordinary"]
    if (is_remote and clocks.REMOTE not in known.limits) or not _is_within(amount, law[0]):
        raise BeyondLaw(clock_id)
    rule, _is_new = ClockRule.objects.update_or_create(
        unit=unit,
        clock=clock_id,
        defaults={"is_remote": is_remote, "amount": amount, "set_at": at, "set_by": by},
    )
    unit.__dict__.pop("_clock_rules", None)
    audit.record(
        event="matters.clock_set",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"clock": clock_id, "is_remote": is_remote, "amount": amount or 0},
    )
    return rule


def _is_within(amount: int | None, law: int) -> bool:
    return amount is None or 1 <= amount <= law


def _matter_of(deadline: Deadline, by: User, at: datetime) -> Matter:
    ask("matters.time", deadline.matter, by=by, at=at)
    return deadline.matter


def _fresh(deadline: Deadline, wanted: Standing) -> None:
    """Read the clock as it stands now. Raises NotRunning where it stands otherwise."""
    deadline.refresh_from_db()
    if deadline.state != wanted:
        raise NotRunning(deadline.clock)


def _require_unchanged(deadline: Deadline) -> None:
    """Look again once the matter's row is ours: whoever acted on the clock since it was read has ended by now.
    Raises NotRunning."""
    read = {
        name: getattr(deadline, name) for name in ("state", "due_at", "paused_at", "extensions")
    }
    if not Deadline.objects.filter(pk=deadline.pk, **read).exists():
        raise NotRunning(deadline.clock)


def _set_due(matter: Matter) -> None:
    ticking.set_due(matter, Deadline.objects.filter(matter=matter).order_by("pk"))
