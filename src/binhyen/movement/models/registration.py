"""Who registered to take part, and who committed to what: totals of an area or organisation, never a household or a person."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.places.models import Unit


class Registration(models.Model):
    """What a residential area, agency, enterprise or school registered in a year, in totals."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registrations")
    year = models.PositiveIntegerField(_("year"))
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    households = models.PositiveIntegerField(_("households residing"), null=True, blank=True)
    households_registered = models.PositiveIntegerField(
        _("households registered"), null=True, blank=True
    )
    staff = models.PositiveIntegerField(_("staff"), null=True, blank=True)
    staff_briefed = models.PositiveIntegerField(_("staff briefed"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="movement_registration_once"),
            models.CheckConstraint(
                condition=Q(households_registered=None)
                | Q(households__gte=F("households_registered")),
                name="movement_registration_households",
            ),
            models.CheckConstraint(
                condition=Q(staff_briefed=None) | Q(staff__gte=F("staff_briefed")),
                name="movement_registration_staff",
            ),
        ]

    class Privacy:
        plain = {
            "id", "unit", "year", "registered_on", "households", "households_registered", "staff",
            "staff_briefed",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class Theme(models.TextChoices):
    """What households commit themselves to."""

    TRAFFIC = "TRAFFIC", _("traffic safety")
    DRUGS = "DRUGS", _("no drugs")
    FIRE = "FIRE", _("fire safety")
    FIREWORKS = "FIREWORKS", _("no fireworks")
    WEAPONS = "WEAPONS", _("no weapons, no explosives")
    FRAUD = "FRAUD", _("against online fraud")
    OTHER = "OTHER", pgettext_lazy("commitment", "other")


class Commitment(models.Model):
    """How many households or units of an area committed themselves on a theme in a year."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="commitments")
    year = models.PositiveIntegerField(_("year"))
    theme = models.CharField(_("theme"), max_length=20, choices=Theme.choices)
    signed = models.PositiveIntegerField(_("commitments signed"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "theme"], name="movement_commitment_once"
            )
        ]

    class Privacy:
        plain = {"id", "unit", "year", "theme", "signed"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.theme}: {self.signed}"
