"""Which places make a window's ground: every place as a centre, and its neighbours one by one."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hotscan.geometry import Floats, Integers, Positions
from hotscan.kernels import nearness

_PIECE: Final = 256  # centres a thread takes at a time
_MOST_NEIGHBOURS: Final = 1 << 20  # of them; fewer centres where there are many places
_SLACK: Final = 1e-9  # a share reached to the last digit still counts as reached


@dataclass(frozen=True, slots=True)
class Zones:
    """Growing neighbourhoods: the zones of centre i are the first 1, 2, ... of members[offsets[i]:offsets[i + 1]]."""

    offsets: Integers
    members: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.members)

    @property
    def centres(self) -> int:
        """Return how many centres there are."""
        return len(self.offsets) - 1

    @classmethod
    def together(cls, parts: Sequence["Zones"]) -> "Zones":
        """Return the zones of all parts, one after another."""
        if len(parts) == 1:
            return parts[0]
        sizes = np.concatenate([np.diff(part.offsets) for part in parts])
        members = np.concatenate([part.members for part in parts])
        return cls(np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64), members)

    def capped(self, weights: Floats, most_share: float) -> "Zones":
        """Return the zones under a smaller cap: `most_share` of all `weights`, float64[places]."""
        sums = np.cumsum(weights[self.members])
        before = np.concatenate([[0.0], sums])[self.offsets[:-1]]
        within = sums - np.repeat(before, np.diff(self.offsets)) <= weights.sum() * most_share * (
            1 + _SLACK
        )
        kept = np.concatenate([[0], np.cumsum(within)])[self.offsets]
        return Zones(kept.astype(np.int64), self.members[within])

    def places(self, centre: int, size: int) -> NDArray[np.int32]:
        """Return the `size` places nearest to a centre."""
        first = self.offsets[centre]
        return self.members[first : first + size]


def everywhere() -> Zones:
    """Return the one zone of a study whose places were made one."""
    return Zones(np.array([0, 1], np.int64), np.zeros(1, np.int32))


def circles(
    positions: Positions,
    centres: Positions,
    weights: Floats,
    most_share: float,
    most_length: float | None,
    rank: Integers,
    threads: Executor,
) -> Zones:
    """Return the circular zones round every centre; the places are centres themselves unless a grid was given.

    positions    of n places; weights float64[n], what the share is of (expected cases over the whole study)
    most_share   0..1; the neighbour that would exceed it ends a centre's list
    most_length  radius in kilometres on the globe, in the plane's unit there; None for no limit
    rank         int64[n], the order in which places at the same distance stand
    """
    n, places = len(centres), len(positions)
    at_a_time = max(1, min(_PIECE, _MOST_NEIGHBOURS // places))
    points, middles = (np.ascontiguousarray(at.points.T) for at in (positions, centres))
    chord = positions.chord(most_length) * (1 + _SLACK) if most_length is not None else float("inf")
    most_weight = weights.sum() * most_share * (1 + _SLACK)

    def piece(first: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        last = min(first + at_a_time, n)
        chords, room = np.zeros(places), np.zeros((2, places), np.int32)
        lengths, members = np.zeros(last - first, np.int32), np.empty((last - first) * places, np.int32)  # fmt: skip
        used = nearness.near(
            points, middles, weights, first, last, most_weight, chord, positions.blur, rank, chords, room, lengths, members
        )  # fmt: skip
        return lengths, members[:used].copy()

    pieces = list(threads.map(piece, range(0, n, at_a_time)))
    lengths = np.concatenate([lengths for lengths, _ in pieces])
    members = np.concatenate([members for _, members in pieces])
    return Zones(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), members)
