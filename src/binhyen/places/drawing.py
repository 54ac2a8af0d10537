"""Boundaries for the eye: a small map as SVG, and GeoJSON for the map of a form. Both simplified to what shows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any

import shapely

from binhyen.places import pack
from binhyen.places.boundaries import SCALE
from binhyen.places.models import Level, Unit

WIDTH = 320
#: Room around the unit, as a share of its size.
_ROOM = 0.3
_KM_PER_DEGREE = 111.32
#: Largest path data of a map, and largest GeoJSON, in characters.
_MOST_PATH = 4_500
_MOST_GEOJSON = 30_000
#: Square map units of a neighbour that must show before it is named.
_LEAST_LABELLED = 500
_SCALE_BARS = (200, 100, 50, 20, 10, 5, 2, 1, 0.5, 0.2)


@dataclass(frozen=True)
class Label:
    """A name on the map."""

    x: int
    y: int
    name: str


@dataclass(frozen=True)
class Map:
    """What the template draws: path data in a box of WIDTH x height."""

    height: int
    land: str  # the unit itself
    lines: str  # its neighbours
    spots: Mapping[str, tuple[int, int]]  # where a neighbour's name goes, by code
    bar: int  # length of the scale bar
    bar_km: str
    frame: "Frame"

    def spot(self, lat: float, lon: float) -> tuple[int, int] | None:
        """Return where on the map a point lies, None outside it."""
        x, y = self.frame.place(lat, lon)
        return (x, y) if 0 <= x <= WIDTH and 0 <= y <= self.height else None

    def labels(self, units: Iterable[Unit]) -> list[Label]:
        """Return the names of those units that show enough of themselves to carry one."""
        return [
            Label(*self.spots[unit.code], unit.name) for unit in units if unit.code in self.spots
        ]


@dataclass(frozen=True)
class Frame:
    """The part of the world on a map, and how it is laid on it."""

    west: float
    south: float
    east: float
    north: float

    @property
    def shrink(self) -> float:
        """How much shorter a degree of longitude is than one of latitude here."""
        return cos(radians((self.south + self.north) / 2))

    @property
    def per_degree(self) -> float:
        """Map units per degree of latitude."""
        return WIDTH / ((self.east - self.west) * self.shrink)

    @property
    def height(self) -> int:
        """Height of the map."""
        return round((self.north - self.south) * self.per_degree)

    def place(self, lat: float, lon: float) -> tuple[int, int]:
        """Return a point in whole map units."""
        x, y = self.lay_point(lat, lon)
        return round(x), round(y)

    def lay_point(self, lat: float, lon: float) -> tuple[float, float]:
        """Return a point in map units."""
        k = self.per_degree
        return (lon - self.west) * self.shrink * k, (self.north - lat) * k

    def lay(self, shape: Any) -> Any:
        """Return the shape in map units, cut to a little more than the map."""
        k = self.per_degree
        laid = shapely.transform(
            shape, lambda c: (c - (self.west, self.north)) * (self.shrink * k, -k)
        )
        return shapely.clip_by_rect(laid, -4, -4, WIDTH + 4, self.height + 4)


def coverage_of(unit: Unit) -> str | None:
    """Return the name of the boundaries that show this unit, None where nobody drew it."""
    if unit.edition == "2025":
        return "provinces_2025" if unit.level == Level.PROVINCE else "communes_2025"
    if unit.level == Level.COMMUNE and unit.lat is not None:
        return "communes_2024_long_an"
    return None


def map_of(unit: Unit) -> Map | None:
    """Return a small map of the unit among its neighbours, None where there are no boundaries."""
    name = coverage_of(unit)
    return _map(name, unit.code) if name else None


@lru_cache(maxsize=512)
def _map(name: str, code: str) -> Map:
    land = shape_of(name, code)
    frame = _frame(land)
    neighbours = pack.coverage(name).neighbours(code)
    around = {other: frame.lay(shape_of(name, other)) for other in neighbours}
    for tolerance in (0.7, 1.2, 2, 3, 5, 8):
        own = _path(frame.lay(land), tolerance)
        others = "".join(_path(shape, tolerance) for shape in around.values())
        if len(own) + len(others) <= _MOST_PATH:
            break
    per_km = frame.per_degree / _KM_PER_DEGREE
    bar_km = next((km for km in _SCALE_BARS if km * per_km <= WIDTH / 3), _SCALE_BARS[-1])
    return Map(
        height=frame.height, land=own, lines=others, spots=_spots(around, frame.height),
        bar=round(bar_km * per_km), bar_km=f"{bar_km:g}".replace(".", ","), frame=frame,
    )  # fmt: skip


def geojson(unit: Unit, areas: Iterable[Unit]) -> str | None:
    """Return the unit's boundary as GeoJSON with five decimals, None where nobody drew it.

    The points of its residential areas stand beside the features, as `areas`: a map draws features by itself.
    """
    name = coverage_of(unit)
    if name is None:
        return None
    content = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"id": unit.pk, "name": unit.full_name, "address": unit.address},
                "geometry": json.loads(_geometry(name, unit.code)),
            }
        ],
        "areas": [
            {"id": area.pk, "name": area.full_name, "lat": area.lat, "lon": area.lon}
            for area in areas
            if area.lat is not None
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=256)
def _geometry(name: str, code: str) -> str:
    shape = shape_of(name, code)
    text = ""
    for tolerance in (0.00015, 0.0003, 0.0006, 0.0012, 0.0025, 0.005, 0.01):
        simple = shapely.transform(shape.simplify(tolerance), lambda c: c.round(5))
        text = shapely.to_geojson(simple)
        if len(text) <= _MOST_GEOJSON:
            break
    return text


def shape_of(name: str, code: str) -> Any:
    """Return the polygons of one unit in degrees."""
    polygons = [
        shapely.Polygon(rings[0], rings[1:]) for rings in pack.coverage(name).polygons(code)
    ]
    return shapely.transform(shapely.MultiPolygon(polygons), lambda c: c / SCALE)


def _frame(land: Any) -> Frame:
    """Return a frame around the largest parts: a reef far out would make all else a dot."""
    parts = sorted(shapely.get_parts(land), key=lambda part: -part.area)
    large = [part for part in parts if part.area > parts[0].area / 20]
    west, south, east, north = shapely.total_bounds(large).tolist()
    size = max(east - west, north - south) * (0.5 + _ROOM)
    x, y = (west + east) / 2, (south + north) / 2
    wide = max((east - west) * (0.5 + _ROOM), size * 0.75)
    tall = max((north - south) * (0.5 + _ROOM), size * 0.55)
    return Frame(x - wide, y - tall, x + wide, y + tall)


def _spots(around: Mapping[str, Any], height: int) -> dict[str, tuple[int, int]]:
    """Return where to write each neighbour's name: inside the part of it that shows."""
    inner = shapely.box(32, 12, WIDTH - 32, height - 24)
    found = {}
    for code, shape in around.items():
        seen = shape.intersection(inner)
        if seen.area > _LEAST_LABELLED:
            point = max(shapely.get_parts(seen), key=lambda part: part.area).point_on_surface()
            found[code] = (round(point.x), round(point.y))
    return found


def _path(shape: Any, tolerance: float) -> str:
    """Return SVG path data in whole map units; parts too small for the tolerance are left out."""
    found = []
    for part in shapely.get_parts(shape.simplify(tolerance)):
        if part.geom_type == "Polygon" and part.area > tolerance**2:
            found += [_ring(ring.coords) for ring in (part.exterior, *part.interiors)]
    return "".join(found)


def _ring(points: Iterable[Sequence[float]]) -> str:
    """Return a closed ring as steps from point to point; a ring too small to show is nothing."""
    places: list[tuple[int, int]] = []
    for x, y in points:
        place = (round(x), round(y))
        if not places or place != places[-1]:
            places.append(place)
    if len(places) < 4:
        return ""
    (x, y), steps = places[0], []
    for nx, ny in places[1:-1]:
        steps.append(f"{nx - x} {ny - y}")
        x, y = nx, ny
    return f"M{places[0][0]} {places[0][1]}l{' '.join(steps)}z".replace(" -", "-")
