"""The acts on periodic reports: draft, write, choose, make a paper of it, send; above: receive, return, merge; and when they are due."""

from binhyen.periodic.actions.drafting import NotYet, begin, draft_due
from binhyen.periodic.actions.forgetting import forget_words
from binhyen.periodic.actions.moving import (
    AtSigning,
    NothingWritten,
    Outrun,
    WindowRuns,
    WordsMissing,
)
from binhyen.periodic.actions.papering import make_paper
from binhyen.periodic.actions.receiving import NotOneOfOurs, merge, receive, send_back
from binhyen.periodic.actions.reminding import remind
from binhyen.periodic.actions.sending import send
from binhyen.periodic.actions.setting import BadRule, set_timing
from binhyen.periodic.actions.taking import take_tables
from binhyen.periodic.actions.writing import NotOffered, TooLong, choose, drop, write

__all__ = [
    "AtSigning", "BadRule", "NotOffered", "NotOneOfOurs", "NotYet", "NothingWritten", "Outrun", "TooLong", "WindowRuns", "WordsMissing", "begin", "choose",
    "draft_due", "drop", "forget_words", "make_paper", "merge", "receive", "remind", "send", "send_back", "set_timing", "take_tables", "write",
]  # fmt: skip
