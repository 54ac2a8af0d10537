"""Give seats on a committee, end them, and replace who holds one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.movement.actions import decisions
from binhyen.movement.actions.decisions import Decision
from binhyen.movement.actions.refusals import (
    EndsBeforeStart,
    HeadTaken,
    NotBelow,
    OutsideTerm,
    SeatedAlready,
    SeatEnded,
    refuse_future,
)
from binhyen.movement.models import Committee, Duty, Seat
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


@dataclass(frozen=True)
class Holder:
    """Who takes a seat, as the decision names them."""

    full_name: str
    office: str


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
    charge: str = "",
    areas: Iterable[Unit] = (),
    decision: Decision | None = None,
) -> Seat:
    """Give somebody a seat, by the founding decision or a later one. The trail keeps the seat, not the name.

    Raises NotAllowed, InTheFuture, YearClosed, EndsBeforeStart, OutsideTerm, HeadTaken, SeatedAlready, NotBelow or
    NumberUsed.
    """
    policy.require(by, "movement.manage", committee, on=clock.local_day(at))
    _hold_days(committee, since, decision, at)
    _require_term(committee, since, until)
    if duty == Duty.HEAD and _heads(committee, since, until).exists():
        raise HeadTaken(committee.name)
    same = committee.seats.held_within(since, until)
    if same.filter(full_name=full_name, office=office, duty=duty).exists():
        raise SeatedAlready(full_name)
    if decision:
        decisions.require_same(decision, committee.unit)
    taken = Seat(
        committee=committee,
        full_name=full_name,
        office=office,
        duty=duty,
        charge=charge,
        since=since,
        until=until,
    )
    _take(taken, areas, decision)
    audit.record(
        event="movement.seated",
        subject=f"committee {committee.pk}",
        actor=by.ref,
        at=at,
        detail={"seat": taken.pk, "duty": duty, "since": since.isoformat()},
    )
    return taken


@transaction.atomic
def leave_seat(
    *, seat: Seat, until: date, by: User, at: datetime, decision: Decision | None = None
) -> None:
    """End a seat with `until` as its first day empty.

    Raises NotAllowed, InTheFuture, YearClosed, SeatEnded, EndsBeforeStart, OutsideTerm or NumberUsed.
    """
    policy.require(by, "movement.manage", seat.committee, on=clock.local_day(at))
    _hold_days(seat.committee, until, decision, at)
    _end(seat, until, decision)
    audit.record(
        event="movement.seat_left",
        subject=f"committee {seat.committee_id}",
        actor=by.ref,
        at=at,
        detail={
            "seat": seat.pk,
            "until": until.isoformat(),
            "decision": decision.number if decision else "",
        },
    )


@transaction.atomic
def replace_seat(
    *,
    seat: Seat,
    holder: Holder,
    since: date,
    decision: Decision,
    by: User,
    at: datetime,
    charge: str | None = None,
    areas: Iterable[Unit] | None = None,
) -> Seat:
    """End a seat and give it to `holder` on the same day, by one decision; duty and place in the list stay.

    What the seat is in charge of and looks after stays too, unless it is given.
    Raises NotAllowed, InTheFuture, YearClosed, SeatEnded, EndsBeforeStart, OutsideTerm, NotBelow or NumberUsed.
    """
    policy.require(by, "movement.manage", seat.committee, on=clock.local_day(at))
    _hold_days(seat.committee, since, decision, at)
    _end(seat, since, decision)
    taken = Seat(
        committee=seat.committee,
        full_name=holder.full_name,
        office=holder.office,
        duty=seat.duty,
        charge=seat.charge if charge is None else charge,
        place=seat.place,
        since=since,
        replaces=seat,
    )
    _take(taken, list(seat.areas.all()) if areas is None else areas, decision)
    audit.record(
        event="movement.seat_replaced",
        subject=f"committee {seat.committee_id}",
        actor=by.ref,
        at=at,
        detail={
            "seat": taken.pk,
            "before": seat.pk,
            "since": since.isoformat(),
            "decision": decision.number,
        },
    )
    return taken


def _hold_days(committee: Committee, day: date, decision: Decision | None, at: datetime) -> None:
    """Raise InTheFuture for a decision of a day to come, or YearClosed. The day itself may come: a seat is given ahead."""
    refuse_future(clock.local_day(at), decision.decided_on if decision else None)
    refuse_closed(committee.unit, day)


def _take(taken: Seat, areas: Iterable[Unit], decision: Decision | None) -> None:
    """Write a seat with what it looks after. Raises NotBelow."""
    committee, looked_after = taken.committee, list(areas)
    for unit in looked_after:
        if not unit.path.startswith(committee.unit.path):
            raise NotBelow(unit.full_name)
    if decision:
        taken.decision_number, taken.decided_on = decision.number, decision.decided_on
    if not taken.place:
        taken.place = (committee.seats.aggregate(last=Max("place"))["last"] or 0) + 1
    taken.save()
    taken.areas.set(looked_after)


def _end(seat: Seat, until: date, decision: Decision | None) -> None:
    """End a seat where nobody has yet. Raises SeatEnded, EndsBeforeStart, OutsideTerm or NumberUsed."""
    if seat.until is not None:
        raise SeatEnded(seat.pk)
    _require_term(seat.committee, seat.since, until)
    if decision:
        decisions.require_same(decision, seat.committee.unit)
    changed = Seat.objects.filter(pk=seat.pk, until=None).update(
        until=until,
        ended_by_number=decision.number if decision else "",
        ended_by_date=decision.decided_on if decision else None,
    )
    if not changed:
        raise SeatEnded(seat.pk)
    seat.refresh_from_db(fields=["until", "ended_by_number", "ended_by_date"])


def _require_term(committee: Committee, since: date, until: date | None) -> None:
    """Raise EndsBeforeStart, or OutsideTerm unless the days lie in the committee's term."""
    if until is not None and until <= since:
        raise EndsBeforeStart(until)
    if since < committee.since:
        raise OutsideTerm(since)
    if committee.until is not None and (
        since >= committee.until or (until is not None and until > committee.until)
    ):
        raise OutsideTerm(until or since)


def _heads(committee: Committee, since: date, until: date | None) -> QuerySet[Seat]:
    return Seat.objects.held_within(since, until).filter(committee=committee, duty=Duty.HEAD)
