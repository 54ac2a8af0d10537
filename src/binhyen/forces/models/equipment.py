"""What a team holds of the list of equipment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.forces.models.team import Team


class Holding(models.Model):
    """How many of one item a team held when it was counted on a day; an earlier count stays."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="holdings")
    item = models.CharField(_("item of equipment"), max_length=40)
    held = models.PositiveSmallIntegerField(_("held"))
    counted_on = models.DateField(_("counted on"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "item", "counted_on"], name="forces_holding_once_a_day"
            )
        ]

    class Privacy:
        plain = {"id", "team", "item", "held", "counted_on"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.team_id} {self.item}: {self.held}"
