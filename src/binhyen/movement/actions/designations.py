"""Designate model units."""

from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed, refuse_closed_year
from binhyen.movement.actions import decisions
from binhyen.movement.actions.decisions import Decision
from binhyen.movement.actions.refusals import (
    AlreadyThere,
    EndsBeforeStart,
    NotBelow,
    OutsideTerm,
    Revoked,
    refuse_future,
)
from binhyen.movement.models import (
    Committee,
    Designation,
)
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


@transaction.atomic
def designate(
    *,
    committee: Committee,
    unit: Unit,
    year: int,
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
) -> Designation:
    """Make `unit` a model unit of `year`: any unit strictly below the committee's own, of whatever kind.

    Raises NotAllowed, InTheFuture, YearClosed, NotBelow, OutsideTerm, AlreadyThere or NumberUsed.
    """
    policy.require(by, "movement.designate", committee, on=clock.local_day(at))
    if unit.pk == committee.unit_id or not unit.path.startswith(committee.unit.path):
        raise NotBelow(unit.full_name)
    if decided_on < committee.since or (committee.until and decided_on >= committee.until):
        raise OutsideTerm(decided_on)
    refuse_future(clock.local_day(at), decided_on)
    refuse_closed_year(committee.unit, year)
    refuse_closed(committee.unit, decided_on)
    if committee.designations.standing().filter(unit=unit, year=year).exists():
        raise AlreadyThere(unit.full_name)
    decisions.require_same(Decision(decision_number, decided_on), committee.unit)
    designation = Designation.objects.create(
        committee=committee,
        unit=unit,
        year=year,
        decision_number=decision_number,
        decided_on=decided_on,
    )
    audit.record(
        event="movement.designated",
        subject=f"committee {committee.pk}",
        actor=by.ref,
        at=at,
        detail={"unit": unit.path, "year": year, "decision": decision_number},
    )
    return designation


@transaction.atomic
def revoke_designation(
    *, designation: Designation, decision: Decision, because: str, by: User, at: datetime
) -> None:
    """Take a designation back by a decision; it stays in the register, with what was surveyed and planned for it.

    Raises NotAllowed, YearClosed, Revoked, EndsBeforeStart for a day before the designation or still to come, NumberUsed.
    """
    on = clock.local_day(at)
    policy.require(by, "movement.designate", designation.committee, on=on)
    refuse_closed(designation.committee.unit, decision.decided_on)
    if not designation.decided_on <= decision.decided_on <= on:
        raise EndsBeforeStart(decision.decided_on)
    decisions.require_same(decision, designation.committee.unit)
    changed = Designation.objects.standing().filter(pk=designation.pk)
    if not changed.update(
        revoked_on=decision.decided_on, revoked_by_number=decision.number, revoked_because=because
    ):
        raise Revoked(str(designation))
    audit.record(
        event="movement.designation_revoked",
        subject=f"committee {designation.committee_id}",
        actor=by.ref,
        at=at,
        detail={
            "unit": designation.unit.path,
            "year": designation.year,
            "decision": decision.number,
        },
    )
