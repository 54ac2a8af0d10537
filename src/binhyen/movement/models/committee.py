"""Committees with their founding decision, and who sits on them from when to when."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.core.privacy import ARCHIVE_DAYS, Kept
from binhyen.places.models import Unit


class CommitteeKind(models.TextChoices):
    """A standing committee leads the movement; a programme committee builds one model unit."""

    STANDING = "STANDING", _("standing steering committee")
    PROGRAMME = "PROGRAMME", _("programme committee of one model unit")


class Committee(models.Model):
    """A steering committee with its founding decision."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="committees")
    kind = models.CharField(_("kind"), max_length=10, choices=CommitteeKind.choices)
    name = models.CharField(_("name"), max_length=200)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    decision_number = models.CharField(_("founding decision"), max_length=40)
    decided_on = models.DateField(_("date of the decision"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "decision_number", "decided_on"], name="movement_committee_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="movement_committee_term"
            ),
        ]

    class Privacy:
        plain = {"id", "unit", "kind", "name", "since", "until", "decision_number", "decided_on"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.name

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the committee's unit."""
        return (self.unit.path,)


class Duty(models.TextChoices):
    """What a seat is for."""

    HEAD = "HEAD", _("head")
    STANDING_DEPUTY = "STANDING_DEPUTY", _("standing deputy head")
    DEPUTY = "DEPUTY", _("deputy head")
    SECRETARY = "SECRETARY", _("secretary")
    MEMBER = "MEMBER", pgettext_lazy("committee", "member")


class SeatQuerySet(models.QuerySet["Seat"]):
    """Filters on seats."""

    def held_on(self, day: date) -> "SeatQuerySet":
        """Keep the seats held on `day`."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))

    def held_within(self, since: date, until: date | None) -> "SeatQuerySet":
        """Keep the seats held on at least one day of [since, until)."""
        begun = self if until is None else self.filter(since__lt=until)
        return begun.filter(Q(until=None) | Q(until__gt=since))

    def by_duty(self) -> "SeatQuerySet":
        """Order as the decision lists them: by the weight of the duty, then by the place in the list."""
        order = models.Case(
            *(models.When(duty=duty, then=place) for place, duty in enumerate(Duty.values)),
            output_field=models.IntegerField(),
        )
        return self.annotate(weight=order).order_by("weight", "place", "pk")


class Seat(models.Model):
    """A seat on a committee as its decision publishes it: name, office, duty, areas, from-to, and nothing else.

    The decision is the founding one, or a later one that changed the committee; what ends a seat is a decision too.
    """

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats")
    full_name = models.CharField(_("full name"), max_length=120)
    office = models.CharField(_("office"), max_length=160)
    duty = models.CharField(
        _("duty"), max_length=20, choices=Duty.choices, default=Duty.MEMBER.value
    )
    charge = models.CharField(_("what the seat is in charge of"), max_length=300, blank=True)
    areas = models.ManyToManyField(
        Unit, blank=True, related_name="looked_after_by", verbose_name=_("looks after")
    )
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    #: Of the seat's own decision; empty when it is the one that founded the committee.
    decision_number = models.CharField(_("decision"), max_length=40, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    ended_by_number = models.CharField(_("ended by decision"), max_length=40, blank=True)
    ended_by_date = models.DateField(_("date of that decision"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "duty"],
                condition=Q(duty="HEAD", until=None),
                name="movement_seat_one_head",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="movement_seat_ends_after"
            ),
        ]

    class Privacy:
        plain = {
            "id", "committee", "duty", "charge", "areas", "place", "since", "until",
            "decision_number", "decided_on", "ended_by_number", "ended_by_date", "replaces",
        }  # fmt: skip
        personal = {
            "full_name": Kept(ARCHIVE_DAYS, "the founding decision publishes it"),
            "office": Kept(ARCHIVE_DAYS, "the founding decision publishes it"),
        }
        forgotten_by = "movement.forget_old"

    def __str__(self) -> str:
        return f"{self.full_name}, {self.office}"
