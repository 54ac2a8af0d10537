"""Which unit is the model unit of a year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.movement.models.committee import Committee
from binhyen.places.models import Unit


class Designation(models.Model):
    """A unit chosen as the model unit of a year."""

    year = models.PositiveIntegerField(_("year"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="designations")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="designations")
    decision_number = models.CharField(_("decision"), max_length=40)
    decided_on = models.DateField(_("date of the decision"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit", "committee"], name="movement_designation_once"
            )
        ]

    class Privacy:
        plain = {"id", "year", "unit", "committee", "decision_number", "decided_on"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.year}: {self.unit}"
