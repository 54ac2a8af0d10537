"""Reads over alerts and scans."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from binhyen.core import clock
from binhyen.figures import suppression
from binhyen.figures.rules import LEAST_SHOWN
from binhyen.hotspots import rules
from binhyen.hotspots.models import ORIGIN, Alert, Look, Scan, Stage, Watch
from binhyen.hotspots.rules import Cell, Span
from binhyen.matters import happenings
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import cells as hexagons
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
class Place:
    """A place of an alert: a unit, or a hexagon and the unit nearest to it."""

    unit: Unit
    cell: int | None = None

    @property
    def key(self) -> int:
        """Return by what it is counted."""
        return self.unit.pk if self.cell is None else self.cell


@dataclass(frozen=True)
class Ground:
    """The ground an alert is counted on, the same for every day: its places, and all that was merged with them since.

    places       those of its table, in their order
    units        what they are today, each once; of hexagons the commune
    of_place     each unit and all that went whole into it, to the unit; of hexagons each to itself
    grown        of those that others went into too, or that are called otherwise: what they are today, and what they were
    resolution   of its hexagons; None: it has none
    communes     whose reports are counted by hexagon: what the commune is today and all that went whole into it
    known_since  the day since which it can be counted: what is older has lost its points
    """

    level: Level
    places: list[Place]
    units: list[Unit]
    of_place: dict[int, int]
    grown: list[tuple[Unit, list[Unit]]]
    resolution: int | None = None
    communes: tuple[int, ...] = ()
    known_since: date = date.min

    def is_whole(self, until: date) -> bool:
        """Say whether all of it still was there on the day before `until`: what was divided has no one heir."""
        return all(unit.valid_to is None or unit.valid_to >= until for unit in self.units)


def ground_of(alert: Alert, on: date) -> Ground:
    """Return the ground of an alert as it can be counted on a day. Whoever counted a place before a merger and its
    successor after it would hold a small ground against a large one.
    """
    return _ground_of_units(alert) if alert.resolution is None else _ground_of_hexagons(alert, on)


def _ground_of_hexagons(alert: Alert, on: date) -> Ground:
    areas = alert.areas.select_related("area").order_by("area__sort_key", "area__pk")
    named = {each.area_id: each.area for each in areas}
    near = [Cell((pk,), unit.lat or 0.0, unit.lon or 0.0) for pk, unit in named.items()]
    order = {pk: n for n, pk in enumerate(named)}
    home = {
        cell: found.places[0]
        for cell in alert.cells.values_list("cell", flat=True)
        if (found := rules.nearest(*hexagons.middle(cell), near))
    }
    today = Unit.objects.get(path=places.paths_onward(alert.unit)[-1])
    of_place = {cell: cell for cell in sorted(home, key=lambda cell: (order[home[cell]], cell))}
    return Ground(
        level=Level.COMMUNE,
        places=[Place(named[home[cell]], cell) for cell in of_place],
        units=[today],
        of_place=of_place,
        grown=[],
        resolution=alert.resolution,
        communes=(today.pk, *(old.pk for old in places.whole_predecessors(today))),
        known_since=happenings.points_since(on) if of_place else date.max,
    )


def _ground_of_units(alert: Alert) -> Ground:
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
    return Ground(level, [Place(unit) for unit in into], list(into), of_place, grown)


@dataclass(frozen=True)
class Counts:
    """What was counted in the places of an alert; None is hidden from who may not count.

    areas   place, in the window and in the days before it
    days    how many days before it: a year, or as far back as points are known
    weeks   of the group in these places, the earliest first
    others  other groups there in the window, with the usual number of as many days
    """

    areas: list[tuple[Place, int | None, int | None]]
    days: int
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
        _days_before(ground, alert),
        _weeks(ground, own, last, alert, on, is_open=is_open),
        _others(ground, others, group_of, alert, is_open=is_open),
    )


def _days_before(ground: Ground, alert: Alert) -> int:
    """Return how many days before an alert's window can be counted, a year at most; none where the window itself cannot."""
    since = max(alert.starts_on - rules.YEAR, min(ground.known_since, alert.starts_on))
    return (alert.starts_on - since).days


