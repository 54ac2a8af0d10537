"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.newsroom.actions.activities import (
    Totals,
    note_activity,
    take_activities,
    take_back_activity,
)
from binhyen.newsroom.actions.campaigns import (
    Draft,
    begin_campaign,
    call_off_campaign,
    change_campaign,
    end_campaign,
    plan_campaign,
)
from binhyen.newsroom.actions.quizzes import answer_quiz
from binhyen.newsroom.actions.refusals import (
    AlreadyThere,
    FewerReached,
    InTheFuture,
    NotBegunYet,
    NotHere,
    Outrun,
    OutsideDays,
    Over,
    QuizClosed,
)

__all__ = [
    "AlreadyThere",
    "Draft",
    "FewerReached",
    "InTheFuture",
    "NotBegunYet",
    "NotHere",
    "Outrun",
    "OutsideDays",
    "Over",
    "QuizClosed",
    "Totals",
    "answer_quiz",
    "begin_campaign",
    "call_off_campaign",
    "change_campaign",
    "end_campaign",
    "note_activity",
    "plan_campaign",
    "take_activities",
    "take_back_activity",
]
