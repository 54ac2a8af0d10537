"""Hold criteria against the signed text, and say so."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.people.models import User
from binhyen.standards.actions.loading import require_administrator
from binhyen.standards.models import Confirmation, StoredCatalogue


class NoSuchCriterion(Exception):
    """The catalogue holds no criterion of this id."""


@transaction.atomic
def confirm_criteria(
    *,
    catalogue: StoredCatalogue,
    criteria: Sequence[str],
    paper_number: str,
    dated: date,
    by: User,
    at: datetime,
) -> int:
    """Confirm criteria of one version against the signed text; return how many were not confirmed before.

    Raises NotAllowed or NoSuchCriterion.
    """
    require_administrator(by, at)
    known = {criterion.id for criterion in catalogue.read().criteria}
    unknown = sorted(set(criteria) - known)
    if unknown:
        raise NoSuchCriterion(", ".join(unknown))
    standing = set(catalogue.confirmations.values_list("criterion", flat=True))
    added = [criterion for criterion in dict.fromkeys(criteria) if criterion not in standing]
    Confirmation.objects.bulk_create(
        Confirmation(
            catalogue=catalogue,
            criterion=criterion,
            paper_number=paper_number,
            dated=dated,
            confirmed_by=by,
            confirmed_at=at,
        )
        for criterion in added
    )
    audit.record(
        event="standards.criteria_confirmed",
        subject=str(catalogue),
        actor=by.ref,
        at=at,
        detail={"criteria": ", ".join(added), "paper": paper_number},
    )
    return len(added)
