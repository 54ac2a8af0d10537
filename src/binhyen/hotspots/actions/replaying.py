"""Replay two years night by night with what is known today of each: what would have been raised, and when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from binhyen.hotspots import gathering, rules, scanning
from binhyen.hotspots.gathering import Ground
from binhyen.hotspots.models import Replayed, Scan, Stage
from binhyen.hotspots.rules import YEAR, Found
from binhyen.hotspots.scanning import Wanted
from binhyen.matters import happenings
from binhyen.places.models import Level, Unit

YEARS = 2
#: Officers' own signs of the same kind are of the same, from so long before the alert to so long after it was last seen.
NEAR = timedelta(days=30)


@dataclass(frozen=True)
class Seen:
    """A cluster from the night it was first seen: at its strongest, and until when."""

    raised_on: date
    found: Found
    until: date

    def is_also(self, found: Found) -> bool:
        """Say whether this is the same, grown or shrunk."""
        return (
            found.group == self.found.group
            and found.span.first <= self.until
            and (
                rules.is_mostly(found.cases, self.found.places)
                or rules.has_grown(found.places, self.found.places)
            )
        )

    def with_night(self, found: Found) -> "Seen":
        """Return it with one more night."""
        strongest = max(self.found, found, key=lambda each: each.llr)
        return replace(self, found=strongest, until=max(self.until, found.span.last))


def replay(
    *, scan: Scan, now: Callable[[], datetime], meanwhile: Callable[[], object] = bool
) -> list[Replayed]:
    """Replay the two years that end with the scan's day, and keep what would have been raised. Hexagons are not replayed:
    most of these days have lost their points, and what was known in its night could not be told any more.

    now        what time it is: a replay is long
    meanwhile  is called after each night
    """
    wanted = gathering.wanted_by(scan.home)
    first = scan.day - YEARS * YEAR + timedelta(days=1)
    ground = gathering.ground_of_units(scan.home, scan.day)
    happened = gathering.gathered(ground, since=first - YEAR, until=scan.day + timedelta(days=1))
    seen = nights(ground, happened, wanted, first, scan.day, meanwhile)
    made = [_replayed(scan, ground, each) for each in seen]
    with transaction.atomic():
        scan.replayed.all().delete()
        Replayed.objects.bulk_create(made)
        Scan.objects.filter(pk=scan.pk).update(
            stage=Stage.DONE.value, ended_at=now(), interval_days=wanted.interval_days, kinds=len(happenings.groups()), raised=len(made),
            cases=sum(each.n for each in happened if each.day >= first),
        )  # fmt: skip
    return made


def nights(
    ground: Ground,
    happened: Sequence[gathering.Happened],
    wanted: Wanted,
    first: date,
    last: date,
    meanwhile: Callable[[], object] = bool,
) -> list[Seen]:
    """Return what the nights after the days from `first` to `last` would have raised, the earliest first."""
    seen = list[Seen]()
    for back in range((last - first).days, -1, -1):
        day = last - timedelta(days=back)
        study = gathering.study_until(ground, happened, day)
        for group, counted in study.by_group.items():
            if not any(day - timedelta(days=wanted.window_days) < each.day for each in counted):
                continue
            for found in scanning.clusters(
                study.cells, study.by_group, group, last=day, wanted=wanted
            ):
                _join(seen, gathering.weighed(happened, found))
        meanwhile()
    return seen


def _join(seen: list[Seen], found: Found) -> None:
    for number, known in enumerate(seen):
        if known.is_also(found):
            seen[number] = known.with_night(found)
            return
    seen.append(Seen(found.span.last + timedelta(days=1), found, found.span.last))


def _replayed(scan: Scan, ground: Ground, seen: Seen) -> Replayed:
    units = Unit.objects.filter(pk__in=seen.found.places).order_by("sort_key", "pk")
    return Replayed(
        scan=scan,
        group=seen.found.group,
        raised_on=seen.raised_on,
        starts_on=seen.found.span.first,
        ends_on=seen.found.span.last,
        observed=seen.found.observed,
        usual=seen.found.usual.of(seen.found.span.days),
        recurrence_days=seen.found.recurrence_days,
        is_beyond=seen.found.is_beyond,
        places=", ".join(unit.full_name for unit in units)[:400],
        flagged_on=_flagged(scan, ground, seen),
    )


def _flagged(scan: Scan, ground: Ground, seen: Seen) -> date | None:
    """Return the day of the first sign of this kind that officers set themselves in these places around that time."""
    if ground.level != Level.RESIDENTIAL_AREA:
        return None
    since, until = seen.raised_on - NEAR, seen.until + NEAR + timedelta(days=1)
    days = [
        sign.day
        for sign in happenings.flagged(ground.of_place, since=since, until=until)
        if seen.found.group in sign.groups and ground.today(sign.place) in seen.found.places
    ]
    return min(days, default=None)
