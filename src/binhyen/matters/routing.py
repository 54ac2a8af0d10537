"""Which of a commune's rules takes a new matter. Pure; the answer never depends on the order of the rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Spot:
    """What a rule is asked about: a kind of matter in an area, None for one whose area is not known."""

    category: str
    group: str
    area: int | None
    is_restricted: bool = False


@dataclass(frozen=True)
class Rule:
    """Matters of a category, of a group or of any kind, in an area or anywhere. `number` names it to the caller."""

    number: int
    category: str = ""
    group: str = ""
    area: int | None = None
    #: Only an officer may be given a restricted matter: a rule for a crew passes it by.
    is_to_officer: bool = False

    @property
    def scope(self) -> "Scope":
        """What the rule is about; two rules of a unit never share it."""
        return (self.category, self.group, self.area)

    def takes(self, spot: Spot) -> bool:
        """Say whether the rule is about the matter."""
        return (
            self.category in {"", spot.category}
            and self.group in {"", spot.group}
            and self.area in {None, spot.area}
            and (self.is_to_officer or not spot.is_restricted)
        )

    def closeness(self) -> tuple[int, bool]:
        """Return how closely it names a matter: by category, by group, not at all; then whether by area."""
        return (2 if self.category else 1 if self.group else 0, self.area is not None)


Scope: TypeAlias = tuple[str, str, int | None]


def which(rules: Iterable[Rule], spot: Spot) -> Rule | None:
    """Return the rule that names the matter most closely.

    Of two that take the same matter equally closely both name the same category or group and the same area: they
    are one rule, since no two share a scope. So there is never a tie.
    """
    return max((rule for rule in rules if rule.takes(spot)), key=Rule.closeness, default=None)


def idle(rules: Iterable[Rule], spots: Iterable[Spot]) -> set[int]:
    """Return the numbers of the rules that take none of `spots`, because closer ones take them all."""
    rules = list(rules)
    busy = {found.number for spot in spots if (found := which(rules, spot)) is not None}
    return {rule.number for rule in rules} - busy
