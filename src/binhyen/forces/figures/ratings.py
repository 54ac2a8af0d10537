"""Figures of the grassroots force: how teams were rated, how often they patrol."""

from collections.abc import Iterator, Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.forces import queries
from binhyen.forces.models import Level, Patrol, Team, TeamRating
from binhyen.forces.words import RANKS
from binhyen.places import queries as places

KIND = "team_ratings"
PATROLS = "patrols"
_GOOD = frozenset({Level.EXCELLENT, Level.GOOD})
_COMPLETED = _GOOD | {Level.COMPLETED}


@registry.figure(
    "forces.teams_completed_share",
    measure=Measure.PERCENT,
    title=_("Teams rated completed or better"),
    definition=_("Of the teams rated for the year in which the period ends, the share rated completed or better."),
)  # fmt: skip
def teams_completed_share(scope: Scope, period: Period) -> Value:
    """Teams rated completed or better among the teams rated for the year in which the period ends."""
    return _share(scope, period, _COMPLETED)


@registry.figure(
    "forces.teams_good_share",
    measure=Measure.PERCENT,
    title=_("Teams rated good or better"),
    definition=_("Of the teams rated for the year in which the period ends, the share rated good or better."),
)  # fmt: skip
def teams_good_share(scope: Scope, period: Period) -> Value:
    """Teams rated good or better among the teams rated for the year in which the period ends."""
    return _share(scope, period, _GOOD)


@registry.figure(
    "forces.teams_rated",
    measure=Measure.TEAMS,
    title=_("Teams rated"),
    definition=_("Teams rated for the year in which the period ends."),
)  # fmt: skip
def teams_rated(scope: Scope, period: Period) -> Value:
    """Teams rated in the year in which the period ends."""
    return _at_level(scope, period, frozenset(Level))


@registry.figure(
    "forces.teams_excellent",
    measure=Measure.TEAMS,
    title=_("Teams rated excellent"),
    definition=_("Teams rated excellent for the year in which the period ends."),
)  # fmt: skip
def teams_excellent(scope: Scope, period: Period) -> Value:
    """Teams rated excellent in the year in which the period ends."""
    return _at_level(scope, period, frozenset({Level.EXCELLENT}))


@registry.figure(
    "forces.teams_good",
    measure=Measure.TEAMS,
    title=_("Teams rated good"),
    definition=_("Teams rated good, the excellent not among them, for the year in which the period ends."),
)  # fmt: skip
def teams_good(scope: Scope, period: Period) -> Value:
    """Teams rated good in the year in which the period ends."""
    return _at_level(scope, period, frozenset({Level.GOOD}))


@registry.figure(
    "forces.lowest_rating",
    measure=Measure.LEVEL,
    title=_("Lowest rating"),
    definition=_("The lowest level, 1 to 4, among the teams rated for the year in which the period ends."),
)  # fmt: skip
def lowest_rating(scope: Scope, period: Period) -> Value:
    """The lowest level, 1 to 4, of the teams serving the scope; a share of nothing where none is rated."""
    rows = list(_ratings(scope, period).order_by("pk").values_list("pk", "level"))
    if not rows:
        return Value(0, 0)
    return Value(
        min(RANKS[Level(level)] for _, level in rows), sources=(_source([pk for pk, _ in rows]),)
    )


@registry.figure(
    "forces.patrols",
    measure=Measure.PATROLS,
    title=_("Patrols logged"),
    definition=_("Patrols that began in the period, as their members logged them."),
)  # fmt: skip
def patrols(scope: Scope, period: Period) -> Value:
    """Patrols that began in the period, as their members logged them."""
    ids = list(
        queries.patrols(scope, since=period.since, until=period.until).values_list("pk", flat=True)
    )
    return Value(len(ids), sources=(Source(PATROLS, len(ids), {"ids": ",".join(map(str, ids))}),))


@registry.lists(PATROLS, guarded_by="forces.read_patrols")
def patrols_behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the patrols that `filters` names, without what was remarked."""
    ids = ids_of(filters)
    rows = Patrol.objects.filter(pk__in=ids).select_related("area", "unit")
    for row in rows.order_by("started_at", "pk"):
        yield registry.Line(
            reference=str(row.pk),
            what=gettext("patrol"),
            where=row.area.full_name,
            on=clock.local_day(row.started_at),
            held_by=places.paths_onward(row.unit),
        )


@registry.lists(KIND, guarded_by="figures.read")
def behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the ratings that `filters` names."""
    ids = ids_of(filters)
    rows = TeamRating.objects.filter(pk__in=ids).select_related("team__unit")
    for row in rows.order_by("decided_on", "pk"):
        yield registry.Line(
            reference=row.team.name,
            what=row.get_level_display(),
            where=row.team.unit.full_name,
            on=row.decided_on,
        )


def _share(scope: Scope, period: Period, levels: frozenset[Level]) -> Value:
    rows = list(_ratings(scope, period).order_by("pk").values_list("pk", "level"))
    reached = sum(Level(level) in levels for _, level in rows)
    return Value(reached, len(rows), (_source([pk for pk, _ in rows]),))


def _at_level(scope: Scope, period: Period, levels: frozenset[Level]) -> Value:
    found = _ratings(scope, period).filter(level__in=[level.value for level in levels])
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    return Value(len(ids), sources=(_source(ids),))


def _ratings(scope: Scope, period: Period) -> QuerySet[TeamRating]:
    year = period.last_day.year
    return TeamRating.objects.filter(team__in=teams_of(scope), year=year)


def teams_of(scope: Scope) -> QuerySet[Team]:
    """Keep the teams of the scope's communes, and those that serve one of its residential areas."""
    served = Team.areas.through.objects.filter(unit_id__in=scope.unit_ids).values("team_id")
    return Team.objects.filter(Q(unit_id__in=scope.unit_ids) | Q(pk__in=served))


def _source(ids: list[int]) -> Source:
    return Source.naming(KIND, ids)
