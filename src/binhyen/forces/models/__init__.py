"""Tables of the force, one file for each thing that is kept."""

from binhyen.forces.models.patrol import REMARKS_LENGTH, Patrol
from binhyen.forces.models.rating import Level, TeamRating
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

__all__ = [
    "REMARKS_LENGTH",
    "Answering",
    "Level",
    "Partner",
    "Patrol",
    "SurveyCode",
    "SurveyFigure",
    "SurveyGroup",
    "SurveyKey",
    "SurveyRemark",
    "SurveyRound",
    "SurveyTally",
    "Team",
    "TeamRating",
]
