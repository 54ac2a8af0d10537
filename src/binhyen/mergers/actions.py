"""Order a hand-over, carry it out whole or not at all, and hand over unit by unit, for the page and the command alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import YearClosed, refuse_closed
from binhyen.matters import actions as matters
from binhyen.matters import standing
from binhyen.mergers import queries
from binhyen.mergers.models import PENDING, AreaGoes, HandOver, Stage, UnitHandedOver
from binhyen.mergers.queries import Kept
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import actions as people
from binhyen.people import policy
from binhyen.people.models import Post, User
from binhyen.places import actions as places
from binhyen.places.models import Level, Succession, Unit
from binhyen.standards import actions as standards
from binhyen.standards.models import Assessment


class NothingKept(Exception):
    """No unit that keeps anything ended on this day, as far as the user may hand over."""


class AlreadyOrdered(Exception):
    """What a unit of this day keeps is being handed over already."""


class Unassigned(Exception):
    """Nobody said where this area of a divided unit goes, or it was said to go where nothing of its unit went."""

    def __init__(self, area: Unit) -> None:
        super().__init__(area.full_name)
        self.area = area


#: What may stand against a hand-over while it is carried out; nothing of it is done then.
_FAILURES = (
    matters.NoHeir, Unassigned, YearClosed, policy.NotAllowed, places.BadName, places.CannotHold, places.AlreadyClosed,
)  # fmt: skip
_NOWHERE: Mapping[int, Unit] = {}


@dataclass(frozen=True)
class HandedOver:
    """What one unit gave on, in numbers."""

    unit: Unit
    areas: int
    matters: int
    dossiers: int
    posts: tuple[Post, ...]
    #: Areas of a divided unit that stay where they are, because nobody said where they go.
    left: int


@transaction.atomic
def order(
    *,
    on: date,
    goes: Mapping[int, Unit],
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
) -> HandOver:
    """Order that everything `by` may hand over of the units that ended with `on` is handed over, the areas of divided ones
    as `goes` says. Raises NothingKept, YearClosed, Unassigned, AlreadyOrdered.
    """
    kept = queries.kept_on(on, by, on=clock.local_day(at))
    if not kept or on > clock.local_day(at):
        raise NothingKept(on)
    for one in kept:
        _refuse_closed(one.unit, one.heirs, on)
    units = [one.unit for one in kept]
    if HandOver.objects.filter(stage__in=PENDING, units__unit__in=units).exists():
        raise AlreadyOrdered(on)
    assigned = [(area, _target(area, one, goes)) for one in kept for area in one.to_assign()]
    made = HandOver.objects.create(
        on=on, decision_number=decision_number, decided_on=decided_on, by=by, ordered_at=at
    )
    UnitHandedOver.objects.bulk_create(UnitHandedOver(order=made, unit=unit) for unit in units)
    AreaGoes.objects.bulk_create(AreaGoes(order=made, area=area, to=to) for area, to in assigned)
    audit.record(
        event="mergers.ordered",
        subject=f"hand-over {made.pk}",
        actor=by.ref,
        at=at,
        detail={
            "on": on.isoformat(),
            "decision": decision_number,
            "units": [u.path for u in units],
        },
    )
    return made


def _refuse_closed(unit: Unit, heirs: Iterable[Unit], on: date) -> None:
    """Raise YearClosed where the day lies in what is closed of the unit or of one in its place: its areas would end and
    begin on that day, and take their dossiers along."""
    for one in (unit, *heirs):
        refuse_closed(one, on)


def _target(area: Unit, kept: Kept, goes: Mapping[int, Unit]) -> Unit:
    to = goes.get(area.pk)
    if to is None or to not in kept.heirs:
        raise Unassigned(area)
    return to


def carry_out_orders(*, at: datetime) -> int:
    """Carry out every order that waits, also one that a stopped worker left; return how many were done."""
    due = HandOver.objects.filter(stage__in=PENDING).select_related("by").order_by("pk")
    return sum(_carry_out(kept, at) for kept in due)


def _carry_out(kept: HandOver, at: datetime) -> bool:
    """Do all of an order in one transaction; say whether it was done here, and not by another worker or not at all."""
    HandOver.objects.filter(pk=kept.pk, stage=Stage.WAITING.value).update(
        stage=Stage.RUNNING.value, started_at=at
    )
    over = ""
    try:
        with transaction.atomic():
            pending = HandOver.objects.filter(pk=kept.pk, stage__in=PENDING)
            if not pending.update(stage=Stage.DONE.value):
                return False
            for row in kept.units.select_related("unit__parent__parent").order_by("pk"):
                over = row.unit.full_name
                _give(kept, row, at)
            _end(kept, "mergers.handed_over", at)
    except _FAILURES:
        _fail(kept, over, at)
        return False
    return True


def _give(kept: HandOver, row: UnitHandedOver, at: datetime) -> None:
    goes = {one.area_id: one.to for one in kept.areas.filter(area__parent=row.unit).select_related("to__parent")}  # fmt: skip
    done = hand_over(
        unit=row.unit, on=kept.on, goes=goes, ends_posts=True, by=kept.by, at=at, basis=kept.decision_number
    )  # fmt: skip
    if done.left:
        raise Unassigned(row.unit)
    row.areas, row.matters, row.dossiers = done.areas, done.matters, done.dossiers
    row.posts = len(done.posts)
    row.save(update_fields=["areas", "matters", "dossiers", "posts"])


def _fail(kept: HandOver, over: str, at: datetime) -> None:
    with transaction.atomic():
        HandOver.objects.filter(pk=kept.pk, stage__in=PENDING).update(
            stage=Stage.FAILED.value, failed_over=over[:200]
        )
        _end(kept, "mergers.failed", at)


def _end(kept: HandOver, event: str, at: datetime) -> None:
    """Write the trail, and tell who ordered it."""
    subject = f"hand-over {kept.pk}"
    audit.record(event=event, subject=subject, actor=kept.by.ref, at=at)
    notices.tell(to=[kept.by], what=What.HANDED_OVER, subject=subject, at=at)


@transaction.atomic
def hand_over(
    *,
    unit: Unit,
    on: date,
    by: User | None,
    at: datetime,
    goes: Mapping[int, Unit] = _NOWHERE,
    ends_posts: bool = False,
    basis: str = "",
) -> HandedOver:
    """Give on what `unit` keeps, its areas with their dossiers and posts; `by` is None for the operator's shell.

    A divided unit's areas go as `goes` says, by their numbers. With `ends_posts` the posts in the unit itself end too.
    Done again, it finds nothing left to give. Raises NoHeir, NotAllowed, YearClosed, BadName, CannotHold.
    """
    heirs = queries.heirs_of([unit], on)[unit.pk]
    if by is not None and not queries.may_hand_over(by, heirs, on=clock.local_day(at)):
        raise policy.NotAllowed(unit.path)
    _refuse_closed(unit, heirs, on)
    actor = by.ref if by else people.SHELL
    carried = _carry_areas(unit, heirs, goes, on=on, basis=basis, actor=actor, at=at)
    posts: list[Post] = []
    for tie in carried if ends_posts else ():
        posts += people.hand_over_posts(old=tie.old, new=tie.new, actor=actor, at=at)
    if ends_posts:
        posts += people.hand_over_posts(old=unit, new=None, actor=actor, at=at)
    done = HandedOver(
        unit,
        areas=len(carried),
        matters=matters.hand_over_on_merger(old_unit=unit, on=on, by=by, at=at),
        dossiers=_hand_over_dossiers([unit, *(tie.old for tie in carried)], by=by, at=at),
        posts=tuple(posts),
        left=Unit.objects.filter(parent=unit, valid_to=None).count(),
    )
    _tell(done, heirs, by=by, at=at)
    return done


def _carry_areas(
    unit: Unit,
    heirs: Sequence[Unit],
    goes: Mapping[int, Unit],
    *,
    on: date,
    basis: str,
    actor: str,
    at: datetime,
) -> list[Succession]:
    """Open the areas anew where they go; return each as a tie from the old one to the new one."""
    opened: list[Unit] = []
    for heir in heirs:
        if heir.level != Level.COMMUNE:
            continue
        only = None if len(heirs) == 1 else {pk for pk, to in goes.items() if to == heir}
        opened += places.carry_over_local_units(
            old=unit, new=heir, on=on, actor=actor, at=at, basis=basis, only=only
        )
    ties = Succession.objects.filter(new__in=opened).select_related("old", "new")
    return list(ties.order_by("pk"))


def _hand_over_dossiers(units: Iterable[Unit], *, by: User | None, at: datetime) -> int:
    kept = set(Assessment.objects.filter(keeper__in=units).values_list("keeper_id", flat=True))
    return sum(
        standards.hand_over_on_merger(old_unit=unit, by=by, at=at)
        for unit in units
        if unit.pk in kept
    )


def _tell(done: HandedOver, heirs: Iterable[Unit], *, by: User | None, at: datetime) -> None:
    """Tell the chiefs whose unit has more to do now, and everybody whose post changed."""
    today, but = clock.local_day(at), by.pk if by else None
    if done.matters:
        chiefs = [user for heir in heirs for user in standing.chiefs(heir, today) if user.pk != but]
        notices.tell(to=chiefs, what=What.MERGED, subject="", at=at)
    moved = [post.user for post in done.posts if post.user_id != but]
    notices.tell(to=moved, what=What.POSTS, subject="", at=at)
