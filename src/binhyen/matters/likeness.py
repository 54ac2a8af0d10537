"""How alike two occurrences are: metres, hours, words, and whether that is enough to offer them as one. Pure.

Each of the four speaks between 0 (against) and 1 (for), and what is not known says nothing:

    words     share of same words                          weight 4
    place     1 at the same spot, 0 at the edge of reach;
              0.6 in the same residential area without
              points, 0 in different ones                  weight 3
    time      1 at the same moment, halved every 3 days    weight 2
    category  1 the same, 0.5 of the same group, else 0    weight 1

The likeness is the weighted mean of those that speak, and is offered from 0.5 on, provided that words or place are
known at all: that two things happened in one week and are both noise makes nothing of them.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from math import asin, cos, radians, sin, sqrt

from binhyen.core import text

#: How far apart two points may be for an officer to be offered them as one, and for a resident.
OFFICERS_METRES = 1000
RESIDENTS_METRES = 250
DAYS = 30
ENOUGH = 0.5

_EARTH_METRES = 6_371_000
METRES_PER_DEGREE = 111_195
_WORDS, _PLACE, _TIME, _CATEGORY = 4, 3, 2, 1
_SAME_AREA = 0.6
_SAME_GROUP = 0.5
_HALVED_AFTER = timedelta(days=3)

#: Of a text longer than this the beginning says what it is about.
MOST_READ = 1500
#: A text of fewer words counts as having so many: three words that all stand elsewhere too are not "100 % the same".
_LEAST_WORDS = 5
#: Words that stand in every report, folded.
_FILLERS = """
a ai anh ap ba ban bi bao boi cac cai can chi cho chu chung co con cua cung da dang day de den deu di do duoc em gi hay
ho hom khi khong la lai lam len lon luc ma minh moi mot nay nen ngay nguoi nha nhieu nhu nhung nua o oi ong qua ra rang
rat roi sau se so ta tai thay the thi toi tren trong tu va vao ve vi viec voi vua xa xin
"""
_SAYS_NOTHING = frozenset(_FILLERS.split())


@dataclass(frozen=True)
class Occurrence:
    """What is known of something that happened: as much as can be compared."""

    at: datetime
    category: str = ""
    group: str = ""
    area: int | None = None
    lat: float | None = None
    lon: float | None = None
    words: tuple[str, ...] = ()

    @property
    def point(self) -> tuple[float, float] | None:
        """Return the point, None where only one half of it is known."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)

    @cached_property
    def said(self) -> tuple[frozenset[str], ...]:
        """Return the words of each text; kept, as one occurrence is compared with many."""
        return tuple(map(_words, self.words))

    def saying(self, words: tuple[str, ...]) -> "Occurrence":
        """Return the same with what was said of it."""
        return replace(self, words=words)


@dataclass(frozen=True)
class Likeness:
    """How alike two occurrences are, and why; None where it is not known."""

    metres: float | None
    is_same_area: bool | None
    apart: timedelta
    same_words: float | None
    is_same_category: bool
    share: float

    @property
    def is_enough(self) -> bool:
        """Say whether the two are offered as one."""
        is_known = self.same_words is not None or self.metres is not None or bool(self.is_same_area)
        return is_known and self.share >= ENOUGH


def compare(one: Occurrence, other: Occurrence, *, reach: int = OFFICERS_METRES) -> Likeness:
    """Return how alike the two are; `reach` is the distance at which place begins to speak against it."""
    far = metres(one.point, other.point) if one.point and other.point else None
    together = one.area == other.area if one.area and other.area else None
    apart = abs(one.at - other.at)
    same = max(
        (share for a in one.said for b in other.said if (share := _shared(a, b)) is not None),
        default=None,
    )
    spoken = [
        (_WORDS, same),
        (_PLACE, _of_place(far, reach, is_same_area=together)),
        (_TIME, 0.5 ** (apart / _HALVED_AFTER)),
        (_CATEGORY, _of_category(one, other)),
    ]
    known = [(weight, voice) for weight, voice in spoken if voice is not None]
    share = sum(weight * voice for weight, voice in known) / sum(weight for weight, _voice in known)
    differs = bool(one.category) and one.category != other.category
    return Likeness(far, together, apart, same, not differs, share)


def _of_place(far: float | None, reach: int, *, is_same_area: bool | None) -> float | None:
    if far is not None:
        return max(1 - far / reach, 0.0)
    if is_same_area is None:
        return None
    return _SAME_AREA if is_same_area else 0.0


def _of_category(one: Occurrence, other: Occurrence) -> float | None:
    if not (one.category and other.category):
        return None
    if one.category == other.category:
        return 1.0
    return _SAME_GROUP if one.group == other.group else 0.0


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two points (latitude, longitude) along the earth's surface, by haversine."""
    lat, lon, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_METRES * asin(sqrt(half))


def box(lat: float, lon: float, reach: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the range of latitudes and of longitudes that holds every point within `reach` metres."""
    high = reach / METRES_PER_DEGREE
    wide = high / cos(radians(abs(lat) + high))
    return (lat - high, lat + high), (lon - wide, lon + wide)


def same_words(one: str, other: str) -> float | None:
    """Return the share of the shorter text's words that stand in the other too, without marks, fillers and order;
    None where one of them says nothing. A long report that tells what a short one tells is the same to it."""
    return _shared(_words(one), _words(other))


def _shared(one: frozenset[str], other: frozenset[str]) -> float | None:
    few, many = sorted((one, other), key=len)
    if not few:
        return None
    return len(few & many) / max(len(few), _LEAST_WORDS)


def _words(said: str) -> frozenset[str]:
    return frozenset(text.fold(said[:MOST_READ]).split()) - _SAYS_NOTHING
