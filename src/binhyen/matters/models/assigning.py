"""The rules by which a commune gives new matters to a crew or an officer."""

from django.db import models
from django.db.models import Q

from binhyen.matters.models.crew import Crew
from binhyen.people.models import User
from binhyen.places.models import Unit


class AssignmentRule(models.Model):
    """Matters of a kind, in an area, go to a crew or a person. An empty field means "any".

    No two rules of a unit say the same kind and area, so which one takes a matter never depends on their order.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignment_rules")
    area = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.CharField(max_length=20, blank=True)
    category = models.CharField(max_length=20, blank=True)
    crew = models.ForeignKey(Crew, models.PROTECT, null=True, blank=True, related_name="rules")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            # Two, because to a database an empty area is not the same as another empty area.
            models.UniqueConstraint(
                fields=["unit", "group", "category"],
                condition=Q(area=None),
                name="matters_rule_once_anywhere",
            ),
            models.UniqueConstraint(
                fields=["unit", "area", "group", "category"], name="matters_rule_once_in_area"
            ),
            models.CheckConstraint(
                condition=Q(group="") | Q(category=""), name="matters_rule_group_or_category"
            ),
            models.CheckConstraint(
                condition=Q(crew=None, person__isnull=False) | Q(crew__isnull=False, person=None),
                name="matters_rule_to_one",
            ),
        ]

    class Privacy:
        plain = {"id", "unit", "area", "group", "category", "crew", "person"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.category or self.group or 'any'}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit that keeps it."""
        return (self.unit.path,)
