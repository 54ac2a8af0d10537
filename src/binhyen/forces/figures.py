"""Figures of the grassroots force: how teams were rated, how far they are manned, what they did, how often they patrol."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value
from binhyen.forces import queries, rules
from binhyen.forces.models import DutyEntry, Level, Patrol, Team, TeamMonth, TeamRating
from binhyen.forces.words import DONE, RANKS, DutyGroup

KIND = "team_ratings"
PATROLS = "patrols"
DUTIES = "duties"
MONTHS = "team_months"
_GOOD = frozenset({Level.EXCELLENT, Level.GOOD})
_COMPLETED = _GOOD | {Level.COMPLETED}


@registry.figure("forces.teams_completed_share", measure="percent")
def teams_completed_share(scope: Scope, period: Period) -> Value:
    """Teams rated completed or better among the teams rated for the year in which the period ends."""
    return _share(scope, period, _COMPLETED)


@registry.figure("forces.teams_good_share", measure="percent")
def teams_good_share(scope: Scope, period: Period) -> Value:
    """Teams rated good or better among the teams rated for the year in which the period ends."""
    return _share(scope, period, _GOOD)


@registry.figure("forces.lowest_rating", measure="level")
def lowest_rating(scope: Scope, period: Period) -> Value:
    """The lowest level, 1 to 4, of the teams serving the scope; a share of nothing where none is rated."""
    rows = list(_ratings(scope, period).order_by("pk").values_list("pk", "level"))
    if not rows:
        return Value(0, 0)
    return Value(
        min(RANKS[Level(level)] for _, level in rows), sources=(_source([pk for pk, _ in rows]),)
    )


@registry.figure("forces.strength_share", measure="percent")
def strength_share(scope: Scope, period: Period) -> Value:
    """Members serving among the members established, over all teams as they stand now."""
    sums = _teams(scope).aggregate(serving=Sum("serving"), established=Sum("established_strength"))
    return Value(sums["serving"] or 0, sums["established"] or 0)


@registry.figure("forces.patrols", measure="count")
def patrols(scope: Scope, period: Period) -> Value:
    """Patrols that began in the period, as their members logged them."""
    ids = list(
        queries.patrols(scope, since=period.since, until=period.until).values_list("pk", flat=True)
    )
    return Value(len(ids), sources=(Source(PATROLS, len(ids), {"ids": ",".join(map(str, ids))}),))


@registry.figure("forces.area_weeks_patrolled_share", measure="percent")
def area_weeks_patrolled_share(scope: Scope, period: Period) -> Value:
    """Weeks in which a residential area was patrolled among all its weeks, up to the last week with a patrol known."""
    walked, whole = _area_weeks(scope, period)
    return Value(walked, whole)


@registry.figure("forces.area_weeks_without_patrol", measure="count")
def area_weeks_without_patrol(scope: Scope, period: Period) -> Value:
    """Weeks of residential areas without a patrol, up to the last week with a patrol known."""
    walked, whole = _area_weeks(scope, period)
    return Value(whole - walked)


def _area_weeks(scope: Scope, period: Period) -> tuple[int, int]:
    """Return (area-weeks patrolled, area-weeks); weeks count by their Monday, areas in the weeks they existed."""
    last = queries.last_logged(scope, before=period.until)
    if last is None:
        return 0, 0
    until = min(period.until, rules.monday_of(clock.local_day(last)) + rules.WEEK)
    weeks = rules.mondays(period.since, until)
    walked = queries.patrols_by_week(scope, since=period.since, until=until)
    pairs = {
        (area.pk, monday)
        for area in queries.areas_of(scope, since=period.since, until=until)
        for monday in weeks
        if area.exists_on(monday)
    }
    return len(pairs & walked.keys()), len(pairs)


@registry.figure("forces.duties", measure="count")
def duties(scope: Scope, period: Period) -> Value:
    """Tasks of the six groups that teams were given in the period."""
    share = _done_share(scope, period)
    return Value(share.denominator or 0, sources=share.sources)


@registry.figure("forces.duties_done_share", measure="percent")
def duties_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of the six groups completed among those given in the period."""
    return _done_share(scope, period)


@registry.figure("forces.situation_done_share", measure="percent")
def situation_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 1, to help know the situation, completed among those given in the period."""
    return _done_share(scope, period, DutyGroup.SITUATION)


@registry.figure("forces.movement_done_share", measure="percent")
def movement_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 2, to help build the movement, completed among those given in the period."""
    return _done_share(scope, period, DutyGroup.MOVEMENT)


@registry.figure("forces.fire_done_share", measure="percent")
def fire_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 3, to help fire prevention and rescue, completed among those given in the period."""
    return _done_share(scope, period, DutyGroup.FIRE)


@registry.figure("forces.order_done_share", measure="percent")
def order_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 4, to help administrative management of order, completed among those given in the period."""
    return _done_share(scope, period, DutyGroup.ORDER)


