"""The acts of the newsroom: its ground and desks, and what becomes of comments."""

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
from binhyen.newsroom.actions.ground import (
    APPROVERS,
    DESKS,
    EDITORS,
    SLUG,
    Desk,
    found,
    mirror,
    open_news,
    take_down_withdrawn,
)

__all__ = [
    "APPROVERS", "DESKS", "EDITORS", "SLUG", "CommentFaulty", "CommentOutrun", "CommentsClosed", "Desk", "TooManyComments", "approve_comment",
    "forget_comments", "found", "hide_comment", "mirror", "open_news", "refuse_comment", "send_comment", "take_down_withdrawn",
]  # fmt: skip
