"""What the level above does: take up, give back, recognise, refuse, withdraw; and record earlier recognitions."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed_year
from binhyen.figures.rules import Period
from binhyen.people.models import User
from binhyen.places.models import LOCAL_LEVELS, Unit
from binhyen.standards import catalogues, queries, rules, scoring, workflow
from binhyen.standards.actions.baselines import DayToCome
from binhyen.standards.actions.competence import require_competent
from binhyen.standards.actions.deliberating import open_questions
from binhyen.standards.actions.dossier import Gap, NotForThisUnit
from binhyen.standards.actions.freezing import snapshot
from binhyen.standards.actions.moving import move
from binhyen.standards.models import Assessment, Mark, Question, Recognition, StoredCatalogue
from binhyen.standards.rules import Outcome, Reason
from binhyen.standards.workflow import Act, State


class NotAllMet(Exception):
    """A mandatory criterion is not met: the unit cannot be recognised. `gaps` says which."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__(", ".join(gap.criterion.no for gap in gaps))
        self.gaps = tuple(gaps)


class BeforeRecognised(Exception):
    """The recognition was decided later than the decision that is to withdraw it."""


class BeforePeriod(Exception):
    """The decision is older than the period that it is to judge, which begins on `since`."""

    def __init__(self, since: date) -> None:
        super().__init__(since)
        self.since = since


class OpenQuestions(Exception):
    """Questions to the unit wait for their answer: nothing is decided over them. `questions` says which."""

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__(", ".join(question.criterion for question in questions))
        self.questions = tuple(questions)


@transaction.atomic
def take_up(*, assessment: Assessment, by: User, at: datetime) -> None:
    """Begin the appraisal. Raises NotAllowed, WrongLevel, MoveNotAllowed or Outrun."""
    require_competent(by, "standards.appraise", assessment, on=clock.local_day(at))
    move(assessment, Act.TAKE_UP, by=by, at=at)
    audit.record(event="standards.taken_up", subject=assessment.ref, actor=by.ref, at=at)


@transaction.atomic
def give_back(*, assessment: Assessment, why: str, by: User, at: datetime) -> None:
    """Return the dossier to be completed. Raises NotAllowed, WrongLevel, MoveNotAllowed or Outrun."""
    require_competent(by, "standards.appraise", assessment, on=clock.local_day(at))
    move(assessment, Act.GIVE_BACK, by=by, at=at, why=why)
    audit.record(event="standards.given_back", subject=assessment.ref, actor=by.ref, at=at)


@transaction.atomic
def recognise(
    *,
    assessment: Assessment,
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
    class_id: str = "",
) -> Recognition:
    """Recognise the unit by a numbered decision and freeze the inputs.

    The class follows from the points; where nothing is scored it is the decision's own. Raises NotAllowed, WrongLevel,
    OpenQuestions, NotAllMet, DayToCome, BeforePeriod, MoveNotAllowed or Outrun.
    """
    require_competent(by, "standards.decide", assessment, on=clock.local_day(at))
    _require_come(decided_on, at)
    _require_begun(decided_on, assessment.since)
    workflow.move(Act.RECOGNISE, State(assessment.state))
    waiting = open_questions(assessment)
    if waiting:
        raise OpenQuestions(waiting)
    unmet = not_met(assessment)
    if unmet:
        raise NotAllMet(unmet)
    scored = score_of(assessment)
    if scored is not None:
        class_id = scored.reached.id if scored.reached else ""
    _decide(assessment, Act.RECOGNISE, by=by, at=at, paper=decision_number)
    recognition = Recognition.objects.create(
        unit=assessment.unit,
        catalogue=assessment.catalogue,
        assessment=assessment,
        since=assessment.since,
        until=assessment.until,
        year=assessment.year,
        class_id=class_id,
        decision_number=decision_number,
        decided_on=decided_on,
        recorded_by=by,
        recorded_at=at,
    )
    audit.record(
        event="standards.recognised",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"decision": decision_number, "inputs": assessment.frozen_sha256},
    )
    return recognition


@transaction.atomic
def refuse(*, assessment: Assessment, why: str, by: User, at: datetime, paper: str = "") -> None:
    """Refuse the recognition with its reason; the inputs are frozen. Raises NotAllowed, WrongLevel, MoveNotAllowed or Outrun."""
    require_competent(by, "standards.decide", assessment, on=clock.local_day(at))
    _decide(assessment, Act.REFUSE, by=by, at=at, why=why, paper=paper)
    audit.record(
        event="standards.refused",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"inputs": assessment.frozen_sha256},
    )


