"""Reads over alerts and scans."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from binhyen.figures import suppression
from binhyen.figures.rules import LEAST_SHOWN
from binhyen.hotspots import rules
from binhyen.hotspots.models import ORIGIN, Alert, Look, Scan, Stage, Watch
from binhyen.hotspots.rules import Span
from binhyen.matters import happenings
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit

#: How many weeks a time picture shows.
WEEKS = 26


def alerts_of(unit: Unit) -> QuerySet[Alert]:
    """Return the alerts of a unit and of what it grew out of, the newest first."""
    return Alert.objects.filter(unit__in=places.selves(unit)).order_by("-raised_at", "-pk")


def alert_of(origin: str) -> Alert | None:
    """Return the alert that a task was made for, by the task's origin (`Measure.origin`)."""
    kind, _, rest = origin.partition(":")
    number = rest.partition(":")[0]
    if kind != ORIGIN or not (number.isascii() and number.isdecimal()):
        return None
    return Alert.objects.select_related("unit").filter(pk=int(number)).first()


def may_count(user: User, what: Unit | Alert, on: date) -> bool:
    """Say whether the user may see each count of a commune, or of an alert of one, which went into another perhaps: who
    reads its matters could count them one by one. A province's own post reads matters that were escalated, and totals of
    the rest: few are hidden from it.
    """
    unit = what.unit if isinstance(what, Alert) else what
    return unit.level == Level.COMMUNE and policy.can(user, "matters.read", what, on=on)


def watch_of(unit: Unit) -> Watch:
    """Return how a unit wants to be warned: as it said, or what went into it said last, or the defaults."""
    selves = places.selves(unit)
    said = Watch.objects.filter(unit__in=selves).order_by("pk")
    own = next((each for each in said if each.unit_id == unit.pk), None)
    return own or said.last() or Watch(unit=unit)


def last_scan(unit: Unit, *, is_replay: bool = False) -> Scan | None:
    """Return the last scan of a unit that came to its end."""
    done = Scan.objects.filter(unit=unit, is_replay=is_replay, stage=Stage.DONE.value)
    return done.order_by("-day", "-pk").first()


def failed_scan(unit: Unit, *, is_replay: bool = False) -> Scan | None:
    """Return the last scan of a unit where it failed and none came to its end since."""
    over = Scan.objects.filter(unit=unit, is_replay=is_replay, ended_at__isnull=False)
    last = over.order_by("-ended_at", "-pk").first()
    return last if last and last.stage == Stage.FAILED else None


def pending_scan(unit: Unit, *, is_replay: bool = False) -> Scan | None:
    """Return the scan of a unit that is not over."""
    return Scan.objects.filter(unit=unit, is_replay=is_replay, ended_at=None).order_by("pk").first()


def looks_due(unit: Unit, on: date) -> QuerySet[Look]:
    """Return the second looks of a unit whose day has come, the earliest first."""
    due = Look.objects.filter(alert__unit__in=places.selves(unit), done_at=None, due_on__lte=on)
    due = due.exclude(alert__closed_at__isnull=False).order_by("due_on", "pk")
    return due.select_related("alert").prefetch_related("alert__areas__area")


def reported(unit: Unit, day: date) -> int:
    """Return how many reports of the watched kinds a unit had in the year to `day`, wherever in it."""
    inside = Unit.objects.below(unit).filter(level=Level.COMMUNE)
    communes = {unit.pk, *inside.values_list("pk", flat=True)}
    communes |= {old.pk for old in places.whole_predecessors(unit)}
    since, until = day - rules.YEAR + timedelta(days=1), day + timedelta(days=1)
    return sum(
        row.n for row in happenings.counted(communes, Level.COMMUNE, since=since, until=until)
    )


@dataclass(frozen=True)
class Ground:
    """The ground an alert is counted on, the same for every day: its places, and all that was merged with them since.

    units     what the places are today, each once, in their order
    of_place  each unit and all that went whole into it, to the unit
    grown     of those that others went into too, or that are called otherwise: what they are today, and what they were
    """

    level: Level
    units: list[Unit]
    of_place: dict[int, int]
    grown: list[tuple[Unit, list[Unit]]]

    def is_whole(self, until: date) -> bool:
        """Say whether all of it still was there on the day before `until`: what was divided has no one heir."""
        return all(unit.valid_to is None or unit.valid_to >= until for unit in self.units)


def ground_of(alert: Alert) -> Ground:
    """Return the ground of an alert. Whoever counted a place before a merger and its successor after it would hold a
    small ground against a large one.
    """
    areas = alert.areas.select_related("area").order_by("area__sort_key", "area__pk")
    named = [each.area for each in areas]
    ways = {unit.pk: places.paths_onward(unit) for unit in named}
    today = {unit.path: unit for unit in Unit.objects.filter(path__in={way[-1] for way in ways.values()})}  # fmt: skip
    into: dict[Unit, list[Unit]] = {}
    for unit in named:
        into.setdefault(today[ways[unit.pk][-1]], []).append(unit)
    before = places.whole_predecessors_of([*into, *named])
    of_place = {old.pk: unit.pk for unit in into for old in before[unit.pk]}
    of_place |= {unit.pk: unit.pk for unit in into}
    level = Level(named[0].level) if named else Level.RESIDENTIAL_AREA
    own = {path for way in ways.values() for path in way}
    own |= {old.path for unit in named for old in before[unit.pk]}
    grown = [
        (unit, olds)
        for unit, olds in into.items()
        if any(old.path not in own for old in before[unit.pk])
        or [old.full_name for old in olds] != [unit.full_name]
    ]
    return Ground(level, list(into), of_place, grown)


