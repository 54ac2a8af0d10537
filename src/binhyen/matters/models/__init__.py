"""Tables of the workbench, one file for each thing that is kept."""

from binhyen.matters.models.crew import Crew, CrewMember
from binhyen.matters.models.feedback import Feedback
from binhyen.matters.models.matter import (
    TITLE_LENGTH,
    WORDS_LENGTH,
    Matter,
    MatterQuerySet,
    MatterReport,
    Move,
    Readers,
    Shelf,
    new_reference,
    posts_by_view,
    search_key_of,
    shelf_of,
)
from binhyen.matters.models.pair import DismissedPair
from binhyen.matters.models.proposal import Answer, Proposal
from binhyen.matters.models.suggestion import Learning, SuggestionModel

__all__ = [
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Answer",
    "Crew",
    "CrewMember",
    "DismissedPair",
    "Feedback",
    "Learning",
    "Matter",
    "MatterQuerySet",
    "MatterReport",
    "Move",
    "Proposal",
    "Readers",
    "Shelf",
    "SuggestionModel",
    "new_reference",
    "posts_by_view",
    "search_key_of",
    "shelf_of",
]
