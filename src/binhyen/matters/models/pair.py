"""Pairs of matters of which an officer said that they are not the same."""

from django.db import models
from django.db.models import F, Q

from binhyen.matters.models.matter import Matter
from binhyen.people.models import User


class DismissedPair(models.Model):
    """Two matters that are not offered as one any more; the older one first."""

    one = models.ForeignKey(Matter, models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="matters_pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="matters_pair_in_order"),
        ]

    class Privacy:
        plain = {"id", "one", "other", "at", "by"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
