"""Reads over committees, designations and initiatives of a unit, what it grew out of included."""

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from binhyen.figures.queries import Scope
from binhyen.movement.models import Committee, Designation, Initiative, InitiativeYear
from binhyen.movement.planning import tasks_of_origins as tasks_of_origins


def committees(scope: Scope, *, on: date) -> QuerySet[Committee]:
    """Return the committees of the scope's own unit and of those it grew out of, newest first, with seats held on `on`."""
    held = Q(seats__since__lte=on) & (Q(seats__until=None) | Q(seats__until__gt=on))
    return (
        Committee.objects.filter(unit_id__in=scope.unit_ids)
        .select_related("unit")
        .annotate(seat_count=Count("seats", filter=held))
        .order_by("-since", "-pk")
    )


def initiatives(scope: Scope, *, year: int) -> QuerySet[Initiative]:
    """Return the initiatives of the scope with their class of `year`, oldest first."""
    of_year = InitiativeYear.objects.filter(initiative=OuterRef("pk"), year=year)
    return (
        Initiative.objects.filter(unit_id__in=scope.unit_ids)
        .select_related("unit")
        .annotate(class_of_year=Subquery(of_year.values("class_of_year")[:1]))
        .order_by("founded_on", "pk")
    )


def designations(scope: Scope) -> QuerySet[Designation]:
    """Return the designations that concern a unit of the scope or that its committees made, newest first."""
    return (
        Designation.objects.filter(
            Q(unit_id__in=scope.unit_ids) | Q(committee__unit_id__in=scope.unit_ids)
        )
        .select_related("unit", "committee__unit")
        .order_by("-year", "-pk")
    )
