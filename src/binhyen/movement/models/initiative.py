"""Initiatives with their yearly class."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.places import queries as places
from binhyen.places.models import Unit


class InitiativeKind(models.TextChoices):
    """Kinds of initiatives. None is tied to a belief: such a group is a self-managed area with a neutral name."""

    CAMERA = "CAMERA", _("security cameras")
    LIGHTING = "LIGHTING", _("security lights")
    SELF_MANAGED_AREA = "SELF_MANAGED_AREA", _("self-managed residential area, inter-family group")
    KIN = "KIN", _("self-managed family line")
    SCHOOL_GATE = "SCHOOL_GATE", _("school gate, pupils and the law")
    UNIT_SAFE = "UNIT_SAFE", _("safe agency, enterprise or school")
    DRUG = "DRUG", _("drug prevention")
    TRAFFIC = "TRAFFIC", _("traffic and public order")
    FIRE = "FIRE", _("fire-safety group, public fire-fighting point")
    BORDER = "BORDER", _("peaceful border")
    FARMER_LAW = "FARMER_LAW", _("farmers and the law")
    MOBILISATION = "MOBILISATION", _("skilful mobilisation")
    OTHER = "OTHER", pgettext_lazy("initiative", "other")


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Filters on initiatives."""

    def at_work_on(self, day: date) -> "InitiativeQuerySet":
        """Keep those that were founded and had not ended on `day`."""
        return self.filter(founded_on__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


class Initiative(models.Model):
    """A model of self-prevention and self-management: what, where, since when, by which decision.

    Counted as the statistics rule asks: its name, the number of points and the number of teams. Points are rows of
    their own; the numbers are counted from them and typed nowhere.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="initiatives")
    kind = models.CharField(_("kind"), max_length=20, choices=InitiativeKind.choices)
    name = models.CharField(_("name"), max_length=200)
    founded_on = models.DateField(_("founded on"))
    decision_number = models.CharField(
        _("founding decision"), max_length=40, blank=True, default=""
    )
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    purpose = models.CharField(_("purpose"), max_length=500, blank=True, default="")
    way_of_working = models.CharField(_("way of working"), max_length=1000, blank=True, default="")
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="movement_initiative_once"),
            models.CheckConstraint(
                condition=Q(copied_from=None) | ~Q(copied_from=F("pk")),
                name="movement_initiative_copies_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("founded_on")),
                name="movement_initiative_lives",
            ),
        ]

    class Privacy:
        plain = {
            "id", "unit", "kind", "name", "founded_on", "decision_number", "decided_on", "purpose",
            "way_of_working", "copied_from", "ended_on",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.name

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the initiative's unit and of the one it was merged into: it is kept up there.

        A school of a commune that ended, which nobody carried over, is kept up by the commune that succeeds.
        """
        paths, parent = places.paths_onward(self.unit), self.unit.parent
        if self.unit.valid_to is None and parent is not None and parent.valid_to is not None:
            return paths + places.paths_onward(parent)[1:]
        return paths


class YearClass(models.TextChoices):
    """The yearly class of an initiative."""

    EFFECTIVE = "EFFECTIVE", _("effective")
    AVERAGE = "AVERAGE", pgettext_lazy("initiative", "average")
    NOT_EFFECTIVE = "NOT_EFFECTIVE", _("not effective")
    CLOSED = "CLOSED", pgettext_lazy("initiative", "closed down")


class InitiativeYear(models.Model):
    """How an initiative was classed in a year."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="years")
    year = models.PositiveIntegerField(_("year"))
    class_of_year = models.CharField(_("class"), max_length=20, choices=YearClass.choices)
    decided_on = models.DateField(_("date of the decision"))
    paper_number = models.CharField(_("paper"), max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "year"], name="movement_initiativeyear_once"
            )
        ]
        indexes = [models.Index(fields=["year", "class_of_year"], name="movement_class_of_year")]

    class Privacy:
        plain = {"id", "initiative", "year", "class_of_year", "decided_on", "paper_number"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.initiative} {self.year}: {self.class_of_year}"
