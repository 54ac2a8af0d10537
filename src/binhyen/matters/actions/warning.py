"""Warn of clocks: half of the time gone, one day left, run out. Two workers at once warn once; after a stop only the
latest stage is told."""

from datetime import datetime
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from binhyen.core import clock
from binhyen.matters import running, standing
from binhyen.matters.models import Deadline, Matter
from binhyen.matters.running import Stage, Standing
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people.models import User

#: Rows looked at in one go; what is left over waits for the next minute.
AT_ONCE = 500
_WHAT = {Stage.HALF: What.HALF_GONE, Stage.LAST_DAY: What.ONE_DAY, Stage.OVER: What.OVERDUE}
_WHAT_OF_MESSAGE = {
    Stage.HALF: What.MESSAGE_HALF,
    Stage.LAST_DAY: What.MESSAGE_DAY,
    Stage.OVER: What.MESSAGE_OVER,
}


def warn_due(*, at: datetime) -> int:
    """Tell whoever handles a matter how far its clocks have run; return how many warnings were new."""
    waiting = (
        Deadline.objects.filter(_reached(at), state=Standing.RUNNING.value)
        .select_related("matter__handler", "matter__crew", "matter__keeper")
        .order_by("due_at", "pk")[:AT_ONCE]
    )
    return sum(_warn(deadline, at) for deadline in waiting)


def _reached(at: datetime) -> Q:
    """Return what keeps the clocks that have reached a stage nobody was warned of."""
    return reduce(
        or_,
        (
            Q(due_at__lt=at, warned__lt=Stage.OVER.value),
            Q(day_before_at__lte=at, warned__lt=Stage.LAST_DAY.value),
            Q(half_at__lte=at, warned__lt=Stage.HALF.value),
        ),
    )


@transaction.atomic
def _warn(deadline: Deadline, at: datetime) -> bool:
    """Warn of one clock, unless another worker just has."""
    stage = running.stage(
        at=at,
        due_at=deadline.due_at,
        half_at=deadline.half_at,
        day_before_at=deadline.day_before_at,
    )
    same = Deadline.objects.filter(
        pk=deadline.pk,
        state=Standing.RUNNING.value,
        warned__lt=stage.value,
        due_at=deadline.due_at,
    )
    if not same.update(warned=stage.value):
        return False
    told = _WHAT_OF_MESSAGE if deadline.clock == running.MESSAGE else _WHAT
    notices.tell(
        to=_whom(deadline.matter, stage, at),
        what=told[stage],
        subject=deadline.matter.reference,
        at=at,
        mark=f"{deadline.pk}:{stage.name}:{deadline.due_at:%Y%m%d%H%M}",
    )
    return True


def _whom(matter: Matter, stage: Stage, at: datetime) -> list[User]:
    """Return who stands for the matter; the chief too once it is overdue."""
    on = clock.local_day(at)
    over = standing.chiefs(matter.keeper, on) if stage is Stage.OVER else []
    return standing.people_of(matter, on) + over
