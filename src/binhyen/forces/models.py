"""Teams of the grassroots force, their yearly rating and their patrols. No members yet, and never a file on one."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.core.privacy import Kept
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Unit

REMARKS_LENGTH = 500


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


class Patrol(models.Model):
    """A round through a residential area: when it began and ended and what was seen. Never the way it went."""

    #: Made on the phone, so that a patrol sent twice is one patrol.
    key = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(_("ended"))
    #: How many walked along; a number, never a list.
    companions = models.PositiveSmallIntegerField(_("companions"), default=0)
    remarks = models.TextField(_("remarks"), max_length=REMARKS_LENGTH, blank=True)
    logged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")), name="forces_patrol_ends_after"
            )
        ]
        indexes = [
            models.Index(fields=["unit", "started_at"], name="forces_patrols_of_unit"),
            models.Index(fields=["by", "started_at"], name="forces_patrols_of_person"),
        ]

    class Privacy:
        plain = {
            "id", "key", "unit", "area", "by", "started_at", "ended_at", "companions", "logged_at",
        }  # fmt: skip
        personal = {"remarks": Kept(days=730, why="to follow up what a patrol saw")}

    def __str__(self) -> str:
        return f"{self.area_id} {self.started_at:%Y-%m-%d}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the commune."""
        return (self.unit.path,)
