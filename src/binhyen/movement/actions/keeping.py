"""What the acts on a task share: compare-and-set, its history and its line on the trail, who may have a hand in it."""

from datetime import datetime
from typing import Any

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.movement import planning
from binhyen.movement.actions.refusals import Outrun, PlanClosed
from binhyen.movement.models import Plan, Task, TaskChange
from binhyen.people import policy
from binhyen.people.models import User


def require_running(plan: Plan) -> None:
    """Raise PlanClosed once the final review was held."""
    if plan.closed_at is not None:
        raise PlanClosed(plan.title)


def require_hand(task: Task, by: User, at: datetime) -> None:
    """Raise NotAllowed unless `by` plans here or stands for the body that leads the task; PlanClosed after the end."""
    on = clock.local_day(at)
    if not policy.can(by, "movement.plan", task.plan, on=on):
        policy.require(by, "movement.report_own_task", task, on=on)
        if not planning.leads(by, task, on):
            message = f"{task.reference} is led by {task.lead}, not by {by.ref}"
            raise policy.NotAllowed(message)
    require_running(task.plan)


def write(task: Task, *, version: int, **columns: Any) -> None:
    """Change a task that is still as it was read. Raises Outrun."""
    same = Task.objects.filter(pk=task.pk, version=version)
    if not same.update(**columns, version=version + 1):
        raise Outrun(task.reference)
    for name, value in {**columns, "version": version + 1}.items():
        setattr(task, name, value)


def note(task: Task, what: TaskChange.What, *, by: User, at: datetime, words: str = "") -> None:
    """Add to the history of a task and to the trail; the trail gets no words."""
    TaskChange.objects.create(
        task=task, what=what.value, words=words[:500], progress=task.progress, due_on=task.due_on, by=by, at=at,
    )  # fmt: skip
    audit.record(
        event=f"movement.task_{what.value.lower()}",
        subject=task.reference,
        actor=by.ref,
        at=at,
        detail={"plan": task.plan_id, "state": task.state, "progress": task.progress},
    )
