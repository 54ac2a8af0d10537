"""Point location over a coverage: exact, without a library of geometry.

The plane is cut into cells of 2**16 units (0.0066 degrees, about 700 m). A cell that no edge touches knows its face. For
a point in any other cell we walk from the cell's upper left corner, whose face is known, along the upper side and
straight down to the point, and add up at each edge on the way (face behind it - face before it). The sum telescopes
to the face of the point, whatever the order of the edges.

All numbers are whole (1e-7 degrees, doubled) and the lines of the grid lie on odd ones, so no vertex is ever on a
line and every test is exact. A point on an edge counts as lying a trifle above it, and a trifle to the right
where the edge stands upright: each point of the plane has exactly one face.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from binhyen.places.boundaries import SCALE, Coverage

_BITS = 17  # of a cell's side in doubled units
_MARGIN = 1 << 16
#: Points worked on at a time: their edges stay in the processor's cache.
_CHUNK = 1 << 14

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Grid:
    """The index: one number per cell, and the edges of the cells that have some."""

    x0: int
    y0: int
    cells: NDArray[np.int32]  # face, or -(k + 1) for the k-th cell with edges
    corner: NDArray[np.int32]  # face at the upper left corner, per cell with edges
    start: NDArray[np.int32]  # first edge, per cell with edges, and one more
    #: Per edge: x and y of its left end, dx, dy, face right of it - face left of it, and how it meets
    #: the upper side of the cell: 0 not at all, 1 going up, -1 going down.
    edges: NDArray[np.int32]

    @property
    def nbytes(self) -> int:
        """Return the memory held by the arrays."""
        return sum(part.nbytes for part in (self.cells, self.corner, self.start, self.edges))

    def face(self, lat: float, lon: float) -> int:
        """Return the face of one point, 0 outside. The point must be finite."""
        x = 2 * (round(lon * SCALE) - self.x0)
        y = 2 * (round(lat * SCALE) - self.y0)
        row, column = (y + 1) >> _BITS, (x + 1) >> _BITS
        rows, columns = self.cells.shape
        if not (0 <= row < rows and 0 <= column < columns):
            return 0
        found: int = self.cells.item(row, column)
        if found >= 0:
            return found
        cell = -found - 1
        height = ((row + 1) << _BITS) - 1 - y
        face: int = self.corner.item(cell)
        for ax, ay, dx, dy, gain, meets in self.edges[
            self.start.item(cell) : self.start.item(cell + 1)
        ].tolist():
            u = x - ax
            side = dx * (y - ay) - dy * u
            top = side + dx * height
            if 0 <= u < dx and side < 0 and (top > 0 or (top == 0 and dy < 0)):
                face += gain
            if meets and top * meets <= 0:
                face += gain * meets
        return face

    def faces(self, lats: Floats, lons: Floats) -> NDArray[np.int32]:
        """Return the faces of many points, as `face` would one by one."""
        out = np.empty(len(lats), dtype=np.int32)
        for at in range(0, len(lats), _CHUNK):
            part = slice(at, at + _CHUNK)
            out[part] = self._chunk(lats[part], lons[part])
        return out

    def _chunk(self, lats: Floats, lons: Floats) -> NDArray[np.int32]:
        x = 2 * (np.rint(lons * SCALE).astype(np.int64) - self.x0)
        y = 2 * (np.rint(lats * SCALE).astype(np.int64) - self.y0)
        row, column = (y + 1) >> _BITS, (x + 1) >> _BITS
        rows, columns = self.cells.shape
        inside = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        face = np.zeros(len(lats), dtype=np.int32)
        face[inside] = self.cells[row[inside], column[inside]]
        open_ = np.flatnonzero(face < 0)
        if len(open_):
            face[open_] = self._walk(-face[open_] - 1, x[open_], y[open_], row[open_])
        return face

    def _walk(self, cell: NDArray[np.int32], x: Longs, y: Longs, row: Longs) -> NDArray[np.int32]:
        first = self.start[cell]
        count = self.start[cell + 1] - first
        ends = np.cumsum(count)
        point = np.repeat(np.arange(len(cell)), count)
        edge = np.arange(ends[-1]) + np.repeat(first - (ends - count), count)
        ax, ay, dx, dy, gain, meets = self.edges[edge].T.astype(np.int64)
        u = x[point] - ax
        side = dx * (y[point] - ay) - dy * u
        top = side + dx * (((row + 1) << _BITS) - 1 - y)[point]
        below = (u >= 0) & (u < dx) & (side < 0) & (top >= (dy >= 0))
        beside = (meets != 0) & (top * meets <= 0)
        change = gain * below + gain * meets * beside
        sums = np.add.reduceat(change, ends - count)
        return (self.corner[cell] + sums).astype(np.int32)


def build(coverage: Coverage) -> Grid:
    """Return the index of a coverage. Edges are entered by the chunk: it halves the memory needed."""
    x0, y0 = int(coverage.x.min()) - _MARGIN, int(coverage.y.min()) - _MARGIN
    rows = ((2 * (int(coverage.y.max()) - y0) + 1) >> _BITS) + 2
    columns = ((2 * (int(coverage.x.max()) - x0) + 1) >> _BITS) + 2
    cells = np.zeros((rows, columns), dtype=np.int32)
    every = _edges(coverage, x0, y0)
    parts = [
        _enter(every[at : at + 4 * _CHUNK].T.astype(np.int64), cells)
        for at in range(0, len(every), 4 * _CHUNK)
    ]
    del every
    cell = np.concatenate([part[0] for part in parts])
    edges = np.concatenate([part[1] for part in parts])
    del parts
    order = np.argsort(cell, kind="stable")
    used, starts = np.unique(cell[order], return_index=True)
    edges = edges[order]
    np.cumsum(cells, axis=1, out=cells)
    flat = cells.ravel()
    corner = flat[used]
    flat[used] = -1 - np.arange(len(used), dtype=np.int32)
    return Grid(x0, y0, cells, corner, np.append(starts, len(order)).astype(np.int32), edges)


def _enter(edges: Longs, cells: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return (cell, packed edge) for every cell an edge runs through, and enter the steps of face along the rows."""
    ax, ay, dx, dy, gain = edges
    columns = cells.shape[1]
    first, last = _row(ay), _row(ay + dy)
    low, high = np.minimum(first, last), np.maximum(first, last)
    edge, row = _spread(low, high)
    leaves = row < high[edge]  # it goes on across the upper side of the row
    crossed = _crossing(edges, edge, row)
    rising = dy[edge] > 0
    left_end, right_end = _row(ax)[edge], _row(ax + dx)[edge]
    from_ = np.where(
        row == low[edge],
        np.where(rising, left_end, right_end),
        _crossing(edges, edge, row - 1),
    )
    to = np.where(leaves, crossed, np.where(rising, right_end, left_end))
    step = gain[edge] * np.where(rising, 1, -1)
    np.add.at(cells, (row[leaves], crossed[leaves] + 1), step[leaves].astype(np.int32))

    entry, column = _spread(np.minimum(from_, to), np.maximum(from_, to))
    meets = np.where(leaves, np.where(rising, 1, -1), 0)[entry] * (column == crossed[entry])
    packed = np.vstack([edges[:, edge[entry]], meets]).T.astype(np.int32)
    return (row[entry] * columns + column).astype(np.int32), packed


