"""The map of an alert and its weeks, as plain SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.hotspots.models import Alert
from binhyen.hotspots.rules import Span
from binhyen.places import drawing
from binhyen.places.models import Unit

WIDTH, HEIGHT, FOOT = 360, 120, 18


@dataclass(frozen=True)
class Spot:
    """A place on the map, with its number in the table beside it."""

    x: int
    y: int
    number: int


def map_of(alert: Alert, areas: Sequence[Unit]) -> dict[str, object] | None:
    """Return the outline of the unit with the places of an alert, None where nobody drew it."""
    outline = drawing.map_of(alert.unit)
    if outline is None:
        return None
    spots = []
    for number, area in enumerate(areas, 1):
        if area.lat is not None and area.lon is not None:
            place = outline.spot(area.lat, area.lon)
            if place:
                spots.append(Spot(*place, number))
    return {"map": outline, "spots": spots}


@dataclass(frozen=True)
class Column:
    """A week; `n` is None where it is hidden: drawn over the whole height, so that nobody takes it for none."""

    week: Span
    n: int | None
    x: int
    y: int
    width: int
    is_inside: bool

    @property
    def opacity(self) -> str:
        """How dark it is drawn."""
        return "0.12" if self.n is None else "1" if self.is_inside else "0.4"

    @property
    def height(self) -> int:
        """How tall it is drawn."""
        return HEIGHT - self.y


@dataclass(frozen=True)
class Weeks:
    """The finished picture of the weeks."""

    columns: tuple[Column, ...]
    most: int  # of those that are told
    height: int = HEIGHT + FOOT
    foot: int = HEIGHT + FOOT - 4

    @property
    def first(self) -> date:
        """The first day shown."""
        return self.columns[0].week.first

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.columns[-1].week.last


def weeks_of(alert: Alert, weeks: Sequence[tuple[Span, int | None]]) -> Weeks:
    """Return the weeks as columns; those of the alert's window are marked."""
    most = max((n or 0 for _week, n in weeks), default=0)
    step = WIDTH // len(weeks)
    return Weeks(
        tuple(
            Column(
                week=week,
                n=n,
                x=at * step,
                y=0 if n is None else HEIGHT - round((HEIGHT - 14) * n / (most or 1)),
                width=step - 3,
                is_inside=week.overlaps(alert.span),
            )
            for at, (week, n) in enumerate(weeks)
        ),
        most,
    )
