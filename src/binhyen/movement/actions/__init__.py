"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.movement.actions.committees import found_committee, leave_seat, seat
from binhyen.movement.actions.designations import designate
from binhyen.movement.actions.initiatives import (
    class_initiative,
    copy_from,
    describe_initiative,
    start_initiative,
    take_register,
)
from binhyen.movement.actions.joint import add_paper, count_term, hold_activity, set_partner
from binhyen.movement.actions.points import close_point, import_points, open_point
from binhyen.movement.actions.refusals import (
    AlreadyThere,
    BeforeFounding,
    CopiesItself,
    DecisionTaken,
    Ended,
    HeadTaken,
    NotASchool,
    NotBelow,
    NotTheirs,
    OutsideSchoolYear,
)
from binhyen.movement.actions.results import Asked, Typed, note_result
from binhyen.movement.point_table import MOST_BYTES

__all__ = [
    "MOST_BYTES",
    "AlreadyThere",
    "Asked",
    "BeforeFounding",
    "CopiesItself",
    "DecisionTaken",
    "Ended",
    "HeadTaken",
    "NotASchool",
    "NotBelow",
    "NotTheirs",
    "OutsideSchoolYear",
    "Typed",
    "add_paper",
    "class_initiative",
    "close_point",
    "copy_from",
    "count_term",
    "describe_initiative",
    "designate",
    "found_committee",
    "hold_activity",
    "import_points",
    "leave_seat",
    "note_result",
    "open_point",
    "seat",
    "set_partner",
    "start_initiative",
    "take_register",
]
