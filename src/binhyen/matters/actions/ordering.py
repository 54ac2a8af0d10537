"""Order one act for many matters, take the order back, carry it out matter by matter.

Each matter is done in a transaction of its own together with the line of the order that says so: a worker that dies leaves
an order that another takes up where it stopped, and two at once cannot do the same matter twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.matters import bulk
from binhyen.matters.actions import assigning, handling, settling
from binhyen.matters.actions.moving import Outrun
from binhyen.matters.bulk import Why
from binhyen.matters.models import BulkOrder, Crew, Matter, Stage
from binhyen.matters.rules import Severity
from binhyen.matters.workflow import Act, MoveNotAllowed
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


class NothingToDo(Exception):
    """Of what was chosen, nothing can be done."""


class TooLate(Exception):
    """The order is being carried out already, or was."""


@dataclass(frozen=True)
class Order:
    """What is ordered: the act and what it needs."""

    act: Act
    words: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def order(
    *,
    order: Order,
    unit: Unit,
    seen: Sequence[tuple[int, int]],
    wait: timedelta,
    by: User,
    at: datetime,
) -> BulkOrder:
    """Order an act for the matters in `seen` (key and the version that was seen); it waits for `wait`.

    What cannot be done is left out here already. Raises NotAllowed, NothingToDo.
    """
    on = clock.local_day(at)
    policy.require(by, bulk.ACTIONS[order.act], unit, on=on)
    versions = dict(seen[: bulk.MOST_AT_ONCE])
    severity = order.detail.get("severity", "")
    items = bulk.preview(
        order.act, list(versions), unit=unit, user=by, on=on, severity=severity,
        to=order.detail.get("to", ""),
    )  # fmt: skip
    doable = [[item.matter.pk, versions[item.matter.pk]] for item in items if not item.why]
    if not doable:
        raise NothingToDo(order.act)
    kept = BulkOrder.objects.create(
        unit=unit,
        by=by,
        act=order.act.value,
        detail=dict(order.detail),
        words=order.words,
        items=doable,
        ordered_at=at,
        due_at=at + wait,
    )
    _record("matters.bulk_ordered", kept, by, at)
    return kept


@transaction.atomic
def undo_order(*, order: BulkOrder, by: User, at: datetime) -> None:
    """Take back one's own order while it waits. Raises NotAllowed, TooLate."""
    policy.require(by, bulk.ACTIONS[Act(order.act)], order, on=clock.local_day(at))
    if order.by_id != by.pk:
        message = f"{order} is the order of somebody else"
        raise policy.NotAllowed(message)
    waiting = BulkOrder.objects.filter(pk=order.pk, stage=Stage.WAITING.value)
    if not waiting.update(stage=Stage.UNDONE.value, ended_at=at):
        raise TooLate(order.pk)
    order.stage = Stage.UNDONE.value
    _record("matters.bulk_undone", order, by, at)


def carry_out_orders(*, at: datetime) -> int:
    """Carry out every order whose moment has come; return how many ended here."""
    due = BulkOrder.objects.filter(
        stage__in=[Stage.WAITING.value, Stage.RUNNING.value], due_at__lte=at
    )
    return sum(_carry_out(kept, at) for kept in due.select_related("by", "unit").order_by("pk"))


def _carry_out(kept: BulkOrder, at: datetime) -> bool:
    """Do the matters of one order; say whether it ended here, and not with another worker."""
    BulkOrder.objects.filter(pk=kept.pk, stage=Stage.WAITING.value).update(
        stage=Stage.RUNNING.value
    )
    kept.refresh_from_db(fields=["stage", "progress", "results"])
    if kept.stage != Stage.RUNNING:
        return False
    if not policy.can(kept.by, bulk.ACTIONS[Act(kept.act)], kept.unit, on=clock.local_day(at)):
        return _end(kept, Stage.REFUSED, at)
    for n in range(kept.progress, len(kept.items)):
        if not _do_one(kept, n, at):
            return False
    return _end(kept, Stage.DONE, at)


