"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.forces.actions.patrols import log_patrol, take_patrols
from binhyen.forces.actions.rating import rate_teams
from binhyen.forces.actions.refusals import (
    AlreadyThere,
    NotOfTheCommune,
    NotOnePatrol,
    NotTheirPatrol,
    TooManyExcellent,
    TooYoung,
)
from binhyen.forces.actions.teams import report_strength, set_up_team

__all__ = [
    "AlreadyThere",
    "NotOfTheCommune",
    "NotOnePatrol",
    "NotTheirPatrol",
    "TooManyExcellent",
    "TooYoung",
    "log_patrol",
    "rate_teams",
    "report_strength",
    "set_up_team",
    "take_patrols",
]
