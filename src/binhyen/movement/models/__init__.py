"""Tables of direction, one file for each thing that is kept."""

from binhyen.movement.models.committee import Committee, CommitteeKind, Duty, Seat, SeatQuerySet
from binhyen.movement.models.designation import Designation
from binhyen.movement.models.festival import AgendaItem, Festival, Part
from binhyen.movement.models.initiative import Initiative, InitiativeKind, InitiativeYear, YearClass
from binhyen.movement.models.registration import Commitment, Registration, Theme
from binhyen.movement.models.yearly import StepDate, StepPaper

__all__ = [
    "AgendaItem",
    "Commitment",
    "Committee",
    "CommitteeKind",
    "Designation",
    "Duty",
    "Festival",
    "Initiative",
    "InitiativeKind",
    "InitiativeYear",
    "Part",
    "Registration",
    "Seat",
    "SeatQuerySet",
    "StepDate",
    "StepPaper",
    "Theme",
    "YearClass",
]