def _do_one(kept: BulkOrder, n: int, at: datetime) -> bool:
    """Do the `n`th matter and say on the order how it went, both or neither; False where another worker was first."""
    why = _try(kept, n, at)
    if why is None:
        return False
    return not why or _say(kept, n, why)


def _try(kept: BulkOrder, n: int, at: datetime) -> str | None:
    key, version = kept.items[n]
    try:
        with transaction.atomic():
            if not _say(kept, n, ""):
                return None
            matter = Matter.objects.select_related("keeper", "area", "crew__home").get(
                pk=key, keeper=kept.unit
            )
            if matter.version != version:
                raise Outrun(matter.reference)
            _RUN[Act(kept.act)](kept, matter, at)
    except Matter.DoesNotExist:
        why = Why.GONE
    except Outrun:
        why = Why.CHANGED
    except MoveNotAllowed:
        why = Why.STATE
    except (assigning.NotAssignable, assigning.OnlyToAnOfficer, Crew.DoesNotExist):
        why = Why.TARGET
    except (policy.NotAllowed, handling.NotOffered, handling.NotOurArea):
        why = Why.NOT_ALLOWED
    else:
        return ""
    kept.results = kept.results[:n]
    return why.value


def _say(kept: BulkOrder, n: int, why: str) -> bool:
    """Write how the `n`th matter went, if nobody has: of two workers one goes on, the other stops."""
    results = [*kept.results[:n], why]
    here = BulkOrder.objects.filter(pk=kept.pk, progress=n, stage=Stage.RUNNING.value)
    if not here.update(progress=n + 1, results=results):
        return False
    kept.results = results
    return True


@transaction.atomic
def _end(kept: BulkOrder, stage: Stage, at: datetime) -> bool:
    running = BulkOrder.objects.filter(pk=kept.pk, stage=Stage.RUNNING.value)
    if not running.update(stage=stage.value, ended_at=at):
        return False
    kept.stage = stage.value
    _record("matters.bulk_ended", kept, kept.by, at)
    notices.tell(
        to=[kept.by], what=What.BULK_DONE, subject=str(kept.pk), at=at, mark=f"bulk-{kept.pk}"
    )
    return True


def _take(kept: BulkOrder, matter: Matter, at: datetime) -> None:
    handling.take_in_hand(matter=matter, by=kept.by, at=at)


def _note(kept: BulkOrder, matter: Matter, at: datetime) -> None:
    handling.note(matter=matter, words=kept.words, by=kept.by, at=at)


def _mark_heard(kept: BulkOrder, matter: Matter, at: datetime) -> None:
    handling.mark_heard(matter=matter, by=kept.by, at=at)


def _close(kept: BulkOrder, matter: Matter, at: datetime) -> None:
    settling.close(matter=matter, by=kept.by, at=at)


def _triage(kept: BulkOrder, matter: Matter, at: datetime) -> None:
    """Change how much it presses, and nothing else of how it was sorted."""
    severity = Severity(kept.detail["severity"])
    sorting = handling.Sorting(matter.title, matter.category, severity, matter.area)
    handling.triage(matter=matter, sorting=sorting, by=kept.by, at=at)


def _assign(kept: BulkOrder, matter: Matter, at: datetime) -> None:
    to = assigning.Target.written(kept.detail["to"])
    assigning.assign(matter=matter, to=to, by=kept.by, at=at)


_RUN: Mapping[Act, Callable[[BulkOrder, Matter, datetime], None]] = {
    Act.TAKE_IN_HAND: _take,
    Act.ASSIGN: _assign,
    Act.TRIAGE: _triage,
    Act.NOTE: _note,
    Act.MARK_HEARD: _mark_heard,
    Act.CLOSE: _close,
}


def _record(event: str, kept: BulkOrder, by: User, at: datetime) -> None:
    done = sum(1 for why in kept.results if not why)
    detail = {"order": kept.pk, "act": kept.act, "matters": len(kept.items), "done": done}
    audit.record(event=event, subject=kept.unit.path, actor=by.ref, at=at, detail=detail)
