"""Tables of direction, one file for each thing that is kept."""

from binhyen.movement.models.committee import Committee, CommitteeKind, Duty, Seat, SeatQuerySet
from binhyen.movement.models.designation import Designation
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

__all__ = [
    "Activity",
    "ActivityKind",
    "Committee",
    "CommitteeKind",
    "Designation",
    "Duty",
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
    "SchoolTerm",
    "Seat",
    "SeatQuerySet",
    "TermCount",
    "ViolationKind",
    "YearClass",
]
