"""Figures of the grassroots force: how teams were rated, how often they patrol."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import queries as figures
from binhyen.figures import registry
from binhyen.figures.computing import Together
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.forces import queries
from binhyen.forces.models import Level, Patrol, TeamRating
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
@Together
def teams_completed_share(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Teams rated completed or better among the teams rated for the year in which the period ends."""
    return _shares(scopes, period, _COMPLETED)


@registry.figure(
    "forces.teams_good_share",
    measure=Measure.PERCENT,
    title=_("Teams rated good or better"),
    definition=_("Of the teams rated for the year in which the period ends, the share rated good or better."),
)  # fmt: skip
@Together
def teams_good_share(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Teams rated good or better among the teams rated for the year in which the period ends."""
    return _shares(scopes, period, _GOOD)


@registry.figure(
    "forces.teams_rated",
    measure=Measure.TEAMS,
    title=_("Teams rated"),
    definition=_("Teams rated for the year in which the period ends."),
)  # fmt: skip
@Together
def teams_rated(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Teams rated in the year in which the period ends."""
    return _at_level(scopes, period, frozenset(Level))


@registry.figure(
    "forces.teams_excellent",
    measure=Measure.TEAMS,
    title=_("Teams rated excellent"),
    definition=_("Teams rated excellent for the year in which the period ends."),
)  # fmt: skip
@Together
def teams_excellent(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Teams rated excellent in the year in which the period ends."""
    return _at_level(scopes, period, frozenset({Level.EXCELLENT}))


@registry.figure(
    "forces.teams_good",
    measure=Measure.TEAMS,
    title=_("Teams rated good"),
    definition=_("Teams rated good, the excellent not among them, for the year in which the period ends."),
)  # fmt: skip
@Together
def teams_good(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Teams rated good in the year in which the period ends."""
    return _at_level(scopes, period, frozenset({Level.GOOD}))


@registry.figure(
    "forces.lowest_rating",
    measure=Measure.LEVEL,
    title=_("Lowest rating"),
    definition=_("The lowest level, 1 to 4, among the teams rated for the year in which the period ends."),
)  # fmt: skip
@Together
def lowest_rating(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """The lowest level, 1 to 4, of the teams serving the scope; a share of nothing where none is rated."""
    return [
        Value(min(RANKS[Level(level)] for level in rated.values()), sources=(_source(rated),))
        if rated
        else Value(0, 0)
        for rated in _ratings(scopes, period)
    ]


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


def _shares(scopes: Sequence[Scope], period: Period, levels: frozenset[Level]) -> list[Value]:
    return [
        Value(sum(level in levels for level in rated.values()), len(rated), (_source(rated),))
        for rated in _ratings(scopes, period)
    ]


def _at_level(scopes: Sequence[Scope], period: Period, levels: frozenset[Level]) -> list[Value]:
    found = []
    for rated in _ratings(scopes, period):
        ids = [pk for pk, level in rated.items() if level in levels]
        found.append(Value(len(ids), sources=(_source(ids),)))
    return found


def _ratings(scopes: Sequence[Scope], period: Period) -> list[dict[int, str]]:
    """Return for each scope rating -> level, of the teams of its communes and those that serve one of its areas."""
    units = figures.all_units(scopes)
    of_year = TeamRating.objects.filter(year=period.last_day.year)
    there = of_year.filter(Q(team__unit__among=units) | Q(team__areas__among=units))
    rows = there.order_by("pk").values_list("team__unit", "team__areas", "pk", "level")
    pairs = [
        (unit, (pk, level)) for *places, pk, level in rows for unit in places if unit is not None
    ]
    return [dict(found) for found in figures.by_scope(scopes, pairs)]


def _source(ids: Iterable[int]) -> Source:
    return Source.naming(KIND, ids)
