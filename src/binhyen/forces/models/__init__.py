"""Tables of the force, one file for each thing that is kept."""

from binhyen.forces.models.duty import REMARK_LENGTH, DutyEntry, TeamMonth
from binhyen.forces.models.equipment import Holding
from binhyen.forces.models.member import (
    DETAIL_DAYS,
    LEAVING,
    Education,
    Ending,
    Member,
    Service,
    TeamRole,
)
from binhyen.forces.models.patrol import REMARKS_LENGTH, Patrol
from binhyen.forces.models.rating import TeamRating
from binhyen.forces.models.sheet import WHY_LENGTH, RatingLine, RatingSheet, SheetState
from binhyen.forces.models.survey import (
    Answering,
    Mistake,
    Partner,
    SurveyCode,
    SurveyFigure,
    SurveyGroup,
    SurveyKey,
    SurveyRemark,
    SurveyRound,
    SurveyTally,
)
from binhyen.forces.models.team import ReportedStrength, Team, TeamQuerySet
from binhyen.forces.models.training import Attendance, Topic, Training
from binhyen.forces.words import DutyGroup, DutyKind, Level, Outcome

__all__ = [
    "DETAIL_DAYS",
    "LEAVING",
    "REMARKS_LENGTH",
    "REMARK_LENGTH",
    "WHY_LENGTH",
    "Answering",
    "Attendance",
    "DutyEntry",
    "DutyGroup",
    "DutyKind",
    "Education",
    "Ending",
    "Holding",
    "Level",
    "Member",
    "Mistake",
    "Outcome",
    "Partner",
    "Patrol",
    "RatingLine",
    "RatingSheet",
    "ReportedStrength",
    "Service",
    "SheetState",
    "SurveyCode",
    "SurveyFigure",
    "SurveyGroup",
    "SurveyKey",
    "SurveyRemark",
    "SurveyRound",
    "SurveyTally",
    "Team",
    "TeamMonth",
    "TeamQuerySet",
    "TeamRating",
    "TeamRole",
    "Topic",
    "Training",
]
