"""A person's decision beside a computed outcome: with a reason, and only with a second person."""

from datetime import datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people.models import User
from binhyen.standards.actions.competence import require_own
from binhyen.standards.actions.dossier import require_editable
from binhyen.standards.actions.moving import touch
from binhyen.standards.catalogues import Kind
from binhyen.standards.models import Finding, Override
from binhyen.standards.rules import Outcome

#: Only what is computed can be decided otherwise: an attestation has no text, a paper is there or not.
_DECIDABLE = frozenset({Kind.THRESHOLD, Kind.ABSENCE})
LEAST_REASON = 10


class NoDecisionHere(Exception):
    """The criterion is not computed, or the reason says nothing, or there is no decision to confirm."""


class SamePerson(Exception):
    """Who proposed a decision cannot be its second person."""


@transaction.atomic
def decide_finding(*, finding: Finding, outcome: Outcome, why: str, by: User, at: datetime) -> None:
    """Propose another outcome than the computed one; it counts once a second person confirms it.

    Raises NotAllowed, NoDecisionHere, MoveNotAllowed or Outrun.
    """
    assessment = finding.assessment
    require_own(by, "standards.assess", assessment, on=clock.local_day(at))
    require_editable(assessment)
    kinds = {criterion.id: criterion.kind for criterion in assessment.catalogue.read().criteria}
    if kinds.get(finding.criterion) not in _DECIDABLE or len(why.strip()) < LEAST_REASON:
        raise NoDecisionHere(finding.criterion)
    touch(assessment)
    finding.decided_outcome = outcome.value
    finding.decided_why = why.strip()
    finding.decided_by = by
    finding.confirmed_by = None
    finding.confirmed_at = None
    finding.save(
        update_fields=[
            "decided_outcome", "decided_why", "decided_by", "confirmed_by", "confirmed_at",
        ]
    )  # fmt: skip
    audit.record(
        event="standards.decision_proposed",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"criterion": finding.criterion, "from": finding.outcome, "to": outcome.value},
    )


@transaction.atomic
def confirm_decision(*, finding: Finding, by: User, at: datetime) -> None:
    """Confirm another person's decision. Raises NotAllowed, NoDecisionHere, SamePerson, MoveNotAllowed or Outrun."""
    assessment = finding.assessment
    require_own(by, "standards.assess", assessment, on=clock.local_day(at))
    require_editable(assessment)
    if not finding.decided_outcome or finding.decided_by is None or finding.confirmed_by_id:
        raise NoDecisionHere(finding.criterion)
    if finding.decided_by_id == by.pk:
        raise SamePerson(finding.criterion)
    touch(assessment)
    finding.confirmed_by = by
    finding.confirmed_at = at
    finding.save(update_fields=["confirmed_by", "confirmed_at"])
    Override.objects.create(
        finding=finding,
        computed=finding.outcome,
        numerator=finding.numerator,
        denominator=finding.denominator,
        decided=finding.decided_outcome,
        why=finding.decided_why,
        decided_by=finding.decided_by,
        confirmed_by=by,
        confirmed_at=at,
    )
    audit.record(
        event="standards.decision_confirmed",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"criterion": finding.criterion, "to": finding.decided_outcome},
    )
