"""Orders to hand over after a merger, with what went from each unit in numbers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.people.models import User
from binhyen.places.models import Unit


class Stage(models.TextChoices):
    """How far an order has come."""

    WAITING = "WAITING", pgettext_lazy("hand-over", "waiting to begin")
    RUNNING = "RUNNING", pgettext_lazy("hand-over", "being carried out")
    DONE = "DONE", pgettext_lazy("hand-over", "done")
    FAILED = "FAILED", pgettext_lazy("hand-over", "not done: nothing was changed")


#: An order that is not over.
PENDING = (Stage.WAITING.value, Stage.RUNNING.value)


class HandOver(models.Model):
    """What somebody ordered by a decision: the units that ended on a day give on what they keep."""

    on = models.DateField(_("first day of the new units"))
    decision_number = models.CharField(max_length=40)
    decided_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.WAITING.value)
    started_at = models.DateTimeField(null=True, blank=True)
    #: The unit over which it failed, by name.
    failed_over = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["stage"], condition=Q(stage__in=PENDING), name="mergers_pending")
        ]

    class Privacy:
        plain = {
            "id", "on", "decision_number", "decided_on", "by", "ordered_at", "stage", "started_at", "failed_over",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"hand-over {self.pk} {self.decision_number}"

    @property
    def is_pending(self) -> bool:
        """Whether it is not over yet."""
        return self.stage in PENDING


class UnitHandedOver(models.Model):
    """One unit of an order, and how much it gave on; zero until it is done."""

    order = models.ForeignKey(HandOver, models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    areas = models.PositiveIntegerField(default=0)
    matters = models.PositiveIntegerField(default=0)
    dossiers = models.PositiveIntegerField(default=0)
    posts = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "unit"], name="mergers_unit_once")]

    class Privacy:
        plain = {"id", "order", "unit", "areas", "matters", "dossiers", "posts"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit} in {self.order_id}"


class AreaGoes(models.Model):
    """Where one residential area or organisation of a divided unit goes, as the order says."""

    order = models.ForeignKey(HandOver, models.CASCADE, related_name="areas")
    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "area"], name="mergers_area_once")]

    class Privacy:
        plain = {"id", "order", "area", "to"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.area} to {self.to}"
