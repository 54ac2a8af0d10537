"""The catalogue's clocks as the rules of this room read them."""

from collections.abc import Collection

from binhyen.matters import running
from binhyen.matters.models import ClockRule
from binhyen.matters.rules import Limit
from binhyen.matters.running import Start
from binhyen.places.models import Unit
from binhyen.reports.catalogues import Category, Clock, taxonomy

__all__ = [
    "REMOTE",
    "Clock",
    "category",
    "limit_of",
    "limits_of",
    "limits_starting",
    "running_for",
    "said_of",
    "taxonomy",
]

ORDINARY, REMOTE = "ordinary", "remote"


def category(code: str) -> Category:
    """Return the category of the catalogue. Raises KeyError."""
    return taxonomy().categories[code]


def limits_of(category_: Category) -> list[Limit]:
    """Return the limits that run from the moment a matter of this category is opened, as the law gives them."""
    return limits_starting(category_, running.WITH_THE_MATTER)


def limits_starting(
    category_: Category, starts: Collection[Start], unit: Unit | None = None
) -> list[Limit]:
    """Return the limits that start counting at one of `starts`, as `unit` has set them within the law."""
    said = said_of(unit) if unit is not None else {}
    return [
        limit_of(clock, said.get(clock.id))
        for clock in category_.clocks
        if Start(clock.counts_from) in starts
    ]


def limit_of(clock: Clock, said: ClockRule | None = None) -> Limit:
    """Return how long a clock gives where `said` holds: the law's limit, or less."""
    situation = REMOTE if said and said.is_remote and REMOTE in clock.limits else ORDINARY
    amount, measure = clock.limits[situation]
    if said and said.amount is not None:
        amount = min(amount, said.amount)
    return Limit(clock.id, clock.purpose.value, amount, measure)


def running_for(code: str) -> set[str]:
    """Return the clocks that may run for a matter of the category."""
    category_ = category(code)
    named = {clock.id for clock in category_.clocks}
    if named & running.CRIME:
        named |= set(running.CRIME_BEGINS.values())
    limits = running.started_with(limits_of(category_))
    return named | {limit.clock for limit in limits} | {running.MEDIATION, running.MESSAGE}


def said_of(unit: Unit) -> dict[str, ClockRule]:
    """Return what the unit has said of its clocks; remembered on the unit object, which lives for one request."""
    remembered: dict[str, ClockRule] | None = unit.__dict__.get("_clock_rules")
    if remembered is None:
        remembered = {rule.clock: rule for rule in ClockRule.objects.filter(unit=unit)}
        unit.__dict__["_clock_rules"] = remembered
    return remembered


_DISPUTES = "dispute"
#: Conflicts and small violations of law (Law 35/2013/QH13, Art. 3); never a crime, a child or violence at home.
_MEDIABLE = frozenset({_DISPUTES, "environment"})


def disputes() -> list[str]:
    """Return the categories of disputes."""
    found = taxonomy().categories.values()
    return [category.code for category in found if category.group == _DISPUTES]


def is_mediable(code: str) -> bool:
    """Say whether matters of the category may be given to mediators."""
    return category(code).group in _MEDIABLE
