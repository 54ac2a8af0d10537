"""Reads: which units ended and still keep something, how much, and who stands in their place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Model, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from binhyen.core import clock
from binhyen.figures import closing
from binhyen.figures.models import ClosedYear
from binhyen.forces.models import Team
from binhyen.matters.models import Matter
from binhyen.matters.workflow import OPEN
from binhyen.mergers.models import HandOver
from binhyen.movement.models import Plan
from binhyen.people import policy
from binhyen.people.models import Post, User
from binhyen.places import locate
from binhyen.places import queries as places
from binhyen.places.models import LOCAL_LEVELS, Level, Succession, Unit
from binhyen.standards.models import Assessment

ACTION = "mergers.hand_over"
#: A commune hands its files on before the district above it does, which may be their keeper for a moment otherwise.
_LOWEST_FIRST = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)


@dataclass(frozen=True)
class Kept:
    """What one unit that ended still keeps, in numbers, and who stands in its place."""

    unit: Unit
    heirs: tuple[Unit, ...]
    areas: tuple[Unit, ...]
    matters: int
    open_matters: int
    dossiers: int
    teams: int
    plans: int
    posts: int

    @property
    def is_divided(self) -> bool:
        """Whether its areas go to several units, so that somebody must say which goes where."""
        return len(self.heirs) > 1

    def to_assign(self) -> tuple[Unit, ...]:
        """Return the areas and organisations of which somebody must say where they go."""
        return self.areas if self.is_divided else ()


def ended_on(day: date, *, with_posts: bool = False) -> list[Unit]:
    """Return the units whose last day was the one before `day` and that still keep something, communes first."""
    return _keeping(Unit.objects.filter(valid_to=day), with_posts=with_posts)


def _keeping(ended: QuerySet[Unit], *, with_posts: bool) -> list[Unit]:
    ended = ended.exclude(level__in=LOCAL_LEVELS)
    keepers: set[int] = {
        *Matter.objects.filter(keeper__in=ended).values_list("keeper_id", flat=True),
        *Assessment.objects.filter(keeper__in=ended).values_list("keeper_id", flat=True),
        *(pk for pk in _open_areas(ended).values_list("parent_id", flat=True) if pk),
    }
    if with_posts:
        keepers |= set(Post.objects.filter(unit__in=ended, until=None).values_list("unit_id", flat=True))  # fmt: skip
    found = Unit.objects.filter(pk__in=keepers).select_related("parent__parent")
    return sorted(found, key=lambda unit: (_LOWEST_FIRST.index(Level(unit.level)), unit.path))


def _open_areas(units: "QuerySet[Unit] | Iterable[Unit]") -> QuerySet[Unit]:
    """Return the areas and organisations below that nobody has closed or carried over."""
    return Unit.objects.filter(parent__in=units, valid_to=None, level__in=LOCAL_LEVELS)


def heirs_of(units: Sequence[Unit], on: date) -> dict[int, list[Unit]]:
    """Return by unit who stands in its place on `on`: those it went into, for a district without such the level above."""
    ties: dict[int, list[Unit]] = {}
    for tie in Succession.objects.filter(old__in=units).select_related("new__parent").order_by("pk"):  # fmt: skip
        ties.setdefault(tie.old_id, []).append(tie.new)
    return {unit.pk: _living(ties.get(unit.pk) or _above(unit), on) for unit in units}


def _above(unit: Unit) -> list[Unit]:
    return [unit.parent] if unit.level == Level.DISTRICT and unit.parent else []


def _living(units: Sequence[Unit], on: date) -> list[Unit]:
    found: dict[int, Unit] = {}
    for unit in units:
        there = [unit] if unit.exists_on(on) else places.heirs(unit, on)
        found.update((one.pk, one) for one in there)
    return list(found.values())


def may_hand_over(user: User, heirs: Iterable[Unit], *, on: date) -> bool:
    """Say whether everything a unit keeps would go where the user may hand over."""
    units = list(heirs)
    return bool(units) and all(policy.can(user, ACTION, unit, on=on) for unit in units)


def days(user: User, *, on: date) -> list[date]:
    """Return the days on which units ended that still keep something which `user` may hand over, the latest first."""
    ended = _keeping(Unit.objects.filter(valid_to__lte=on), with_posts=True)
    heirs = heirs_of(ended, on)
    found = {unit.valid_to for unit in ended if may_hand_over(user, heirs[unit.pk], on=on)}
    return sorted((day for day in found if day), reverse=True)


def kept_on(day: date, user: User, *, on: date) -> list[Kept]:
    """Return what `user` may hand over of the units that ended with `day`."""
    ended = ended_on(day, with_posts=True)
    heirs = heirs_of(ended, day)
    return counted([unit for unit in ended if may_hand_over(user, heirs[unit.pk], on=on)], day)


def counted(units: Sequence[Unit], day: date) -> list[Kept]:
    """Return what units keep, counted for all of them together."""
    heirs = heirs_of(units, day)
    areas: dict[int, list[Unit]] = {}
    for area in _open_areas(units).order_by("level", "sort_key", "pk"):
        areas.setdefault(area.parent_id or 0, []).append(area)
    matters = _count(Matter.objects.filter(keeper__in=units), "keeper")
    running = _count(Matter.objects.filter(keeper__in=units, state__in=OPEN), "keeper")
    dossiers = _count(Assessment.objects.filter(keeper__in=units), "keeper")
    teams = _count(Team.objects.filter(unit__in=units), "unit")
    plans = _count(Plan.objects.filter(unit__in=units, closed_at=None), "unit")
    posts = _count(Post.objects.filter(Q(until=None) | Q(until__gt=day), unit__in=units), "unit")
    return [
        Kept(
            unit, tuple(heirs[unit.pk]), tuple(areas.get(unit.pk, ())), matters.get(unit.pk, 0),
            running.get(unit.pk, 0), dossiers.get(unit.pk, 0), teams.get(unit.pk, 0), plans.get(unit.pk, 0),
            posts.get(unit.pk, 0),
        )
        for unit in units
    ]  # fmt: skip


def _count(rows: "QuerySet[Model]", by: str) -> dict[int, int]:
    found = rows.order_by().values(by).annotate(n=Count("pk"))
    return {row[by]: row["n"] for row in found}


def closed_for(kept: Iterable[Kept], day: date) -> list[ClosedYear]:
    """Return the closed years in which a merger of that day lies, of the units themselves, of those in their place and of
    all above: while one of them stands, nothing is handed over."""
    touched = {unit.pk for one in kept for unit in (one.unit, *one.heirs)}
    found = {row.pk: row for row in closing.closings(touched, day.year).values()}
    return sorted(found.values(), key=lambda row: (row.unit.path, row.year))


def closed_sentence(closed: ClosedYear, day: date) -> str:
    """Return why a merger of that day is handed over no more, and what to do first."""
    return _(
        "The merger of %(day)s lies in a time that is closed: %(unit)s closed the year %(year)s on %(closed)s, and to hand"
        " over now would change its figures. Ask the level above to open the year again, hand over, then close it again."
    ) % {
        "day": date_format(day, "d/m/Y"),
        "unit": closed.unit.full_name,
        "year": closed.year,
        "closed": date_format(clock.local_day(closed.closed_at), "d/m/Y"),
    }


def by_boundary(area: Unit, heirs: Iterable[Unit], day: date) -> Unit | None:
    """Return the one of the heirs within whose boundary the area's point lies, None where nobody can tell."""
    if area.lat is None or area.lon is None:
        return None
    found = locate.unit_at(area.lat, area.lon, day)
    return next((heir for heir in heirs if heir == found), None)


def orders_of(user: User, *, on: date) -> QuerySet[HandOver]:
    """Return the orders about units whose heirs `user` may hand over to, and the user's own; the newest first."""
    paths = [post.unit.path for post in policy.posts_granting(user, ACTION, on=on)]
    within = Q(by=user)
    for path in paths:
        within |= Q(units__unit__successions__new__path__under=path)
    return HandOver.objects.filter(within).distinct().select_related("by").order_by("-pk")
