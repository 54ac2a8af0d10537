"""Clusters that are known already: places and times whose risk is known to be another, or that are to count for nothing.

A known relative risk multiplies what is expected, so that what is known is no news; a risk of 0 takes a place out for a
while: its cases, controls and expectations there and then. What a risk can mean depends on the model (`objection`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotscan import room
from hotscan.geometry import Floats, Integers
from hotscan.timing import Timeline


@dataclass(frozen=True, slots=True)
class Known:
    """Relative risks of places during a while.

    places         int64[n]; since, until int64[n], the first and last time, both inside
    risks          float64[n], not negative; where entries meet they multiply
    """

    places: Integers
    since: Integers
    until: Integers
    risks: Floats

    def and_also(self, other: "Known") -> "Known":
        """Return both together."""
        pairs = zip(self._parts(), other._parts(), strict=True)
        return Known(*(np.concatenate(pair) for pair in pairs))

    def out(self, places: Integers, since: Integers, until: Integers) -> NDArray[np.bool_]:
        """Return bool[n]: which places are taken out for the whole of a while, by one entry. All int64[n]."""
        found = np.zeros(len(places), np.bool_)
        gone = self.risks == 0
        for first, last in sorted(
            {*zip(self.since[gone].tolist(), self.until[gone].tolist(), strict=True)}
        ):
            mine = self.places[gone & (self.since == first) & (self.until == last)]
            found |= (first <= since) & (until <= last) & np.isin(places, mine)
        return found

    def factors(self, places: int, line: Timeline) -> Floats:
        """Return float64[places, slots], what expectations are multiplied by: the mean risk over each step."""
        cuts = self._cuts(line)
        first = np.searchsorted(cuts, line.edges[:-1])
        room.check(places, "places", len(cuts) - 1)
        risks = np.ones((places, len(cuts) - 1))
        for place, since, until, risk in zip(*self._parts(), strict=True):
            risks[place, (since <= cuts[:-1]) & (cuts[1:] <= until + 1)] *= risk
        means = np.add.reduceat(risks * np.diff(cuts), first, axis=1) / np.diff(line.edges)
        return np.ascontiguousarray(means[:, ::-1])

    def is_rectangle(self, places: int, line: Timeline) -> bool:
        """Say whether what is left is some places during some times: all that an exchange of times among places allows."""
        edges = self._cuts(line)
        left = np.ones((places, len(edges) - 1), np.bool_)
        for place, since, until, _ in zip(*self._parts(), strict=True):
            left[place] &= ~((since <= edges[:-1]) & (edges[1:] <= until + 1))
        some = left[left.any(axis=1)]
        return bool((some == some[:1]).all())

    def _cuts(self, line: Timeline) -> Integers:
        """Return the times of the study at which a step or an entry begins or ends."""
        start, end = line.edges[[0, -1]]
        return np.unique(
            np.concatenate([line.edges, np.clip([*self.since, *(self.until + 1)], start, end)])
        )

    def _parts(self) -> tuple[Integers, Integers, Integers, Floats]:
        return self.places, self.since, self.until, self.risks
