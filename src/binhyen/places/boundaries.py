"""Boundaries as shipped: a coverage of polygons cut into arcs, each kept once with the face on either side.

Coordinates are whole numbers of 1e-7 degrees (about 1 cm), so that every comparison on them is exact. A file is
a numpy archive; `write` and `read` know its members.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

#: Units per degree.
SCALE = 10_000_000
#: Most coordinates are whole in the fifth decimal; the two digits beyond it are kept apart and compress away.
_COARSE = 100

Ints = NDArray[np.int32]
Ring = list[tuple[int, int]]


@dataclass(frozen=True)
class Coverage:
    """Faces 1..n (0 is outside) and the arcs between them.

    Arc k runs over vertices `arc_start[k]` to `arc_start[k + 1]`, with face `left[k]` on its left and `right[k]` on
    its right. Ring j belongs to face `ring_face[j]`, is a hole if `ring_hole[j]`, and strings the arcs
    `ring_arcs[ring_start[j]:ring_start[j + 1]]` together: k forward, -k - 1 backward.
    """

    codes: tuple[str, ...]  # codes[0] is ""
    x: Ints
    y: Ints
    arc_start: Ints
    left: Ints
    right: Ints
    ring_start: Ints
    ring_arcs: Ints
    ring_face: Ints
    ring_hole: NDArray[np.bool_]

    def polygons(self, code: str) -> list[list[Ring]]:
        """Return the polygons of one face as [outer ring, hole, ...], rings closed, in 1e-7 degrees (lon, lat).

        Raises KeyError for a code that is not in the coverage.
        """
        if code not in self.codes[1:]:
            raise KeyError(code)
        found: list[list[Ring]] = []
        for ring in np.flatnonzero(self.ring_face == self.codes.index(code)).tolist():
            if not self.ring_hole[ring]:
                found.append([])
            found[-1].append(self._ring(ring))
        return found

    def neighbours(self, code: str) -> list[str]:
        """Return the codes of the faces that share an edge with this one."""
        face = self.codes.index(code)
        beside = np.concatenate([self.right[self.left == face], self.left[self.right == face]])
        return [self.codes[other] for other in np.unique(beside).tolist() if other]

    def _ring(self, ring: int) -> Ring:
        points: Ring = []
        for arc in self.ring_arcs[self.ring_start[ring] : self.ring_start[ring + 1]].tolist():
            points = points[:-1] + self._arc(arc)
        return points

    def _arc(self, arc: int) -> Ring:
        forward = arc if arc >= 0 else -arc - 1
        part = slice(self.arc_start[forward], self.arc_start[forward + 1])
        points = list(zip(self.x[part].tolist(), self.y[part].tolist(), strict=True))
        return points if arc >= 0 else points[::-1]


def write(coverage: Coverage, file: Path) -> None:
    """Write the coverage; the same coverage gives the same bytes."""
    members: dict[str, NDArray[np.generic]] = {
        "codes": np.array(coverage.codes[1:], dtype="S"),
        "arc_length": np.diff(coverage.arc_start).astype(np.uint16),
        "left": coverage.left.astype(np.int16),
        "right": coverage.right.astype(np.int16),
        "ring_length": np.diff(coverage.ring_start).astype(np.uint16),
        "ring_arcs": coverage.ring_arcs,
        "ring_face": coverage.ring_face.astype(np.int16),
        "ring_hole": coverage.ring_hole,
    }
    for axis, values in (("x", coverage.x), ("y", coverage.y)):
        coarse, fine = np.divmod(values, _COARSE)
        # Bytes of equal weight stand together: zip finds more to save in them.
        steps = np.diff(coarse, prepend=np.int32(0)).astype("<i4")
        members[f"{axis}_steps"] = steps.view(np.uint8).reshape(-1, 4).T.copy()
        members[f"{axis}_fine"] = fine.astype(np.uint8)
    np.savez_compressed(file, allow_pickle=False, **members)


def read(file: Path) -> Coverage:
    """Read what `write` wrote."""
    with np.load(file, allow_pickle=False) as members:
        return Coverage(
            codes=("", *(code.decode() for code in members["codes"].tolist())),
            x=_axis(members["x_steps"], members["x_fine"]),
            y=_axis(members["y_steps"], members["y_fine"]),
            arc_start=_starts(members["arc_length"]),
            left=members["left"].astype(np.int32),
            right=members["right"].astype(np.int32),
            ring_start=_starts(members["ring_length"]),
            ring_arcs=members["ring_arcs"],
            ring_face=members["ring_face"].astype(np.int32),
            ring_hole=members["ring_hole"],
        )


def _axis(planes: NDArray[np.uint8], fine: NDArray[np.uint8]) -> Ints:
    steps = np.ascontiguousarray(planes.T).view("<i4").ravel()
    values: Ints = np.cumsum(steps, dtype=np.int32) * np.int32(_COARSE) + fine
    return values


def _starts(lengths: NDArray[np.uint16]) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int32)]).astype(np.int32)
