"""How partners, members and residents answer a survey. Nothing about whoever answers is asked, kept or written on the trail."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.core import signing
from django.db import IntegrityError, transaction

from binhyen.core import clock
from binhyen.forces import queries
from binhyen.forces.actions.refusals import (
    AnsweredTwice,
    NothingAnswered,
    SurveyClosed,
    UnknownCode,
)
from binhyen.forces.actions.surveys import add_to_tallies, digest_of, unordered
from binhyen.forces.models import SurveyCode, SurveyGroup, SurveyKey, SurveyRound
from binhyen.forces.questionnaires import Answers
from binhyen.places.models import Unit

_SALT = "binhyen.forces.survey"


@dataclass(frozen=True)
class Sheet:
    """An empty form of a resident: its group, and the key that lets it be sent once."""

    group: SurveyGroup
    key: str


def empty_sheet(*, area: Unit, at: datetime) -> Sheet | None:
    """Return a form for a resident of `area`, with a key of its own; None while no survey is open there."""
    group = queries.open_residents_group(area, clock.local_day(at))
    if group is None:
        return None
    return Sheet(group, signing.dumps([group.pk, uuid4().hex], salt=_SALT))


@transaction.atomic
def answer_openly(*, key: str, answers: Answers, at: datetime) -> SurveyRound:
    """Count a resident's answers once. Raises UnknownCode, SurveyClosed, AnsweredTwice, NothingAnswered or NotAnAnswer."""
    group, form = _sheet_of(key)
    _require_open(group, at)
    try:
        with transaction.atomic():
            SurveyKey.objects.create(pk=unordered(), survey=group.survey, digest=digest_of(form))
    except IntegrityError:
        raise AnsweredTwice from None
    if not add_to_tallies(group, answers):
        raise NothingAnswered
    return group.survey


def group_of_key(*, key: str) -> SurveyGroup:
    """Return whose form a key belongs to, used or not. Raises UnknownCode."""
    return _sheet_of(key)[0]


def _sheet_of(key: str) -> tuple[SurveyGroup, str]:
    """Return the group of a form and what tells the form from others. Raises UnknownCode."""
    try:
        group_id, form = signing.loads(key, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise UnknownCode from None
    group = SurveyGroup.objects.select_related("survey__unit").filter(pk=group_id).first()
    if group is None:
        raise UnknownCode
    return group, str(form)


def group_of_code(*, code: str, at: datetime) -> SurveyGroup:
    """Return whom a code lets answer. Raises UnknownCode, SurveyClosed or AnsweredTwice."""
    found = SurveyCode.objects.filter(digest=digest_of(code)).select_related(
        "group__survey__unit", "group__team"
    )
    one = found.first()
    if one is None:
        raise UnknownCode
    if one.is_used:
        raise AnsweredTwice
    _require_open(one.group, at)
    return one.group


@transaction.atomic
def answer_by_code(*, code: str, answers: Answers, at: datetime) -> SurveyRound:
    """Count the answers of whoever holds the code, once. Raises UnknownCode, SurveyClosed, AnsweredTwice, NothingAnswered
    or NotAnAnswer."""
    group = group_of_code(code=code, at=at)
    used = SurveyCode.objects.filter(digest=digest_of(code), is_used=False).update(is_used=True)
    if not used:  # somebody was faster with the same code
        raise AnsweredTwice
    if not add_to_tallies(group, answers):
        raise NothingAnswered
    return group.survey


def _require_open(group: SurveyGroup, at: datetime) -> None:
    if not group.survey.is_open(clock.local_day(at)):
        raise SurveyClosed(group.survey)
