"""Figures of the grassroots force: how teams were rated, how often they patrol."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import queries as figures
from binhyen.figures import registry
from binhyen.figures.computing import told_from
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


#: Rating -> level, of the teams that serve a scope.
_Rated = Mapping[int, str]


def _ratings(scopes: Sequence[Scope], period: Period) -> list[_Rated]:
    """Return for each scope rating -> level, of the teams of its communes and those that serve one of its areas."""
    units = figures.all_units(scopes)
    of_year = TeamRating.objects.filter(year=period.last_day.year)
    there = of_year.filter(Q(team__unit__among=units) | Q(team__areas__among=units))
    rows = there.order_by("pk").values_list("team__unit", "team__areas", "pk", "level")
    pairs = [
        (unit, (pk, level)) for *places, pk, level in rows for unit in places if unit is not None
    ]
    return [dict(found) for found in figures.by_scope(scopes, pairs)]


def _share(name: str, levels: frozenset[Level], title: Promise, definition: Promise) -> None:
    """Register the share of the teams rated that is at one of the levels."""

    @told_from(_ratings)
    def tell(rated: _Rated) -> Value:
        part = sum(level in levels for level in rated.values())
        return Value(part, len(rated), (_source(rated),))

    registry.figure(name, measure=Measure.PERCENT, title=title, definition=definition)(tell)


def _count(name: str, levels: frozenset[Level], title: Promise, definition: Promise) -> None:
    """Register how many teams are rated at one of the levels."""

    @told_from(_ratings)
    def tell(rated: _Rated) -> Value:
        ids = [pk for pk, level in rated.items() if level in levels]
        return Value(len(ids), sources=(_source(ids),))

    registry.figure(name, measure=Measure.TEAMS, title=title, definition=definition)(tell)


def _source(ids: Iterable[int]) -> Source:
    return Source.naming(KIND, ids)


_share(
    "forces.teams_completed_share",
    _COMPLETED,
    _("Teams rated completed or better"),
    _("Of the teams rated for the year in which the period ends, the share rated completed or better."),
)  # fmt: skip
_share(
    "forces.teams_good_share",
    _GOOD,
    _("Teams rated good or better"),
    _("Of the teams rated for the year in which the period ends, the share rated good or better."),
)
_count(
    "forces.teams_rated",
    frozenset(Level),
    _("Teams rated"),
    _("Teams rated for the year in which the period ends."),
)
_count(
    "forces.teams_excellent",
    frozenset({Level.EXCELLENT}),
    _("Teams rated excellent"),
    _("Teams rated excellent for the year in which the period ends."),
)
_count(
    "forces.teams_good",
    frozenset({Level.GOOD}),
    _("Teams rated good"),
    _("Teams rated good, the excellent not among them, for the year in which the period ends."),
)


@registry.figure(
    "forces.lowest_rating",
    measure=Measure.LEVEL,
    title=_("Lowest rating"),
    definition=_("The lowest level, 1 to 4, among the teams rated for the year in which the period ends."),
)  # fmt: skip
@told_from(_ratings)
def lowest_rating(rated: _Rated) -> Value:
    """The lowest level, 1 to 4, of the teams serving the scope; a share of nothing where none is rated."""
    if not rated:
        return Value(0, 0)
    lowest = min(RANKS[Level(level)] for level in rated.values())
    return Value(lowest, sources=(_source(rated),))


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
            pk=row.team_id,
        )
