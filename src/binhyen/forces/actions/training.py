"""Call members to training and note who came."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.figures.closing import refuse_closed
from binhyen.forces import roster
from binhyen.forces.actions.members import require_day
from binhyen.forces.models import Attendance, Team, Topic, Training
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


class HeldAlready(Exception):
    """A session of this name on this day stands in the register."""


class NobodyToCall(Exception):
    """Nobody of the teams chosen served on that day."""


@transaction.atomic
def hold_training(
    *,
    unit: Unit,
    teams: Sequence[Team],
    held_on: date,
    topic: Topic,
    title: str,
    hours: int,
    by: User,
    at: datetime,
) -> Training:
    """Enter a session; called are all who served in `teams` on its day. Raises NotAllowed, WrongDay, YearClosed,
    HeldAlready, NobodyToCall."""
    today = clock.local_day(at)
    policy.require(by, "forces.manage", unit, on=today)
    for team in teams:
        policy.require(by, "forces.manage", team, on=today)
    refuse_closed(unit, held_on)
    require_day(held_on, date.min, at)
    title = text.seen(title)
    if unit.force_trainings.filter(held_on=held_on, title=title).exists():
        raise HeldAlready(title)
    called = roster.serving(teams, on=held_on)
    if not called:
        raise NobodyToCall(title)
    training = Training.objects.create(
        unit=unit, held_on=held_on, topic=topic, title=title, hours=hours
    )
    Attendance.objects.bulk_create(
        Attendance(training=training, member_id=service.member_id) for service in called
    )
    _record("forces.training_held", training, by, at, {"called": len(called), "hours": hours})
    return training


@transaction.atomic
def note_attendance(*, training: Training, came: Collection[int], by: User, at: datetime) -> int:
    """Note which of the called came, by the numbers of their members; return how many. Raises NotAllowed or YearClosed."""
    policy.require(by, "forces.manage", training, on=clock.local_day(at))
    refuse_closed(training.unit, training.held_on)
    called = training.called
    count = called.filter(member_id__in=came).update(has_attended=True)
    called.exclude(member_id__in=came).update(has_attended=False)
    _record("forces.attendance_noted", training, by, at, {"came": count})
    return count


def _record(
    event: str, training: Training, by: User, at: datetime, detail: dict[str, object]
) -> None:
    audit.record(event=event, subject=f"training {training.pk}", actor=by.ref, at=at, detail=detail)
