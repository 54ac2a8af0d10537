"""The ground of the story: invented hamlets inside real communes, and the points where things happen."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from binhyen.places import actions as places
from binhyen.places.kinds import LocalKind
from binhyen.places.locate import locate_many
from binhyen.places.models import Unit

#: A hamlet spreads about so far around its middle, in degrees (0.004 is about 440 m).
SPREAD = 0.004
_REACH = 0.06
_DRAWS = 4000


@dataclass(frozen=True)
class Village:
    """A commune's hamlets and the points between them, drawn once."""

    unit: Unit
    areas: Sequence[Unit]
    points: Sequence[tuple[float, float]]

    def area_of(self, lat: float, lon: float) -> Unit:
        """Return the hamlet whose middle is nearest."""
        return min(self.areas, key=lambda area: _apart((area.lat or 0, area.lon or 0), (lat, lon)))


def settle_village(unit: Unit, hamlets: int, *, since: date, at: datetime, seed: int) -> Village:
    """Give `unit` its hamlets ("Ấp 1", …, invented) and return it with points to draw from."""
    inside = _points_inside(unit, since, seed)
    middles = _spread_out(inside, hamlets)
    areas = [
        places.add_local_unit(
            parent=unit,
            kind=LocalKind.AP,
            name=str(number),
            on=since,
            lat=round(lat, 5),
            lon=round(lon, 5),
            actor="demo",
            at=at,
        )
        for number, (lat, lon) in enumerate(middles, start=1)
    ]
    near = [point for point in inside if min(_apart(point, m) for m in middles) < SPREAD]
    return Village(unit, areas, near or inside)


def _points_inside(unit: Unit, on: date, seed: int) -> list[tuple[float, float]]:
    chance = np.random.default_rng(seed)
    lats = chance.uniform((unit.lat or 0) - _REACH, (unit.lat or 0) + _REACH, _DRAWS).round(5)
    lons = chance.uniform((unit.lon or 0) - _REACH, (unit.lon or 0) + _REACH, _DRAWS).round(5)
    mine = locate_many(lats, lons, on) == unit.code
    return list(zip(lats[mine].tolist(), lons[mine].tolist(), strict=True))


def _spread_out(points: Sequence[tuple[float, float]], wanted: int) -> list[tuple[float, float]]:
    """Return `wanted` points far from each other: each next is the one farthest from those chosen."""
    chosen = [random.Random(len(points)).choice(points)]  # noqa: S311 (a story, not a secret)
    while len(chosen) < wanted:
        chosen.append(max(points, key=lambda p: min(_apart(p, c) for c in chosen)))
    return chosen


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1])
