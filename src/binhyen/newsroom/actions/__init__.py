"""One function per act. Each asks the policy and writes the change and its entry on the trail in one transaction, or nothing."""

from binhyen.newsroom.actions.activities import (
    Totals,
    note_activity,
    note_own_activity,
    take_activities,
    take_back_activity,
)
from binhyen.newsroom.actions.articles import (
    found,
    hold_back_refused,
    keep_photo,
    mirror,
    open_news,
    release,
    take_down_withdrawn,
    write,
)
from binhyen.newsroom.actions.campaigns import (
    Draft,
    begin_campaign,
    call_off_campaign,
    change_campaign,
    end_campaign,
    plan_campaign,
)
from binhyen.newsroom.actions.comments import (
    CommentFaulty,
    CommentOutrun,
    CommentsClosed,
    TooManyComments,
    approve_comment,
    forget_comments,
    hide_comment,
    refuse_comment,
    send_comment,
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
    "AlreadyThere", "CommentFaulty", "CommentOutrun", "CommentsClosed", "Draft",
    "FewerReached", "InTheFuture", "NotBegunYet", "NotHere", "Outrun", "OutsideDays", "Over", "QuizClosed", "TooManyComments", "Totals",
    "answer_quiz", "approve_comment", "begin_campaign", "call_off_campaign", "change_campaign", "end_campaign", "forget_comments",
    "found", "hide_comment", "hold_back_refused", "keep_photo", "mirror", "note_activity", "note_own_activity", "open_news", "plan_campaign", "refuse_comment", "release",
    "send_comment", "take_activities", "take_back_activity", "take_down_withdrawn", "write",
]  # fmt: skip
