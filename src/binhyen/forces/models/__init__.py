"""Tables of the force, one file for each thing that is kept."""

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
from binhyen.forces.models.rating import Level, TeamRating
from binhyen.forces.models.team import Team, TeamQuerySet
from binhyen.forces.models.training import Attendance, Topic, Training

__all__ = [
    "DETAIL_DAYS",
    "LEAVING",
    "REMARKS_LENGTH",
    "Attendance",
    "Education",
    "Ending",
    "Holding",
    "Level",
    "Member",
    "Patrol",
    "Service",
    "Team",
    "TeamQuerySet",
    "TeamRating",
    "TeamRole",
    "Topic",
    "Training",
]
