"""Patrols, as their members log them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.core.privacy import Kept
from binhyen.people.models import User
from binhyen.places.models import Unit

REMARKS_LENGTH = 500


class Patrol(models.Model):
    """A round through a residential area: when it began and ended and what was seen. Never the way it went."""

    #: Made on the phone, so that a patrol sent twice is one patrol.
    key = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"))
    #: How many walked along; a number, never a list.
    companions = models.PositiveSmallIntegerField(_("companions"), default=0)
    remarks = models.TextField(_("remarks"), max_length=REMARKS_LENGTH, blank=True)
    logged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")), name="forces_patrol_ends_after"
            )
        ]
        indexes = [
            models.Index(fields=["unit", "started_at"], name="forces_patrols_of_unit"),
            models.Index(fields=["by", "started_at"], name="forces_patrols_of_person"),
        ]

    class Privacy:
        plain = {
            "id", "key", "unit", "area", "by", "started_at", "ended_at", "companions", "logged_at",
        }  # fmt: skip
        personal = {"remarks": Kept(days=730, why="to follow up what a patrol saw")}
        forgotten_by = "forces.forget_words"

    def __str__(self) -> str:
        return f"{self.area_id} {self.started_at:%Y-%m-%d}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the commune."""
        return (self.unit.path,)
