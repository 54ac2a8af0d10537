"""Reads over teams, their patrols, their tasks and their rating."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum

from binhyen.core import clock
from binhyen.figures.queries import Scope
from binhyen.forces import rules
from binhyen.forces.models import (
    DutyEntry,
    Outcome,
    Patrol,
    RatingLine,
    RatingSheet,
    SheetState,
    Team,
    TeamMonth,
    TeamRating,
)
from binhyen.forces.rating_rule import rating_rule
from binhyen.forces.words import DONE
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Level, Succession, Unit


def teams(scope: Scope, *, year: int, on: date | None = None) -> QuerySet[Team]:
    """Return the teams of the scope with their areas and their level of `year`, by commune, then as set up; with `on` also
    with how many serve on that day."""
    of_year = TeamRating.objects.filter(team=OuterRef("pk"), year=year)
    teams = Team.objects.manned(on) if on else Team.objects.all()
    return (
        teams.filter(unit_id__among=scope.unit_ids)
        .select_related("unit")
        .prefetch_related(Prefetch("areas", Unit.objects.order_by("sort_key", "pk")))
        .annotate(level_of_year=Subquery(of_year.values("level")[:1]))
        .order_by("unit__sort_key", "established_on", "pk")
    )


def patrols(scope: Scope, *, since: date, until: date) -> QuerySet[Patrol]:
    """Return the patrols that began in [since, until) in the scope, newest first."""
    return _patrols(scope.unit_ids, since, until)


def patrols_kept_by(unit: Unit, *, since: date, until: date) -> QuerySet[Patrol]:
    """Return the log of `unit` itself in [since, until), newest first: who walked is read by nobody above it."""
    return _patrols([one.pk for one in places.selves(unit)], since, until)


def _patrols(unit_ids: Collection[int], since: date, until: date) -> QuerySet[Patrol]:
    return (
        Patrol.objects.filter(unit_id__among=unit_ids)
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


def duties(
    scope: Scope, *, since: date, until: date, team: int | None = None, group: int | None = None
) -> QuerySet[DutyEntry]:
    """Return the tasks of the scope's teams in [since, until), newest first."""
    found = (
        DutyEntry.objects.counted()
        .filter(team__unit_id__among=scope.unit_ids, on__gte=since, on__lt=until)
        .select_related("team")
    )
    if team is not None:
        found = found.filter(team=team)
    if group is not None:
        found = found.filter(group=group)
    return found.order_by("-on", "-pk")


def own_duties(user: User, *, since: datetime) -> QuerySet[DutyEntry]:
    """Return what `user` entered since then, newest first."""
    mine = DutyEntry.objects.counted().filter(by=user, logged_at__gte=since).select_related("team")
    return mine.order_by("-logged_at", "-pk")


def teams_granted(user: User, action: str, on: date) -> QuerySet[Team]:
    """Return the teams on which a post of `user` grants `action` at home: those of the commune, or those that serve the own area."""
    homes: set[int] = set()
    for post in policy.posts_granting(user, action, on=on):
        homes |= {one.pk for one in places.selves(post.unit)}
    mine = Team.objects.filter(Q(unit_id__in=homes) | Q(areas__in=homes)).distinct()
    return mine.select_related("unit").order_by("unit__sort_key", "established_on", "pk")


_TIMES = Sum("times")
_TIMES_DONE = Sum("times", filter=Q(outcome__in=[one.value for one in DONE]))


def totals_by(found: QuerySet[DutyEntry], *keys: str) -> list[dict[str, Any]]:
    """Return what `found` adds up to by `keys`, in their order: given, done, done on time, hours."""
    on_time = Sum("times", filter=Q(outcome=Outcome.ON_TIME.value))
    rows = found.order_by(*keys).values(*keys)
    return list(rows.annotate(given=_TIMES, done=_TIMES_DONE, on_time=on_time, spent=Sum("hours")))


def year_span(year: int) -> tuple[date, date]:
    """Return the rating year as [since, until)."""
    rule = rating_rule()
    return rule.first_day(year), rule.last_day(year) + timedelta(days=1)


def duties_done(teams: Collection[Team], year: int) -> dict[int, tuple[int, int]]:
    """Return team -> (tasks done, tasks given) in the rating year; a team without any is absent."""
    since, until = year_span(year)
    found = DutyEntry.objects.counted().filter(team__in=teams, on__gte=since, on__lt=until)
    rows = found.order_by("team").values("team").annotate(given=_TIMES, done=_TIMES_DONE)
    return {row["team"]: (row["done"] or 0, row["given"] or 0) for row in rows}


def months_kept(teams: Collection[Team], year: int) -> dict[int, tuple[int, int]]:
    """Return team -> (kept, due) of meetings, briefings and reports in the rating year."""
    since, until = year_span(year)
    kept: dict[int, tuple[int, int]] = {}
    found = TeamMonth.objects.filter(team__in=teams, month__gte=since, month__lt=until)
    for row in found.order_by("pk"):
        before = kept.get(row.team_id, (0, 0))
        kept[row.team_id] = (before[0] + row.kept, before[1] + row.due)
    return kept


