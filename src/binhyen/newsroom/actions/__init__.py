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
    keep_photo,
    mirror,
    open_news,
    release,
    take_down_withdrawn,
    write,
)

__all__ = [
    "APPROVERS", "DESKS", "EDITORS", "SLUG", "CommentFaulty", "CommentOutrun", "CommentsClosed", "Desk", "TooManyComments",
    "approve_comment", "forget_comments", "found", "hide_comment", "keep_photo", "mirror", "open_news", "refuse_comment", "release",
    "send_comment", "take_down_withdrawn", "write",
]  # fmt: skip
