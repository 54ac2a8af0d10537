"""The year as a picture: a bar for each step from its first day to its last, drawn as SVG on the server. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from binhyen.movement.calendar import Line, State

WIDTH, LEFT, TOP, ROW = 960, 350, 34, 26
#: A title longer than this would run into the bars.
_MOST_LETTERS = 46
_MARKS = {State.DONE: "✓", State.OVERDUE: "!"}
_NARROWEST = 6.0


@dataclass(frozen=True)
class Bar:
    """One step in its row: where its bar stands, how it is drawn."""

    title: str
    state: str
    mark: str
    x: float
    y: int
    width: float

    @property
    def text_y(self) -> int:
        """Where the words stand."""
        return self.y + 12

    @property
    def mark_x(self) -> float:
        """Where the mark behind the bar stands; before it where the year ends."""
        end = self.x + self.width
        return end + 4 if end < WIDTH - 14 else self.x - 12


@dataclass(frozen=True)
class Month:
    """A month's column."""

    number: int
    x: float

    @property
    def text_x(self) -> float:
        """Where its number stands."""
        return self.x + (WIDTH - LEFT) / 24


@dataclass(frozen=True)
class Picture:
    """The finished picture for the template."""

    months: tuple[Month, ...]
    bars: tuple[Bar, ...]
    today_x: float | None

    @property
    def height(self) -> int:
        """The height of the picture."""
        return TOP + ROW * max(1, len(self.bars))


def picture(lines: Iterable[Line], year: int, *, on: date, language: str) -> Picture:
    """Return the year with a bar for each step, and a line where `on` is, when it is in the year."""
    bars = tuple(_bar(line, TOP + ROW * place, year, language) for place, line in enumerate(lines))
    months = tuple(Month(n, _x(date(year, n, 1), year)) for n in range(1, 13))
    return Picture(months, bars, _x(on, year) if on.year == year else None)


def _bar(line: Line, y: int, year: int, language: str) -> Bar:
    window = line.held.window
    x = _x(window.opens, year)
    width = max(_x(window.due, year, after=1) - x, _NARROWEST)
    title = line.step.title(language)
    short = title if len(title) <= _MOST_LETTERS else f"{title[: _MOST_LETTERS - 1].rstrip()}…"
    return Bar(short, line.state.value, _MARKS.get(line.state, ""), x, y, width)


def _x(day: date, year: int, *, after: int = 0) -> float:
    """Return where a day begins; with `after`, where that many days later begins."""
    first = date(year, 1, 1)
    days = (date(year + 1, 1, 1) - first).days
    return round(LEFT + (WIDTH - LEFT) * ((day - first).days + after) / days, 1)