def _counted(ground: Ground, since: date, until: date) -> list[happenings.Happened]:
    days = {"since": max(since, ground.known_since), "until": until}
    if ground.resolution is None:
        return list(happenings.counted(ground.of_place, ground.level, **days))
    if days["since"] >= until:
        return []
    found = happenings.counted_in_cells(ground.communes, ground.resolution, **days)
    return [row for row in found if row.place in ground.of_place]


def _areas(
    ground: Ground, rows: list[happenings.Happened], alert: Alert, *, is_open: bool
) -> list[tuple[Place, int | None, int | None]]:
    """Return a row for each place. Who may not count is told the areas of hexagons and no hexagon: where five were in all,
    one alone may have been in a narrow one.
    """
    if ground.resolution is not None and not is_open:
        return [(Place(unit), None, None) for unit in dict.fromkeys(each.unit for each in ground.places)]  # fmt: skip
    if ground.known_since > alert.starts_on:
        return [(place, None, None) for place in ground.places]
    inside: Counter[int] = Counter()
    before: Counter[int] = Counter()
    for row in rows:
        if alert.starts_on <= row.day <= alert.ends_on:
            inside[ground.of_place[row.place]] += row.n
        elif alert.starts_on - rules.YEAR <= row.day < alert.starts_on:
            before[ground.of_place[row.place]] += row.n
    table = [(inside[place.key], before[place.key]) for place in ground.places]
    if is_open:
        return [(place, *row) for place, row in zip(ground.places, table, strict=True)]
    kept = suppression.suppress(table)
    told = [(_coarse(within), _coarse(year)) for within, year in kept]
    return [(place, *row) for place, row in zip(ground.places, told, strict=True)]


def _weeks(
    ground: Ground,
    rows: list[happenings.Happened],
    last: date,
    alert: Alert,
    on: date,
    *,
    is_open: bool,
) -> list[tuple[Span, int | None]]:
    """Return weeks from Monday to Sunday, the same on every visit. Who may not count is told of none that is not over,
    for two visits would give a day, and of none of the window, for its sum stands above. Nobody is told of a week whose
    points are forgotten.
    """
    weeks = rules.weeks_before(last, WEEKS)
    sums = [sum(row.n for row in rows if week.first <= row.day <= week.last) for week in weeks]
    if is_open:
        return [
            (week, n if week.first >= ground.known_since else None)
            for week, n in zip(weeks, sums, strict=True)
        ]
    return [
        (
            week,
            n
            if week.first >= ground.known_since
            and week.last < on
            and not week.overlaps(alert.span)
            and _is_told(n)
            else None,
        )
        for week, n in zip(weeks, sums, strict=True)
    ]


def _others(
    ground: Ground,
    rows: list[happenings.Happened],
    group_of: dict[str, str],
    alert: Alert,
    *,
    is_open: bool,
) -> list[tuple[str, int | None, float | None]]:
    inside: Counter[str] = Counter()
    before: Counter[str] = Counter()
    days = _days_before(ground, alert)
    if days <= 0:
        return []
    for row in rows:
        if alert.starts_on <= row.day <= alert.ends_on:
            inside[group_of[row.category]] += row.n
        elif alert.starts_on - rules.YEAR <= row.day < alert.starts_on:
            before[group_of[row.category]] += row.n
    share = alert.span.days / (alert.year_days if ground.resolution is None else days)
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


def is_comparable(look: Look, ground: Ground) -> bool:
    """Say whether what a look counted before and after is of one ground: all of it was there to the end, and every point
    of these days was still known when it was looked at.
    """
    if ground.resolution is not None and look.done_at is not None:
        begun = look.due_on - timedelta(days=look.after_days)
        if happenings.points_since(clock.local_day(look.done_at)) > min(look.alert.starts_on, begun - timedelta(days=1)):  # fmt: skip
            return False
    return ground.is_whole(look.due_on)


def counted_between(alert: Alert, ground: Ground, since: date, until: date) -> int:
    """Return how many of the alert's group there were on its ground in [since, until)."""
    if not ground.units or since >= until:
        return 0
    codes = {each.code for each in happenings.groups().get(alert.group, ())}
    return sum(row.n for row in _counted(ground, since, until) if row.category in codes)
