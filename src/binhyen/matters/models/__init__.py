"""Tables of the workbench, one file for each thing that is kept."""

from binhyen.matters.models.assigning import AssignmentRule
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
from binhyen.matters.models.part import PART_LENGTH, Part, PartQuerySet
from binhyen.matters.models.proposal import (
    AGREED,
    MEANS_LENGTH,
    Answer,
    PaperKind,
    Proposal,
    ProposalPaper,
)
from binhyen.matters.models.saved import MOST_SAVED, SavedFilter
from binhyen.matters.models.suggestion import Learning, SuggestionModel

__all__ = [
    "AGREED",
    "MEANS_LENGTH",
    "MOST_SAVED",
    "PART_LENGTH",
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Answer",
    "AssignmentRule",
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
    "PaperKind",
    "Part",
    "PartQuerySet",
    "Proposal",
    "ProposalPaper",
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
