"""Places on the globe or in the plane: how far, and in which order a curve that fills the plane visits them.

Distances are compared as squared chords: on the sphere a chord grows with its great circle, so the order is the same,
and near points keep all their digits where an arc cosine would lose half of them.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_KM: Final = 6367.0  # the sphere of the reference implementation, SaTScan
_ROUNDINGS: Final = 16 * np.finfo(np.float64).eps
_GRID_BITS: Final = 16  # of the curve: 65,536 columns and rows

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Positions:
    """Where `n` places stand.

    points      float64[n, 3], on the unit sphere, or in the plane with a third of zero
    on_globe    whether `points` are of the sphere; lengths are kilometres then, else the unit of the coordinates
    """

    points: Floats
    on_globe: bool

    def __len__(self) -> int:
        return len(self.points)

    @property
    def blur(self) -> float:
        """Return how far two chords may differ by the rounding of coordinates alone, in the unit of `points`."""
        return _ROUNDINGS * float(np.abs(self.points).max(initial=0.0))

    def taken(self, order: Integers) -> "Positions":
        """Return the positions in another order."""
        return Positions(np.ascontiguousarray(self.points[order]), self.on_globe)

    def chord(self, length: float) -> float:
        """Return the squared chord that belongs to a distance of `length`; infinite where it reaches everything."""
        if not self.on_globe:
            return length * length
        half_angle = length / (2 * EARTH_RADIUS_KM)
        return float(4 * np.sin(half_angle) ** 2) if half_angle < np.pi / 2 else float("inf")

    def length(self, chord: Floats) -> Floats:
        """Return the distances of squared chords, in kilometres on the globe."""
        if not self.on_globe:
            return np.sqrt(chord)
        return 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(np.sqrt(chord) / 2, 1.0))

    def distance(self, place: int, point: Floats) -> float:
        """Return how far a place is from a point of the same space."""
        return float(self.length(((self.points[place] - point) ** 2).sum(keepdims=True))[0])

    def along_a_curve(self) -> Integers:
        """Return the places in the order of a Hilbert curve: neighbours on it are near one another in memory too."""
        flat = self._flat()
        low, high = flat.min(axis=0), flat.max(axis=0)
        width = np.where(high > low, high - low, 1.0)
        cells = ((flat - low) / width * (2**_GRID_BITS - 1)).astype(np.int64)
        return np.argsort(_along_hilbert(cells[:, 0], cells[:, 1]), kind="stable")

    def _flat(self) -> Floats:
        if not self.on_globe:
            return self.points[:, :2]
        x, y, z = self.points.T
        return np.column_stack([np.arctan2(y, x), z])


def on_globe(latitude: Floats, longitude: Floats) -> Positions:
    """Return positions for degrees of latitude (-90..90) and longitude (any full turn)."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    ring = np.where(np.abs(latitude) < 90, np.cos(lat), 0.0)
    points = np.column_stack([ring * np.cos(lon), ring * np.sin(lon), np.sin(lat)])
    return Positions(np.ascontiguousarray(points), on_globe=True)


def in_plane(x: Floats, y: Floats) -> Positions:
    """Return positions for plane coordinates of any one unit."""
    return Positions(np.column_stack([x, y, np.zeros(len(x))]).astype(np.float64), on_globe=False)


def one_name(latitude: Floats, longitude: Floats) -> Floats:
    """Return float64[n, 2]: degrees that are the same for the same point, whichever way round or at a pole it was named."""
    turned = np.mod(longitude + 180, 360) - 180
    return np.column_stack([latitude, np.where(np.abs(latitude) < 90, turned, 0.0)])


def joined(points: Floats) -> Integers:
    """Return for each row of coordinates the number of its place, in order of first appearance: the same coordinates, one place."""
    _, first, group = np.unique(points, axis=0, return_index=True, return_inverse=True)
    number = np.empty(len(first), np.int64)
    number[np.argsort(first, kind="stable")] = np.arange(len(first))
    return number[group.ravel()]


def _along_hilbert(x: Integers, y: Integers) -> Integers:
    """Return how far along the Hilbert curve each cell lies (the usual walk down the quadrants, all cells at once)."""
    x, y, along = x.copy(), y.copy(), np.zeros_like(x)
    for bit in range(_GRID_BITS - 1, -1, -1):
        side = 1 << bit
        right, upper = (x & side) > 0, (y & side) > 0
        along += side * side * ((3 * right) ^ upper)
        mirror = ~upper & right
        x[mirror], y[mirror] = (
            side - 1 - (x[mirror] & (side - 1)),
            side - 1 - (y[mirror] & (side - 1)),
        )
        x[~mirror], y[~mirror] = x[~mirror] & (side - 1), y[~mirror] & (side - 1)
        x, y = np.where(upper, x, y), np.where(upper, y, x)
    return along
