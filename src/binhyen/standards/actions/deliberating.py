"""The vote of the unit, the marks of both sides, and what the level above asks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import queries as people
from binhyen.people.models import User
from binhyen.standards.actions.competence import holder, require_competent, require_own
from binhyen.standards.actions.dossier import require_editable
from binhyen.standards.actions.evidence import NoPaperHere, SaidAlready
from binhyen.standards.actions.moving import touch
from binhyen.standards.catalogues import Criterion, Kind
from binhyen.standards.models import Assessment, Mark, Question, Vote
from binhyen.standards.scoring import COMPUTED
from binhyen.standards.workflow import Act, MoveNotAllowed, State


class DoesNotAddUp(Exception):
    """For, against and abstained are not together as many as were present."""


class TooManyPoints(Exception):
    """More points than the criterion gives, or points for one that only the machine counts."""


class NoQuestionHere(Exception):
    """Nothing is asked about what is attested: there is no text about it in this house."""


class AnsweredAlready(Exception):
    """The question has its answer; a new one is asked anew."""


@dataclass(frozen=True)
class Count:
    """How a meeting voted: totals only."""

    present: int
    votes_for: int
    against: int
    abstained: int


@transaction.atomic
def record_vote(
    *,
    assessment: Assessment,
    count: Count,
    paper_number: str,
    held_on: date,
    by: User,
    at: datetime,
) -> Vote:
    """Keep the minutes of the meeting that judged its own unit; entered again they are replaced.

    Raises NotAllowed, DoesNotAddUp, SaidAlready, MoveNotAllowed or Outrun.
    """
    require_own(by, "standards.assess", assessment, on=clock.local_day(at))
    require_editable(assessment)
    if count.present != count.votes_for + count.against + count.abstained or not count.present:
        raise DoesNotAddUp(assessment.ref)
    said = {
        "paper_number": paper_number, "held_on": held_on, "present": count.present, "votes_for": count.votes_for,
        "against": count.against, "abstained": count.abstained,
    }  # fmt: skip
    if Vote.objects.filter(assessment=assessment, **said).exists():
        raise SaidAlready(paper_number)
    touch(assessment)
    vote, _is_new = Vote.objects.update_or_create(
        assessment=assessment, defaults={**said, "recorded_by": by, "recorded_at": at}
    )
    audit.record(
        event="standards.vote_recorded",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"paper": paper_number, "for": count.votes_for, "present": count.present},
    )
    return vote


@transaction.atomic
def mark(
    *,
    assessment: Assessment,
    criterion: str,
    is_met: bool,
    by: User,
    at: datetime,
    points: int | None = None,
) -> Mark:
    """Say how the unit judges a criterion of its draft or, once it is appraised, how the level above does.

    Raises NotAllowed, WrongLevel, NoPaperHere, TooManyPoints, MoveNotAllowed or Outrun.
    """
    asked, side = _criterion(assessment, criterion), _side(assessment)
    require = require_own if side is Mark.Side.UNIT else require_competent
    action = "standards.assess" if side is Mark.Side.UNIT else "standards.appraise"
    require(by, action, assessment, on=clock.local_day(at))
    if points is not None and points > _most(assessment, asked):
        raise TooManyPoints(criterion)
    touch(assessment)
    row, _is_new = Mark.objects.update_or_create(
        assessment=assessment,
        criterion=criterion,
        side=side,
        defaults={"is_met": is_met, "points": points, "marked_by": by, "marked_at": at},
    )
    audit.record(
        event="standards.marked",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"criterion": criterion, "side": side.value, "met": is_met, "points": points},
    )
    return row


def _side(assessment: Assessment) -> Mark.Side:
    state = State(assessment.state)
    if state is State.DRAFT:
        return Mark.Side.UNIT
    if state is State.UNDER_APPRAISAL:
        return Mark.Side.ABOVE
    raise MoveNotAllowed(Act.SUBMIT, state)


def _most(assessment: Assessment, criterion: Criterion) -> int:
    """Return how many points somebody may give for the criterion."""
    catalogue = assessment.catalogue.read()
    if criterion.points is not None:
        return criterion.points
    if criterion.kind in COMPUTED:
        return 0
    return (catalogue.points_max or 0) - sum(one.points or 0 for one in catalogue.criteria)


@transaction.atomic
def ask(*, assessment: Assessment, criterion: str, words: str, by: User, at: datetime) -> Question:
    """Ask the unit about a criterion of the dossier it handed in.

    Raises NotAllowed, WrongLevel, NoPaperHere, NoQuestionHere, SaidAlready or MoveNotAllowed.
    """
    require_competent(by, "standards.appraise", assessment, on=clock.local_day(at))
    asked, state = _criterion(assessment, criterion), State(assessment.state)
    if state not in (State.SUBMITTED, State.UNDER_APPRAISAL):
        raise MoveNotAllowed(Act.TAKE_UP, state)
    if asked.kind is Kind.ATTESTATION:
        raise NoQuestionHere(criterion)
    said = {"criterion": criterion, "words": words.strip(), "asked_by": by}
    if assessment.questions.filter(answered_at=None, **said).exists():
        raise SaidAlready(criterion)
    question = Question.objects.create(assessment=assessment, asked_at=at, **said)
    audit.record(
        event="standards.question_asked",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"criterion": criterion},
    )
    workers = people.holders("standards.assess", holder(assessment), clock.local_day(at))
    told = [user for user in workers if user != by]
    notices.tell(to=told, what=What.DOSSIER_ASK, subject=assessment.ref, at=at)
    return question


@transaction.atomic
def answer(*, question: Question, words: str, by: User, at: datetime) -> None:
    """Answer a question about the unit's dossier. Raises NotAllowed or AnsweredAlready."""
    assessment = question.assessment
    require_own(by, "standards.assess", assessment, on=clock.local_day(at))
    answered = Question.objects.filter(pk=question.pk, answered_at=None).update(
        answer=words.strip(), answered_by=by, answered_at=at
    )
    if not answered:
        raise AnsweredAlready(assessment.ref)
    audit.record(
        event="standards.question_answered",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"criterion": question.criterion},
    )
    if question.asked_by != by:
        what = What.DOSSIER_ANS
        notices.tell(to=[question.asked_by], what=what, subject=assessment.ref, at=at)


def open_questions(assessment: Assessment) -> list[Question]:
    """Return the questions that wait for their answer, the oldest first."""
    return list(assessment.questions.filter(answered_at=None).order_by("asked_at", "pk"))


def _criterion(assessment: Assessment, criterion: str) -> Criterion:
    try:
        return assessment.catalogue.read().criterion(criterion)
    except KeyError:
        raise NoPaperHere(criterion) from None
