"""Forget what is known of members who left long ago; the name stays with the decisions that it stands on."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.forces.models import DETAIL_DAYS, Member, Service

#: The actor on the trail when the house itself acts.
HOUSE = "house"
_NOTHING: dict[str, object] = {
    "birth_year": None,
    "education": "",
    "applied_on": None,
    "attested_on": None,
    "health_until": None,
    "is_resident": False,
    "age_exception": "",
}


@transaction.atomic
def forget_details(*, at: datetime) -> int:
    """Clear all but the name of members who have not served for DETAIL_DAYS; return of how many. Nobody has to ask for it."""
    limit = clock.local_day(at) - timedelta(days=DETAIL_DAYS)
    served = Service.objects.filter(member=OuterRef("pk"))
    recent = served.filter(Q(until=None) | Q(until__gt=limit))
    known = ~Q(**_NOTHING)
    count = Member.objects.filter(~Exists(recent), known).update(**_NOTHING)
    if count:
        audit.record(
            event="forces.details_forgotten", subject="members", actor=HOUSE, at=at,
            detail={"members": count},
        )  # fmt: skip
    return count
