"""The catalogue's clocks as the rules of this room read them."""

from binhyen.matters.rules import Limit
from binhyen.reports.catalogues import Category, taxonomy

__all__ = ["STARTS", "category", "limits_of", "taxonomy"]

#: Clocks that start with the matter. One that counts from the minutes or from the end says nothing yet.
STARTS = frozenset({"report", "request", "assignment", "discovery"})


def category(code: str) -> Category:
    """Return the category of the catalogue. Raises KeyError."""
    return taxonomy().categories[code]


def limits_of(category_: Category) -> list[Limit]:
    """Return the limits that run from the moment a matter of this category is opened."""
    return [
        Limit(clock.id, clock.purpose.value, *clock.limits["ordinary"])
        for clock in category_.clocks
        if clock.counts_from in STARTS
    ]
