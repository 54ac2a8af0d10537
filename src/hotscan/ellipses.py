"""Windows longer than they are wide: circles of a plane that was turned and pressed together.

An ellipse of shape s = longest axis / shortest axis and angle a is the circle of the plane whose coordinate along a is
divided by s; its radius there is the shortest half axis. Shapes, angles and the penalty are those of Kulldorff, Huang,
Pickle and Duczmal 2006, as SaTScan takes them.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from hotscan.geometry import Floats, Integers, Positions
from hotscan.options import Penalty
from hotscan.zones import Zones, circles

DIGITS: Final = 9  # ratios alike to so many digits are the same
_POWERS: Final = {Penalty.NONE: 0.0, Penalty.MEDIUM: 0.5, Penalty.STRONG: 1.0}


@dataclass(frozen=True, slots=True)
class Ellipse:
    """A form of window. shape: longest axis over shortest, 1 for a circle; angle: degrees from the x axis to the longest
    axis, towards the y axis, above -90 and at most 90.
    """

    shape: float = 1.0
    angle: float = 0.0

    def pressed(self, positions: Positions) -> Positions:
        """Return the positions of a plane in which this ellipse is a circle."""
        if self.shape == 1:
            return positions
        x, y = positions.points[:, :2].T
        turn = np.radians(self.angle)
        along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
        return Positions(
            np.column_stack([along / self.shape, across, np.zeros(len(x))]), on_globe=False
        )

    def weight(self, penalty: Penalty) -> float:
        """Return what a ratio is multiplied by: (4 s / (s + 1)^2)^a with a = 0, 1/2 or 1."""
        return float((4 * self.shape / (self.shape + 1) ** 2) ** _POWERS[penalty])

    def half_axis(self, offset: Floats) -> float:
        """Return the shortest half axis of the ellipse round 0 whose edge goes through `offset`, float64[2 or more]."""
        turn = np.radians(self.angle)
        along = offset[0] * np.cos(turn) + offset[1] * np.sin(turn)
        across = offset[1] * np.cos(turn) - offset[0] * np.sin(turn)
        return float(np.hypot(along / self.shape, across))

    def outline(self, centre: tuple[float, float], short: float, turns: Floats) -> Floats:
        """Return float64[len(turns), 2], the corners of the ellipse whose shortest half axis is `short`."""
        turn = np.radians(self.angle)
        along, across = short * self.shape * np.cos(turns), short * np.sin(turns)
        x, y = (
            along * np.cos(turn) - across * np.sin(turn),
            along * np.sin(turn) + across * np.cos(turn),
        )
        return np.column_stack([centre[0] + x, centre[1] + y])


CIRCLE: Final = Ellipse()


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms every centre is scanned with: row k * centres + i of the zones is centre i with form k."""

    forms: tuple[Ellipse, ...] = (CIRCLE,)
    penalty: Penalty = Penalty.NONE

    def form(self, row: int, centres: int) -> Ellipse:
        """Return the form of a row of the zones."""
        return self.forms[row // centres]

    def best_rows(self, best: Floats, centres: int) -> Integers:
        """Return int64[centres], the row of the form that serves each centre best; of forms alike the first.

        best   float64[rows], weighed ratios
        """
        forms: Integers = np.round(best, DIGITS).reshape(-1, centres).argmax(axis=0)
        return forms * centres + np.arange(centres)

    def weights(self, centres: int) -> Floats:
        """Return float64[rows], what the ratios of each row are multiplied by."""
        return np.repeat([form.weight(self.penalty) for form in self.forms], centres)

    def zones(
        self,
        positions: Positions,
        centres: Positions,
        weights: Floats,
        caps: tuple[float, float | None],
        rank: Integers,
        threads: Executor,
    ) -> Zones:
        """Return the zones of all forms, form after form. caps: largest share and length (the shortest half axis)."""
        middle = positions.points.mean(axis=0) if len(self.forms) > 1 else 0.0
        ground, middles = (replace(at, points=at.points - middle) for at in (positions, centres))
        return Zones.together(
            [
                circles(form.pressed(ground), form.pressed(middles), weights, *caps, rank, threads)
                for form in self.forms
            ]
        )


def forms(shapes: Sequence[tuple[float, int]], penalty: Penalty) -> Forms:
    """Return the circle and, for each (shape, number of angles), the ellipses at angles evenly apart from 0."""
    turned = [
        Ellipse(float(shape), angle if angle <= 90 else angle - 180)
        for shape, angles in shapes
        for angle in (180.0 * i / angles for i in range(angles))
    ]
    return Forms((CIRCLE, *turned), penalty)
