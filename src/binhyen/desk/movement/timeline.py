"""A plan on the line of time as plain SVG, drawn on the server: across in percent, down in pixels, so that it is as wide
as the page or the paper while its words keep their size."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language

from binhyen.movement.models import Plan, Task

HEAD = 26
BAND = 30
STEP = 44
BAR = 12
#: Where the bar lies below the top of its row, under the title.
DOWN = 24
#: Letters of a title that fit beside each other on a phone.
FITS = 40


@dataclass(frozen=True)
class Mark:
    """The first day of a month."""

    x: str
    label: str


@dataclass(frozen=True)
class Band:
    """A phase or a goal: a line of its own above its tasks."""

    label: str
    y: int
    is_phase: bool
    x: str = "0%"
    width: str = "100%"

    @property
    def short(self) -> str:
        """The label as a phone has room for it."""
        return _short(self.label)


@dataclass(frozen=True)
class Bar:
    """A task: its span, the part of it that is done, and how it stands."""

    title: str
    short: str
    look: str
    x: str
    width: str
    filled: str
    y: int

    @property
    def text_y(self) -> int:
        """Where the title stands."""
        return self.y - 7


@dataclass(frozen=True)
class Tie:
    """A task waits for another: down from the end of the one to the start of the other."""

    x: str
    y: int
    to_x: str
    to_y: int


@dataclass(frozen=True)
class Timeline:
    """The finished picture for the template."""

    marks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    bars: tuple[Bar, ...]
    ties: tuple[Tie, ...]
    today: str
    height: int


class _Scale:
    """Days as percent of the width."""

    def __init__(self, plan: Plan) -> None:
        self.first = plan.starts_on
        self.days = (plan.ends_on - plan.starts_on).days + 1

    def at(self, day: date) -> float:
        return min(100.0, max(0.0, 100 * (day - self.first).days / self.days))

    def width(self, first: date, last: date) -> float:
        return max(self.at(last + timedelta(days=1)) - self.at(first), 0.6)


def draw(
    plan: Plan,
    groups: Iterable[Mapping[str, Any]],
    needs: Mapping[int, Set[int]],
    *,
    on: date,
) -> Timeline:
    """Return the picture of a plan's tasks by phase and goal, with today's line while the plan runs."""
    scale, y = _Scale(plan), HEAD
    bands: list[Band] = []
    bars: dict[int, Bar] = {}
    spans: dict[int, tuple[float, float]] = {}
    for group in groups:
        if phase := group["phase"]:
            bands.append(
                Band(
                    str(phase),
                    y,
                    is_phase=True,
                    x=_percent(scale.at(phase.starts_on)),
                    width=_percent(scale.width(phase.starts_on, phase.ends_on)),
                )
            )
            y += BAND
        for row in group["goals"]:
            if row["goal"]:
                bands.append(Band(row["goal"].title, y, is_phase=False))
                y += BAND
            for task in row["tasks"]:
                bars[task.pk] = _bar(task, scale, y + DOWN, on)
                start = scale.at(task.starts_on)
                spans[task.pk] = start, start + scale.width(task.starts_on, task.due_on)
                y += STEP
    is_running = plan.starts_on <= on <= plan.ends_on
    return Timeline(
        tuple(_months(plan, scale)),
        tuple(bands),
        tuple(bars.values()),
        tuple(_ties(bars, spans, needs)),
        _percent(scale.at(on)) if is_running else "",
        y + 8,
    )


def _months(plan: Plan, scale: _Scale) -> Iterable[Mark]:
    """Yield the first days of the months, so many that their names do not touch on a phone."""
    firsts = [plan.starts_on]
    while (following := _next_month(firsts[-1])) <= plan.ends_on:
        firsts.append(following)
    every = -(-len(firsts) // 12)
    return [
        Mark(_percent(scale.at(day)), f"{day:%m/%y}" if every > 1 else _month_name(day))
        for day in firsts[::every]
        if scale.at(day) < 97
    ]


def _month_name(day: date) -> str:
    """Return the month in two or three letters; "Tháng 7" would touch its neighbours."""
    return f"T{day.month}" if get_language() == "vi" else date_format(day, "M")


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _bar(task: Task, scale: _Scale, y: int, on: date) -> Bar:
    width = scale.width(task.starts_on, task.due_on)
    look = "over" if task.is_overdue(on) else task.state.lower()
    return Bar(
        task.title,
        _short(task.title),
        look,
        _percent(scale.at(task.starts_on)),
        _percent(width),
        _percent(width * task.progress / 100),
        y,
    )


def _ties(
    bars: Mapping[int, Bar],
    spans: Mapping[int, tuple[float, float]],
    needs: Mapping[int, Set[int]],
) -> Iterable[Tie]:
    """Yield the lines between tasks of the picture."""
    for task, needed in ((waiting, one) for waiting in needs for one in sorted(needs[waiting])):
        if task in bars and needed in bars:
            yield Tie(
                _percent(spans[needed][1]),
                bars[needed].y + BAR,
                _percent(spans[task][0]),
                bars[task].y + BAR // 2,
            )


def _short(title: str) -> str:
    return title if len(title) <= FITS else f"{title[: FITS - 1].rstrip()}…"


def _percent(share: float) -> str:
    return f"{share:.2f}%"


def ordered(groups: Iterable[Mapping[str, Any]]) -> Sequence[Task]:
    """Return the tasks in the order of the picture, for the table that says the same."""
    return [task for group in groups for row in group["goals"] for task in row["tasks"]]
