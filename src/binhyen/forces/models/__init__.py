"""Tables of the force, one file for each thing that is kept."""

from binhyen.forces.models.duty import REMARK_LENGTH, DutyEntry, TeamMonth
from binhyen.forces.models.patrol import REMARKS_LENGTH, Patrol
from binhyen.forces.models.rating import TeamRating
from binhyen.forces.models.sheet import WHY_LENGTH, RatingLine, RatingSheet, SheetState
from binhyen.forces.models.team import Team
from binhyen.forces.words import DutyGroup, DutyKind, Level, Outcome

__all__ = [
    "REMARKS_LENGTH",
    "REMARK_LENGTH",
    "WHY_LENGTH",
    "DutyEntry",
    "DutyGroup",
    "DutyKind",
    "Level",
    "Outcome",
    "Patrol",
    "RatingLine",
    "RatingSheet",
    "SheetState",
    "Team",
    "TeamMonth",
    "TeamRating",
]
