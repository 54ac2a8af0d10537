"""Found committees."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.movement.actions import decisions
from binhyen.movement.actions.decisions import Decision
from binhyen.movement.actions.refusals import EndsBeforeStart, refuse_future
from binhyen.movement.actions.seats import Holder, seat
from binhyen.movement.models import Committee, CommitteeKind, Duty
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


@transaction.atomic
def found_committee(
    *,
    unit: Unit,
    kind: CommitteeKind,
    name: str,
    since: date,
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
    until: date | None = None,
    members: Iterable[tuple[Holder, Duty]] = (),
) -> Committee:
    """Enter a committee by its founding decision, with the `members` of its list in their order, seated from the first day.

    Its term may begin later. Raises NotAllowed, InTheFuture, YearClosed, NumberUsed or EndsBeforeStart; HeadTaken or
    SeatedAlready for a list with two heads, or one person twice.
    """
    policy.require(by, "movement.manage", unit, on=clock.local_day(at))
    refuse_future(clock.local_day(at), decided_on)
    refuse_closed(unit, since)
    decisions.require_free(Decision(decision_number, decided_on), unit)
    _require_order(since, until)
    committee = Committee.objects.create(
        unit=unit,
        kind=kind,
        name=name,
        since=since,
        until=until,
        decision_number=decision_number,
        decided_on=decided_on,
    )
    audit.record(
        event="movement.committee_founded",
        subject=f"committee {committee.pk}",
        actor=by.ref,
        at=at,
        detail={"unit": unit.path, "kind": kind, "decision": decision_number},
    )
    for holder, duty in members:
        seat(
            committee=committee, full_name=holder.full_name, office=holder.office, duty=duty, since=since, by=by, at=at
        )  # fmt: skip
    return committee


def _require_order(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise EndsBeforeStart(until)
