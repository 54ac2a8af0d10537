"""Teams of the grassroots force. No members yet, and never a file on one."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binhyen.places import queries as places
from binhyen.places.models import Unit


@dataclass(frozen=True)
class Near:
    """Whoever may write down what a team does: those of its commune, and the members in its areas."""

    paths: tuple[str, ...]

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with."""
        return self.paths


class Team(models.Model):
    """A security and order team over one or several residential areas of a commune."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="teams")
    areas = models.ManyToManyField(Unit, related_name="serving_teams", verbose_name=_("areas"))
    name = models.CharField(_("name"), max_length=160)
    established_on = models.DateField(_("established on"))
    decision_number = models.CharField(_("founding decision"), max_length=40)
    established_strength = models.PositiveSmallIntegerField(_("established strength"))
    serving = models.PositiveSmallIntegerField(_("members serving"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="forces_team_once"),
            # at least three, as established; fewer may serve for a while
            models.CheckConstraint(
                condition=Q(established_strength__gte=3), name="forces_team_of_three"
            ),
        ]

    class Privacy:
        plain = {
            "id", "unit", "areas", "name", "established_on", "decision_number",
            "established_strength", "serving",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.name

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the team's commune and of the one it was merged into: it is kept up there."""
        return places.paths_onward(self.unit)

    def near(self) -> Near:
        """Return its commune, and the areas it serves, with what they were merged into."""
        areas = (path for area in self.areas.all() for path in places.paths_onward(area))
        return Near((*self.holding_paths(), *areas))
