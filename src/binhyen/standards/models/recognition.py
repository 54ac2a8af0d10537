"""Recognitions by numbered decisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from binhyen.places.models import Unit
from binhyen.standards.models.assessment import Assessment
from binhyen.standards.models.catalogue import StoredCatalogue


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    """Filters on recognitions."""

    def standing(self) -> "RecognitionQuerySet":
        """Keep those that were not withdrawn."""
        return self.filter(withdrawn_on=None)


class Recognition(models.Model):
    """A unit is recognised under a catalogue for a period, by a numbered decision."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="recognitions")
    catalogue = models.ForeignKey(StoredCatalogue, models.PROTECT, related_name="recognitions")
    assessment = models.OneToOneField(
        Assessment, models.PROTECT, null=True, blank=True, related_name="recognition"
    )
    since = models.DateField()
    until = models.DateField()
    year = models.PositiveIntegerField()
    class_id = models.CharField(max_length=20, blank=True, default="")
    decision_number = models.CharField(max_length=40)
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "catalogue", "year"],
                condition=Q(withdrawn_on=None),
                name="standards_recognition_once",
            )
        ]

    class Privacy:
        plain = {
            "id", "unit", "catalogue", "assessment", "since", "until", "year", "class_id",
            "decision_number", "decided_on", "recorded_by", "recorded_at", "withdrawn_on",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit} {self.year}: {self.decision_number}"
