"""Tables of direction, one file for each thing that is kept."""

from binhyen.movement.models.committee import Committee, CommitteeKind, Duty, Seat, SeatQuerySet
from binhyen.movement.models.designation import Designation
from binhyen.movement.models.festival import AgendaItem, Festival, Part
from binhyen.movement.models.initiative import (
    Initiative,
    InitiativeKind,
    InitiativeQuerySet,
    InitiativeYear,
    YearClass,
)
from binhyen.movement.models.joint import (
    Activity,
    ActivityKind,
    Force,
    InitiativePaper,
    InitiativePartner,
    JointPaperKind,
    SchoolTerm,
    TermCount,
    ViolationKind,
)
from binhyen.movement.models.point import InitiativePoint, InitiativeResult
from binhyen.movement.models.registration import Commitment, Registration, Theme
from binhyen.movement.models.yearly import StepDate, StepPaper

__all__ = [
    "Activity",
    "ActivityKind",
    "AgendaItem",
    "Commitment",
    "Committee",
    "CommitteeKind",
    "Designation",
    "Duty",
    "Festival",
    "Force",
    "Initiative",
    "InitiativeKind",
    "InitiativePaper",
    "InitiativePartner",
    "InitiativePoint",
    "InitiativeQuerySet",
    "InitiativeResult",
    "InitiativeYear",
    "JointPaperKind",
    "Part",
    "Registration",
    "SchoolTerm",
    "Seat",
    "SeatQuerySet",
    "StepDate",
    "StepPaper",
    "TermCount",
    "Theme",
    "ViolationKind",
    "YearClass",
]
