"""The acts of this room: store catalogues, build a dossier, appraise and decide it."""

from binhyen.standards.actions.appraising import (
    NotAllMet,
    give_back,
    recognise,
    record_recognition,
    refuse,
    take_up,
    withdraw,
)
from binhyen.standards.actions.confirming import NoSuchCriterion, confirm_criteria
from binhyen.standards.actions.deciding import (
    NoDecisionHere,
    SamePerson,
    confirm_decision,
    decide_finding,
)
from binhyen.standards.actions.dossier import (
    AlreadyOpen,
    Gap,
    Incomplete,
    NotForThisUnit,
    NotInForce,
    assess,
    gaps,
    hand_over_on_merger,
    open_assessment,
    rework,
    submit,
)
from binhyen.standards.actions.evidence import (
    BadFile,
    NoPaperHere,
    NotAttestedHere,
    add_evidence,
    attest,
    remove_evidence,
)
from binhyen.standards.actions.loading import (
    CatalogueUsed,
    load_catalogue,
    load_catalogues,
    upload_catalogues,
)
from binhyen.standards.actions.moving import Outrun
from binhyen.standards.actions.sheets import (
    HasItAlready,
    NotAProvince,
    change_sheet,
    clone_catalogue,
    prefix_of,
    upload_sheet,
)
from binhyen.standards.workflow import MoveNotAllowed

__all__ = [
    "AlreadyOpen",
    "BadFile",
    "CatalogueUsed",
    "Gap",
    "HasItAlready",
    "Incomplete",
    "MoveNotAllowed",
    "NoDecisionHere",
    "NoPaperHere",
    "NoSuchCriterion",
    "NotAProvince",
    "NotAllMet",
    "NotAttestedHere",
    "NotForThisUnit",
    "NotInForce",
    "Outrun",
    "SamePerson",
    "add_evidence",
    "assess",
    "attest",
    "change_sheet",
    "clone_catalogue",
    "confirm_criteria",
    "confirm_decision",
    "decide_finding",
    "gaps",
    "give_back",
    "hand_over_on_merger",
    "load_catalogue",
    "load_catalogues",
    "open_assessment",
    "prefix_of",
    "recognise",
    "record_recognition",
    "refuse",
    "remove_evidence",
    "rework",
    "submit",
    "take_up",
    "upload_catalogues",
    "upload_sheet",
    "withdraw",
]
