"""Remind of tasks: a week before their day whoever leads, after it the committee too. Nobody acts here, so no trail."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from binhyen.core import clock
from binhyen.movement import planning
from binhyen.movement.models import OPEN, Reminded, Task
from binhyen.movement.rules import FIRST_HOUR, SOON, is_soon
from binhyen.notices import actions as notices
from binhyen.notices.words import What

#: Tasks looked at in one go; what is left over waits for the next hour.
AT_ONCE = 500
_WHAT = {Reminded.SOON: What.TASK_SOON, Reminded.OVER: What.TASK_OVER}


def remind_of_tasks(*, at: datetime) -> int:
    """Tell whose task is due within a week or overdue, each once for each day set; return how many were new."""
    if at.astimezone(clock.VIETNAM).hour < FIRST_HOUR:
        return 0
    on = clock.local_day(at)
    reached = Q(due_on__lt=on, reminded__lt=Reminded.OVER.value)
    reached |= Q(due_on__lte=on + SOON, reminded=Reminded.NOT_YET.value)
    waiting = (
        Task.objects.filter(reached, state__in=OPEN, plan__closed_at=None, starts_on__lte=on)
        .select_related("plan__unit", "plan__committee__unit", "lead_unit")
        .order_by("due_on", "pk")[:AT_ONCE]
    )
    return sum(_remind(task, at) for task in waiting)


@transaction.atomic
def _remind(task: Task, at: datetime) -> bool:
    """Remind of one task, unless another worker just has."""
    on = clock.local_day(at)
    stage = Reminded.SOON if is_soon(task.due_on, on) else Reminded.OVER
    same = Task.objects.filter(
        pk=task.pk, state__in=OPEN, due_on=task.due_on, reminded__lt=stage.value
    )
    if not same.update(reminded=stage.value):
        return False
    told = planning.people_for(task, on)
    if stage is Reminded.OVER:
        told += planning.committee_of(task.plan, on)
    notices.tell(
        to=told,
        what=_WHAT[stage],
        subject=task.reference,
        at=at,
        mark=f"{stage.name}:{task.due_on:%Y%m%d}",
    )
    return True
