"""Crews (tổ công tác): who in a unit handles matters together."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from binhyen.people.models import User
from binhyen.places.models import Unit

NAME_LENGTH = 120


class Crew(models.Model):
    """People of a unit to whom a matter can be given together: a crew of the police, or an area's security team."""

    #: The commune (or province) whose matters it handles.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="crews")
    #: Where it is at home: the unit itself, or the residential area whose security team it is.
    home = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(until=None), name="matters_crew_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="matters_crew_ends_after"
            ),
        ]

    class Privacy:
        plain = {"id", "unit", "home", "name", "since", "until"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.name

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit that keeps it."""
        return (self.unit.path,)

    def people(self, on: date) -> models.QuerySet[User]:
        """Return who is of the crew on `on`."""
        here = CrewMember.objects.filter(crew=self, since__lte=on)
        here = here.filter(Q(until=None) | Q(until__gt=on))
        return User.objects.filter(pk__in=here.values("user"), is_active=True).order_by("pk")


class CrewMember(models.Model):
    """A user is of a crew for a time, [since, until)."""

    crew = models.ForeignKey(Crew, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    #: When the house came to know of it, however early it began; None of what was entered before this was kept.
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["crew", "user"], condition=Q(until=None), name="matters_crewmember_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="matters_crewmember_ends_after",
            ),
        ]

    class Privacy:
        plain = {"id", "crew", "user", "since", "until", "entered_at"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.user_id} of {self.crew_id}"
