"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.movement.actions.committees import found_committee, leave_seat, seat
from binhyen.movement.actions.designations import designate
from binhyen.movement.actions.initiatives import class_initiative, start_initiative
from binhyen.movement.actions.refusals import AlreadyThere, HeadTaken, NotBelow

__all__ = [
    "AlreadyThere",
    "HeadTaken",
    "NotBelow",
    "class_initiative",
    "designate",
    "found_committee",
    "leave_seat",
    "seat",
    "start_initiative",
]
