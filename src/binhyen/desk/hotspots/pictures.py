"""The map of an alert and its weeks, as plain SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.hotspots.models import Alert
from binhyen.hotspots.queries import Place
from binhyen.hotspots.rules import Span
from binhyen.places import cells, drawing

WIDTH, HEIGHT, FOOT = 360, 120, 18


@dataclass(frozen=True)
class Spot:
    """A place on the map, with its number in the table beside it; `corners` of a hexagon, as a polygon's points."""

    x: int
    y: int
    number: int
    corners: str = ""


def map_of(alert: Alert, places: Sequence[Place]) -> dict[str, object] | None:
    """Return the outline of the unit with the places of an alert, None where nobody drew it."""
    outline = drawing.map_of(alert.unit)
    if outline is None:
        return None
    spots = [_spot(outline, place, number) for number, place in enumerate(places, 1)]
    return {"map": outline, "spots": [spot for spot in spots if spot]}


def _spot(outline: drawing.Map, place: Place, number: int) -> Spot | None:
    if place.cell is None:
        lat, lon, corners = place.unit.lat, place.unit.lon, ""
    else:
        lat, lon = cells.middle(place.cell)
        ring = (outline.frame.lay_point(*corner) for corner in cells.outline(place.cell))
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in ring)
    if lat is None or lon is None:
        return None
    at = outline.spot(lat, lon)
    return Spot(*at, number, corners) if at else None


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
