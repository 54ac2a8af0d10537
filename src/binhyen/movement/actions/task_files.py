"""The file of a task's evidence: kept only once nothing in it acts, taken away when it was the wrong one."""

import hashlib
import secrets
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.matters.models import PaperKind
from binhyen.matters.papers import Clean
from binhyen.movement.actions import keeping
from binhyen.movement.models import TaskEvidence, TaskFile
from binhyen.people.models import User

_ENDINGS = {PaperKind.PHOTO: "jpg", PaperKind.PDF: "pdf"}


def keep_file(evidence: TaskEvidence, paper: Clean) -> TaskFile:
    """Write a file under a random name, readable by the house alone. Called by the act that adds the evidence."""
    name = secrets.token_hex(16)
    file = f"tasks/{name[:2]}/{name}.{_ENDINGS[paper.kind]}"
    path = task_file_path(file)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(paper.content)
    path.chmod(0o600)
    return TaskFile.objects.create(
        evidence=evidence, kind=paper.kind, token=secrets.token_urlsafe(24), file=file, size=len(paper.content),
        sha256=digest(paper),
    )  # fmt: skip


def digest(paper: Clean | None) -> str:
    """Return what tells a file from others; nothing for no file."""
    return hashlib.sha256(paper.content).hexdigest() if paper else ""


def task_file_path(file: str) -> Path:
    """Return where a file lies."""
    return Path(settings.MEDIA_ROOT) / file


@transaction.atomic
def drop_task_file(*, kept: TaskFile, by: User, at: datetime) -> None:
    """Take away a file that was the wrong one, for good; its evidence stays. Raises NotAllowed or PlanClosed."""
    task = kept.evidence.task
    keeping.require_hand(task, by, at)
    audit.record(
        event="movement.task_file_dropped",
        subject=task.reference,
        actor=by.ref,
        at=at,
        detail={"plan": task.plan_id, "sha256": kept.sha256},
    )
    transaction.on_commit(partial(task_file_path(kept.file).unlink, missing_ok=True))
    kept.delete()
