"""Say how far a task is and what shows it."""

from datetime import date, datetime
from typing import IO

from django.db import transaction

from binhyen.matters import papers
from binhyen.movement.actions import keeping
from binhyen.movement.actions.refusals import NothingShown, NotOpen, ShownAlready, WrongProgress
from binhyen.movement.actions.task_files import digest, keep_file
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
    file: IO[bytes] | None = None,
) -> TaskEvidence:
    """Put a paper or a note beside a task, with its scan or a picture. Raises NotAllowed, PlanClosed, NothingShown,
    ShownAlready, or matters' PaperRefused for a file that is not kept."""
    keeping.require_hand(task, by, at)
    if not (paper_number or note) or (paper_number and dated is None):
        raise NothingShown(task.title)
    said = {"paper_number": paper_number, "dated": dated if paper_number else None, "note": note}
    paper = papers.clean(file) if file else None
    same = task.evidence.filter(**said)
    if same.filter(**({"kept__sha256": digest(paper)} if paper else {"kept": None})).exists():
        raise ShownAlready(task.title)
    shown = TaskEvidence.objects.create(task=task, by=by, at=at, **said)
    if paper:
        keep_file(shown, paper)
    keeping.note(
        task, TaskChange.What.EVIDENCE, by=by, at=at, words=paper_number or note,
    )  # fmt: skip
    return shown
