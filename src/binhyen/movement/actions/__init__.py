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
from binhyen.movement.actions.register_tables import import_registrations
from binhyen.movement.actions.registrations import (
    BadEntries,
    Entry,
    Fault,
    note_commitments,
    register,
)
from binhyen.movement.actions.seats import Holder, leave_seat, replace_seat, seat
from binhyen.movement.actions.yearly import (
    BadDates,
    BadPaperDate,
    note_step,
    remind_of_steps,
    set_step_dates,
    unnote_step,
)

__all__ = [
    "AlreadyThere",
    "BackInTime",
    "BadDates",
    "BadEntries",
    "BadPaperDate",
    "Decision",
    "EndsBeforeStart",
    "Entry",
    "Fault",
    "HeadTaken",
    "Holder",
    "Item",
    "NotBelow",
    "NotHeldYet",
    "NumberUsed",
    "Outcome",
    "OutsideTerm",
    "OutsideWindow",
    "SeatEnded",
    "class_initiative",
    "designate",
    "found_committee",
    "import_registrations",
    "leave_seat",
    "note_commitments",
    "note_step",
    "plan_festival",
    "register",
    "remind_of_steps",
    "replace_seat",
    "report_festival",
    "seat",
    "set_agenda",
    "set_step_dates",
    "start_initiative",
    "unnote_step",
    "window",
]
