"""Put papers into a dossier, and attest what only a competent authority can."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, pdfs
from binhyen.documents import files
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import LOCAL_LEVELS, Unit
from binhyen.standards import workflow
from binhyen.standards.actions.competence import require_own
from binhyen.standards.actions.dossier import compute, require_editable
from binhyen.standards.actions.moving import touch
from binhyen.standards.catalogues import Criterion, Kind, Side
from binhyen.standards.models import Assessment, Attestation, Evidence
from binhyen.standards.rules import Attested
from binhyen.standards.workflow import Act, State

#: A plan with its annexes, scanned in grey.
SCAN = pdfs.Limits(megabytes=10, pages=200)
_ATTEST = {Side.HERE: "standards.attest_here", Side.ABOVE: "standards.attest_from_above"}
#: What an area, an agency or a school attests of itself; it has no police of its own.
_OF_ITSELF = "standards.attest_itself"


class NoPaperHere(Exception):
    """The criterion does not ask for this document."""


class NumberOnly(Exception):
    """Of this document only number and date are kept; a file was sent with it."""


class SaidAlready(Exception):
    """Just the same stands in the dossier: the form was sent twice."""


class NotAttestedHere(Exception):
    """The criterion is none that is attested."""


@transaction.atomic
def add_evidence(
    *,
    assessment: Assessment,
    criterion: str,
    document: str,
    number: str,
    issued_on: date,
    by: User,
    at: datetime,
    title: str = "",
    upload: "UploadedFile[bytes] | None" = None,
) -> Evidence:
    """Put a paper into the dossier. Raises NotAllowed, NoPaperHere, NumberOnly, pdfs.PdfRefused, SaidAlready,
    MoveNotAllowed or Outrun.
    """
    require_own(by, "standards.assess", assessment, on=clock.local_day(at))
    require_editable(assessment)
    asked = _criterion(assessment, criterion)
    if asked.kind is not Kind.DOCUMENT or document not in asked.evidence:
        raise NoPaperHere(document)
    if upload is not None and asked.is_number_only:
        raise NumberOnly(document)
    content = pdfs.clean(upload, SCAN) if upload is not None else b""
    sha256 = hashlib.sha256(content).hexdigest() if content else ""
    same = assessment.evidence.filter(criterion=criterion, document=document, number=number)
    if same.filter(issued_on=issued_on, sha256=sha256, removed_at=None).exists():
        raise SaidAlready(number)
    touch(assessment)
    paper = Evidence.objects.create(
        assessment=assessment,
        criterion=criterion,
        document=document,
        number=number,
        issued_on=issued_on,
        title="" if asked.is_number_only else title,
        file=files.store("evidence", content, "pdf") if content else "",
        sha256=sha256,
        size=len(content),
        added_by=by,
        added_at=at,
    )
    compute(assessment, at=at, only=criterion)
    audit.record(
        event="standards.evidence_added",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"criterion": criterion, "number": number, "sha256": paper.sha256},
    )
    return paper


@transaction.atomic
def remove_evidence(*, paper: Evidence, by: User, at: datetime) -> None:
    """Take a paper out of a draft; its row stays. Raises NotAllowed, MoveNotAllowed or Outrun."""
    assessment = paper.assessment
    require_own(by, "standards.assess", assessment, on=clock.local_day(at))
    require_editable(assessment)
    touch(assessment)
    paper.removed_at = at
    paper.save(update_fields=["removed_at"])
    compute(assessment, at=at, only=paper.criterion)
    audit.record(
        event="standards.evidence_removed",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"criterion": paper.criterion, "number": paper.number},
    )


@transaction.atomic
def attest(*, assessment: Assessment, attested: Attested, by: User, at: datetime) -> Attestation:
    """Record the competent authority's yes or no. Raises NotAllowed, NotAttestedHere, SaidAlready, MoveNotAllowed or Outrun."""
    asked = _criterion(assessment, attested.criterion)
    if asked.kind is not Kind.ATTESTATION:
        raise NotAttestedHere(asked.id)
    action = _attesting(asked, assessment)
    policy.require(by, action, assessment, on=clock.local_day(at))
    _require_attestable(assessment, asked.attested_by)
    said = {
        "is_met": attested.is_met, "paper_number": attested.paper_number, "dated": attested.dated, "attested_by": by,
    }  # fmt: skip
    _require_not_last(assessment, asked.id, said)
    touch(assessment)
    row = Attestation.objects.create(
        assessment=assessment,
        criterion=asked.id,
        office=_office(by, action, assessment, clock.local_day(at)),
        **said,
        attested_at=at,
    )
    compute(assessment, at=at, only=asked.id)
    audit.record(
        event="standards.attested",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"criterion": asked.id, "met": attested.is_met, "paper": attested.paper_number},
    )
    return row


def _require_not_last(assessment: Assessment, criterion: str, said: dict[str, Any]) -> None:
    """Raise SaidAlready when the last word on the criterion is just this one."""
    last = assessment.attestations.filter(criterion=criterion).order_by("-pk").first()
    if last and all(getattr(last, name) == value for name, value in said.items()):
        raise SaidAlready(criterion)


def may_attest(user: User, assessment: Assessment, criterion: Criterion, *, on: date) -> bool:
    """Say whether `user` is of the office that attests the criterion, and the dossier is open for it."""
    return (
        criterion.kind is Kind.ATTESTATION
        and State(assessment.state) in _attestable_states(criterion.attested_by)
        and policy.can(user, _attesting(criterion, assessment), assessment, on=on)
    )


def is_attested_by_itself(assessment: Assessment, criterion: Criterion) -> bool:
    """Say whether the head of a unit that has no police attests the criterion: of an area, an agency, a school."""
    return criterion.attested_by is Side.HERE and assessment.keeper.level in LOCAL_LEVELS


def _attesting(criterion: Criterion, assessment: Assessment) -> str:
    """Return the action of who attests: the police of the unit or above it, or the unit of itself."""
    return (
        _OF_ITSELF
        if is_attested_by_itself(assessment, criterion)
        else _ATTEST[criterion.attested_by]
    )


def _attestable_states(side: Side) -> frozenset[State]:
    return workflow.EDITABLE if side is Side.HERE else workflow.ATTESTABLE_FROM_ABOVE


def _require_attestable(assessment: Assessment, side: Side) -> None:
    state = State(assessment.state)
    if state not in _attestable_states(side):
        raise workflow.MoveNotAllowed(Act.SUBMIT, state)


def _office(by: User, action: str, assessment: Assessment, on: date) -> Unit:
    """Return the unit of the post that makes `by` competent: the nearest to the assessed unit."""
    (path,) = assessment.holding_paths()
    units = [
        post.unit
        for post in policy.posts_granting(by, action, on=on)
        if path.startswith(post.unit.path)
    ]
    return max(units, key=lambda unit: len(unit.path))


def _criterion(assessment: Assessment, criterion: str) -> Criterion:
    try:
        return assessment.catalogue.read().criterion(criterion)
    except KeyError:
        raise NoPaperHere(criterion) from None
