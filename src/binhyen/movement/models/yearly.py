"""What a unit says of the steps of a year: when they are due, and by which paper they were done."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.places.models import Unit


class StepDate(models.Model):
    """When a step of a year is due in a unit and in those below that say nothing themselves."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField(_("year"))
    step = models.CharField(max_length=40)  # id of data/yearly-cycle.yaml
    opens_on = models.DateField(_("may begin"))
    due_on = models.DateField(_("due"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "step"], name="movement_stepdate_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")), name="movement_stepdate_window"
            ),
        ]

    class Privacy:
        plain = {"id", "unit", "year", "step", "opens_on", "due_on"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.step}: {self.due_on}"


class StepPaper(models.Model):
    """The paper by which a unit did a step of a year: number and date, nothing of what it says."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField(_("year"))
    step = models.CharField(max_length=40)
    number = models.CharField(_("number"), max_length=40)
    issued_on = models.DateField(_("date of the paper"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "step"], name="movement_steppaper_once")
        ]

    class Privacy:
        plain = {"id", "unit", "year", "step", "number", "issued_on"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.step}: {self.number}"
