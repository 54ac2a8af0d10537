"""Ask the level above, and answer as the level above."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from binhyen.core import clock, text
from binhyen.matters import papers, queries, rules, standing
from binhyen.matters.actions import parts
from binhyen.matters.actions.assigning import tell
from binhyen.matters.actions.moving import CALENDAR, Doing, Outrun, ask, move
from binhyen.matters.models import Answer, Matter, PaperKind, Proposal, ProposalPaper
from binhyen.matters.rules import Kind, Severity
from binhyen.matters.workflow import Act
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import User

_ENDINGS = {PaperKind.PHOTO: "jpg", PaperKind.PDF: "pdf"}


class NoLevelAbove(Exception):
    """Nobody stands above the unit that keeps the matter."""


class BadDue(Exception):
    """An answer is asked for in the past, or later than the rule gives the level above."""


class RemindedBefore(Exception):
    """One reminder is polite; a second is a telephone call."""


@dataclass(frozen=True)
class Need:
    """What is asked for, or given: people, vehicles and other means."""

    people: int = 0
    means: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "means", text.seen(self.means))


NOTHING = Need()


@transaction.atomic
def propose(
    *,
    matter: Matter,
    kind: Kind,
    words: str,
    by: User,
    at: datetime,
    version: int | None = None,
    need: Need = NOTHING,
    due_at: datetime | None = None,
    attached: Sequence[papers.Clean] = (),
) -> Proposal:
    """Ask the level above to direct, support or take over. The matter stays on the unit's list until answered.

    `due_at` may ask for an earlier answer than the rule does, never for a later one.
    Raises NotAllowed, NoLevelAbove, BadDue, MoveNotAllowed, Outrun.
    """
    ask("matters.propose", matter, by=by, at=at)
    above = queries.level_above(matter.keeper, clock.local_day(at))
    if above is None:
        raise NoLevelAbove(matter.keeper)
    latest = rules.answer_due(Severity(matter.severity), asked_at=at, calendar=CALENDAR)
    if due_at is not None and not at < due_at <= latest:
        raise BadDue(due_at)
    doing = Doing(Act.PROPOSE, by, at, words, {"kind": kind.value, "to": above.path})
    move(matter, doing, version=version)
    proposal = Proposal.objects.create(
        matter=matter,
        kind=kind.value,
        from_unit=matter.keeper,
        to_unit=above,
        words=text.seen(words),
        people=need.people,
        means=need.means,
        asked_at=at,
        asked_by=by,
        due_at=due_at or latest,
    )
    for paper in attached:
        _keep(proposal, paper)
    tell(matter, What.ASKED, standing.duty_officers(above, clock.local_day(at)), at=at, but=by)
    return proposal


def _keep(proposal: Proposal, paper: papers.Clean) -> None:
    """Write a paper under a random name, readable by the house alone."""
    name = secrets.token_hex(16)
    file = f"papers/{name[:2]}/{name}.{_ENDINGS[paper.kind]}"
    path = paper_path(file)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(paper.content)
    path.chmod(0o600)
    ProposalPaper.objects.create(
        proposal=proposal,
        kind=paper.kind,
        token=secrets.token_urlsafe(24),
        file=file,
        size=len(paper.content),
        sha256=hashlib.sha256(paper.content).hexdigest(),
    )


def paper_path(file: str) -> Path:
    """Return where a paper lies."""
    return Path(settings.MEDIA_ROOT) / file


@transaction.atomic
def remind(
    *, matter: Matter, words: str, by: User, at: datetime, version: int | None = None
) -> None:
    """Remind the level above of the open proposal of `matter`, once.

    Raises NotAllowed, RemindedBefore, MoveNotAllowed, Outrun.
    """
    ask("matters.propose", matter, by=by, at=at)
    move(matter, Doing(Act.REMIND, by, at, words), version=version)
    proposal = matter.proposals.select_related("to_unit").get(answer="")
    if not Proposal.objects.filter(pk=proposal.pk, reminded_at=None).update(reminded_at=at):
        raise RemindedBefore(proposal)
    told = standing.duty_officers(proposal.to_unit, clock.local_day(at))
    tell(matter, What.ASKED, told, at=at, but=by)


@transaction.atomic
def answer(
    *,
    proposal: Proposal,
    accepted: bool,
    words: str,
    by: User,
    at: datetime,
    given: Need = NOTHING,
    is_partly: bool = False,
) -> None:
    """Answer a proposal: agree, agree in part, or send it back; `given` says what the unit gets. To accept a take-over
    makes the level above the keeper and `by` its handler; what it took over it may give back.

    Raises NotAllowed, MoveNotAllowed, Outrun (it was withdrawn or answered meanwhile).
    """
    on = clock.local_day(at)
    policy.require(by, "matters.answer_proposal", proposal, on=on)
    if not Proposal.objects.filter(pk=proposal.pk, answer="").exists():
        raise Outrun(proposal.matter.reference)
    matter = proposal.matter
    told = standing.people_of(matter, on)
    act = Act.ACCEPT if accepted else Act.SEND_BACK
    doing = Doing(act, by, at, words, {"kind": proposal.kind})
    if accepted and proposal.kind == Kind.TAKE_OVER:
        _take_over(proposal, doing)
    else:
        move(matter, doing)
    agreed = Answer.PARTLY if is_partly else Answer.ACCEPTED
    # The matter first and then the proposal, as in `withdraw`: the other way round the two would wait for each other.
    _end(proposal, agreed if accepted else Answer.SENT_BACK, words=words, by=by, at=at, given=given)
    tell(matter, What.ANSWERED, told, at=at, but=by)


def _take_over(proposal: Proposal, doing: Doing) -> None:
    """Make the level above the keeper. Crews and open parts of the unit below end with its keeping."""
    matter = proposal.matter
    move(
        matter,
        doing,
        keeper=proposal.to_unit,
        handler=doing.by,
        crew=None,
        passed_from=proposal.from_unit,
    )
    parts.drop_open(matter, at=doing.at, why=doing.words)


@transaction.atomic
def withdraw(
    *, matter: Matter, words: str, by: User, at: datetime, version: int | None = None
) -> None:
    """Take back the open proposal of `matter`. Raises NotAllowed, MoveNotAllowed, Outrun."""
    ask("matters.propose", matter, by=by, at=at)
    move(matter, Doing(Act.WITHDRAW, by, at, words), version=version)
    proposal = matter.proposals.get(answer="")
    _end(proposal, Answer.WITHDRAWN, words=words, by=by, at=at)


def _end(
    proposal: Proposal,
    answer_: Answer,
    *,
    words: str,
    by: User,
    at: datetime,
    given: Need = NOTHING,
) -> None:
    ended = {
        "answer": answer_.value,
        "answer_words": text.seen(words),
        "answered_at": at,
        "answered_by": by,
        "given_people": given.people,
        "given_means": given.means,
    }
    if not Proposal.objects.filter(pk=proposal.pk, answer="").update(**ended):
        raise Outrun(proposal.matter.reference)
    for name, value in ended.items():
        setattr(proposal, name, value)
