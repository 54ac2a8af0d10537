"""Teams of the grassroots force and how many serve in each."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from binhyen.places import queries as places
from binhyen.places.models import Unit


class TeamQuerySet(models.QuerySet["Team"]):
    """Teams with how many serve in them."""

    def manned(self, on: date) -> "TeamQuerySet":
        """Let the teams know their `strength`: the members in service on `on` where a roster was kept by then, else the
        number last reported by then."""
        held = Q(services__since__lte=on) & (Q(services__until=None) | Q(services__until__gt=on))
        counted = Count("services", filter=held, distinct=True)
        told = ReportedStrength.objects.filter(team=OuterRef("pk"), on__lte=on)
        latest = Subquery(told.order_by("-on").values("serving")[:1])
        reported = Coalesce(latest, F("serving"))
        return self.annotate(reported=reported, manned_by=Coalesce(latest, F("serving"), counted))


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
    #: As last reported, and empty from the first member of the roster on: then the members are counted, so that there is
    #: never a second number. `manned` reads either, and for an earlier day what ReportedStrength has of it.
    serving = models.PositiveSmallIntegerField(_("members serving"), null=True, blank=True)

    objects = TeamQuerySet.as_manager()

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

    @property
    def strength(self) -> int:
        """How many serve, on a team that `manned` gave; KeyError on any other."""
        return int(self.__dict__["manned_by"])

    @property
    def has_roster(self) -> bool:
        """Whether members were kept by name on the day that `manned` was asked for; KeyError on any other team."""
        return self.__dict__["reported"] is None

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the team's commune and of the one it was merged into: it is kept up there."""
        return places.paths_onward(self.unit)

    def near(self) -> Near:
        """Return its commune, and the areas it serves, with what they were merged into."""
        areas = (path for area in self.areas.all() for path in places.paths_onward(area))
        return Near((*self.holding_paths(), *areas))


class ReportedStrength(models.Model):
    """The number of members reported from a day on; without a number, from that day on the roster is counted.

    A team whose number never changed has none: what stands on the team holds for all its days.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="reported_strengths")
    on = models.DateField(_("reported on"))
    serving = models.PositiveSmallIntegerField(_("members serving"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "on"], name="forces_strength_once")]

    class Privacy:
        plain = {"id", "team", "on", "serving"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.team_id} {self.on}: {self.serving}"
