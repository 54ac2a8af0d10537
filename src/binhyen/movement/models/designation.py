"""Which unit is the model unit of a year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.movement.models.committee import Committee
from binhyen.places.models import Unit


class DesignationQuerySet(models.QuerySet["Designation"]):
    """Filters on designations."""

    def standing(self) -> "DesignationQuerySet":
        """Keep those that were not revoked."""
        return self.filter(revoked_on=None)


class Designation(models.Model):
    """A unit chosen as the model unit of a year; one that was revoked stays in the register."""

    year = models.PositiveIntegerField(_("year"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="designations")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="designations")
    decision_number = models.CharField(_("decision"), max_length=40)
    decided_on = models.DateField(_("date of the decision"))
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by_number = models.CharField(max_length=40, blank=True, default="")
    revoked_because = models.CharField(max_length=300, blank=True, default="")

    objects = DesignationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit", "committee"],
                condition=models.Q(revoked_on=None),
                name="movement_designation_once",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_on=None)
                | (~models.Q(revoked_by_number="") & ~models.Q(revoked_because="")),
                name="movement_designation_revoked_by",
            ),
        ]

    class Privacy:
        plain = {
            "id", "year", "unit", "committee", "decision_number", "decided_on", "revoked_on",
            "revoked_by_number", "revoked_because",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.year}: {self.unit}"
