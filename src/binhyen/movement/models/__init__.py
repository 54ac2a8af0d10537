"""Tables of direction, one file for each thing that is kept."""

from binhyen.movement.models.committee import Committee, CommitteeKind, Duty, Seat, SeatQuerySet
from binhyen.movement.models.designation import Designation
from binhyen.movement.models.initiative import Initiative, InitiativeKind, InitiativeYear, YearClass

__all__ = [
    "Committee",
    "CommitteeKind",
    "Designation",
    "Duty",
    "Initiative",
    "InitiativeKind",
    "InitiativeYear",
    "Seat",
    "SeatQuerySet",
    "YearClass",
]
