"""The registry of named figures and of the events that are counted by day.

Rooms above register theirs in their own `figures.py`; this room finds those modules as the admin finds
`admin.py`, so no import points up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Value

Compute = Callable[[Scope, Period], Value]


@dataclass(frozen=True)
class Tally:
    """One day count as the events themselves tell it."""

    event: str
    unit_id: int
    day: str  # ISO date
    category: str
    n: int


Recount = Callable[[], Iterable[Tally]]


@dataclass(frozen=True)
class Figure:
    """A named function of (units, period) with a unit of measure."""

    name: str
    measure: str  # "percent", "matters", "initiatives", "teams", "cases", "people"
    compute: Compute
    meaning: str


_figures: dict[str, Figure] = {}
_recounts: dict[tuple[str, ...], Recount] = {}


class UnknownFigure(LookupError):
    """No room has registered a figure of this name."""


def figure(name: str, *, measure: str) -> Callable[[Compute], Compute]:
    """Register the decorated function; its docstring's first line is the figure's meaning."""

    def register(compute: Compute) -> Compute:
        meaning = (compute.__doc__ or "").strip().partition("\n")[0]
        _figures[name] = Figure(name, measure, compute, meaning)
        return compute

    return register


def recounts(*events: str) -> Callable[[Recount], Recount]:
    """Register the decorated function as the one that recounts `events` from the records themselves."""

    def register(recount: Recount) -> Recount:
        _recounts[events] = recount
        return recount

    return register


def get_figure(name: str) -> Figure:
    """Return the figure called `name`. Raises UnknownFigure."""
    try:
        return _figures[name]
    except KeyError:
        message = f"no room registers the figure {name!r}"
        raise UnknownFigure(message) from None


def all_figures() -> list[Figure]:
    """Return every registered figure by name."""
    return [_figures[name] for name in sorted(_figures)]


def all_recounts() -> dict[tuple[str, ...], Recount]:
    """Return the recount functions by the events they cover."""
    return dict(_recounts)


def ask(name: str, scope: Scope, period: Period) -> Value:
    """Return the value of the figure `name`. Raises UnknownFigure."""
    return get_figure(name).compute(scope, period)
