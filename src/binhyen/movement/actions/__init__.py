"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.movement.actions.committees import found_committee
from binhyen.movement.actions.decisions import Decision
from binhyen.movement.actions.designations import designate
from binhyen.movement.actions.festivals import (
    BackInTime,
    Item,
    NotHeldYet,
    Outcome,
    OutsideWindow,
    plan_festival,
    report_festival,
    set_agenda,
    window,
)
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
    EndsBeforeStart,
    HeadTaken,
    NotASchool,
    NotBelow,
    NotTheirs,
    NumberUsed,
    OutsideSchoolYear,
    OutsideTerm,
    SeatEnded,
)
from binhyen.movement.actions.register_tables import import_registrations
from binhyen.movement.actions.registrations import (
    BadEntries,
    Entry,
    Fault,
    note_commitments,
    register,
)
from binhyen.movement.actions.results import Asked, Typed, note_result
from binhyen.movement.actions.seats import Holder, leave_seat, replace_seat, seat
from binhyen.movement.actions.yearly import (
    BadDates,
    BadPaperDate,
    note_step,
    remind_of_steps,
    set_step_dates,
    unnote_step,
)
from binhyen.movement.point_table import MOST_BYTES

__all__ = [
    "MOST_BYTES",
    "AlreadyThere",
    "Asked",
    "BackInTime",
    "BadDates",
    "BadEntries",
    "BadPaperDate",
    "BeforeFounding",
    "CopiesItself",
    "Decision",
    "DecisionTaken",
    "Ended",
    "EndsBeforeStart",
    "Entry",
    "Fault",
    "HeadTaken",
    "Holder",
    "Item",
    "NotASchool",
    "NotBelow",
    "NotHeldYet",
    "NotTheirs",
    "NumberUsed",
    "Outcome",
    "OutsideSchoolYear",
    "OutsideTerm",
    "OutsideWindow",
    "SeatEnded",
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
    "import_registrations",
    "leave_seat",
    "note_commitments",
    "note_result",
    "note_step",
    "open_point",
    "plan_festival",
    "register",
    "remind_of_steps",
    "replace_seat",
    "report_festival",
    "seat",
    "set_agenda",
    "set_partner",
    "set_step_dates",
    "start_initiative",
    "take_register",
    "unnote_step",
    "window",
]