@transaction.atomic
def withdraw(
    *,
    assessment: Assessment,
    why: str,
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
) -> None:
    """Withdraw a recognition by a numbered decision, on its day; what was decided stays readable.

    Raises NotAllowed, WrongLevel, DayToCome, BeforeRecognised, MoveNotAllowed or Outrun.
    """
    require_competent(by, "standards.decide", assessment, on=clock.local_day(at))
    _require_come(decided_on, at)
    workflow.move(Act.WITHDRAW, State(assessment.state))
    standing = Recognition.objects.filter(assessment=assessment, withdrawn_on=None)
    if standing.filter(decided_on__gt=decided_on).exists():
        raise BeforeRecognised(decided_on)
    move(assessment, Act.WITHDRAW, by=by, at=at, why=why, paper=decision_number)
    standing.update(withdrawn_on=decided_on)
    audit.record(
        event="standards.withdrawn",
        subject=assessment.ref,
        actor=by.ref,
        at=at,
        detail={"decision": decision_number},
    )


@transaction.atomic
def record_recognition(
    *,
    unit: Unit,
    catalogue: StoredCatalogue,
    period: Period,
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
    class_id: str = "",
) -> Recognition:
    """Enter a recognition decided on paper, such as of a residential area by its commune.

    The same unit, catalogue and year again replaces number and date. Raises NotAllowed, WrongLevel, DayToCome, BeforePeriod,
    YearClosed or NotForThisUnit.
    """
    require_competent(by, "standards.decide", unit, on=clock.local_day(at))
    _require_come(decided_on, at)
    _require_begun(decided_on, period.since)
    if unit.level in LOCAL_LEVELS:
        refuse_closed_year(unit, rules.year_of(period))
    if queries.UNIT_TYPES.get(unit.level) not in catalogue.read().unit_types:
        raise NotForThisUnit(unit.level)
    recognition, _ = Recognition.objects.update_or_create(
        unit=unit,
        catalogue=catalogue,
        year=rules.year_of(period),
        withdrawn_on=None,
        defaults={
            "since": period.since,
            "until": period.until,
            "class_id": class_id,
            "decision_number": decision_number,
            "decided_on": decided_on,
            "recorded_by": by,
            "recorded_at": at,
        },
    )
    audit.record(
        event="standards.recognition_recorded",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={"catalogue": str(catalogue), "decision": decision_number},
    )
    return recognition


def _require_come(decided_on: date, at: datetime) -> None:
    """Raise DayToCome for a decision of a day that has not come yet."""
    if decided_on > clock.local_day(at):
        raise DayToCome(decided_on)


def _require_begun(decided_on: date, since: date) -> None:
    """Raise BeforePeriod for a decision on days that had not begun when it was taken."""
    if decided_on < since:
        raise BeforePeriod(since)


def not_met(assessment: Assessment) -> list[Gap]:
    """Return the mandatory criteria that keep the unit from being recognised."""
    findings = {finding.criterion: finding for finding in assessment.findings.all()}
    outcomes = {name: finding.effective for name, finding in findings.items()}
    found = []
    for criterion in scoring.unmet(assessment.catalogue.read(), outcomes):
        finding = findings.get(criterion.id)
        reason = Reason(finding.reason) if finding else Reason.NOT_COMPUTED
        found.append(Gap(criterion, outcomes.get(criterion.id, Outcome.MISSING), reason))
    return found


def score_of(assessment: Assessment) -> scoring.Score | None:
    """Return the points of a dossier with those the appraiser gave, None where nothing is scored."""
    outcomes = {row.criterion: row.effective for row in assessment.findings.all()}
    given = {
        row.criterion: row.points
        for row in assessment.marks.filter(side=Mark.Side.ABOVE).exclude(points=None)
        if row.points is not None
    }
    return scoring.score(assessment.catalogue.read(), outcomes, given)


def _decide(
    assessment: Assessment, act: Act, *, by: User, at: datetime, paper: str, why: str = ""
) -> None:
    inputs = snapshot(assessment)
    move(
        assessment,
        act,
        by=by,
        at=at,
        why=why,
        paper=paper,
        decided_at=at,
        frozen=json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
        frozen_sha256=catalogues.digest(inputs),
    )
