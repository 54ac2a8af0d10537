"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.forces.actions.equipment import UnknownItem, count_equipment
from binhyen.forces.actions.forgetting import forget_details
from binhyen.forces.actions.members import (
    AlreadyEnded,
    Decision,
    LeaderStands,
    NeedsException,
    NotAnAccountOfTheForce,
    Person,
    ServesAlready,
    UnderAge,
    WrongDay,
    appoint,
    correct_member,
    end_service,
    give_role,
    move_member,
)
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
from binhyen.forces.actions.roster import import_roster, over_age, take_roster
from binhyen.forces.actions.teams import RosterKept, report_strength, set_up_team
from binhyen.forces.actions.training import (
    HeldAlready,
    NobodyToCall,
    hold_training,
    note_attendance,
)

__all__ = [
    "AlreadyEnded",
    "AlreadyThere",
    "Decision",
    "HeldAlready",
    "LeaderStands",
    "NeedsException",
    "NobodyToCall",
    "NotAnAccountOfTheForce",
    "NotOfTheCommune",
    "NotOnePatrol",
    "NotTheirPatrol",
    "Person",
    "RosterKept",
    "ServesAlready",
    "TooManyExcellent",
    "TooYoung",
    "UnderAge",
    "UnknownItem",
    "WrongDay",
    "appoint",
    "correct_member",
    "count_equipment",
    "end_service",
    "forget_details",
    "give_role",
    "hold_training",
    "import_roster",
    "log_patrol",
    "move_member",
    "note_attendance",
    "over_age",
    "rate_teams",
    "report_strength",
    "set_up_team",
    "take_patrols",
    "take_roster",
]
