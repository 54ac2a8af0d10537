"""Plans of a committee with their phases and goals."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from binhyen.movement.models.committee import Committee
from binhyen.movement.models.designation import Designation
from binhyen.places import queries as places
from binhyen.places.models import Unit


class PlanQuerySet(models.QuerySet["Plan"]):
    """Filters on plans."""

    def running(self, on: date) -> "PlanQuerySet":
        """Keep the plans whose end has not come and whose final review was not held."""
        return self.filter(closed_at=None, ends_on__gte=on)


class Plan(models.Model):
    """What a committee means to do for a unit in a year or another span, by a numbered paper; both days are of the plan."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="plans")
    #: The programme it serves, when it builds a model unit.
    designation = models.ForeignKey(
        Designation, models.PROTECT, related_name="plans", null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    decision_number = models.CharField(max_length=40)
    decided_on = models.DateField()
    #: When the final review was held; after that nothing in it changes.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "decision_number", "decided_on"], name="movement_plan_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="movement_plan_span"
            ),
        ]
        indexes = [models.Index(fields=["unit", "ends_on"], name="movement_plan_of_unit")]

    class Privacy:
        plain = {
            "id", "committee", "designation", "unit", "title", "starts_on", "ends_on",
            "decision_number", "decided_on", "closed_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.title

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths of the unit it is for, of those that took its place, and of the committee's."""
        own = places.paths_onward(self.unit)
        return own if self.committee.unit_id == self.unit_id else (*own, self.committee.unit.path)


class Phase(models.Model):
    """A span of a plan: two by default, from its first to its last day."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="movement_phase_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="movement_phase_span"
            ),
        ]

    class Privacy:
        plain = {"id", "plan", "number", "name", "starts_on", "ends_on"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.name or gettext("Phase %(number)s") % {"number": self.number}


class Goal(models.Model):
    """What a plan wants to reach; tasks stand under it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "title"], name="movement_goal_once")]

    class Privacy:
        plain = {"id", "plan", "title"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.title
