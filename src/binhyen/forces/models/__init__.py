"""Tables of the force, one file for each thing that is kept."""

from binhyen.forces.models.duty import REMARK_LENGTH, DutyEntry, TeamMonth
from binhyen.forces.models.patrol import REMARKS_LENGTH, Patrol
from binhyen.forces.models.rating import TeamRating
from binhyen.forces.models.sheet import WHY_LENGTH, RatingLine, RatingSheet, SheetState
from binhyen.forces.models.survey import (
    Answering,
    Partner,
    SurveyCode,
    SurveyFigure,
    SurveyGroup,
    SurveyKey,
    SurveyRemark,
    SurveyRound,
    SurveyTally,
)
from binhyen.forces.models.team import Team
from binhyen.forces.words import DutyGroup, DutyKind, Level, Outcome

__all__ = [
    "REMARKS_LENGTH",
    "REMARK_LENGTH",
    "WHY_LENGTH",
    "Answering",
    "DutyEntry",
    "DutyGroup",
    "DutyKind",
    "Level",
    "Outcome",
    "Partner",
    "Patrol",
    "RatingLine",
    "RatingSheet",
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
    "TeamRating",
]
