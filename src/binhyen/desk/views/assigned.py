"""What a matter's page says of who works on it: who stands for it, its parts, its proposals."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.desk import targets, wording
from binhyen.desk.posts import Visit
from binhyen.matters import actions, standing
from binhyen.matters.models import Matter, Move, Part
from binhyen.matters.running import Step
from binhyen.matters.words import MEDIATION_OUTCOMES, MediationOutcome


@dataclass(frozen=True)
class PartRow:
    """A part as the page shows it."""

    part: Part
    deadline: wording.Deadline | None
    may_end: bool
    may_drop: bool


def shown(found: Matter, visit: Visit) -> dict[str, object]:
    """Return what the page shows of a matter that was read whole: an officer whose post ended stands for nothing any more."""
    parts = part_rows(found, visit)
    proposals = list(found.proposals.all())
    return {
        "is_unattended": is_unattended(found, visit),
        "parts": parts,
        "all_parts_done": bool(parts) and not any(row.part.is_open for row in parts),
        "waiting": [proposal for proposal in proposals if not proposal.answer],
        "answered": [proposal for proposal in proposals if proposal.answer],
    }


def is_unattended(found: Matter, visit: Visit) -> bool:
    """Say whether it is open in the hand of somebody who holds no post there any more."""
    if not found.is_open or found.handler_id is None:
        return False
    if found.handler_id == visit.user.pk:
        return not standing.is_police_of(found.keeper, visit.posts)
    in_post = standing.officers(found.keeper, visit.on).filter(pk=found.handler_id)
    return not in_post.exists()


def part_rows(found: Matter, visit: Visit) -> list[PartRow]:
    """Return the parts of a matter, in the order they were given out."""
    may_drop = visit.may("matters.give_part", found)
    return [
        PartRow(
            part=part,
            deadline=wording.deadline(part.due_at, visit.at) if part.due_at and part.is_open else None,
            may_end=part.is_open and (may_drop or _is_given(part, visit)),
            may_drop=part.is_open and may_drop,
        )
        for part in found.parts.all()
    ]  # fmt: skip


def _is_given(part: Part, visit: Visit) -> bool:
    return actions.may_end(part=part, by=visit.user, at=visit.at)


def open_parts_sentence(parts: Sequence[Part]) -> str:
    """Return why a matter cannot end yet."""
    named = "; ".join(f"{part.words} ({part.assignee})" for part in parts)
    sentence = _("Parts of this matter are not done yet: %(parts)s. Wait for them, or drop them.")
    return sentence % {"parts": named}


#: What happened in a mediation, for the line of the history.
_STEPS = {
    Step.ASKED: gettext_lazy("mediators were asked"),
    Step.STARTED: gettext_lazy("begun"),
    Step.SESSION: gettext_lazy("the parties met"),
}


def with_names(moves: list[Move]) -> list[Move]:
    """Return the moves, each with whom something was given to, or what happened in a mediation."""
    refs = [str(move.detail.get("person", "")) for move in moves]
    names = targets.names_of(filter(None, refs))
    for move, ref in zip(moves, refs, strict=True):
        move.to_whom = move.detail.get("crew") or names.get(ref) or _step(move)  # type: ignore[attr-defined]
    return moves


def _step(move: Move) -> str:
    """Return what a line about a mediation says happened; for every other line nothing."""
    step = move.detail.get("step", "")
    if step == Step.ENDED:
        return str(MEDIATION_OUTCOMES[MediationOutcome(move.detail["outcome"])])
    return str(_STEPS.get(step, ""))
