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
from binhyen.movement.models.plan import Goal, Phase, Plan, PlanQuerySet
from binhyen.movement.models.point import InitiativePoint, InitiativeResult
from binhyen.movement.models.registration import Commitment, Registration, Theme
from binhyen.movement.models.review import Conclusion, Review, ReviewKind
from binhyen.movement.models.task import (
    OPEN,
    Reminded,
    Task,
    TaskChange,
    TaskEvidence,
    TaskNeed,
    TaskQuerySet,
    TaskState,
)
from binhyen.movement.models.task_file import TaskFile
from binhyen.movement.models.yearly import StepDate, StepPaper

__all__ = [
    "OPEN",
    "Activity",
    "ActivityKind",
    "AgendaItem",
    "Commitment",
    "Committee",
    "CommitteeKind",
    "Conclusion",
    "Designation",
    "Duty",
    "Festival",
    "Force",
    "Goal",
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
    "Phase",
    "Plan",
    "PlanQuerySet",
    "Registration",
    "Reminded",
    "Review",
    "ReviewKind",
    "SchoolTerm",
    "Seat",
    "SeatQuerySet",
    "StepDate",
    "StepPaper",
    "Task",
    "TaskChange",
    "TaskEvidence",
    "TaskFile",
    "TaskNeed",
    "TaskQuerySet",
    "TaskState",
    "TermCount",
    "Theme",
    "ViolationKind",
    "YearClass",
]
