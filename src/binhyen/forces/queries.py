"""Reads over teams and patrols."""

from datetime import date, datetime

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from binhyen.core import clock
from binhyen.figures.queries import Scope
from binhyen.forces.models import Patrol, Team, TeamRating
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level, Unit


def teams(scope: Scope, *, year: int, on: date | None = None) -> QuerySet[Team]:
    """Return the teams of the scope with their areas and their level of `year`, by commune, then as set up; with `on` also
    with how many serve on that day."""
    of_year = TeamRating.objects.filter(team=OuterRef("pk"), year=year)
    teams = Team.objects.manned(on) if on else Team.objects.all()
    return (
        teams.filter(unit_id__in=scope.unit_ids)
        .select_related("unit")
        .prefetch_related(Prefetch("areas", Unit.objects.order_by("sort_key", "pk")))
        .annotate(level_of_year=Subquery(of_year.values("level")[:1]))
        .order_by("unit__sort_key", "established_on", "pk")
    )


def patrols(scope: Scope, *, since: date, until: date) -> QuerySet[Patrol]:
    """Return the patrols that began in [since, until) in the scope, newest first."""
    return (
        Patrol.objects.filter(unit_id__in=scope.unit_ids)
        .filter(started_at__gte=clock.start_of(since), started_at__lt=clock.start_of(until))
        .select_related("area", "by", "unit")
        .order_by("-started_at", "-pk")
    )


def own_patrols(user: User, *, since: datetime) -> QuerySet[Patrol]:
    """Return what `user` logged since then, newest first."""
    mine = Patrol.objects.filter(by=user, started_at__gte=since).select_related("area")
    return mine.order_by("-started_at", "-pk")


def patrolled_areas(user: User, on: date) -> QuerySet[Unit]:
    """Return the residential areas where `user` may log a patrol: that of the post, or those of its commune."""
    homes = [post.unit_id for post in policy.posts_granting(user, "forces.log_patrol", on=on)]
    areas = Unit.objects.filter(level=Level.RESIDENTIAL_AREA).on(on)
    mine = areas.filter(pk__in=homes) | areas.filter(parent__in=homes)
    return mine.order_by("sort_key", "pk")
