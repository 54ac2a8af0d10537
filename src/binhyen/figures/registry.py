"""The registry of named figures and of the events that are counted by day.

Rooms above register theirs in their own `figures.py`; this room finds those modules as the admin finds
`admin.py`, so no import points up.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils.functional import Promise

from binhyen.figures.computing import Compute, Counted, Reading, Together, Told, counted
from binhyen.figures.measures import Basis, Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value

_Computes = TypeVar("_Computes", bound=Compute)


@dataclass(frozen=True)
class Tally:
    """One day count as the events themselves tell it."""

    event: str
    unit_id: int
    day: str  # ISO date
    category: str
    n: int


@dataclass(frozen=True)
class Part:
    """The units and days to which a recount is narrowed."""

    unit_ids: frozenset[int]
    period: Period


#: Recounts everything, or the part it is given.
Recount = Callable[..., Iterable[Tally]]


@dataclass(frozen=True)
class Figure:
    """A named function of (units, period) with a unit of measure, and how it is counted in the readers' languages."""

    name: str
    measure: Measure
    basis: Basis
    title: Promise
    definition: Promise
    compute: Compute
    by_category: bool = False  # whether it heeds Scope.categories
    is_state: bool = False  # how things stand at the end of the period, not what happened in it
    is_narrow: bool = False  # describes so few people that it is only shown beside its siblings, small ones hidden
    is_of_few: bool = (
        False  # tells what few people said: only of spans that are over, and in no scorecard
    )

    @property
    def stands_alone(self) -> bool:
        """Say whether it may be told of any period, in scorecards and results of initiatives."""
        return not (self.is_narrow or self.is_of_few)

    def is_told(self, period: Period, on: date) -> bool:
        """Say whether it may be asked on this day: of a running period each answer more would tell what it was."""
        return not self.is_of_few or period.until <= on

    def can_tell(self, period: Period) -> bool:
        """Say whether it has an answer for such a period at all: what few people said is told of calendar months only."""
        return not self.is_of_few or period.is_of_months

    @property
    def group(self) -> str:
        """The group it is read in: the room that registers it."""
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class Line:
    """One record behind a value: no text, no name of a person. Of a kind without a guard everybody sees it who sees the value."""

    reference: str  # "VV-7KM4-XQ9R", or the name of a team or an initiative
    what: str = ""  # the category, class or level
    where: str = ""
    on: date | None = None
    #: Of a kind that is guarded: the paths of the units whose posts may read it by itself.
    held_by: tuple[str, ...] = ()
    #: The id of what has a page of its own: the initiative of a class, the team of a rating or a task.
    pk: int | None = None

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with."""
        return self.held_by


Listing = Callable[[Mapping[str, str]], Iterable[Line]]


@dataclass(frozen=True)
class _Kind:
    """A kind of records: who lists them, and the action without which nobody reads one by itself."""

    listing: Listing
    guard: str


_figures: dict[str, Figure] = {}
_recounts: dict[tuple[str, ...], Recount] = {}
_kinds: dict[str, _Kind] = {}


class UnknownFigure(LookupError):
    """No room has registered a figure of this name."""


class NotByCategory(ValueError):
    """The figure is not kept by category and would answer for all of them."""


def figure(
    name: str,
    *,
    measure: Measure,
    title: Promise,
    definition: Promise,
    basis: Basis = Basis.RECORDED,
    by_category: bool = False,
    is_state: bool = False,
    is_narrow: bool = False,
    is_of_few: bool = False,
) -> Callable[[_Computes], _Computes]:
    """Register the decorated function under `name`, with its title and its definition as anybody may read them.

    With `by_category` the function heeds `scope.categories`; without, asking it for categories is refused. A figure
    that is asked of many units at once is a `Together`, a `Told` or a `Counted`.
    """

    def register(compute: _Computes) -> _Computes:
        _figures[name] = Figure(
            name,
            measure,
            basis,
            title,
            definition,
            compute,
            by_category,
            is_state,
            is_narrow,
            is_of_few,
        )
        return compute

    return register


def lists(kind: str, *, guarded_by: str) -> Callable[[Listing], Listing]:
    """Register the decorated function as the one that lists the records of a Source of this `kind`.

    It is given `Source.filters` and lists exactly the records that were counted, oldest first. `guarded_by` is the action
    without which nobody reads such a record by itself; "figures.read" says that whoever reads the value reads its records.
    """

    def register(listing: Listing) -> Listing:
        _kinds[kind] = _Kind(listing, guarded_by)
        return listing

    return register


def guard_of(kind: str) -> str:
    """Return the action that reads a record of this kind by itself; empty where no room lists them, and nobody reads one."""
    known = _kinds.get(kind)
    return known.guard if known else ""


def lines(source: Source) -> list[Line]:
    """Return the records behind `source`. Raises UnknownFigure when no room lists its kind."""
    try:
        listing = _kinds[source.kind].listing
    except KeyError:
        message = f"no room lists records of the kind {source.kind!r}"
        raise UnknownFigure(message) from None
    return list(listing(source.filters))


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
    """Return every registered figure, those of a room in the order in which it names them."""
    return list(_figures.values())


def all_recounts() -> dict[tuple[str, ...], Recount]:
    """Return the recount functions by the events they cover."""
    return dict(_recounts)


def ask(name: str, scope: Scope, period: Period) -> Value:
    """Return the value of the figure `name`. Raises UnknownFigure or NotByCategory."""
    return _asked(name, [scope]).compute(scope, period)


#: What was read for some scopes and a period, for all figures that are told from it.
_Read = dict[Reading, Sequence[Any]]


def ask_many(
    names: Sequence[str], scopes: Sequence[Scope], period: Period, *, read: _Read | None = None
) -> dict[str, list[Value]]:
    """Return for each figure its value in each scope, as `ask` gives it. Raises UnknownFigure or NotByCategory.

    The scopes name the same categories. All figures of day counts are answered by the same statements, those that are
    computed together by one of each for all scopes, and what several are told from is read once; `read` keeps it.
    """
    read = {} if read is None else read
    asked = {name: _asked(name, scopes).compute for name in names}
    summed = {name: one for name, one in asked.items() if isinstance(one, Counted)}
    answers = dict(zip(summed, counted(list(summed.values()), scopes, period), strict=True))
    for name, compute in asked.items():
        if isinstance(compute, Together):
            answers[name] = compute.compute(scopes, period)
        elif isinstance(compute, Told):
            if compute.read not in read:
                read[compute.read] = compute.read(scopes, period)
            answers[name] = [compute.tell(fact) for fact in read[compute.read]]
        elif name not in summed:
            answers[name] = [compute(scope, period) for scope in scopes]
    return {name: answers[name] for name in asked}


def _asked(name: str, scopes: Sequence[Scope]) -> Figure:
    asked = get_figure(name)
    if not asked.by_category and any(scope.categories is not None for scope in scopes):
        message = f"the figure {name!r} is not kept by category"
        raise NotByCategory(message)
    return asked


class Inquiry:
    """One question after another about the same units: what is asked of one is answered for all, and only once."""

    def __init__(self, scopes: Sequence[Scope]) -> None:
        self._scopes = scopes
        self._known: dict[tuple[str, Period, frozenset[str] | None], list[Value]] = {}
        self._read: dict[tuple[Period, frozenset[str] | None], _Read] = {}

    def ask(
        self, name: str, number: int, period: Period, categories: frozenset[str] | None = None
    ) -> Value:
        """Return what the figure is in the scope of this number. Raises UnknownFigure or NotByCategory."""
        question = (name, period, categories)
        if question not in self._known:
            scopes = self._scopes
            if categories is not None:
                scopes = [scope.of(categories) for scope in scopes]
            read = self._read.setdefault((period, categories), {})
            self._known[question] = ask_many([name], scopes, period, read=read)[name]
        return self._known[question][number]
