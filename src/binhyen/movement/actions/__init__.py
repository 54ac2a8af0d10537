"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.movement.actions.committees import found_committee
from binhyen.movement.actions.decisions import Decision
from binhyen.movement.actions.designations import designate
from binhyen.movement.actions.initiatives import class_initiative, start_initiative
from binhyen.movement.actions.plans import add_goal, draw_up_plan
from binhyen.movement.actions.progress import add_task_evidence, report_progress
from binhyen.movement.actions.refusals import (
    AlreadyThere,
    Circle,
    DueBeforeNeeded,
    DueBeforeStart,
    EndsBeforeStart,
    HeadTaken,
    NeededEarlier,
    NotBelow,
    NothingShown,
    NotOpen,
    NumberUsed,
    OfAnotherPlan,
    Outrun,
    OutsidePlan,
    OutsideTerm,
    PhasesOverlap,
    PlanClosed,
    ReasonNeeded,
    SeatEnded,
    Unplanned,
    WrongProgress,
)
from binhyen.movement.actions.reminding import remind_of_tasks
from binhyen.movement.actions.reviews import conclude, hold_review, task_of_conclusion
from binhyen.movement.actions.seats import Holder, leave_seat, replace_seat, seat
from binhyen.movement.actions.tasks import (
    Lead,
    add_task,
    change_task,
    drop_task,
    reopen_task,
    tie_task,
    untie_task,
)

__all__ = [
    "AlreadyThere",
    "Circle",
    "Decision",
    "DueBeforeNeeded",
    "DueBeforeStart",
    "EndsBeforeStart",
    "HeadTaken",
    "Holder",
    "Lead",
    "NeededEarlier",
    "NotBelow",
    "NotOpen",
    "NothingShown",
    "NumberUsed",
    "OfAnotherPlan",
    "Outrun",
    "OutsidePlan",
    "OutsideTerm",
    "PhasesOverlap",
    "PlanClosed",
    "ReasonNeeded",
    "SeatEnded",
    "Unplanned",
    "WrongProgress",
    "add_goal",
    "add_task",
    "add_task_evidence",
    "change_task",
    "class_initiative",
    "conclude",
    "designate",
    "draw_up_plan",
    "drop_task",
    "found_committee",
    "hold_review",
    "leave_seat",
    "remind_of_tasks",
    "reopen_task",
    "replace_seat",
    "report_progress",
    "seat",
    "start_initiative",
    "task_of_conclusion",
    "tie_task",
    "untie_task",
]
