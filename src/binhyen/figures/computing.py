"""How a figure may be computed: for one scope, for many scopes at once, or as sums of day counts that it declares."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value
from binhyen.figures.summing import Counts, counts

Compute = Callable[[Scope, Period], Value]
#: Looks something up for each scope; the scopes name the same categories.
Reading = Callable[[Sequence[Scope], Period], Sequence[Any]]
_Fact = TypeVar("_Fact")


@dataclass(frozen=True)
class Together:
    """A figure that answers for many scopes in as many queries as for one. The scopes name the same categories."""

    compute: Callable[[Sequence[Scope], Period], list[Value]]

    def __call__(self, scope: Scope, period: Period) -> Value:
        """Return the answer for one scope."""
        return self.compute([scope], period)[0]


@dataclass(frozen=True)
class Told:
    """A figure told from a reading that its siblings are told from too: a page that asks for all of them reads once."""

    read: Reading
    tell: Callable[[Any], Value]

    def __call__(self, scope: Scope, period: Period) -> Value:
        """Return the answer for one scope."""
        return self.tell(self.read([scope], period)[0])


def told_from(
    read: Callable[[Sequence[Scope], Period], Sequence[_Fact]],
) -> Callable[[Callable[[_Fact], Value]], Told]:
    """Make the decorated function, from what was read for a scope to its value, a figure."""
    return lambda tell: Told(read, tell)


@dataclass(frozen=True)
class Counted:
    """A figure of day counts: how often `event` happened, as a share of how often those of `whole` did, if any.

    Declared and not computed, so that one statement answers all such figures of a page. `kinds` narrows it to
    categories of its own.
    """

    event: str
    source: Callable[[str, int, Scope, Period], Source]
    whole: tuple[str, ...] = ()
    kinds: Callable[[], Iterable[str]] | None = None

    def __call__(self, scope: Scope, period: Period) -> Value:
        """Return the answer for one scope."""
        return counted([self], [scope], period)[0][0]

    @property
    def events(self) -> set[str]:
        """All events it asks for."""
        return {self.event, *self.whole}

    def narrowed(self, scope: Scope) -> Scope:
        """Return the scope with the figure's own categories."""
        return scope.of(self.kinds()) if self.kinds else scope

    def value(self, found: Counts, scope: Scope, period: Period) -> Value:
        """Return the answer from what was counted."""
        asked = self.narrowed(scope)
        n = found.of(self.event, asked.categories)
        sources = (self.source(self.event, n, asked, period),)
        if not self.whole:
            return Value(n, sources=sources)
        return Value(n, sum(found.of(one, asked.categories) for one in self.whole), sources)


def counted(
    figures: Sequence[Counted], scopes: Sequence[Scope], period: Period
) -> list[list[Value]]:
    """Return for each figure its answers, with at most two statements: what is asked by category, and what is not."""
    answers: list[list[Value]] = []
    found: dict[bool, list[Counts]] = {}
    by_category = [
        any(one.narrowed(scope).categories is not None for scope in scopes) for one in figures
    ]
    for asked in set(by_category):
        alike = [one for one, by in zip(figures, by_category, strict=True) if by is asked]
        events = set().union(*(one.events for one in alike))
        found[asked] = counts(sorted(events), scopes, period, by_category=asked)
    for one, by in zip(figures, by_category, strict=True):
        answers.append(
            [
                one.value(known, scope, period)
                for known, scope in zip(found[by], scopes, strict=True)
            ]
        )
    return answers
