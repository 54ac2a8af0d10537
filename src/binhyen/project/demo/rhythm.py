"""When and where invented matters arise: day, week, season, and one true hot spot. Pure and seeded."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from binhyen.core.clock import VIETNAM
from binhyen.project.demo.telling import retold
from binhyen.project.demo.words import HOT_SPOT_WORDS, KINDS, Kind

SATURDAY = 5
BUSY = 1.8
#: Pumps stolen around one lock on the canal: this many beyond the usual, within these days.
HOT_SPOT_EXTRA = 26
HOT_SPOT_DAYS = (date(2025, 3, 3), date(2025, 3, 31))
HOT_SPOT_RADIUS = 0.0035  # degrees, about 390 m


@dataclass(frozen=True)
class Occurrence:
    """One thing that happened, and what is said of it."""

    at: datetime
    category: str
    words: str
    lat: float
    lon: float
    disclosure: str


@dataclass(frozen=True)
class Ground:
    """Where things can happen: points to draw from, the centre of the hot spot if it has one, a daily rate."""

    points: Sequence[tuple[float, float]]
    per_day: float
    hot_spot: tuple[float, float] | None = None


def occurrences(ground: Ground, since: date, until: date, seed: int) -> list[Occurrence]:
    """Return what happens in [since, until), in order of time; the same seed gives the same story."""
    chance = random.Random(seed)  # noqa: S311 (a story, not a secret)
    voice = random.Random(f"voices {seed}")  # noqa: S311  (of its own: more words must not move what happens)
    drawn = [
        replace(one, words=retold(one.category, one.words, voice))
        for one in _usual(ground, since, until, chance)
    ]
    if ground.hot_spot:
        drawn += _hot_spot(ground.hot_spot, chance)
    return sorted(
        (one for one in drawn if since <= one.at.date() < until), key=lambda one: (one.at, one.lat)
    )


def _usual(ground: Ground, since: date, until: date, chance: random.Random) -> Iterator[Occurrence]:
    day = since
    while day < until:
        for code, kind in KINDS.items():
            for _ in range(_poisson(ground.per_day * kind.share * _pull(kind, day), chance)):
                lat, lon = chance.choice(ground.points)
                yield Occurrence(
                    at=_moment(day, kind.hours, chance),
                    category=code,
                    words=chance.choice(kind.words),
                    lat=lat,
                    lon=lon,
                    disclosure=_disclosure(chance),
                )
        day += timedelta(days=1)


def _pull(kind: Kind, day: date) -> float:
    season = BUSY if day.month in kind.busy else 1 - (BUSY - 1) * len(kind.busy) / 12
    week = kind.weekend if day.weekday() >= SATURDAY else 1 - (kind.weekend - 1) * 2 / 7
    return max(season, 0.3) * max(week, 0.2)


def _hot_spot(centre: tuple[float, float], chance: random.Random) -> Iterator[Occurrence]:
    first, last = HOT_SPOT_DAYS
    for _ in range(HOT_SPOT_EXTRA):
        day = first + timedelta(days=chance.randrange((last - first).days))
        angle, reach = chance.uniform(0, 2 * math.pi), HOT_SPOT_RADIUS * math.sqrt(chance.random())
        yield Occurrence(
            at=_moment(day, KINDS["THF"].hours, chance),
            category="THF",
            words=chance.choice(HOT_SPOT_WORDS),
            lat=round(centre[0] + reach * math.sin(angle), 5),
            lon=round(centre[1] + reach * math.cos(angle), 5),
            disclosure=_disclosure(chance),
        )


def _moment(day: date, hours: Sequence[int], chance: random.Random) -> datetime:
    hour = chance.choices(range(24), weights=hours)[0]
    return datetime.combine(day, time(hour, chance.randrange(60)), tzinfo=VIETNAM)


def _disclosure(chance: random.Random) -> str:
    return chance.choices(("ANONYMOUS", "CONFIDENTIAL", "NAMED"), weights=(5, 2, 3))[0]


def _poisson(mean: float, chance: random.Random) -> int:
    """Draw from a Poisson distribution by Knuth's product of uniforms; good for the small means here."""
    limit, product, n = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        n += 1
    return n
