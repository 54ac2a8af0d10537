"""What is frozen when a decision is issued."""

from binhyen.standards.models import Assessment, Override, Vote


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
                "overrides": [_override(one) for one in sorted(row.overrides.all(), key=_pk)],
            }
            for row in assessment.findings.prefetch_related("overrides").order_by("pk")
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
        "marks": [
            {
                "criterion": row.criterion,
                "side": row.side,
                "is_met": row.is_met,
                "points": row.points,
            }
            for row in assessment.marks.order_by("pk")
        ],
        "vote": _vote(assessment),
    }


def _pk(row: Override) -> int:
    return row.pk


def _override(row: Override) -> dict[str, object]:
    """Return a decision that went before what was computed: it stays in the record for ever."""
    return {
        "computed": row.computed,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "decided": row.decided,
        "why": row.why,
        "decided_by": row.decided_by_id,
        "confirmed_by": row.confirmed_by_id,
    }


def _vote(assessment: Assessment) -> dict[str, object] | None:
    vote = Vote.objects.filter(assessment=assessment).first()
    if vote is None:
        return None
    return {
        "paper_number": vote.paper_number,
        "held_on": vote.held_on.isoformat(),
        "present": vote.present,
        "for": vote.votes_for,
        "against": vote.against,
        "abstained": vote.abstained,
    }
