"""Hexagons of one size all over the land, each with a number of its own that no merger changes: the cells of H3.

h3 is loaded with the first question, for most of what runs never asks one.
"""

from functools import cache
from typing import Any

#: Square kilometres of a hexagon, by the resolutions that are offered (average over the globe: h3.average_hexagon_area).
SQUARE_KM = {8: 0.74, 9: 0.11}


def cell_at(lat: float, lon: float, resolution: int) -> int:
    """Return the number of the hexagon in which a point lies. It fills 63 bits and is larger than any key of a row."""
    found: int = _h3().latlng_to_cell(lat, lon, resolution)
    return found


def middle(cell: int) -> tuple[float, float]:
    """Return latitude and longitude of a hexagon's middle."""
    lat, lon = _h3().cell_to_latlng(cell)
    return lat, lon


def outline(cell: int) -> list[tuple[float, float]]:
    """Return latitude and longitude of each corner of a hexagon, one after the other."""
    return list(_h3().cell_to_boundary(cell))


@cache
def _h3() -> Any:
    from h3.api import basic_int

    return basic_int
