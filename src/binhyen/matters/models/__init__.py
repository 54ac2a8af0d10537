"""Tables of the workbench, one file for each thing that is kept."""

from binhyen.matters.models.bulk import BulkOrder, Stage
from binhyen.matters.models.crew import Crew, CrewMember
from binhyen.matters.models.finding import MatterText
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
from binhyen.matters.models.saved import MOST_SAVED, SavedFilter
from binhyen.matters.models.suggestion import Learning, SuggestionModel

__all__ = [
    "MOST_SAVED",
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Answer",
    "BulkOrder",
    "Crew",
    "CrewMember",
    "DismissedPair",
    "Learning",
    "Matter",
    "MatterQuerySet",
    "MatterReport",
    "MatterText",
    "Move",
    "Proposal",
    "Readers",
    "SavedFilter",
    "Shelf",
    "Stage",
    "SuggestionModel",
    "new_reference",
    "posts_by_view",
    "search_key_of",
    "shelf_of",
]
