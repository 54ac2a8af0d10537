"""Say how far a task is and what shows it."""

from datetime import date, datetime

from django.db import transaction

from binhyen.movement.actions import keeping
from binhyen.movement.actions.refusals import NothingShown, NotOpen, WrongProgress
from binhyen.movement.models import Task, TaskChange, TaskEvidence, TaskState
from binhyen.people.models import User

DONE = 100


@transaction.atomic
def report_progress(
    *, task: Task, progress: int, version: int, by: User, at: datetime, words: str = ""
) -> None:
    """Say how far a task is; at 100 it is done. Raises NotAllowed, PlanClosed, NotOpen, WrongProgress, Outrun."""
    keeping.require_hand(task, by, at)
    if not task.is_open:
        raise NotOpen(task.title)
    if not 0 <= progress <= DONE:
        raise WrongProgress(str(progress))
    is_done = progress == DONE
    state = TaskState.DONE if is_done else TaskState.RUNNING
    keeping.write(task, version=version, progress=progress, state=state.value)
    what = TaskChange.What.DONE if is_done else TaskChange.What.REPORTED
    keeping.note(task, what, by=by, at=at, words=words)


@transaction.atomic
def add_task_evidence(
    *,
    task: Task,
    by: User,
    at: datetime,
    paper_number: str = "",
    dated: date | None = None,
    note: str = "",
) -> TaskEvidence:
    """Put a paper or a note beside a task. Raises NotAllowed, PlanClosed, NothingShown."""
    keeping.require_hand(task, by, at)
    if not (paper_number or note) or (paper_number and dated is None):
        raise NothingShown(task.title)
    shown = TaskEvidence.objects.create(
        task=task, paper_number=paper_number, dated=dated if paper_number else None, note=note, by=by, at=at,
    )  # fmt: skip
    keeping.note(
        task, TaskChange.What.EVIDENCE, by=by, at=at, words=paper_number or note,
    )  # fmt: skip
    return shown
