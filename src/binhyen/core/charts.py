"""Bar charts as plain SVG, drawn on the server: no script, one colour, readable on a phone and on paper."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape

WIDTH = 360
STEP = 38
#: So many letters stand side by side in the width of the picture.
_LETTERS = 54


def fitting(label: str, shown: str) -> str:
    """Return the label cut so that it does not run into what is written at the end of its line."""
    room = max(8, _LETTERS - len(shown))
    return label if len(label) <= room else f"{label[: room - 1].rstrip()}…"


@dataclass(frozen=True)
class Bar:
    """One bar with its label above it, placed in the picture."""

    label: str
    shown: str
    y: int
    width: int

    @property
    def short(self) -> str:
        """The label as far as there is room."""
        return fitting(self.label, self.shown)

    @property
    def text_y(self) -> int:
        """Where the label stands."""
        return self.y - 6


@dataclass(frozen=True)
class BarChart:
    """A finished chart for the template."""

    id: str
    title: str
    description: str
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        """The height of the picture."""
        return STEP * max(1, len(self.bars))


def bar_chart(
    *,
    name: str,
    title: str,
    description: str,
    rows: Iterable[tuple[str, float, str]],
    top: float = 0,
) -> BarChart:
    """Return a chart of (label, value, value as shown) rows, the longest bar, or one of the value `top`, as wide as the
    picture.

    Values below zero are drawn as zero: what is counted here is never negative.
    """
    given = [(label, max(0.0, value), shown) for label, value, shown in rows]
    widest = max((value for _label, value, _shown in given), default=0)
    top = top or widest or 1
    bars = tuple(
        Bar(label, shown, y=STEP * index + 22, width=round(WIDTH * value / top))
        for index, (label, value, shown) in enumerate(given)
    )
    return BarChart(f"chart-{name}", title, description, bars)


#: The colours of the page, for where there is no style sheet.
_BAR, _TRACK, _INK = "#1d8a7f", "#dfe8e5", "#16211f"
#: On a paper, where a drawing is 140 mm wide, this comes out at 12 points: no louder than the text around it.
_ON_PAPER = 11


def svg(chart: BarChart) -> str:
    """Return the chart as a drawing that stands alone, as the page shows it: for a paper or a file."""
    size = f'viewBox="0 0 {WIDTH} {chart.height}" width="{WIDTH}" height="{chart.height}"'
    look = f'font-family="Liberation Serif" font-size="{_ON_PAPER}" fill="{_INK}"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look}>',
        f"<title>{escape(chart.title)}</title>",
    ]
    for bar in chart.bars:
        line = f'x="0" y="{bar.y}" height="9" rx="3"'
        drawn.append(
            f'<text x="0" y="{bar.text_y}">{escape(bar.short)}</text>'
            f'<text x="{WIDTH}" y="{bar.text_y}" text-anchor="end">{escape(bar.shown)}</text>'
            f'<rect {line} width="{WIDTH}" fill="{_TRACK}"/><rect {line} width="{bar.width}" fill="{_BAR}"/>'
        )
    return "".join([*drawn, "</svg>"])
