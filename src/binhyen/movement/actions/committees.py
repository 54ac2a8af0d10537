"""Found committees and seat their members."""

from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.movement.actions.refusals import AlreadyThere, HeadTaken
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    Duty,
    Seat,
)
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
) -> Committee:
    """Enter a committee by its founding decision. Raises NotAllowed or AlreadyThere."""
    policy.require(by, "movement.manage", unit, on=clock.local_day(at))
    if Committee.objects.filter(
        unit=unit, decision_number=decision_number, decided_on=decided_on
    ).exists():
        raise AlreadyThere(decision_number)
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
    return committee


@transaction.atomic
def seat(
    *,
    committee: Committee,
    full_name: str,
    office: str,
    duty: Duty,
    since: date,
    by: User,
    at: datetime,
    until: date | None = None,
) -> Seat:
    """Give somebody a seat. The trail keeps the seat, not the name. Raises NotAllowed or HeadTaken."""
    policy.require(by, "movement.manage", committee, on=clock.local_day(at))
    if (
        duty == Duty.HEAD
        and until is None
        and committee.seats.filter(duty=Duty.HEAD, until=None).exists()
    ):
        raise HeadTaken(committee.name)
    taken = Seat.objects.create(
        committee=committee,
        full_name=full_name,
        office=office,
        duty=duty,
        since=since,
        until=until,
    )
    audit.record(
        event="movement.seated",
        subject=f"committee {committee.pk}",
        actor=by.ref,
        at=at,
        detail={"seat": taken.pk, "duty": duty, "since": since.isoformat()},
    )
    return taken


@transaction.atomic
def leave_seat(*, seat: Seat, until: date, by: User, at: datetime) -> None:
    """End a seat with `until` as its first day empty. Raises NotAllowed."""
    policy.require(by, "movement.manage", seat.committee, on=clock.local_day(at))
    seat.until = until
    seat.save(update_fields=["until"])
    audit.record(
        event="movement.seat_left",
        subject=f"committee {seat.committee_id}",
        actor=by.ref,
        at=at,
        detail={"seat": seat.pk, "until": until.isoformat()},
    )