def _edges(coverage: Coverage, x0: int, y0: int) -> NDArray[np.int32]:
    """Return x, y, dx, dy and gain of every edge, each from its left (or lower) end."""
    x = 2 * (coverage.x - np.int32(x0))
    y = 2 * (coverage.y - np.int32(y0))
    lengths = np.diff(coverage.arc_start)
    gain = np.repeat(coverage.right - coverage.left, lengths)[:-1]
    within = np.ones(len(x) - 1, dtype=bool)
    within[coverage.arc_start[1:-1] - 1] = False  # from one arc's end to the next one's start
    ax, ay, bx, by = (part[within] for part in (x[:-1], y[:-1], x[1:], y[1:]))
    gain = gain[within]
    turned = (bx < ax) | ((bx == ax) & (by < ay))
    ax, bx = np.where(turned, bx, ax), np.where(turned, ax, bx)
    ay, by = np.where(turned, by, ay), np.where(turned, ay, by)
    return np.column_stack([ax, ay, bx - ax, by - ay, np.where(turned, -gain, gain)])


def _row(value: Longs) -> Longs:
    """Return the row (or column) a coordinate falls into."""
    return (value + 1) >> _BITS


def _spread(low: Longs, high: Longs) -> tuple[Longs, Longs]:
    """Return (index, value) for every value from low[index] to high[index]."""
    count = high - low + 1
    index = np.repeat(np.arange(len(low)), count)
    starts = np.cumsum(count) - count
    return index, np.arange(len(index)) - starts[index] + low[index]


def _crossing(edges: Longs, edge: Longs, row: Longs) -> Longs:
    """Return the column in which an edge meets the upper side of a row; without meaning where it does not."""
    ax, ay, dx, dy = edges[:4, edge]
    dy = np.where(dy == 0, 1, dy)
    line = ((row + 1) << _BITS) - 1
    column: Longs = ((ax + 1) * dy + dx * (line - ay)) // dy >> _BITS
    return column
