"""Lists of proposals for the level above, across the communes that ask. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from binhyen.matters.models import Proposal
from binhyen.matters.rules import Kind
from binhyen.people.models import User
from binhyen.places.models import Unit


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of the proposals."""

    unit: Unit | None = None
    kind: Kind | None = None
    is_late: bool = False
    user: User | None = None


@dataclass(frozen=True)
class Waiting:
    """How many answers a unit waits for, and how many of them are late."""

    unit: int
    name: str
    open: int
    late: int


def listed(
    units: list[Unit], asked: Asked, *, at: datetime, is_archive: bool = False
) -> QuerySet[Proposal]:
    """Return the proposals to `units`: those to answer, the most urgent first, or those that ended, the newest first."""
    found = Proposal.objects.filter(to_unit__in=units).select_related(
        "matter", "from_unit", "to_unit", "answered_by"
    )
    if asked.unit is not None:
        found = found.filter(from_unit=asked.unit)
    if asked.kind is not None:
        found = found.filter(kind=asked.kind.value)
    if asked.user is not None:
        found = found.filter(Q(answered_by=asked.user) | Q(matter__handler=asked.user))
    if is_archive:
        if asked.is_late:
            found = found.filter(answered_at__gt=F("due_at"))
        return found.exclude(answer="").order_by("-answered_at", "-pk")
    if asked.is_late:
        found = found.filter(due_at__lt=at)
    return found.filter(answer="").order_by("due_at", "pk")


def askers(units: list[Unit]) -> QuerySet[Unit]:
    """Return the units that ever asked `units`, by name."""
    asked = Proposal.objects.filter(to_unit__in=units).values("from_unit")
    return Unit.objects.filter(pk__in=asked).order_by("sort_key", "pk")


def counts(units: list[Unit], *, at: datetime) -> list[Waiting]:
    """Return for each unit that waits how many answers it waits for, and how many of them are late."""
    rows = (
        Proposal.objects.filter(to_unit__in=units, answer="")
        .values("from_unit", "from_unit__full_name", "from_unit__sort_key")
        .annotate(waiting=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at)))
        .order_by("-late", "-waiting", "from_unit__sort_key")
    )
    return [
        Waiting(row["from_unit"], row["from_unit__full_name"], row["waiting"], row["late"])
        for row in rows
    ]
