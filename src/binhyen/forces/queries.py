"""Reads over teams."""

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from binhyen.figures.queries import Scope
from binhyen.forces.models import Team, TeamRating
from binhyen.places.models import Unit


def teams(scope: Scope, *, year: int) -> QuerySet[Team]:
    """Return the teams of the scope with their areas and their level of `year`, by commune, then as set up."""
    of_year = TeamRating.objects.filter(team=OuterRef("pk"), year=year)
    return (
        Team.objects.filter(unit_id__in=scope.unit_ids)
        .select_related("unit")
        .prefetch_related(Prefetch("areas", Unit.objects.order_by("sort_key", "pk")))
        .annotate(level_of_year=Subquery(of_year.values("level")[:1]))
        .order_by("unit__sort_key", "established_on", "pk")
    )
