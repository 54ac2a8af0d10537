"""Tables of direction, one file for each thing that is kept."""

from binhyen.movement.models.committee import Committee, CommitteeKind, Duty, Seat, SeatQuerySet
from binhyen.movement.models.designation import Designation
from binhyen.movement.models.initiative import Initiative, InitiativeKind, InitiativeYear, YearClass
from binhyen.movement.models.plan import Goal, Phase, Plan, PlanQuerySet
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

__all__ = [
    "OPEN",
    "Committee",
    "CommitteeKind",
    "Conclusion",
    "Designation",
    "Duty",
    "Goal",
    "Initiative",
    "InitiativeKind",
    "InitiativeYear",
    "Phase",
    "Plan",
    "PlanQuerySet",
    "Reminded",
    "Review",
    "ReviewKind",
    "Seat",
    "SeatQuerySet",
    "Task",
    "TaskChange",
    "TaskEvidence",
    "TaskNeed",
    "TaskQuerySet",
    "TaskState",
    "YearClass",
]
