"""Tables of the workbench, one file for each thing that is kept."""

from binhyen.matters.models.crew import Crew, CrewMember
from binhyen.matters.models.deadline import LIVE, ClockRule, Deadline
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
from binhyen.matters.models.mediation import PAPER_LENGTH, PLACE_LENGTH, Mediation, MediationSession
from binhyen.matters.models.pair import DismissedPair
from binhyen.matters.models.proposal import Answer, Proposal
from binhyen.matters.models.suggestion import Learning, SuggestionModel

__all__ = [
    "LIVE",
    "PAPER_LENGTH",
    "PLACE_LENGTH",
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Answer",
    "ClockRule",
    "Crew",
    "CrewMember",
    "Deadline",
    "DismissedPair",
    "Learning",
    "Matter",
    "MatterQuerySet",
    "MatterReport",
    "Mediation",
    "MediationSession",
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
