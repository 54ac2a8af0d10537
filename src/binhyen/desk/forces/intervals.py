"""Pictures of survey results, drawn on the server: where a value lies on its scale and how sure it is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.core.charts import fitting

WIDTH = 360
STEP = 38
#: A mark thinner than this is not seen.
_MARK = 4


@dataclass(frozen=True)
class Row:
    """One line: its words, what is written at its end, a band from `low` to `high` and a mark, each 0 to 1 of the scale."""

    label: str
    shown: str
    low: float
    high: float
    mark: float | None = None


@dataclass(frozen=True)
class Line:
    """A row placed in the picture."""

    row: Row
    y: int

    @property
    def short(self) -> str:
        """The label as far as there is room."""
        return fitting(self.row.label, self.row.shown)

    @property
    def text_y(self) -> int:
        """Where the words stand."""
        return self.y - 6

    @property
    def mark_y(self) -> int:
        """Where the mark begins: it stands out above and below the band."""
        return self.y - 3

    @property
    def x(self) -> int:
        """Where the band begins."""
        return round(WIDTH * self.row.low)

    @property
    def width(self) -> int:
        """How long the band is."""
        return max(0, round(WIDTH * self.row.high) - self.x)

    @property
    def mark_x(self) -> int | None:
        """Where the mark begins, inside the picture at both ends."""
        if self.row.mark is None:
            return None
        return min(WIDTH - _MARK, max(0, round(WIDTH * self.row.mark) - _MARK // 2))


@dataclass(frozen=True)
class Picture:
    """A finished picture for the template."""

    id: str
    title: str
    lines: tuple[Line, ...]

    @property
    def height(self) -> int:
        """The height of the picture."""
        return STEP * max(1, len(self.lines))

    @property
    def description(self) -> str:
        """Say in one line what the picture shows."""
        return "; ".join(f"{line.row.label}: {line.row.shown}" for line in self.lines)


def picture(name: str, title: str, rows: Sequence[Row]) -> Picture:
    """Return the rows one below the other."""
    lines = tuple(Line(row, STEP * number + 22) for number, row in enumerate(rows))
    return Picture(f"hinh-{name}", title, lines)
