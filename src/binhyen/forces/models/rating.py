"""The yearly rating of teams."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.forces.models.sheet import RatingSheet
from binhyen.forces.models.team import Team
from binhyen.forces.words import Level


class TeamRating(models.Model):
    """How a team stands rated for a rating year (15 November to 14 November)."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="ratings")
    year = models.PositiveIntegerField(_("year"))
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    decision_number = models.CharField(_("decision"), max_length=40)
    decided_on = models.DateField(_("date of the decision"))
    #: The sheet that decided it; none of what was noted before there were sheets.
    sheet = models.ForeignKey(
        RatingSheet, models.PROTECT, null=True, blank=True, related_name="ratings"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "year"], name="forces_teamrating_once")
        ]
        indexes = [models.Index(fields=["year", "level"], name="forces_rating_year")]

    class Privacy:
        plain = {"id", "team", "year", "level", "decision_number", "decided_on", "sheet"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.team} {self.year}: {self.level}"
