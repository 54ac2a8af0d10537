"""One function per act. Each asks the policy, compares and sets the version, and writes the history, the trail and the counts in
one transaction, or nothing.
"""

from binhyen.matters.actions.handling import (
    NotOffered,
    NotOurArea,
    Sorting,
    confirm,
    look_at_identity,
    look_inside,
    mark_heard,
    note,
    reply,
    take_in_hand,
    triage,
)
from binhyen.matters.actions.importing import Imported, import_records
from binhyen.matters.actions.intake import Receipt, attach, hear, join_known, open_matter, receive
from binhyen.matters.actions.moving import Outrun
from binhyen.matters.actions.ordering import (
    NothingToDo,
    Order,
    TooLate,
    carry_out_orders,
    order,
    undo_order,
)
from binhyen.matters.actions.parting import OnlyReport, detach, split, tell_apart
from binhyen.matters.actions.proposing import NoLevelAbove, answer, propose, withdraw
from binhyen.matters.actions.saving import (
    NameTaken,
    TooManySaved,
    change_filter,
    drop_filter,
    save_filter,
)
from binhyen.matters.actions.settling import (
    NotCompetent,
    NotMergeable,
    WouldBeUncovered,
    close,
    merge,
    refer,
    reopen,
    set_aside,
    settle,
)
from binhyen.matters.actions.succeeding import NoHeir, hand_over_on_merger
from binhyen.matters.actions.taking_away import MOST_EXPORTED, export, print_out
from binhyen.matters.workflow import MoveNotAllowed

__all__ = [
    "MOST_EXPORTED",
    "Imported",
    "MoveNotAllowed",
    "NameTaken",
    "NoHeir",
    "NoLevelAbove",
    "NotCompetent",
    "NotMergeable",
    "NotOffered",
    "NotOurArea",
    "NothingToDo",
    "OnlyReport",
    "Order",
    "Outrun",
    "Receipt",
    "Sorting",
    "TooLate",
    "TooManySaved",
    "WouldBeUncovered",
    "answer",
    "attach",
    "carry_out_orders",
    "change_filter",
    "close",
    "confirm",
    "detach",
    "drop_filter",
    "export",
    "hand_over_on_merger",
    "hear",
    "import_records",
    "join_known",
    "look_at_identity",
    "look_inside",
    "mark_heard",
    "merge",
    "note",
    "open_matter",
    "order",
    "print_out",
    "propose",
    "receive",
    "refer",
    "reopen",
    "reply",
    "save_filter",
    "set_aside",
    "settle",
    "split",
    "take_in_hand",
    "tell_apart",
    "triage",
    "undo_order",
    "withdraw",
]
