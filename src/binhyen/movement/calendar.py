"""The calendar of a unit's year: when each step is due, who said so, and whether it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from django.db.models import Q

from binhyen.movement.cycle import Done, Step, Window, checked, cycle
from binhyen.movement.models import Designation, StepDate, StepPaper
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit

#: A step that is due within so many days is due soon.
SOON = timedelta(days=14)


class State(Enum):
    """How a step stands on a day."""

    DONE = "done"
    OVERDUE = "overdue"
    SOON = "soon"
    OPEN = "open"
    COMING = "coming"


@dataclass(frozen=True)
class Held:
    """The window that holds, and which unit said so; nobody where it is the source's own."""

    window: Window
    said_by: Unit | None = None


@dataclass(frozen=True)
class Line:
    """One step in a unit's year."""

    step: Step
    held: Held
    state: State
    done: Done | None = None
    is_seen: bool = False  # the house knows by itself; nobody had to note a paper

    @property
    def due(self) -> date:
        """The last day of the step."""
        return self.held.window.due


def windows(unit: Unit, year: int) -> dict[str, Held]:
    """Return step -> the window in force: the unit's own, else that of the nearest level above, else the source's."""
    ranked = [unit, *places.ancestors(unit)]
    nearness = {one.pk: place for place, one in enumerate(ranked)}
    held = {step.id: Held(step.window(year)) for step in cycle().steps}
    rows = StepDate.objects.filter(unit__in=nearness, year=year).order_by("pk")
    for row in sorted(rows, key=lambda row: -nearness[row.unit_id]):
        if row.step in held:
            said_by = ranked[nearness[row.unit_id]]
            held[row.step] = Held(Window(row.opens_on, row.due_on), said_by)
    return held


def steps_of(unit: Unit, year: int) -> list[Step]:
    """Return the steps of the unit's year; those of a programme only where a model unit is built there."""
    steps = cycle().of_level(unit.level)
    if unit.level != Level.COMMUNE or _builds_a_model(unit, year):
        return steps
    return [step for step in steps if not step.is_of_programme]


def _builds_a_model(unit: Unit, year: int) -> bool:
    chosen = Designation.objects.standing().filter(year=year)
    return chosen.filter(Q(unit__path__under=unit.path) | Q(committee__unit=unit)).exists()


def calendar(unit: Unit, year: int, *, on: date) -> list[Line]:
    """Return the steps of the unit's year as they stand on `on`, what is due first first. What was due before the unit
    began, or is due after it ended, is another unit's."""
    held = windows(unit, year)
    papers = {row.step: row for row in StepPaper.objects.filter(unit=unit, year=year)}
    lines = [
        _line(step, held[step.id], papers.get(step.id), unit, year, on)
        for step in steps_of(unit, year)
        if unit.exists_on(held[step.id].window.due)
    ]
    return sorted(lines, key=lambda line: line.due)


def _line(step: Step, held: Held, paper: StepPaper | None, unit: Unit, year: int, on: date) -> Line:
    if paper is not None:
        return Line(step, held, State.DONE, Done(paper.number, paper.issued_on))
    seen = checked(step, unit, year)
    if seen is not None:
        return Line(step, held, State.DONE, seen, is_seen=True)
    return Line(step, held, standing(held.window, on))


def standing(window: Window, on: date) -> State:
    """Return how a step that is not done stands on `on`."""
    if on > window.due:
        return State.OVERDUE
    if window.due - on <= SOON:
        return State.SOON
    return State.OPEN if on >= window.opens else State.COMING


def next_due(lines: Iterable[Line]) -> Line | None:
    """Return the step that is due next: not done, not overdue."""
    return next((line for line in lines if line.state not in {State.DONE, State.OVERDUE}), None)


def overdue(lines: Iterable[Line]) -> list[Line]:
    """Return the steps whose day is past."""
    return [line for line in lines if line.state is State.OVERDUE]
