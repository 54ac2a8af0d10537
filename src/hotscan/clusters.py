"""Which of the best windows of all centres are reported: the strongest, and beside it those a rule lets stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hotscan.ellipses import DIGITS, Forms
from hotscan.geometry import Floats, Integers, Positions
from hotscan.options import Secondary
from hotscan.timing import Windows
from hotscan.zones import Zones

_SLACK: Final = 1e-9  # a centre on a cluster's edge lies in it


@dataclass(frozen=True, slots=True)
class Candidate:
    """The best window of one centre.

    row     of the zones: the centre with a form (ellipses.Forms); slots: the first inside, counted from the study's end,
            and the last; ratio: weighed, where ellipses must beat circles by a margin; places: nearest first
    """

    row: int
    slots: tuple[int, int]
    ratio: float
    observed: int
    expected: float
    places: tuple[int, ...]

    def at_once(self, other: "Candidate") -> bool:
        """Say whether both hold a moment."""
        return self.slots[0] <= other.slots[1] and other.slots[0] <= self.slots[1]

    def overlaps(self, other: "Candidate") -> bool:
        """Say whether both hold a place during the same time."""
        return self.at_once(other) and not set(self.places).isdisjoint(other.places)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where places and centres lie, and which form the rows of the zones have."""

    positions: Positions
    centres: Positions
    forms: Forms

    def holds_centre(self, one: Candidate, other: Candidate) -> bool:
        """Say whether the centre of `other` lies in the window of `one`: no farther out than its farthest place."""
        edge = self._way(one, self.positions.points[one.places[-1]])
        return self._way(one, self._centre(other)) <= edge * (1 + _SLACK)

    def _centre(self, candidate: Candidate) -> Floats:
        point: Floats = self.centres.points[candidate.row % len(self.centres)]
        return point

    def _way(self, candidate: Candidate, point: Floats) -> float:
        """Return how far out a point lies: the length that orders the places round the candidate's centre."""
        offset = point - self._centre(candidate)
        form = self.forms.form(candidate.row, len(self.centres))
        return float(np.sqrt(offset @ offset)) if form.shape == 1 else form.half_axis(offset)


def candidates(
    best: Floats, rows: Integers, rank: Integers, zones: Zones, windows: Windows
) -> Iterator[Candidate]:
    """Return the centres' best windows, strongest first, centres without one left out.

    best   float64[rows of zones, 5]: ratio, places in the zone, window, count, expectation (likelihood.observe)
    rows   int64[centres], the row that serves each centre best
    rank   int64[centres], the order of centres whose ratios are the same; zones of fewer places stand before it
    """
    ratios = np.round(best[rows, 0], DIGITS)
    for row in rows[np.lexsort((rank, best[rows, 1], -ratios))].tolist():
        ratio, size, window, observed, expected = best[row]
        if size < 1:
            return
        slots = int(windows.after[int(window)]) + 1, int(windows.until[int(window)])
        places = tuple(zones.places(row, int(size)).tolist())
        yield Candidate(row, slots, float(ratio), int(observed), float(expected), places)


def apart(
    ranked: Iterator[Candidate], most: int, rule: Secondary, ground: Ground
) -> Sequence[Candidate]:
    """Return the first `most` that the rule lets stand beside those kept before them."""
    bars, kept = _bar(rule, ground), list[Candidate]()
    for candidate in ranked:
        if len(kept) == most:
            break
        if not any(bars(stronger, candidate) for stronger in kept):
            kept.append(candidate)
    return kept


def _bar(rule: Secondary, ground: Ground) -> Callable[[Candidate, Candidate], bool]:
    """Return what says whether a stronger candidate bars a weaker one."""
    holds = ground.holds_centre
    bars: dict[Secondary, Callable[[Candidate, Candidate], bool]] = {
        Secondary.NO_OVERLAP: Candidate.overlaps,
        Secondary.NO_CENTERS_IN_OTHER: lambda strong, weak: (
            holds(strong, weak) or holds(weak, strong)
        ),
        Secondary.NO_CENTERS_IN_STRONGER: holds,
        Secondary.NO_CENTERS_IN_WEAKER: lambda strong, weak: holds(weak, strong),
        Secondary.NO_PAIRS: lambda strong, weak: holds(strong, weak) and holds(weak, strong),
        Secondary.ANY: lambda strong, weak: False,
    }
    return lambda strong, weak: strong.at_once(weak) and bars[rule](strong, weak)
