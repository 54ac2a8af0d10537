"""The yearly cycle as data (data/yearly-cycle.yaml): its steps, the festival's agenda, and the checks by which rooms say that
a step is done. A room registers its checks in its own `yearly.py`, which this room finds as the admin finds `admin.py`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from binhyen.places.models import Level, Unit

FILE = Path(__file__).parent / "data" / "yearly-cycle.yaml"
SCHEMA = "binhyen.yearly-cycle/1"
VERIFIED = ("full", "partial", "none")
#: Any year that has a 29 February, to read a month and day.
_LEAP = 2024


class BadCycle(ValueError):
    """The file cannot be used; the message names the step and what is wrong with it."""


@dataclass(frozen=True)
class Said:
    """Words in both languages."""

    vi: str
    en: str

    def __call__(self, language: str) -> str:
        """Return the words in `language`, Vietnamese where there is no other."""
        return self.en if language == "en" else self.vi


@dataclass(frozen=True)
class MonthDay:
    """A day of any year."""

    month: int
    day: int

    def of(self, year: int) -> date:
        """Return the day in `year`."""
        return date(year, self.month, self.day)


@dataclass(frozen=True)
class Window:
    """The days of a step, both included."""

    opens: date
    due: date


@dataclass(frozen=True)
class Step:
    """One step of the year."""

    id: str
    title: Said
    who: Said
    levels: frozenset[Level]
    opens: MonthDay
    due: MonthDay
    paper: Said
    paper_key: str
    page: str
    after: tuple[str, ...]
    check: str
    refs: tuple[str, ...]
    verified: str
    is_of_programme: bool = False  # a commune does it only where a model unit is built

    def window(self, year: int) -> Window:
        """Return the window that holds where nobody set another."""
        return Window(self.opens.of(year), self.due.of(year))


@dataclass(frozen=True)
class Cycle:
    """Everything the file says."""

    steps: tuple[Step, ...]
    ceremony: tuple[Said, ...]
    community: tuple[Said, ...]
    sources: Mapping[str, Said]

    def sources_of(self, step: Step, language: str) -> list[str]:
        """Return what the sources of a step are called, each once."""
        return list(dict.fromkeys(self.sources[ref](language) for ref in step.refs))

    def of_level(self, level: str) -> list[Step]:
        """Return the steps that the calendar of a unit of `level` shows, in the order of the file."""
        return [step for step in self.steps if level in step.levels]

    def step(self, name: str) -> Step | None:
        """Return the step of this id."""
        return next((step for step in self.steps if step.id == name), None)


@lru_cache(maxsize=1)
def cycle() -> Cycle:
    """Return the cycle that ships with the package. Raises BadCycle."""
    return read(FILE.read_text(encoding="utf-8"))


def read(content: str) -> Cycle:
    """Return the cycle that `content` says. Raises BadCycle and takes nothing."""
    told = yaml.safe_load(content)
    if told.get("schema") != SCHEMA:
        message = f"the yearly cycle must be {SCHEMA}, got {told.get('schema')!r}"
        raise BadCycle(message)
    steps: list[Step] = []
    for row in told["steps"]:
        step = _step(row)
        if step.id in {one.id for one in steps}:
            _bad(step.id, "this id is there twice")
        steps.append(step)
    _ordered(steps)
    sources = {ref: Said(said["vi"], said["en"]) for ref, said in told.get("sources", {}).items()}
    _sourced(steps, sources)
    festival = told["festival"]
    items = _items(festival["ceremony"]), _items(festival["community"])
    return Cycle(tuple(steps), *items, sources)


def _step(row: Mapping[str, Any]) -> Step:
    name = str(row.get("id"))
    try:
        step = Step(
            id=name,
            title=Said(row["title_vi"], row["title_en"]),
            who=Said(row["who_vi"], row["who_en"]),
            levels=frozenset(Level(level) for level in row["levels"]),
            opens=_month_day(row["opens"]),
            due=_month_day(row["due"]),
            paper=Said(row["paper"]["kind_vi"], row["paper"]["kind_en"]),
            paper_key=row["paper"]["key"],
            page=row["page"],
            after=tuple(row.get("after", ())),
            check=row.get("check", ""),
            refs=tuple(row["source"]["refs"]),
            verified=row["source"]["verified"],
            is_of_programme=bool(row.get("programme", False)),
        )
    except (KeyError, ValueError) as reason:
        message = f"{name}: {reason}"
        raise BadCycle(message) from None
    if step.verified not in VERIFIED:
        _bad(name, f"verified must be one of {VERIFIED}, got {step.verified!r}")
    if step.opens.of(_LEAP) > step.due.of(_LEAP):
        _bad(name, "it is due before it opens")
    return step


def _month_day(typed: str) -> MonthDay:
    day = date.fromisoformat(f"{_LEAP}-{typed}")
    if (day.month, day.day) == (2, 29):
        message = "29 February is not a day of every year"
        raise ValueError(message)
    return MonthDay(day.month, day.day)


def _ordered(steps: Sequence[Step]) -> None:
    by_id = {step.id: step for step in steps}
    for step in steps:
        for earlier in step.after:
            if earlier not in by_id or earlier == step.id:
                _bad(step.id, f"it comes after {earlier!r}, which is no other step")
            if by_id[earlier].due.of(_LEAP) > step.due.of(_LEAP):
                _bad(step.id, f"it is due before {earlier!r}")


def _sourced(steps: Sequence[Step], sources: Mapping[str, Said]) -> None:
    for step in steps:
        for ref in step.refs:
            if ref not in sources:
                _bad(step.id, f"the source {ref!r} is not in the list of sources")


def _items(rows: Iterable[Mapping[str, str]]) -> tuple[Said, ...]:
    return tuple(Said(row["title_vi"], row["title_en"]) for row in rows)


def _bad(name: str, what: str) -> None:
    message = f"{name}: {what}"
    raise BadCycle(message)


@dataclass(frozen=True)
class Done:
    """That a step is done, by which paper and when; both may be unknown where the house sees it from its registers."""

    number: str = ""
    on: date | None = None


#: Says whether the unit has done the step in the year.
Check = Callable[[Unit, int, Step], Done | None]

_checks: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register the decorated function as the check called `name`."""

    def register(function: Check) -> Check:
        _checks[name] = function
        return function

    return register


def checked(step: Step, unit: Unit, year: int) -> Done | None:
    """Return that the house sees the step done; None where it does not, or nobody registers the check."""
    found = _checks.get(step.check)
    return found(unit, year, step) if found else None


def all_checks() -> frozenset[str]:
    """Return the names of the checks that rooms registered."""
    return frozenset(_checks)
