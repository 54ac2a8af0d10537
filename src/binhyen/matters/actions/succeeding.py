"""Files of a unit that has ceased go to the unit that stands in its place; nothing of the history moves."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.matters.actions import indexing
from binhyen.matters.models import Deadline, Matter, Move, Part, Proposal
from binhyen.matters.workflow import Act
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places import locate
from binhyen.places.models import Succession, Unit

_AT_ONCE = 500


class NoHeir(Exception):
    """Nothing says which unit stands in the place of this one."""


@transaction.atomic
def hand_over_on_merger(*, old_unit: Unit, on: date, by: User | None, at: datetime) -> int:
    """Give every file that `old_unit` keeps, open or closed, to the unit in its place on `on`; return how many.

    A unit that went whole into another has one heir; one that was divided hands each matter to the unit in which
    its point lies. A district has no heir of its own: what it kept goes to the level above. Open proposals to the
    old unit wait for its heir's answer. `by` is None for the operator's shell. Raises NoHeir, NotAllowed.
    """
    actor = by.ref if by else "shell"
    heirs = _heirs_of(old_unit, on)
    if by is not None:
        _ask(heirs, by, clock.local_day(at))
    _pass_on_proposals(old_unit, heirs[0], by=by, at=at)
    handed = 0
    while batch := list(_kept_by(old_unit)[:_AT_ONCE]):
        _hand_over(batch, old_unit, heirs, on, by=by, at=at)
        handed += len(batch)
    audit.record(
        event="matters.handed_over",
        subject=old_unit.path,
        actor=actor,
        at=at,
        detail={"matters": handed, "to": ", ".join(heir.path for heir in heirs)},
    )
    return handed


def _heirs_of(unit: Unit, on: date) -> list[Unit]:
    """Return the units in the place of `unit` on `on`, the one that takes what has no place first."""
    successions = (
        Succession.objects.filter(old=unit, on__lte=on).select_related("new").order_by("pk")
    )
    heirs = [succession.new for succession in successions]
    if not heirs and unit.parent is not None:
        return [unit.parent] if unit.parent.exists_on(on) else _heirs_of(unit.parent, on)
    if not heirs:
        raise NoHeir(unit)
    living: list[Unit] = []
    for heir in heirs:
        living += [heir] if heir.exists_on(on) else _heirs_of(heir, on)
    home = _heir_at(living, unit.lat, unit.lon, on)
    return sorted(living, key=lambda heir: heir != home)


def _heir_at(heirs: list[Unit], lat: float | None, lon: float | None, on: date) -> Unit:
    """Return the heir in which the point lies, the first where there is no point or it lies elsewhere."""
    if len(heirs) == 1 or lat is None or lon is None:
        return heirs[0]
    found = locate.unit_at(lat, lon, on)
    return found if found in heirs else heirs[0]


def _ask(heirs: list[Unit], by: User, on: date) -> None:
    for heir in heirs:
        policy.require(by, "matters.hand_over", heir, on=on)


def _kept_by(unit: Unit) -> QuerySet[Matter]:
    return Matter.objects.filter(keeper=unit).order_by("pk")


def _hand_over(
    batch: list[Matter],
    old_unit: Unit,
    heirs: list[Unit],
    on: date,
    *,
    by: User | None,
    at: datetime,
) -> None:
    by_heir: dict[Unit, list[Matter]] = {}
    for matter in batch:
        heir = _heir_at(heirs, matter.lat, matter.lon, on)
        by_heir.setdefault(heir, []).append(matter)
    for heir, matters in by_heir.items():
        _write(matters, old_unit, heir, by=by, at=at)


def _write(
    matters: list[Matter], old_unit: Unit, heir: Unit, *, by: User | None, at: datetime
) -> None:
    """Change the keeper and append to the histories; a matter that somebody moves meanwhile keeps both acts. The
    crews of the old unit are gone with it."""
    Matter.objects.filter(pk__in=[matter.pk for matter in matters]).update(
        keeper=heir, crew=None, version=F("version") + 1
    )
    indexing.give_to(matters, heir)
    Part.objects.filter(
        matter__in=[matter.pk for matter in matters],
        crew__isnull=False,
        done_at=None,
        dropped_at=None,
    ).update(dropped_at=at)
    Deadline.objects.filter(matter__in=matters).update(keeper=heir)
    Move.objects.bulk_create(
        Move(
            matter=matter,
            act=Act.HAND_OVER.value,
            from_state=matter.state,
            to_state=matter.state,
            at=at,
            day=clock.local_day(at),
            category=matter.category,
            by=by,
            detail={"from": old_unit.path, "to": heir.path},
        )
        for matter in matters
    )


def _pass_on_proposals(old_unit: Unit, heir: Unit, *, by: User | None, at: datetime) -> None:
    """Let the heir answer what the old unit was asked."""
    waiting = list(
        Proposal.objects.filter(to_unit=old_unit, answer="").select_related("matter").order_by("pk")
    )
    Proposal.objects.filter(pk__in=[proposal.pk for proposal in waiting]).update(to_unit=heir)
    for proposal in waiting:
        Matter.objects.filter(pk=proposal.matter_id).update(version=F("version") + 1)
        Move.objects.create(
            matter=proposal.matter,
            act=Act.HAND_OVER.value,
            from_state=proposal.matter.state,
            to_state=proposal.matter.state,
            at=at,
            day=clock.local_day(at),
            category=proposal.matter.category,
            by=by,
            detail={"asked": old_unit.path, "asks_now": heir.path},
        )
