"""Which matters may be the same: offered to officers with the reason, to residents coarsened. Nothing is decided here.

Candidates are found in an index alone (`matters_to_compare`): open matters of the keeper, the nearest in time first on
either side, at most NEAREST of them. What they say is then read for the READ best of these only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import TypeAlias

from django.core import signing
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.db.models.functions import Substr

from binhyen.core import clock
from binhyen.matters import clocks, likeness, queries
from binhyen.matters.likeness import Likeness, Occurrence
from binhyen.matters.models import DismissedPair, Matter, MatterQuerySet, MatterReport, Shelf
from binhyen.matters.rules import RESTRICTED
from binhyen.matters.words import Lately
from binhyen.matters.workflow import State
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.reports.catalogues import taxonomy

NEAREST = 150
READ = 60
#: How many are offered to an officer, and shown to a resident.
OFFERED = 8
SHOWN = 5
WINDOW = timedelta(days=likeness.DAYS)

#: Points are rounded to so many decimals of a degree, about 110 m, before a resident's question is answered: whoever
#: asks from many points finds a square of that size and not the spot.
COARSE = 3
_SALT = "matters.known"
_WEEK = timedelta(days=7)

Seen: TypeAlias = dict[int, Occurrence]


@dataclass(frozen=True)
class Candidate:
    """A matter that may be the same, and why it is offered; None where it is not known."""

    matter: Matter
    metres: float | None
    apart: timedelta
    same_words: float | None
    is_same_area: bool | None
    is_same_category: bool


@dataclass(frozen=True)
class Known:
    """What a resident is told of a matter that is known: no words, no point, no hour, nobody.

    `key` leads back to the matter (`matter_of`), and nobody can make one up.
    """

    key: str
    category: str
    area: Unit | None
    when: Lately
    state: State


def of(matter: Matter, user: User, on: date) -> list[Candidate]:
    """Return the open matters of the same keeper that may be the same as `matter`, the most alike first.

    A restricted one is compared with the restricted ones that `user` may read, any other with the others.
    """
    category = clocks.category(matter.category)
    sight = Occurrence(
        at=matter.opened_at,
        category=category.code,
        group=category.group,
        area=matter.area_id,
        lat=matter.lat,
        lon=matter.lon,
    )
    found = _alike(sight, matter.keeper, is_restricted=matter.is_restricted, itself=matter.pk)
    dismissed = set(_told_apart(matter)) if found else set()
    return _offered({pk: how for pk, how in found.items() if pk not in dismissed}, user, on)


def like(
    *,
    unit: Unit,
    words: str,
    category: str,
    area: Unit | None,
    lat: float | None,
    lon: float | None,
    at: datetime,
    user: User,
) -> list[Candidate]:
    """Return the open matters of `unit` that may be what an officer is being told, while it is typed."""
    known = taxonomy().categories.get(category)
    sight = Occurrence(
        at=at,
        category=known.code if known else "",
        group=known.group if known else "",
        area=area.pk if area else None,
        lat=lat,
        lon=lon,
        words=(words,),
    )
    found = _alike(sight, unit, is_restricted=known is not None and known.is_restricted)
    return _offered(found, user, clock.local_day(at))


def near_point(
    *,
    unit: Unit,
    category: str | None,
    lat: float | None,
    lon: float | None,
    area: Unit | None,
    at: datetime,
    words: str = "",
) -> list[Known]:
    """Return what is known already of the last 30 days within 250 m of a point; without a point, of the same category
    in the same residential area. Only what is open to view; `words` order the answer and are not shown or kept."""
    sight = Occurrence(
        at, category or "", "", area.pk if area else None, _rounded(lat), _rounded(lon), (words,)
    )
    if sight.point is None and not (sight.area and category):
        return []
    reach = likeness.RESIDENTS_METRES
    rows = _open_around(unit, at).filter(
        _about(sight, 2 * reach), opened_at__lte=at, category__in=_public(), sensitivity__lt="S2"
    )
    rows = rows.order_by("-opened_at", "-pk")[:NEAREST]
    seen = {pk: one for pk, one in _seen(rows, is_coarse=True).items() if _is_by(sight, one, reach)}
    best = list(_best(sight, seen, reach=reach))[:SHOWN]
    matters = Matter.objects.select_related("area").in_bulk(best)
    return [_known(matters[pk], at) for pk in best if pk in matters]


def matter_of(key: str) -> Matter | None:
    """Return the matter that a resident was shown under `key`; None for a key that this house did not give."""
    try:
        reference = _signer().unsign(key)
    except signing.BadSignature:
        return None
    found = Matter.objects.select_related("unit", "keeper", "area", "crew__home")
    return found.filter(reference=reference).first()


def may_be_followed(matter: Matter) -> bool:
    """Say whether a resident may join `matter`: open to view, and somebody still works on it."""
    return matter.is_open and not matter.is_restricted and matter.category in _public()


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)


def _known(matter: Matter, at: datetime) -> Known:
    ago = at - matter.opened_at
    is_today = clock.local_day(matter.opened_at) == clock.local_day(at)
    when = Lately.TODAY if is_today else Lately.WEEK if ago < _WEEK else Lately.MONTH
    key = _signer().sign(matter.reference)
    return Known(key, matter.category, matter.area, when, State(matter.state))


def _public() -> list[str]:
    return [category.code for category in taxonomy().categories.values() if category.is_public]


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, COARSE)


def _is_by(sight: Occurrence, one: Occurrence, reach: int) -> bool:
    """Say whether a resident may be shown `one`: near their point, or the same thing in their area."""
    if sight.point and one.point:
        return likeness.metres(sight.point, one.point) <= reach
    return bool(sight.area) and one.area == sight.area and one.category == sight.category


def _told_apart(matter: Matter) -> Iterable[int]:
    """Return the matters of which an officer said that they are not the same as `matter`."""
    pairs = DismissedPair.objects.filter(Q(one=matter.pk) | Q(other=matter.pk))
    return chain.from_iterable(pairs.values_list("one_id", "other_id"))


def _open_around(unit: Unit, at: datetime) -> MatterQuerySet:
    return Matter.objects.all().filter(
        keeper=unit, shelf=Shelf.OPEN.value, opened_at__range=(at - WINDOW, at + WINDOW)
    )


def _about(sight: Occurrence, reach: int) -> Q:
    """Keep what lies within reach or in the same area, and what nobody knows the place of."""
    if sight.point is None and sight.area is None:
        return Q()
    around = Q(lat=None, area=None)
    if sight.area:
        around |= Q(area=sight.area)
    if sight.point:
        lats, lons = likeness.box(*sight.point, reach)
        around |= Q(lat__range=lats, lon__range=lons)
    return around


def _alike(
    sight: Occurrence, unit: Unit, *, is_restricted: bool, itself: int | None = None
) -> dict[int, Likeness]:
    """Return the open matters that are enough like `sight`, the most alike first; with `itself`, what is seen is that
    matter, and its words are read with those of the others."""
    walled = Q(sensitivity=RESTRICTED)
    rows = _open_around(unit, sight.at).filter(
        _about(sight, likeness.OFFICERS_METRES), walled if is_restricted else ~walled
    )
    before = rows.filter(opened_at__lte=sight.at).order_by("-opened_at", "-pk")[:NEAREST]
    after = rows.filter(opened_at__gt=sight.at).order_by("opened_at", "pk")[:NEAREST]
    seen = _seen(before) | _seen(after)
    best = _best(sight, seen, reach=likeness.OFFICERS_METRES, itself=itself)
    return {pk: how for pk, how in best.items() if how.is_enough}


def _seen(rows: MatterQuerySet, *, is_coarse: bool = False) -> Seen:
    """Return what the index says of each of `rows`."""
    found = {}
    for pk, at, code, area, lat, lon in rows.values_list(
        "pk", "opened_at", "category", "area", "lat", "lon"
    ):
        if is_coarse:
            lat, lon = _rounded(lat), _rounded(lon)
        found[pk] = Occurrence(at, code, clocks.category(code).group, area, lat, lon)
    return found


def _best(
    sight: Occurrence, seen: Seen, *, reach: int, itself: int | None = None
) -> dict[int, Likeness]:
    """Return the READ most alike by place and time, ordered by what they say as well."""
    ranked = [pk for pk in _ranked(sight, seen, reach=reach) if pk != itself][:READ]
    if not ranked:
        return {}
    said = _said(ranked if itself is None else [*ranked, itself])
    if itself is not None:
        sight = sight.saying(said.pop(itself))
    read = {pk: seen[pk].saying(words) for pk, words in said.items()}
    return _ranked(sight, read, reach=reach)


def _ranked(sight: Occurrence, seen: Seen, *, reach: int) -> dict[int, Likeness]:
    found = {pk: likeness.compare(sight, one, reach=reach) for pk, one in seen.items()}
    return dict(sorted(found.items(), key=lambda item: (-item[1].share, -item[0])))


def _said(matters: list[int]) -> dict[int, tuple[str, ...]]:
    """Return the beginnings of what the reports of each matter say; what also tells of a restricted matter is compared
    with restricted ones alone."""
    walled = MatterReport.objects.filter(report=OuterRef("report"), matter__sensitivity=RESTRICTED)
    rows = MatterReport.objects.filter(
        Q(matter__sensitivity=RESTRICTED) | ~Exists(walled), matter__in=matters
    ).order_by("pk")
    beginning = Substr("report__words", 1, likeness.MOST_READ)
    said: dict[int, tuple[str, ...]] = dict.fromkeys(matters, ())
    for pk, words in rows.values_list("matter_id", beginning):
        said[pk] = (*said[pk], words)
    return said


def _offered(found: dict[int, Likeness], user: User, on: date) -> list[Candidate]:
    """Return the candidates that `user` may read, the most alike first."""
    ranked, offered = list(found)[:READ], list[Candidate]()
    for start in range(0, len(ranked), OFFERED):
        offered += _readable(found, ranked[start : start + OFFERED], user, on)
        if len(offered) >= OFFERED:
            break
    return offered[:OFFERED]


def _readable(
    found: dict[int, Likeness], ranked: list[int], user: User, on: date
) -> Iterable[Candidate]:
    matters = Matter.objects.visible_to(user, on).in_bulk(ranked)
    walled = [matter for matter in matters.values() if matter.is_restricted]
    prefetch_related_objects(walled, "area", "keeper", "unit", "crew__home")  # whose it is to read
    for pk in ranked:
        if pk in matters and not queries.is_masked(matters[pk], user, on):
            how = found[pk]
            yield Candidate(
                matters[pk],
                how.metres,
                how.apart,
                how.same_words,
                how.is_same_area,
                how.is_same_category,
            )
