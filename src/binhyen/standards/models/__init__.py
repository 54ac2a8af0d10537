"""Tables of judgement, one file for each thing that is kept."""

from binhyen.standards.models.assessment import (
    Assessment,
    AssessmentQuerySet,
    Finding,
    OutcomeChoices,
    StateChoices,
    Step,
)
from binhyen.standards.models.baseline import Baseline, Reading
from binhyen.standards.models.catalogue import StoredCatalogue
from binhyen.standards.models.dossier import Attestation, Evidence
from binhyen.standards.models.recognition import Recognition, RecognitionQuerySet

__all__ = [
    "Assessment",
    "AssessmentQuerySet",
    "Attestation",
    "Baseline",
    "Evidence",
    "Finding",
    "OutcomeChoices",
    "Reading",
    "Recognition",
    "RecognitionQuerySet",
    "StateChoices",
    "Step",
    "StoredCatalogue",
]
