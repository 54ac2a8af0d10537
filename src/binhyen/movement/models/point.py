"""Where an initiative is at work, and what it brought."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.movement.models.initiative import Initiative
from binhyen.places.models import Unit


class InitiativePoint(models.Model):
    """One territory where an initiative is at work, with its teams and members as totals.

    `territory` is empty where only the number of points was known when the register was taken over.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="points_there")
    territory = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="initiative_points"
    )
    opened_on = models.DateField(_("since"))
    closed_on = models.DateField(_("until"), null=True, blank=True)
    teams = models.PositiveIntegerField(_("number of teams"), default=0)
    members = models.PositiveIntegerField(_("number of members"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "territory"],
                condition=Q(closed_on=None),
                name="movement_point_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="movement_point_lives",
            ),
        ]

    class Privacy:
        plain = {"id", "initiative", "territory", "opened_on", "closed_on", "teams", "members"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.initiative}: {self.territory or '?'}"


class InitiativeResult(models.Model):
    """A measure of what an initiative brought: its value before and after, from a paper or from a figure of the house.

    With `figure` no value is stored: the figure is asked for both periods each time, so no number is typed twice.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="results")
    name = models.CharField(_("measure"), max_length=160)
    measure = models.CharField(_("unit of measure"), max_length=40, blank=True, default="")
    figure = models.CharField(_("figure"), max_length=60, blank=True, default="")
    before = models.DecimalField(
        _("before"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    after = models.DecimalField(_("after"), max_digits=12, decimal_places=2, null=True, blank=True)
    before_since = models.DateField()
    before_until = models.DateField()
    after_since = models.DateField()
    after_until = models.DateField()
    paper_number = models.CharField(_("paper"), max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "name", "after_since"], name="movement_result_once"
            ),
            models.CheckConstraint(
                condition=Q(figure="", before__isnull=False, after__isnull=False)
                | (~Q(figure="") & Q(before=None, after=None)),
                name="movement_result_typed_or_asked",
            ),
            models.CheckConstraint(
                condition=Q(before_since__lt=F("before_until"))
                & Q(before_until__lte=F("after_since"))
                & Q(after_since__lt=F("after_until")),
                name="movement_result_before_is_before",
            ),
        ]

    class Privacy:
        plain = {
            "id", "initiative", "name", "measure", "figure", "before", "after", "before_since", "before_until",
            "after_since", "after_until", "paper_number",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.initiative}: {self.name}"
