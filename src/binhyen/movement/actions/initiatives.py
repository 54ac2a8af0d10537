"""Start initiatives and class them."""

from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.movement.actions.refusals import AlreadyThere
from binhyen.movement.models import (
    Initiative,
    InitiativeKind,
    InitiativeYear,
    YearClass,
)
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


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
