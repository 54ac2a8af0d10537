"""One act ordered for many matters at once; it waits a moment in which it can be taken back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.matters.models.matter import ABOUT
from binhyen.people.models import User
from binhyen.places.models import Unit


class Stage(models.TextChoices):
    """How far an order has come."""

    WAITING = "WAITING", _("waiting, can still be undone")
    UNDONE = "UNDONE", _("undone: nothing was changed")
    RUNNING = "RUNNING", _("being carried out")
    DONE = "DONE", _("carried out")
    REFUSED = "REFUSED", _("not carried out: the post had ended")


class BulkOrder(models.Model):
    """Who ordered what for which matters, each as it was seen then; the worker does them one by one."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    act = models.CharField(max_length=12)
    #: What the act needs besides the matter: a severity, whom to assign.
    detail = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    #: [key, version seen] of each matter, in the order in which they are done.
    items = models.JSONField()
    #: One word for each matter done so far: "" where it was done, else why not.
    results = models.JSONField(default=list)
    #: How many of them; written by compare-and-set, so that nobody does one twice.
    progress = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.WAITING.value)
    ordered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(stage__in=["WAITING", "RUNNING"]),
                name="matters_bulk_due",
            )
        ]

    class Privacy:
        plain = {
            "id", "unit", "by", "act", "detail", "items", "results", "progress", "stage", "ordered_at",
            "due_at", "ended_at",
        }  # fmt: skip
        personal = {"words": ABOUT}
        forgotten_by = "matters.forget_loose"

    def __str__(self) -> str:
        return f"bulk {self.pk} {self.act}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit whose matters it is about."""
        return (self.unit.path,)
