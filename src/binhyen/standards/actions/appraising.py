"""What the level above does: take up, give back, recognise, refuse, withdraw; and record earlier recognitions."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.rules import Period
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit
from binhyen.standards import catalogues, queries, rules, workflow
from binhyen.standards.actions.dossier import Gap, NotForThisUnit
from binhyen.standards.actions.moving import move
from binhyen.standards.models import Assessment, Recognition, StoredCatalogue
from binhyen.standards.rules import ENOUGH, Outcome, Reason
from binhyen.standards.workflow import Act, State


class NotAllMet(Exception):
    """A mandatory criterion is not met: the unit cannot be recognised. `gaps` says which."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__(", ".join(gap.criterion.no for gap in gaps))
        self.gaps = tuple(gaps)


@transaction.atomic
def take_up(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Begin the appraisal. Raises NotAllowed, MoveNotAllowed or Outrun."""
    policy.require(by, "standards.appraise", assessment, on=clock.local_day(at))
    move(assessment, Act.TAKE_UP, by=by, at=at)
    audit.record(event="standards.taken_up", subject=assessment.ref, actor=by.ref, at=at)


@transaction.atomic
def give_back(*, assessment: Assessment, why: str, by: User, at: datetime) -> None:
    """Return the dossier to be completed. Raises NotAllowed, MoveNotAllowed or Outrun."""
    policy.require(by, "standards.appraise", assessment, on=clock.local_day(at))
    move(assessment, Act.GIVE_BACK, by=by, at=at, why=why)
    audit.record(event="standards.given_back", subject=assessment.ref, actor=by.ref, at=at)


@transaction.atomic
def recognise(
    *,
    assessment: Assessment,
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
    class_id: str = "",
) -> Recognition:
    """Recognise the unit by a numbered decision and freeze the inputs.

    Raises NotAllowed, NotAllMet, MoveNotAllowed or Outrun.
    """
    policy.require(by, "standards.decide", assessment, on=clock.local_day(at))
    workflow.move(Act.RECOGNISE, State(assessment.state))
    unmet = not_met(assessment)
    if unmet:
        raise NotAllMet(unmet)
    _decide(assessment, Act.RECOGNISE, by=by, at=at, paper=decision_number)
    recognition = Recognition.objects.create(
        unit=assessment.unit,
        catalogue=assessment.catalogue,
        assessment=assessment,
        since=assessment.since,
        until=assessment.until,
        year=assessment.year,
        class_id=class_id,
        decision_number=decision_number,
        decided_on=decided_on,
        recorded_by=by,
        recorded_at=at,
    )
    audit.record(
        event="standards.recognised",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"decision": decision_number, "inputs": assessment.frozen_sha256},
    )
    return recognition


@transaction.atomic
def refuse(*, assessment: Assessment, why: str, by: User, at: datetime, paper: str = "") -> None:
    """Refuse the recognition with its reason; the inputs are frozen. Raises NotAllowed, MoveNotAllowed or Outrun."""
    policy.require(by, "standards.decide", assessment, on=clock.local_day(at))
    _decide(assessment, Act.REFUSE, by=by, at=at, why=why, paper=paper)
    audit.record(
        event="standards.refused",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"inputs": assessment.frozen_sha256},
    )


@transaction.atomic
def withdraw(*, assessment: Assessment, why: str, by: User, at: datetime, paper: str = "") -> None:
    """Withdraw a recognition; what was decided stays readable. Raises NotAllowed, MoveNotAllowed or Outrun."""
    policy.require(by, "standards.decide", assessment, on=clock.local_day(at))
    move(assessment, Act.WITHDRAW, by=by, at=at, why=why, paper=paper)
    Recognition.objects.filter(assessment=assessment, withdrawn_on=None).update(
        withdrawn_on=clock.local_day(at)
    )
    audit.record(event="standards.withdrawn", subject=assessment.ref, actor=by.ref, at=at)


@transaction.atomic
def record_recognition(
    *,
    unit: Unit,
    catalogue: StoredCatalogue,
    period: Period,
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
    class_id: str = "",
) -> Recognition:
    """Enter a recognition decided on paper, such as of a residential area by its commune.

    The same unit, catalogue and year again replaces number and date. Raises NotAllowed or NotForThisUnit.
    """
    policy.require(by, "standards.decide", unit, on=clock.local_day(at))
    if queries.UNIT_TYPES.get(unit.level) not in catalogue.read().unit_types:
        raise NotForThisUnit(unit.level)
    recognition, _ = Recognition.objects.update_or_create(
        unit=unit,
        catalogue=catalogue,
        year=rules.year_of(period),
        withdrawn_on=None,
        defaults={
            "since": period.since,
            "until": period.until,
            "class_id": class_id,
            "decision_number": decision_number,
            "decided_on": decided_on,
            "recorded_by": by,
            "recorded_at": at,
        },
    )
    audit.record(
        event="standards.recognition_recorded",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"catalogue": str(catalogue), "decision": decision_number},
    )
    return recognition


def not_met(assessment: Assessment) -> list[Gap]:
    """Return the mandatory criteria that keep the unit from being recognised."""
    findings = {finding.criterion: finding for finding in assessment.findings.all()}
    found = []
    for criterion in assessment.catalogue.read().criteria:
        finding = findings.get(criterion.id)
        outcome = finding.effective if finding else Outcome.MISSING
        if criterion.is_mandatory and outcome not in ENOUGH:
            reason = Reason(finding.reason) if finding else Reason.NOT_COMPUTED
            found.append(Gap(criterion, outcome, reason))
    return found


def _decide(
    assessment: Assessment, act: Act, *, by: User, at: datetime, paper: str, why: str = ""
) -> None:
    inputs = snapshot(assessment)
    move(
        assessment,
        act,
        by=by,
        at=at,
        why=why,
        paper=paper,
        decided_at=at,
        frozen=json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
        frozen_sha256=catalogues.digest(inputs),
    )


def snapshot(assessment: Assessment) -> dict[str, object]:
    """Return every input of the decision as plain JSON values: catalogue, findings, papers, attestations."""
    return {
        "catalogue": {
            "id": assessment.catalogue.catalogue_id,
            "version": assessment.catalogue.version,
            "sha256": assessment.catalogue.sha256,
        },
        "unit": {"path": assessment.unit.path, "name": assessment.unit.full_name},
        "since": assessment.since.isoformat(),
        "until": assessment.until.isoformat(),
        "findings": [
            {
                "criterion": row.criterion,
                "outcome": row.outcome,
                "effective": row.effective.value,
                "reason": row.reason,
                "numerator": row.numerator,
                "denominator": row.denominator,
                "previous": row.previous,
                "pending": row.pending,
                "is_summed": row.is_summed,
                "lineage": row.lineage,
                "computed_at": row.computed_at.isoformat(),
                "decided_why": row.decided_why,
            }
            for row in assessment.findings.order_by("pk")
        ],
        "papers": [
            {
                "criterion": row.criterion,
                "document": row.document,
                "number": row.number,
                "issued_on": row.issued_on.isoformat(),
                "sha256": row.sha256,
            }
            for row in assessment.evidence.filter(removed_at=None).order_by("pk")
        ],
        "attestations": [
            {
                "criterion": row.criterion,
                "office": row.office.path,
                "is_met": row.is_met,
                "paper_number": row.paper_number,
                "dated": row.dated.isoformat(),
            }
            for row in assessment.attestations.select_related("office").order_by("pk")
        ],
    }
