"""What every act does in one transaction: ask, compare and set, append to the history, audit, count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.figures import actions as figures
from binhyen.matters import counting, queries, workflow
from binhyen.matters.actions import indexing, ticking
from binhyen.matters.models import Matter, Move, shelf_of
from binhyen.matters.workflow import STAYS, Act, MoveNotAllowed, State
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import User

CALENDAR = ticking.CALENDAR
#: Changes after which a matter is found by other words, or by another unit.
_FOUND_BY = frozenset({"title", "sensitivity", "keeper"})
#: Acts before which its reports changed; a matter that is opened is indexed by whoever opens it.
_TOLD_BY = frozenset({Act.ATTACH, Act.SPLIT, Act.DETACH})
#: Acts by which a matter goes from one officer to another without that officer's doing. A crew sees its own list.
_TAKES_AWAY = frozenset({Act.ASSIGN, Act.TRIAGE, Act.TAKE_IN_HAND, Act.TRANSFER, Act.GIVE_BACK})


class Outrun(Exception):
    """Somebody else acted on the matter since it was read. Nothing was done; look again."""


@dataclass(frozen=True)
class Doing:
    """An act as it is told to the history: what, who, when, with which words."""

    act: Act
    by: User | None
    at: datetime
    words: str = ""
    detail: Mapping[str, str | int | bool] = field(default_factory=dict)
    was_on_time: bool | None = None
    was_at_base: bool | None = None
    #: Who acted where `by` is nobody: a resident, or the house itself.
    actor: str = "resident"


def ask(action: str, matter: Matter, *, by: User, at: datetime) -> None:
    """Raise NotAllowed unless `by` may do `action` on `matter` and may read what stands in it."""
    on = clock.local_day(at)
    policy.require(by, action, matter, on=on)
    if queries.is_masked(matter, by, on):
        message = f"{matter} is restricted to its chief and its handler"
        raise policy.NotAllowed(message)


def move(matter: Matter, doing: Doing, *, version: int | None = None, **changes: object) -> None:
    """Carry `matter` to where the workflow says, if it still is as it was read.

    `version` is what the officer saw when it is older than the object's. Raises MoveNotAllowed or Outrun.
    """
    seen = matter.version if version is None else version
    before = State(matter.state)
    had = matter.handler if doing.act in _TAKES_AWAY else None
    to = _after(matter, doing.act, seen)
    changes |= {"state": to.value, "shelf": shelf_of(to).value, "version": seen + 1}
    changes["forgotten_at"] = None
    if not Matter.objects.filter(pk=matter.pk, version=seen).update(**changes):
        raise Outrun(matter.reference)
    for name, value in changes.items():
        setattr(matter, name, value)
    if _FOUND_BY & changes.keys():
        indexing.renew(matter)
    record(matter, doing, before)
    if had and had.pk != matter.handler_id:
        _tell_replaced(matter, had, doing)


def _tell_replaced(matter: Matter, handler: User, doing: Doing) -> None:
    """Tell whoever had the matter that it is another's now, unless they gave it away themselves."""
    to = [] if doing.by and doing.by.pk == handler.pk else [handler]
    notices.tell(to=to, what=What.REPLACED, subject=matter.reference, at=doing.at)


def _after(matter: Matter, act: Act, seen: int) -> State:
    """Return where `act` leads; a move that fails because somebody moved first is an Outrun, not a mistake."""
    try:
        return workflow.after(act, State(matter.state))
    except MoveNotAllowed:
        if seen != matter.version:
            raise Outrun(matter.reference) from None
        raise


def stay(matter: Matter, doing: Doing, **changes: object) -> None:
    """Add to `matter` without moving it, whatever others did meanwhile, where its state allows.

    A note or a message takes nothing from anybody, so it does not compete with other acts.
    Raises MoveNotAllowed.
    """
    states = sorted(state.value for state in STAYS[doing.act])
    here = Matter.objects.filter(pk=matter.pk, state__in=states)
    if not here.update(version=F("version") + 1, forgotten_at=None, **changes):
        message = f"{doing.act} does not follow {matter.state}"
        raise MoveNotAllowed(message)
    matter.refresh_from_db(fields=["version", "state", "shelf", *changes])
    if _FOUND_BY & changes.keys():
        indexing.renew(matter)
    record(matter, doing, State(matter.state))


def record(matter: Matter, doing: Doing, before: State | None) -> None:
    """Append the act to the history and the trail, count it, let what it added be found and the clocks know."""
    if doing.act in _TOLD_BY:
        indexing.renew(matter)
    day, detail = clock.local_day(doing.at), _as_seen(doing.detail)
    Move.objects.create(
        matter=matter,
        act=doing.act.value,
        from_state=before.value if before else "",
        to_state=matter.state,
        at=doing.at,
        day=day,
        category=matter.category,
        is_on_time=doing.was_on_time,
        is_at_base=doing.was_at_base,
        by=doing.by,
        words=text.visible(doing.words),
        detail=detail,
    )
    audit.record(
        event=f"matters.{doing.act.value.lower()}",
        subject=matter.reference,
        actor=doing.by.ref if doing.by else doing.actor,
        at=doing.at,
        detail={"from": before.value if before else "", "to": matter.state, **detail},
    )
    counted = counting.events(
        doing.act, was_on_time=doing.was_on_time, was_at_base=doing.was_at_base
    )
    for event in counted:
        figures.count(event=event, unit_id=matter.unit_id, on=day, category=matter.category)
    ticking.after(matter, act=doing.act, detail=detail, at=doing.at)


def _as_seen(detail: Mapping[str, str | int | bool]) -> dict[str, str | int | bool]:
    """Return the detail of an act as a reader will see it; some of it was typed."""
    return {
        name: text.seen(value) if isinstance(value, str) else value
        for name, value in detail.items()
    }
