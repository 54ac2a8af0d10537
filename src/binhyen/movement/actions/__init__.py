"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.movement.actions.committees import found_committee
from binhyen.movement.actions.decisions import Decision
from binhyen.movement.actions.designations import designate
from binhyen.movement.actions.initiatives import class_initiative, start_initiative
from binhyen.movement.actions.refusals import (
    AlreadyThere,
    EndsBeforeStart,
    HeadTaken,
    NotBelow,
    NumberUsed,
    OutsideTerm,
    SeatEnded,
)
from binhyen.movement.actions.seats import Holder, leave_seat, replace_seat, seat

__all__ = [
    "AlreadyThere",
    "Decision",
    "EndsBeforeStart",
    "HeadTaken",
    "Holder",
    "NotBelow",
    "NumberUsed",
    "OutsideTerm",
    "SeatEnded",
    "class_initiative",
    "designate",
    "found_committee",
    "leave_seat",
    "replace_seat",
    "seat",
    "start_initiative",
]
