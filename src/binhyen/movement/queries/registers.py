"""Reads over committees, designations and initiatives of a unit, what it grew out of included."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Aggregate, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from binhyen.figures.queries import Scope
from binhyen.movement.models import (
    Committee,
    Designation,
    Initiative,
    InitiativePoint,
    InitiativeQuerySet,
    InitiativeYear,
    Seat,
    SeatQuerySet,
)
from binhyen.movement.planning import tasks_of_origins as tasks_of_origins
from binhyen.people.models import Post, Role
from binhyen.places import queries as places
from binhyen.places.models import Unit


def committees(scope: Scope, *, on: date) -> QuerySet[Committee]:
    """Return the committees of the scope's own unit and of those it grew out of, newest first, with seats held on `on`."""
    held = Q(seats__since__lte=on) & (Q(seats__until=None) | Q(seats__until__gt=on))
    return (
        Committee.objects.filter(unit_id__among=scope.unit_ids)
        .select_related("unit")
        .annotate(seat_count=Count("seats", filter=held))
        .order_by("-since", "-pk")
    )


#: Posts that are a public office: who leads the unit, keeps its committee's papers, or leads its police.
OFFICES = (Role.HEAD.value, Role.SECRETARY.value, Role.CHIEF.value)


@dataclass
class Held:
    """What one name held on a day. Two people of one name stand together: the register knows no more of them."""

    full_name: str
    seats: list[Seat] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


def held_on(unit: Unit, day: date) -> list[Held]:
    """Return who held seats and public posts on `day`, by committee and duty, then those with a post only.

    Those of the unit and of the units of its level that it grew out of; what lies below has pages of its own.
    """
    units = [one.pk for one in places.selves(unit)]
    found: dict[str, Held] = {}
    seats = Seat.objects.held_on(day).filter(committee__unit_id__in=units)
    # the sort is stable: within a committee the seats stay as the decision lists them
    by_committee = sorted(
        _in_full(seats), key=lambda seat: (seat.committee.since, seat.committee_id)
    )
    for seat in by_committee:
        found.setdefault(seat.full_name, Held(seat.full_name)).seats.append(seat)
    posts = Post.objects.in_force(day).filter(unit_id__in=units, role__in=OFFICES)
    for post in posts.select_related("user", "unit").order_by("unit__sort_key", "role", "pk"):
        name = str(post.user)
        found.setdefault(name, Held(name)).posts.append(post)
    return list(found.values())


def seats_of(committee: Committee, day: date) -> QuerySet[Seat]:
    """Return the seats held on `day` as the decision lists them: the head first."""
    return _in_full(Seat.objects.held_on(day).filter(committee=committee))


def _in_full(seats: SeatQuerySet) -> QuerySet[Seat]:
    return seats.by_duty().select_related("committee__unit", "replaces").prefetch_related("areas")


def initiatives(scope: Scope, *, year: int, on: date) -> QuerySet[Initiative]:
    """Return the initiatives of the scope with their class of `year` and, of `on`, their points, teams and members; oldest
    first."""
    of_year = InitiativeYear.objects.filter(initiative=OuterRef("pk"), year=year)
    return (
        with_totals(Initiative.objects.filter(unit_id__among=scope.unit_ids), on=on)
        .select_related("unit")
        .annotate(class_of_year=Subquery(of_year.values("class_of_year")[:1]))
        .order_by("founded_on", "pk")
    )


def with_totals(rows: InitiativeQuerySet, *, on: date) -> InitiativeQuerySet:
    """Add `points`, `teams` and `members` as they stood on a day, counted from the points."""
    there = points_on(on).filter(initiative=OuterRef("pk")).order_by().values("initiative")

    def total(of: Aggregate) -> Coalesce:
        counted = there.annotate(n=of).values_list("n")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

    return rows.annotate(
        points=total(Count("pk")), teams=total(Sum("teams")), members=total(Sum("members"))
    )


def points_on(day: date) -> QuerySet[InitiativePoint]:
    """Return the points that were open on a day."""
    opened = InitiativePoint.objects.filter(opened_on__lte=day)
    return opened.filter(Q(closed_on=None) | Q(closed_on__gt=day))


def designations(scope: Scope) -> QuerySet[Designation]:
    """Return the designations that concern a unit of the scope or that its committees made, newest first."""
    return (
        Designation.objects.filter(
            Q(unit_id__among=scope.unit_ids) | Q(committee__unit_id__among=scope.unit_ids)
        )
        .select_related("unit", "committee__unit")
        .order_by("-year", "-pk")
    )
