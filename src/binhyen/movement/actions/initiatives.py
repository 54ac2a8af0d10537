"""Start initiatives, describe them, class them, say what they were copied from."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed, refuse_closed_year
from binhyen.figures.queries import scope_of
from binhyen.movement import queries
from binhyen.movement.actions.refusals import (
    AlreadyThere,
    BeforeFounding,
    CopiesItself,
    DecisionTaken,
    refuse_future,
)
from binhyen.movement.models import (
    Initiative,
    InitiativeKind,
    InitiativePoint,
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
    decided_on: date | None = None,
    points: int = 1,
    teams: int = 0,
    members: int = 0,
    purpose: str = "",
    way_of_working: str = "",
) -> Initiative:
    """Enter an initiative in the register, with the unit as its first point. Raises NotAllowed, InTheFuture, YearClosed,
    AlreadyThere or DecisionTaken.

    Of more `points` only the number is known yet: each waits for its territory to be named.
    """
    policy.require(by, "movement.manage", unit, on=clock.local_day(at))
    refuse_future(clock.local_day(at), founded_on, decided_on)
    refuse_closed(unit, founded_on)
    if unit.initiatives.filter(name=name).exists():
        raise AlreadyThere(name)
    _require_free(unit, decision_number, (decided_on or founded_on).year)
    initiative = Initiative.objects.create(
        unit=unit, kind=kind, name=name, founded_on=founded_on, decision_number=decision_number,
        decided_on=decided_on, purpose=purpose, way_of_working=way_of_working,
    )  # fmt: skip
    _first_points(initiative, points, teams, members)
    audit.record(
        event="movement.initiative_started",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"unit": unit.path, "kind": kind, "points": points, "teams": teams},
    )
    return initiative


def _first_points(initiative: Initiative, points: int, teams: int, members: int) -> None:
    """Open the first point at the unit and the others where nobody has said yet."""
    first = InitiativePoint(
        initiative=initiative, territory=initiative.unit, opened_on=initiative.founded_on,
        teams=teams, members=members,
    )  # fmt: skip
    others = [
        InitiativePoint(initiative=initiative, opened_on=initiative.founded_on)
        for _ in range(points - 1)
    ]
    InitiativePoint.objects.bulk_create([first, *others])


def _require_free(unit: Unit, number: str, year: int, *, besides: int = 0) -> None:
    """Raise DecisionTaken when the number founded another initiative of the unit in that year: numbers begin anew each year."""
    same = unit.initiatives.filter(decision_number=number).exclude(pk=besides) if number else ()
    for other in same:
        if (other.decided_on or other.founded_on).year == year:
            raise DecisionTaken(other.name)


@transaction.atomic
def describe_initiative(
    *,
    initiative: Initiative,
    decision_number: str,
    decided_on: date | None,
    purpose: str,
    way_of_working: str,
    by: User,
    at: datetime,
) -> None:
    """Say by which decision an initiative was founded, what for and how it works. Raises NotAllowed, InTheFuture or
    DecisionTaken."""
    policy.require(by, "movement.manage", initiative, on=clock.local_day(at))
    refuse_future(clock.local_day(at), decided_on)
    year = (decided_on or initiative.founded_on).year
    _require_free(initiative.unit, decision_number, year, besides=initiative.pk)
    initiative.decision_number = decision_number
    initiative.decided_on = decided_on
    initiative.purpose = purpose
    initiative.way_of_working = way_of_working
    initiative.save(update_fields=["decision_number", "decided_on", "purpose", "way_of_working"])
    audit.record(
        event="movement.initiative_described",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"decision": decision_number},
    )


@transaction.atomic
def copy_from(*, initiative: Initiative, origin: Initiative, by: User, at: datetime) -> None:
    """Say which initiative this one was copied from. Raises NotAllowed or CopiesItself."""
    policy.require(by, "movement.manage", initiative, on=clock.local_day(at))
    chain = [origin, *queries.copied_from(origin)]
    if initiative in chain or origin.founded_on > initiative.founded_on:
        raise CopiesItself(origin.name)
    initiative.copied_from = origin
    initiative.save(update_fields=["copied_from"])
    audit.record(
        event="movement.initiative_copied",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"from": origin.pk},
    )


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
    """Class an initiative for a year; a later decision on the same year replaces the class.

    Classed as closed, it ends on the day of the decision, and its points with it; classed anew for that year as
    anything else, it goes on. Raises NotAllowed, InTheFuture, YearClosed, or BeforeFounding for a year or a decision before
    it was founded.
    """
    policy.require(by, "movement.manage", initiative, on=clock.local_day(at))
    refuse_future(clock.local_day(at), decided_on)
    _require_open(initiative, year, decided_on)
    if year < initiative.founded_on.year or decided_on < initiative.founded_on:
        raise BeforeFounding(initiative.founded_on)
    classed, _ = InitiativeYear.objects.update_or_create(
        initiative=initiative,
        year=year,
        defaults={
            "class_of_year": class_of_year,
            "decided_on": decided_on,
            "paper_number": paper_number,
        },
    )
    _end_or_go_on(initiative)
    audit.record(
        event="movement.initiative_classed",
        subject=f"initiative {initiative.pk}",
        actor=by.ref,
        at=at,
        detail={"year": year, "class": class_of_year, "paper": paper_number},
    )
    return classed


def _require_open(initiative: Initiative, year: int, decided_on: date) -> None:
    """Raise YearClosed where the year, the decision, or that which it replaces lies in a closed year."""
    refuse_closed_year(initiative.unit, year)
    replaced = initiative.years.filter(year=year).values_list("decided_on", flat=True).first()
    refuse_closed(initiative.unit, decided_on, replaced)


def _end_or_go_on(initiative: Initiative) -> None:
    """End the initiative on the day of the first decision that closed it, or let it go on where none does."""
    closed = initiative.years.filter(class_of_year=YearClass.CLOSED)
    ended_on = closed.order_by("decided_on").values_list("decided_on", flat=True).first()
    if ended_on == initiative.ended_on:
        return
    points = InitiativePoint.objects.filter(initiative=initiative)
    if initiative.ended_on:
        points.filter(closed_on=initiative.ended_on).update(closed_on=None)
    if ended_on:
        points.filter(closed_on=None, opened_on__lte=ended_on).update(closed_on=ended_on)
    initiative.ended_on = ended_on
    initiative.save(update_fields=["ended_on"])


def take_register(
    *, unit: Unit, year: int, as_what: str, by: User, at: datetime
) -> Iterator[Initiative]:
    """Return the register of `unit` for a year after writing on the trail who took how many. Raises NotAllowed."""
    day = clock.local_day(at)
    policy.require(by, "figures.read", unit, on=day)
    found = queries.initiatives(scope_of(unit), year=year, on=day)
    with transaction.atomic():
        audit.record(
            event="movement.register_taken",
            subject=unit.path,
            actor=by.ref,
            at=at,
            detail={"year": year, "as": as_what, "initiatives": found.count()},
        )
    return found.iterator(chunk_size=500)
