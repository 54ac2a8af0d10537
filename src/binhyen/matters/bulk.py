"""One act on many matters: which acts there are, what each would do to which matter, and why not to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from binhyen.matters import rules, workflow
from binhyen.matters.models import Matter
from binhyen.matters.workflow import Act, State
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit

#: More at once is more than anybody looks through.
MOST_AT_ONCE = 200

#: Acts that can be ordered for many, with the action the policy is asked for.
ACTIONS: Mapping[Act, str] = {
    Act.TAKE_IN_HAND: "matters.take_in_hand",
    Act.ASSIGN: "matters.assign",
    Act.TRIAGE: "matters.triage",
    Act.NOTE: "matters.note",
    Act.MARK_HEARD: "reports.answer",
    Act.CLOSE: "matters.close",
}


class Why(StrEnum):
    """Why a matter is left out, or was not done."""

    CHANGED = "CHANGED"  # somebody worked on it since it was seen
    STATE = "STATE"  # the act does not follow from its state
    RESTRICTED = "RESTRICTED"  # it may not be read, so nothing may be done to it unread
    NOT_ALLOWED = "NOT_ALLOWED"  # the post does not grant the act on it
    TARGET = "TARGET"  # it cannot go to the crew or person chosen
    NOTHING = "NOTHING"  # it is so already
    GONE = "GONE"  # the unit does not keep it any more


@dataclass(frozen=True)
class Item:
    """A matter as it was seen, and why the act will not be done to it ("" where it will)."""

    matter: Matter
    why: str


def preview(
    act: Act,
    keys: Sequence[int],
    *,
    unit: Unit,
    user: User,
    on: date,
    severity: str = "",
    to: str = "",
) -> list[Item]:
    """Return what would become of each matter, in the order asked for; what the unit does not keep is not there."""
    kept = Matter.objects.filter(keeper=unit).select_related(
        "keeper", "area", "handler", "crew__home"
    )
    rows = kept.in_bulk(list(dict.fromkeys(keys))[:MOST_AT_ONCE])
    return [
        Item(rows[key], _why_not(act, rows[key], unit, user, on) or _is_so(act, rows[key], severity, to))
        for key in dict.fromkeys(keys)
        if key in rows
    ]  # fmt: skip


def _why_not(act: Act, matter: Matter, unit: Unit, user: User, on: date) -> str:
    if _is_masked(matter, unit, user, on):
        return Why.RESTRICTED
    if not policy.can(user, ACTIONS[act], matter, on=on):
        return Why.NOT_ALLOWED
    if not workflow.can_follow(act, State(matter.state)):
        return Why.STATE
    return ""


def _is_so(act: Act, matter: Matter, severity: str, to: str) -> str:
    """Say why the act would do nothing to the matter, or cannot do what was chosen; `to` is "crew:3" or "person:12"."""
    if act is Act.ASSIGN and to.startswith("crew:") and matter.is_restricted:
        return Why.TARGET
    is_so = {
        Act.MARK_HEARD: not matter.has_news,
        Act.TRIAGE: matter.severity == severity,
        Act.ASSIGN: to in {f"crew:{matter.crew_id}", f"person:{matter.handler_id}"},
    }
    return Why.NOTHING if is_so.get(act) else ""


def _is_masked(matter: Matter, unit: Unit, user: User, on: date) -> bool:
    """Say whether its line is masked in the list of the unit that keeps it; without a query for each."""
    return rules.is_masked(
        sensitivity=matter.sensitivity,
        is_new=State(matter.state) is State.RECEIVED,
        is_chief=policy.can(user, "matters.read_restricted", unit, on=on),
        is_handler=matter.handler_id == user.pk,
    )
