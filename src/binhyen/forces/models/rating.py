"""The yearly rating of teams."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.forces.models.team import Team


class Level(models.TextChoices):
    """Levels of the yearly rating, best first."""

    EXCELLENT = "EXCELLENT", _("completed excellently")
    GOOD = "GOOD", _("completed well")
    COMPLETED = "COMPLETED", _("completed")
    NOT_COMPLETED = "NOT_COMPLETED", _("not completed")


class TeamRating(models.Model):
    """How a team was rated for a rating year (15 November to 14 November)."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="ratings")
    year = models.PositiveIntegerField(_("year"))
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    decision_number = models.CharField(_("decision"), max_length=40)
    decided_on = models.DateField(_("date of the decision"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "year"], name="forces_teamrating_once")
        ]
        indexes = [models.Index(fields=["year", "level"], name="forces_rating_year")]

    class Privacy:
        plain = {"id", "team", "year", "level", "decision_number", "decided_on"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.team} {self.year}: {self.level}"
