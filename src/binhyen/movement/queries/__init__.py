"""Reads of this room: registers of a unit, and one initiative with all that belongs to it."""

from binhyen.movement.queries.initiative import (
    Brought,
    TermShown,
    by_school,
    copied_from,
    copies,
    origins_called,
    results,
    schools,
    terms,
    territories,
)
from binhyen.movement.queries.registers import (
    committees,
    designations,
    initiatives,
    points_on,
    with_totals,
)

__all__ = [
    "Brought",
    "TermShown",
    "by_school",
    "committees",
    "copied_from",
    "copies",
    "designations",
    "initiatives",
    "origins_called",
    "points_on",
    "results",
    "schools",
    "terms",
    "territories",
    "with_totals",
]