@dataclass(frozen=True)
class Counts:
    """What was counted in the places of an alert; None is hidden from who may not count.

    areas   place, in the window and in the year before it
    weeks   of the group in these places, the earliest first
    others  other groups there in the window, with the usual number of as many days
    """

    areas: list[tuple[Unit, int | None, int | None]]
    weeks: list[tuple[Span, int | None]]
    others: list[tuple[str, int | None, float | None]]


def counts_of(alert: Alert, ground: Ground, on: date, *, is_open: bool) -> Counts:
    """Return the counts around an alert; `is_open`: of few too."""
    last = min(on, max(alert.seen_until, alert.ends_on) + timedelta(days=7 * WEEKS // 4))
    last = last + timedelta(days=6 - last.weekday())  # to the Sunday: the weeks never slide
    since = min(alert.starts_on - rules.YEAR, last - timedelta(weeks=WEEKS))
    rows = _counted(ground, since, last + timedelta(days=1))
    group_of = {each.code: group for group, kept in happenings.groups().items() for each in kept}
    own = [row for row in rows if group_of[row.category] == alert.group]
    others = [row for row in rows if group_of[row.category] != alert.group]
    return Counts(
        _areas(ground, own, alert, is_open=is_open),
        _weeks(own, last, alert, on, is_open=is_open),
        _others(others, group_of, alert, is_open=is_open),
    )


def _counted(ground: Ground, since: date, until: date) -> list[happenings.Happened]:
    return list(happenings.counted(ground.of_place, ground.level, since=since, until=until))


def _areas(
    ground: Ground, rows: list[happenings.Happened], alert: Alert, *, is_open: bool
) -> list[tuple[Unit, int | None, int | None]]:
    inside: Counter[int] = Counter()
    before: Counter[int] = Counter()
    for row in rows:
        if alert.starts_on <= row.day <= alert.ends_on:
            inside[ground.of_place[row.place]] += row.n
        elif alert.starts_on - rules.YEAR <= row.day < alert.starts_on:
            before[ground.of_place[row.place]] += row.n
    table = [(inside[unit.pk], before[unit.pk]) for unit in ground.units]
    if is_open:
        return [(unit, *row) for unit, row in zip(ground.units, table, strict=True)]
    kept = suppression.suppress(table)
    told = [(_coarse(within), _coarse(year)) for within, year in kept]
    return [(unit, *row) for unit, row in zip(ground.units, told, strict=True)]


def _weeks(
    rows: list[happenings.Happened], last: date, alert: Alert, on: date, *, is_open: bool
) -> list[tuple[Span, int | None]]:
    """Return weeks from Monday to Sunday, the same on every visit. Who may not count is told of none that is not over,
    for two visits would give a day, and of none of the window, for its sum stands above.
    """
    weeks = rules.weeks_before(last, WEEKS)
    sums = [sum(row.n for row in rows if week.first <= row.day <= week.last) for week in weeks]
    if is_open:
        return list(zip(weeks, sums, strict=True))
    return [
        (week, n if week.last < on and not week.overlaps(alert.span) and _is_told(n) else None)
        for week, n in zip(weeks, sums, strict=True)
    ]


def _others(
    rows: list[happenings.Happened], group_of: dict[str, str], alert: Alert, *, is_open: bool
) -> list[tuple[str, int | None, float | None]]:
    inside: Counter[str] = Counter()
    before: Counter[str] = Counter()
    for row in rows:
        if alert.starts_on <= row.day <= alert.ends_on:
            inside[group_of[row.category]] += row.n
        elif alert.starts_on - rules.YEAR <= row.day < alert.starts_on:
            before[group_of[row.category]] += row.n
    share = alert.span.days / alert.year_days
    kept = [group for group in happenings.groups() if inside[group] or before[group]]
    if is_open:
        return [(group, inside[group], before[group] * share) for group in kept]
    return [
        (
            group,
            _coarse(inside[group]),
            None if (year := _coarse(before[group])) is None else year * share,
        )
        for group in kept
    ]


def _is_told(n: int) -> bool:
    return n == 0 or n >= LEAST_SHOWN


def _coarse(n: int | None) -> int | None:
    """Return a count of a window for who may not count: in whole fives, for the window moves and the difference of two
    visits would be the count of a day.
    """
    return None if n is None or not _is_told(n) else at_least(n)


def at_least(n: int) -> int:
    """Return what is said of a sum to who may not count: so many or a few more."""
    return n - n % LEAST_SHOWN


def counted_between(alert: Alert, ground: Ground, since: date, until: date) -> int:
    """Return how many of the alert's group there were on its ground in [since, until)."""
    if not ground.units or since >= until:
        return 0
    codes = {each.code for each in happenings.groups().get(alert.group, ())}
    return sum(row.n for row in _counted(ground, since, until) if row.category in codes)