@registry.figure("forces.education_done_share", measure="percent")
def education_done_share(scope: Scope, period: Period) -> Value:
    """Activities of group 5, to help mobilise and educate, completed among those given in the period."""
    return _done_share(scope, period, DutyGroup.EDUCATION)


@registry.figure("forces.guard_done_share", measure="percent")
def guard_done_share(scope: Scope, period: Period) -> Value:
    """Tasks of group 6, to help patrol and guard, completed among those given in the period."""
    return _done_share(scope, period, DutyGroup.GUARD)


def _done_share(scope: Scope, period: Period, group: DutyGroup | None = None) -> Value:
    found = DutyEntry.objects.filter(
        team__in=_teams(scope), on__gte=period.since, on__lt=period.until
    )
    if group is not None:
        found = found.filter(group=group.value)
    rows = list(found.order_by("pk").values_list("pk", "times", "outcome"))
    done = {one.value for one in DONE}
    return Value(
        sum(times for _pk, times, outcome in rows if outcome in done),
        sum(times for _pk, times, _outcome in rows),
        (_ids(DUTIES, [pk for pk, times, _outcome in rows for _ in range(times)]),),
    )


@registry.figure("forces.meetings_and_reports_share", measure="percent")
def meetings_and_reports_share(scope: Scope, period: Period) -> Value:
    """Meetings held, briefings attended and reports on time among those due in the months that begin in the period."""
    found = TeamMonth.objects.filter(
        team__in=_teams(scope), month__gte=period.since, month__lt=period.until
    )
    rows = list(found.order_by("pk"))
    return Value(
        sum(row.kept for row in rows),
        sum(row.due for row in rows),
        (_ids(MONTHS, [row.pk for row in rows]),),
    )


@registry.figure("forces.teams_rated", measure="teams")
def teams_rated(scope: Scope, period: Period) -> Value:
    """Teams rated for the year in which the period ends."""
    return _at_level(scope, period, frozenset(Level))


@registry.figure("forces.teams_excellent", measure="teams")
def teams_excellent(scope: Scope, period: Period) -> Value:
    """Teams rated excellent for the year in which the period ends."""
    return _at_level(scope, period, frozenset({Level.EXCELLENT}))


@registry.figure("forces.teams_good", measure="teams")
def teams_good(scope: Scope, period: Period) -> Value:
    """Teams rated good, the excellent not among them, for the year in which the period ends."""
    return _at_level(scope, period, frozenset({Level.GOOD}))


def _at_level(scope: Scope, period: Period, levels: frozenset[Level]) -> Value:
    found = _ratings(scope, period).filter(level__in=[level.value for level in levels])
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    return Value(len(ids), sources=(_source(ids),))


@registry.lists(DUTIES)
def duties_behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the tasks that `filters` names, as often as each was done, without what was remarked."""
    ids = {int(pk) for pk in filters["ids"].split(",") if pk}
    rows = DutyEntry.objects.filter(pk__in=ids).select_related("team__unit")
    for row in rows.order_by("on", "pk"):
        line = registry.Line(
            reference=row.team.name,
            what=f"{row.get_kind_display()}: {row.get_outcome_display()}",
            where=row.team.unit.full_name,
            on=row.on,
        )
        yield from [line] * row.times


@registry.lists(MONTHS)
def months_behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the months of teams that `filters` names."""
    ids = [int(pk) for pk in filters["ids"].split(",") if pk]
    rows = TeamMonth.objects.filter(pk__in=ids).select_related("team__unit")
    for row in rows.order_by("month", "pk"):
        yield registry.Line(
            reference=row.team.name,
            what=f"{row.kept}/{row.due}",
            where=row.team.unit.full_name,
            on=row.month,
        )


@registry.lists(PATROLS)
def patrols_behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the patrols that `filters` names, without what was remarked."""
    ids = [int(pk) for pk in filters["ids"].split(",") if pk]
    rows = Patrol.objects.filter(pk__in=ids).select_related("area")
    for row in rows.order_by("started_at", "pk"):
        yield registry.Line(
            reference=str(row.pk),
            what=_("patrol"),
            where=row.area.full_name,
            on=clock.local_day(row.started_at),
        )


@registry.lists(KIND)
def behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the ratings that `filters` names."""
    ids = [int(pk) for pk in filters["ids"].split(",") if pk]
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


def _ratings(scope: Scope, period: Period) -> QuerySet[TeamRating]:
    year = date.fromordinal(period.until.toordinal() - 1).year
    return TeamRating.objects.filter(team__in=_teams(scope), year=year)


def _teams(scope: Scope) -> QuerySet[Team]:
    """Keep the teams of the scope's communes, and those that serve one of its residential areas."""
    served = Team.areas.through.objects.filter(unit_id__in=scope.unit_ids).values("team_id")
    return Team.objects.filter(Q(unit_id__in=scope.unit_ids) | Q(pk__in=served))


def _source(ids: list[int]) -> Source:
    return _ids(KIND, ids)


def _ids(kind: str, ids: list[int]) -> Source:
    return Source(kind, len(ids), {"ids": ",".join(map(str, ids))})
