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
from binhyen.matters.actions.parting import OnlyReport, detach, split, tell_apart
from binhyen.matters.actions.proposing import NoLevelAbove, answer, propose, withdraw
from binhyen.matters.actions.rating import Rated, rate
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
from binhyen.matters.actions.training import (
    AlreadyAsked,
    ask_for_training,
    ask_where_due,
    train,
    train_next,
)
from binhyen.matters.workflow import MoveNotAllowed

__all__ = [
    "AlreadyAsked",
    "Imported",
    "MoveNotAllowed",
    "NoHeir",
    "NoLevelAbove",
    "NotCompetent",
    "NotMergeable",
    "NotOffered",
    "NotOurArea",
    "OnlyReport",
    "Outrun",
    "Rated",
    "Receipt",
    "Sorting",
    "WouldBeUncovered",
    "answer",
    "ask_for_training",
    "ask_where_due",
    "attach",
    "close",
    "confirm",
    "detach",
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
    "propose",
    "rate",
    "receive",
    "refer",
    "reopen",
    "reply",
    "set_aside",
    "settle",
    "split",
    "take_in_hand",
    "tell_apart",
    "train",
    "train_next",
    "triage",
    "withdraw",
]
