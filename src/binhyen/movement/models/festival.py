"""The festival of 19 August: when, where, its agenda, and what came of it in totals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.places import queries as places
from binhyen.places.models import Unit


class Festival(models.Model):
    """The festival of a unit in a year. Attendance and awards are counts; nobody who came is named."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="festivals")
    year = models.PositiveIntegerField(_("year"))
    held_on = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=200)
    people = models.PositiveIntegerField(_("people who came"), null=True, blank=True)
    delegations = models.PositiveIntegerField(_("delegations of areas and units"), default=0)
    units_awarded = models.PositiveIntegerField(_("awards to groups"), default=0)
    people_awarded = models.PositiveIntegerField(_("awards to individuals"), default=0)
    commitments_signed = models.PositiveIntegerField(
        _("commitments signed at the festival"), default=0
    )
    report_number = models.CharField(_("report"), max_length=40, blank=True, default="")
    reported_on = models.DateField(_("date of the report"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="movement_festival_once")
        ]

    class Privacy:
        plain = {
            "id", "unit", "year", "held_on", "place", "people", "delegations", "units_awarded",
            "people_awarded", "commitments_signed", "report_number", "reported_on",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit and of the one it was merged into."""
        return places.paths_onward(self.unit)


class Part(models.TextChoices):
    """The two parts of the festival."""

    CEREMONY = "CEREMONY", _("ceremony")
    COMMUNITY = "COMMUNITY", _("community part")


class AgendaItem(models.Model):
    """One line of the agenda."""

    festival = models.ForeignKey(Festival, models.CASCADE, related_name="items")
    part = models.CharField(_("part of the festival"), max_length=10, choices=Part.choices)
    place = models.PositiveIntegerField()
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    title = models.CharField(_("what happens"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["festival", "place"], name="movement_agendaitem_once")
        ]

    class Privacy:
        plain = {"id", "festival", "part", "place", "starts_at", "title"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.title
