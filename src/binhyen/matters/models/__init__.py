"""Tables of the workbench, one file for each thing that is kept."""

from binhyen.matters.models.assigning import AssignmentRule
from binhyen.matters.models.bulk import BulkOrder, Stage
from binhyen.matters.models.crew import NAME_LENGTH, Crew, CrewMember
from binhyen.matters.models.deadline import LIVE, ClockRule, Deadline
from binhyen.matters.models.feedback import CONTENT, Feedback
from binhyen.matters.models.field import FieldKind, MatterPhoto, SentOnce
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
from binhyen.matters.models.mediation import PAPER_LENGTH, PLACE_LENGTH, Mediation, MediationSession
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
    "CONTENT",
    "LIVE",
    "MEANS_LENGTH",
    "MOST_SAVED",
    "NAME_LENGTH",
    "PAPER_LENGTH",
    "PART_LENGTH",
    "PLACE_LENGTH",
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Answer",
    "AssignmentRule",
    "BulkOrder",
    "ClockRule",
    "Crew",
    "CrewMember",
    "Deadline",
    "DismissedPair",
    "Feedback",
    "FieldKind",
    "Learning",
    "Matter",
    "MatterPhoto",
    "MatterQuerySet",
    "MatterReport",
    "MatterText",
    "Mediation",
    "MediationSession",
    "Move",
    "PaperKind",
    "Part",
    "PartQuerySet",
    "Proposal",
    "ProposalPaper",
    "Readers",
    "SavedFilter",
    "SentOnce",
    "Shelf",
    "Stage",
    "SuggestionModel",
    "new_reference",
    "posts_by_view",
    "search_key_of",
    "shelf_of",
]
