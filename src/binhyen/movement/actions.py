"""Found committees, seat their members, designate model units, start initiatives and class them."""

from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.movement.models import (
    Committee,
    CommitteeKind,
    Designation,
    Duty,
    Initiative,
    InitiativeKind,
    InitiativeYear,
    Seat,
    YearClass,
)
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


class AlreadyThere(Exception):
    """The same thing stands in the register already."""


class HeadTaken(AlreadyThere):
    """The committee has a head; the one before must leave the seat first."""


class NotBelow(Exception):
    """A committee designates units of its own territory only."""


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
    """Make `unit` a model unit of `year`. Raises NotAllowed, NotBelow or AlreadyThere."""
    policy.require(by, "movement.designate", committee, on=clock.local_day(at))
    if not unit.path.startswith(committee.unit.path):
        raise NotBelow(unit.full_name)
    if committee.designations.filter(unit=unit, year=year).exists():
        raise AlreadyThere(unit.full_name)
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
def start_initiative(
    *,
    unit: Unit,
    kind: InitiativeKind,
    name: str,
    founded_on: date,
    by: User,
    at: datetime,
    decision_number: str = "",
    points: int = 1,
    teams: int = 0,
    purpose: str = "",
) -> Initiative:
    """Enter an initiative in the register. Raises NotAllowed or AlreadyThere."""
    policy.require(by, "movement.manage", unit, on=clock.local_day(at))
    if unit.initiatives.filter(name=name).exists():
        raise AlreadyThere(name)
    initiative = Initiative.objects.create(
        unit=unit,
        kind=kind,
        name=name,
        founded_on=founded_on,
        decision_number=decision_number,
        points=points,
        teams=teams,
        purpose=purpose,
    )
    audit.record(
        event="movement.initiative_started",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"unit": unit.path, "kind": kind, "points": points, "teams": teams},
    )
    return initiative


@transaction.atomic
def class_initiative(
    *,
    initiative: Initiative,
    year: int,
    class_of_year: YearClass,
    decided_on: date,
    paper_number: str,
    by: User,
    at: datetime,
) -> InitiativeYear:
    """Class an initiative for a year; a later decision on the same year replaces the class. Raises NotAllowed."""
    policy.require(by, "movement.manage", initiative, on=clock.local_day(at))
    classed, _ = InitiativeYear.objects.update_or_create(
        initiative=initiative,
        year=year,
        defaults={
            "class_of_year": class_of_year,
            "decided_on": decided_on,
            "paper_number": paper_number,
        },
    )
    audit.record(
        event="movement.initiative_classed",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"year": year, "class": class_of_year, "paper": paper_number},
    )
    return classed
