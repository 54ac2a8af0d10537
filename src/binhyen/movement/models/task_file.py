"""A scanned paper or a picture beside the evidence of a task."""

from django.db import models

from binhyen.core.privacy import Kept
from binhyen.matters.models import PaperKind
from binhyen.movement.models.task import TaskEvidence

_SHOWS = Kept(
    days=1825, why="to show that a task was done; what stands on the paper may name somebody"
)


class TaskFile(models.Model):
    """One file of an evidence, checked and written anew before it is kept; it goes with its evidence."""

    evidence = models.OneToOneField(TaskEvidence, models.CASCADE, related_name="kept")
    kind = models.CharField(max_length=5, choices=PaperKind.choices)
    token = models.CharField(max_length=43, unique=True)
    #: Path below MEDIA_ROOT; random, says nothing of the task.
    file = models.CharField(max_length=60, unique=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Privacy:
        plain = {"id", "evidence", "kind", "token", "size"}
        personal = {"file": _SHOWS, "sha256": _SHOWS}
        forgotten_by = "movement.forget_old"

    def __str__(self) -> str:
        return f"file {self.pk}"

    @property
    def name(self) -> str:
        """The name under which it is handed out: the task's reference, never what somebody called the file."""
        ending = "pdf" if self.kind == PaperKind.PDF else "jpg"
        return f"{self.evidence.task.reference}-{self.pk}.{ending}"
