"""Reads of this room: registers of a unit, and one initiative with all that belongs to it."""

from binhyen.movement.planning import tasks_of_origins
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
    OFFICES,
    Held,
    committees,
    designations,
    held_on,
    initiatives,
    points_on,
    seats_of,
    with_totals,
)

__all__ = [
    "OFFICES",
    "Brought",
    "Held",
    "TermShown",
    "by_school",
    "committees",
    "copied_from",
    "copies",
    "designations",
    "held_on",
    "initiatives",
    "origins_called",
    "points_on",
    "results",
    "schools",
    "seats_of",
    "tasks_of_origins",
    "terms",
    "territories",
    "with_totals",
]
