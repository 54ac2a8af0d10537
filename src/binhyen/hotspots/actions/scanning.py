"""Ask for a scan, run it, and make of what it finds: a new alert, or one more night of an alert that is known.

The scan is long and loads compiled loops, so it runs in a process of the worker. Nothing that answers pages calls `run_next`.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.hotspots import gathering, queries, scanning
from binhyen.hotspots.actions.replaying import replay
from binhyen.hotspots.gathering import Ground
from binhyen.hotspots.models import Alert, AlertArea, AlertCell, Scan, Sighting, Stage
from binhyen.hotspots.rules import YEAR, Found, has_grown, is_mostly, is_worth_telling
from binhyen.hotspots.scanning import Wanted
from binhyen.hotspots.workflow import State
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people import queries as people
from binhyen.people.grants import GRANTS
from binhyen.people.models import Post, User
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit

log = logging.getLogger(__name__)

#: Nothing is scanned before the day is whole and its late reports are in; what is off by night scans when it is on.
NIGHT_BEGINS = 1
#: A scan that failed is tried again so much later.
_RETRY = timedelta(hours=1)
HOUSE = "house"


class AlreadyAsked(Exception):
    """A scan of the unit waits or runs already."""


class NothingToScan(Exception):
    """The unit is of no level that is scanned."""


@transaction.atomic
def ask(*, unit: Unit, is_replay: bool = False, by: User, at: datetime) -> Scan:
    """Ask the worker to scan the whole days up to yesterday, or to replay two years. Raises NotAllowed, AlreadyAsked,
    NothingToScan.
    """
    policy.require(by, "hotspots.handle", unit, on=clock.local_day(at))
    if not gathering.is_scanned(unit):
        raise NothingToScan(unit.path)
    made = _ask(unit, is_replay=is_replay, by=by, at=at)
    audit.record(
        event="hotspots.scan_asked",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"day": made.day.isoformat(), "replay": is_replay},
    )
    return made


def ask_nation(*, at: datetime) -> Scan:
    """Ask the worker to scan all communes at once. Raises AlreadyAsked."""
    return _ask(None, by=None, at=at)


def _ask(unit: Unit | None, *, is_replay: bool = False, by: User | None, at: datetime) -> Scan:
    yesterday = clock.local_day(at) - timedelta(days=1)
    try:
        with transaction.atomic():
            return Scan.objects.create(
                unit=unit, day=yesterday, is_replay=is_replay, asked_at=at, asked_by=by
            )
    except IntegrityError:
        raise AlreadyAsked(unit.path if unit else "") from None


def ask_every_night(*, at: datetime) -> int:
    """Once the day before is whole, ask wherever it is due; return for how many."""
    return ask_everywhere(at=at) if at.astimezone(VIETNAM).hour >= NIGHT_BEGINS else 0


def ask_everywhere(*, at: datetime) -> int:
    """Ask for every unit in which somebody deals with alerts, and for the nation where provinces do, if yesterday was not
    scanned since it was whole, or an hour ago in vain; return for how many.
    """
    today = clock.local_day(at)
    whole = clock.start_of(today) + timedelta(hours=NIGHT_BEGINS)
    asked_since = Scan.objects.filter(asked_at__gte=whole, is_replay=False)
    in_vain = Q(stage=Stage.FAILED.value, ended_at__lte=at - _RETRY)
    scanned = set(asked_since.exclude(in_vain).values_list("unit", flat=True))
    asked = 0
    for unit in (*_watching(today), *_nation(today)):
        if (unit.pk if unit else None) in scanned:
            continue
        try:
            _ask(unit, by=None, at=at)
        except AlreadyAsked:
            continue
        asked += 1
    return asked


def _watching(on: date) -> QuerySet[Unit]:
    roles = {role for grant in GRANTS["hotspots.handle"] for role in grant.roles}
    posts = Post.objects.in_force(on).filter(role__in=sorted(roles))
    units = Unit.objects.on(on).filter(pk__in=posts.values("unit"), level__in=gathering.SCANNED)
    return units.order_by("pk")


def _provinces(on: date) -> list[Unit]:
    return list(_watching(on).filter(level=Level.PROVINCE))


def _nation(on: date) -> tuple[None, ...]:
    """Return the nation, which is no unit, where more than one province can be told of it: one alone sees it all itself."""
    return (None,) if len(_provinces(on)) > 1 else ()


def run_next(*, now: Callable[[], datetime]) -> Scan | None:
    """Run the scan that has waited longest, those of the night before any replay; return it, or None when none waits.
    `now` says what time it is: a replay is long.
    """
    scan = _waiting(now()).first()
    if scan is None:
        return None
    if _take(scan, now()):
        _run(scan, now)
    scan.refresh_from_db()
    return scan


def _waiting(at: datetime) -> QuerySet[Scan]:
    return Scan.objects.to_run(at).select_related("unit").order_by("is_replay", "asked_at", "pk")


def _take(scan: Scan, at: datetime) -> bool:
    """Begin a scan, unless another process has."""
    mine = Scan.objects.filter(pk=scan.pk, stage=scan.stage, begun_at=scan.begun_at)
    return bool(mine.update(stage=Stage.RUNNING.value, begun_at=at))


def _run(scan: Scan, now: Callable[[], datetime]) -> None:
    try:
        if scan.is_replay:
            replay(scan=scan, now=now, meanwhile=partial(_meanwhile, scan, now))
        else:
            _keep(scan, scan_of(scan, now()), now())
    except Exception:
        log.exception("a scan failed")
        Scan.objects.filter(pk=scan.pk).update(stage=Stage.FAILED.value, ended_at=now())
        raise


def _meanwhile(replayed: Scan, now: Callable[[], datetime]) -> None:
    """Between two nights of a replay say that it goes on, and let the scans of this night go first."""
    Scan.objects.filter(pk=replayed.pk).update(begun_at=now())
    for scan in _waiting(now()).filter(is_replay=False):
        if _take(scan, now()):
            with suppress(Exception):  # it is kept as failed, and no fault of the replay
                _run(scan, now)


@dataclass(frozen=True)
class LeftOut:
    """What no scan of a unit sees: places that no map knows, and reports of the year from no place that it knows."""

    places: int
    cases: int


@dataclass(frozen=True)
class Scanned:
    """What one night brought: groups that were scanned, cases in the year, what was not, places left out because they only
    began to be counted, alerts raised and followed.
    """

    kinds: int
    cases: int
    left_out: LeftOut
    beginning: int
    raised: tuple[Alert, ...]
    followed: tuple[Alert, ...]


def _keep(scan: Scan, done: Scanned, at: datetime) -> None:
    Scan.objects.filter(pk=scan.pk).update(
        stage=Stage.DONE.value, ended_at=at, kinds=done.kinds, cases=done.cases,
        places_left_out=done.left_out.places, cases_left_out=done.left_out.cases, beginning=done.beginning,
        raised=len(done.raised), followed=len(done.followed),
    )  # fmt: skip


def scan_of(scan: Scan, at: datetime) -> Scanned:
    """Scan what is asked for, a unit or the nation."""
    if scan.unit is None:
        return scan_nation(day=scan.day, at=at)
    return scan_day(unit=scan.unit, day=scan.day, at=at)


def scan_day(*, unit: Unit, day: date, at: datetime) -> Scanned:
    """Scan the year that ends with `day`, and raise or follow what is worth telling."""
    ground = gathering.ground_of(unit, day)
    night = _night(ground, day, gathering.wanted_by(unit), at)
    told = [_tell(unit, ground, found, at) for found in night.found]
    return night.over(
        told, LeftOut(ground.left_out, max(0, queries.reported(unit, day) - night.cases))
    )


def scan_nation(*, day: date, at: datetime) -> Scanned:
    """Scan all communes for the year that ends with `day`, and tell each province that is watched of its own part."""
    provinces = {unit.path: unit for unit in _provinces(clock.local_day(at))}
    ground = gathering.ground_of_nation(day)
    night = _night(ground, day, gathering.wanted_by_nation(list(provinces.values())), at)
    told = []
    for found in night.found:
        for path, part in gathering.parts_of(night.happened, found).items():
            unit = provinces.get(path)
            if unit and is_worth_telling(part, gathering.wanted_by(unit).interval_days):
                told.append(_tell(unit, ground, night.weighed(part), at))
    return night.over(told, LeftOut(ground.left_out, 0))


@dataclass(frozen=True)
class _Night:
    """What was counted up to a day, and what is to be told of it."""

    study: gathering.Studied
    happened: list[gathering.Happened]
    found: list[Found]

    def weighed(self, found: Found) -> Found:
        """Return a cluster with what lies in its places, and what is usual there."""
        return gathering.weighed(self.happened, found)

    @property
    def cases(self) -> int:
        """Return how many were scanned."""
        return sum(each.n for counted in self.study.by_group.values() for each in counted)

    def over(self, told: Sequence[tuple[Alert, bool]], left_out: LeftOut) -> Scanned:
        """Return what came of it."""
        return Scanned(
            kinds=len(self.study.by_group) if scanning.is_enough(self.study.cells) else 0,
            cases=self.cases,
            left_out=left_out,
            beginning=self.study.beginning,
            raised=tuple(alert for alert, is_new in told if is_new),
            followed=tuple(alert for alert, is_new in told if not is_new),
        )


def _night(ground: Ground, day: date, wanted: Wanted, at: datetime) -> _Night:
    since = day - YEAR - timedelta(days=wanted.window_days)  # the year before a window too
    since = max(since, ground.known_since(clock.local_day(at)))
    happened = gathering.gathered(ground, since=since, until=day + timedelta(days=1))
    study = gathering.study_until(ground, happened, day)
    found = [
        gathering.weighed(happened, found)
        for group in study.by_group
        for found in scanning.clusters(study.cells, study.by_group, group, last=day, wanted=wanted)
    ]
    return _Night(study, happened, found)


@transaction.atomic
def _tell(unit: Unit, ground: Ground, found: Found, at: datetime) -> tuple[Alert, bool]:
    known = _known(unit, ground, found)
    if known is None:
        return _raise(unit, ground, found, at), True
    if known.is_open:
        _follow(known, ground, found)
    return known, False


def _known(unit: Unit, ground: Ground, found: Found) -> Alert | None:
    """Return the alert that this is: of the same group, days in common with what was seen of it, and most cases in its
    places; one that is open before one that is closed. Until measures are taken it also grows with what holds all of it;
    afterwards what lies mostly elsewhere is told, for no measure reaches there. Hexagons are held against areas, or against
    others of another size, by the areas they lie nearest to.
    """
    same = Alert.objects.filter(
        unit__in=places.selves(unit), group=found.group, seen_until__gte=found.span.first
    )
    open_first = F("closed_at").desc(nulls_first=True)
    for alert in same.prefetch_related("areas", "cells").order_by(open_first, "-raised_at", "-pk"):
        cases: Mapping[int, int] = found.cases
        if ground.resolution is not None and alert.resolution == ground.resolution:
            known = {each.cell for each in alert.cells.all()}
        else:
            cases = ground.named_cases(cases)
            known = {ground.today(each.area_id) for each in alert.areas.all()}
        may_grow = alert.is_open and alert.measured_on is None
        if is_mostly(cases, known) or (may_grow and has_grown(cases, known)):
            return alert
    return None


def _raise(unit: Unit, ground: Ground, found: Found, at: datetime) -> Alert:
    alert = Alert.objects.create(
        unit=unit, group=found.group, raised_at=at, seen_until=found.span.last, **_strength(ground, found)
    )  # fmt: skip
    _lay(alert, ground, found)
    _see(alert, found)
    audit.record(
        event="hotspots.raised",
        subject=alert.reference,
        actor=HOUSE,
        at=at,
        detail={"unit": unit.path, "group": found.group},
    )
    officers = people.holders("hotspots.handle", unit, clock.local_day(at))
    notices.tell(to=officers, what=What.ALERT, subject=alert.reference, at=at, mark="raised")
    return alert


def _follow(alert: Alert, ground: Ground, found: Found) -> None:
    """Keep one more night of it; where it never was so strong, this is what is shown. Nobody is told again. Once measures
    are taken, the days and places they were taken for stay: what came after is held against these.
    """
    _see(alert, found)
    seen: dict[str, object] = {"seen_until": max(alert.seen_until, found.span.last)}
    if found.llr > alert.llr and alert.measured_on is None:
        seen |= _strength(ground, found)
        _lay(alert, ground, found)
    Alert.objects.filter(pk=alert.pk).exclude(state=State.CLOSED.value).update(**seen)
    alert.refresh_from_db()


def _strength(ground: Ground, found: Found) -> dict[str, object]:
    return {
        "starts_on": found.span.first,
        "ends_on": found.span.last,
        "observed": found.observed,
        "expected": found.expected,
        "llr": found.llr,
        "recurrence_days": found.recurrence_days,
        "is_beyond": found.is_beyond,
        "year": found.usual.n,
        "year_days": found.usual.days,
        "elsewhere": found.elsewhere,
        "resolution": ground.resolution,
    }


def _lay(alert: Alert, ground: Ground, found: Found) -> None:
    areas = ground.named(found.places)
    cells = () if ground.resolution is None else found.places
    alert.areas.exclude(area__in=areas).delete()
    alert.cells.exclude(cell__in=cells).delete()
    AlertArea.objects.bulk_create(
        [AlertArea(alert=alert, area_id=area) for area in areas], ignore_conflicts=True
    )
    AlertCell.objects.bulk_create(
        [AlertCell(alert=alert, cell=cell) for cell in cells], ignore_conflicts=True
    )


def _see(alert: Alert, found: Found) -> None:
    """Keep what a night saw; of two clusters of one night the stronger."""
    seen = {
        "starts_on": found.span.first,
        "observed": found.observed,
        "usual": found.usual.of(found.span.days),
        "llr": found.llr,
    }
    night, is_new = Sighting.objects.get_or_create(alert=alert, day=found.span.last, defaults=seen)
    if not is_new:
        Sighting.objects.filter(pk=night.pk, llr__lt=found.llr).update(**seen)
