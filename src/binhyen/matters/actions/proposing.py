"""Ask the level above, and answer as the level above."""

from datetime import datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.matters import queries, rules
from binhyen.matters.actions.moving import CALENDAR, Doing, Outrun, ask, move
from binhyen.matters.models import Answer, Matter, Proposal
from binhyen.matters.rules import Kind, Severity
from binhyen.matters.workflow import Act
from binhyen.people import policy
from binhyen.people.models import User


class NoLevelAbove(Exception):
    """Nobody stands above the unit that keeps the matter."""


@transaction.atomic
def propose(
    *,
    matter: Matter,
    kind: Kind,
    words: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Proposal:
    """Ask the level above to direct, support or take over. The matter stays on the unit's list until answered.

    Raises NotAllowed, NoLevelAbove, MoveNotAllowed, Outrun.
    """
    ask("matters.propose", matter, by=by, at=at)
    above = queries.level_above(matter.keeper, clock.local_day(at))
    if above is None:
        raise NoLevelAbove(matter.keeper)
    doing = Doing(Act.PROPOSE, by, at, words, {"kind": kind.value, "to": above.path})
    move(matter, doing, version=version)
    due_at = rules.answer_due(Severity(matter.severity), asked_at=at, calendar=CALENDAR)
    return Proposal.objects.create(
        matter=matter,
        kind=kind.value,
        from_unit=matter.keeper,
        to_unit=above,
        words=words,
        asked_at=at,
        asked_by=by,
        due_at=due_at,
    )


@transaction.atomic
def answer(*, proposal: Proposal, accepted: bool, words: str, by: User, at: datetime) -> None:
    """Answer a proposal; to accept a take-over makes the level above the keeper and `by` its handler.

    Raises NotAllowed, MoveNotAllowed, Outrun (it was withdrawn or answered meanwhile).
    """
    policy.require(by, "matters.answer_proposal", proposal, on=clock.local_day(at))
    if not Proposal.objects.filter(pk=proposal.pk, answer="").exists():
        raise Outrun(proposal.matter.reference)
    matter = proposal.matter
    act = Act.ACCEPT if accepted else Act.SEND_BACK
    doing = Doing(act, by, at, words, {"kind": proposal.kind})
    if accepted and proposal.kind == Kind.TAKE_OVER:
        move(matter, doing, keeper=proposal.to_unit, handler=by)
    else:
        move(matter, doing)
    # The matter first and then the proposal, as in `withdraw`: the other way round the two would wait for each other.
    _end(proposal, Answer.ACCEPTED if accepted else Answer.SENT_BACK, words=words, by=by, at=at)


@transaction.atomic
def withdraw(
    *, matter: Matter, words: str, by: User, at: datetime, version: int | None = None
) -> None:
    """Take back the open proposal of `matter`. Raises NotAllowed, MoveNotAllowed, Outrun."""
    ask("matters.propose", matter, by=by, at=at)
    move(matter, Doing(Act.WITHDRAW, by, at, words), version=version)
    proposal = matter.proposals.get(answer="")
    _end(proposal, Answer.WITHDRAWN, words=words, by=by, at=at)


def _end(proposal: Proposal, answer_: Answer, *, words: str, by: User, at: datetime) -> None:
    ended = {
        "answer": answer_.value,
        "answer_words": words,
        "answered_at": at,
        "answered_by": by,
    }
    if not Proposal.objects.filter(pk=proposal.pk, answer="").update(**ended):
        raise Outrun(proposal.matter.reference)
    for name, value in ended.items():
        setattr(proposal, name, value)
