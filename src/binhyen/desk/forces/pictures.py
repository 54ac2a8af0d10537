"""Pictures of the force as plain SVG: bars with a share beside them, and the grid of areas by weeks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from binhyen.core import charts
from binhyen.places.models import Unit

LEFT, TOP, CELL, GAP = 124, 40, 18, 2
#: Room for the last date, which begins above its week.
RIGHT = 14
#: As often and more is the darkest.
MANY = 3


def bars(name: str, title: Any, rows: Iterable[tuple[str, float, str]]) -> charts.BarChart:
    """Return a bar chart of (label, value, value as shown) rows whose description says them all."""
    given = list(rows)
    said = "; ".join(f"{label}: {shown}" for label, _value, shown in given)
    return charts.bar_chart(name=name, title=str(title), description=said, rows=given)


@dataclass(frozen=True)
class Cell:
    """A week of an area: how often it was patrolled, None where it did not exist."""

    x: int
    monday: date
    patrols: int | None

    @property
    def shade(self) -> int:
        """How dark it is drawn, 0 to MANY."""
        return min(self.patrols or 0, MANY)


@dataclass(frozen=True)
class Row:
    """One residential area and its weeks."""

    area: Unit
    y: int
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        """Return its name as far as there is room."""
        name = self.area.full_name
        return name if len(name) <= 16 else name[:15] + "…"

    @property
    def without(self) -> int:
        """Count its weeks without a patrol."""
        return sum(cell.patrols == 0 for cell in self.cells)

    @property
    def weeks(self) -> int:
        """Count the weeks in which it existed."""
        return sum(cell.patrols is not None for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """The finished picture: areas down, weeks across."""

    rows: tuple[Row, ...]
    weeks: tuple[tuple[int, date], ...]

    @property
    def width(self) -> int:
        """The width of the picture."""
        return LEFT + len(self.weeks) * (CELL + GAP) + RIGHT

    @property
    def height(self) -> int:
        """Its height."""
        return TOP + len(self.rows) * (CELL + GAP)

    @property
    def without(self) -> int:
        """Count the area-weeks without a patrol."""
        return sum(row.without for row in self.rows)

    @property
    def total(self) -> int:
        """Count the area-weeks."""
        return sum(row.weeks for row in self.rows)

    @property
    def walked(self) -> int:
        """Count the area-weeks with a patrol."""
        return self.total - self.without

    @property
    def description(self) -> str:
        """Say in words what the picture shows."""
        return "; ".join(
            _("%(area)s: %(without)s of %(weeks)s weeks without a patrol")
            % {"area": row.area.full_name, "without": row.without, "weeks": row.weeks}
            for row in self.rows
        )


def grid(
    areas: Sequence[Sequence[Unit]],
    weeks: Sequence[date],
    patrols: Mapping[tuple[int, date], int],
) -> Grid:
    """Return the grid of areas, each with what it grew out of, by weeks, each given by its Monday."""
    places = [(LEFT + at * (CELL + GAP), monday) for at, monday in enumerate(weeks)]
    rows = (
        Row(
            lives[0],
            TOP + at * (CELL + GAP),
            tuple(Cell(x, monday, _walked(lives, monday, patrols)) for x, monday in places),
        )
        for at, lives in enumerate(areas)
    )
    return Grid(tuple(rows), tuple(places))


def _walked(
    lives: Sequence[Unit], monday: date, patrols: Mapping[tuple[int, date], int]
) -> int | None:
    """Return how often a place was patrolled in a week, under whichever name; None where it did not exist."""
    walked = sum(patrols.get((one.pk, monday), 0) for one in lives)
    is_there = walked or any(one.exists_on(monday) for one in lives)
    return walked if is_there else None