def standing_sheet(unit: Unit, year: int) -> RatingSheet | None:
    """Return the decided sheet of the year that no other replaces."""
    decided = RatingSheet.objects.filter(unit=unit, year=year, state=SheetState.DECIDED)
    return decided.filter(replaced_by=None).order_by("pk").first()


def sheet_of_team(team: Team, year: int) -> RatingSheet | None:
    """Return the decided sheet that closes the year for the team, whichever commune it was of that day."""
    lines = RatingLine.objects.filter(
        team=team, sheet__year=year, sheet__state=SheetState.DECIDED, sheet__replaced_by=None
    )
    line = lines.select_related("sheet").order_by("pk").first()
    return line.sheet if line else None


def sheet_that_closes(team: Team, year: int) -> RatingSheet | None:
    """Return the decided sheet after which nothing of the year changes for the team: the one that has a line of it, else,
    for a team too young to be rated, that of its commune or of the one it was merged into."""
    homes = RatingSheet.objects.filter(
        unit__path__in=places.paths_onward(team.unit), year=year, state=SheetState.DECIDED
    )
    of_home = homes.filter(replaced_by=None).order_by("pk")
    return sheet_of_team(team, year) or of_home.first()


def draft_of(unit: Unit, year: int) -> RatingSheet | None:
    """Return the draft of the year with its lines."""
    drafts = RatingSheet.objects.filter(unit=unit, year=year, state=SheetState.DRAFT)
    return drafts.prefetch_related(Prefetch("lines", RatingLine.objects.order_by("pk"))).first()


def sheets(unit: Unit, year: int) -> QuerySet[RatingSheet]:
    """Return the decisions of the year, the one that stands first."""
    decided = RatingSheet.objects.filter(unit=unit, year=year, state=SheetState.DECIDED)
    lines = RatingLine.objects.select_related("team").order_by("pk")
    found = decided.select_related("replaces").prefetch_related(Prefetch("lines", lines))
    return found.order_by("-decided_on", "-pk")


def is_number_used(unit: Unit, year: int, number: str, on: date) -> bool:
    """Say whether a decision of the same rating year or the same calendar year bears the number."""
    decided = RatingSheet.objects.filter(
        unit=unit, state=SheetState.DECIDED, decision_number=number
    )
    return decided.filter(Q(year=year) | Q(decided_on__year=on.year)).exists()


def members_rated(
    unit_ids: Collection[int], year: int, *, but: Collection[int] = ()
) -> tuple[int, int]:
    """Return how many members stand rated excellent and good in these units, teams of `but` left out."""
    lines = RatingLine.objects.filter(
        team__unit_id__in=unit_ids, sheet__year=year, sheet__state=SheetState.DECIDED,
        sheet__replaced_by=None,
    )  # fmt: skip
    sums = lines.exclude(team__in=but).aggregate(
        excellent=Sum("members_excellent"), good=Sum("members_good")
    )
    return sums["excellent"] or 0, sums["good"] or 0


def areas_of(scope: Scope, *, since: date, until: date) -> QuerySet[Unit]:
    """Return the residential areas of the scope that stood on a day of [since, until)."""
    areas = Unit.objects.filter(pk__among=scope.unit_ids, level=Level.RESIDENTIAL_AREA)
    there = areas.filter(Q(valid_to=None) | Q(valid_to__gt=since), valid_from__lt=until)
    return there.order_by("sort_key", "pk")


def lives(areas: Sequence[Unit]) -> list[list[Unit]]:
    """Return the areas one after another, each with what it grew out of whole: after a merger it is the same place."""
    whole = Succession.objects.filter(old__in=areas, new__in=areas, extent=Succession.Extent.WHOLE)
    heirs = dict(whole.order_by("pk").values_list("old", "new"))
    found: dict[int, list[Unit]] = {area.pk: [area] for area in areas if area.pk not in heirs}
    for area in areas:
        last = area.pk
        while last in heirs:
            last = heirs[last]
        if last != area.pk:
            found[last].append(area)
    return list(found.values())


def patrols_by_week(scope: Scope, *, since: date, until: date) -> Counter[tuple[int, date]]:
    """Return how often each area was patrolled in each week, given by its Monday, that begins in [since, until)."""
    weeks = rules.mondays(since, until)
    if not weeks:
        return Counter()
    rows = Patrol.objects.filter(
        unit_id__among=scope.unit_ids,
        started_at__gte=clock.start_of(weeks[0]),
        started_at__lt=clock.start_of(weeks[-1] + rules.WEEK),
    ).values_list("area_id", "started_at")
    return Counter(
        (area, rules.monday_of(clock.local_day(begun))) for area, begun in rows.iterator()
    )


def last_logged(scope: Scope, *, before: date) -> datetime | None:
    """Return the last moment before a day of which a patrol of the scope is known."""
    found = Patrol.objects.filter(
        unit_id__among=scope.unit_ids, started_at__lt=clock.start_of(before)
    )
    last: datetime | None = found.aggregate(last=Max("started_at"))["last"]
    return last
