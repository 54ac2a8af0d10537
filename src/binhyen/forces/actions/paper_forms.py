"""Survey forms filled on paper: taken in, and taken back by whoever typed them wrongly.

What one form said is kept nowhere (ADR 16). The page that took the forms in carries what was typed itself, signed for the
officer who typed it: with that, and with nothing else, just these answers leave the tallies again.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F

from binhyen.audit import actions as audit
from binhyen.core import clock, crypto
from binhyen.figures.closing import refuse_closed_year
from binhyen.forces import queries, questionnaires
from binhyen.forces.actions.refusals import AnsweredTwice, NotOfTheCommune, TooLate, UnknownCode
from binhyen.forces.actions.surveys import add_to_tallies, asked_of, unordered
from binhyen.forces.models import (
    Answering,
    Mistake,
    SurveyGroup,
    SurveyKey,
    SurveyRound,
    SurveyTally,
)
from binhyen.forces.questionnaires import Answers
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit

#: How long what was typed can be taken back: the paper still lies on the table.
TAKEN_BACK_WITHIN = timedelta(hours=12)
_SALT = "binhyen.forces.paper"


@dataclass(frozen=True)
class Batch:
    """Forms typed in together from one page; `key` is that page's."""

    survey: SurveyRound
    area: Unit
    sheets: Sequence[Answers]
    key: UUID

    @property
    def content(self) -> str:
        """What tells these forms of this page from any others."""
        return f"{self.key} {self.area.pk} {json.dumps(self.sheets, sort_keys=True)}"


@transaction.atomic
def type_in(
    *,
    survey: SurveyRound,
    area: Unit,
    sheets: Sequence[Answers],
    by: User,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Take the answers of residents who filled the form on paper, all or none, and return how many there were.

    A form on which nothing is answered is left out. A day after the last is not too late for paper: it was filled before.
    Raises NotAllowed, YearClosed, NotOfTheCommune, NotAnAnswer, or AnsweredTwice where the page with this `key` was sent before.
    """
    policy.require(by, "forces.type_in_survey", survey, on=clock.local_day(at))
    refuse_closed_year(survey.unit, survey.year)
    group = _group(survey, area)
    if key:
        _use_up(survey, f"{key}")
        _use_up(survey, Batch(survey, area, sheets, key).content)
    taken = sum(add_to_tallies(group, sheet) for sheet in sheets)
    _record("forces.survey_typed_in", group, {"forms": taken}, by, at)
    return taken


def receipt(*, batch: Batch, by: User, at: datetime) -> str:
    """Return what the page of the officer who typed the forms in carries to take them back: nothing of it is kept here.

    Raises UnknownCode when just these forms were not taken in.
    """
    if not _is_used_up(batch.content):
        raise UnknownCode
    said = [batch.survey.pk, batch.area.pk, list(batch.sheets), str(batch.key), at.isoformat()]
    return signing.dumps(said, salt=_salt_of(by), compress=True)


def batch_of(*, receipt: str, by: User, at: datetime) -> Batch:
    """Return the forms that a receipt is for. Raises UnknownCode, TooLate, or AnsweredTwice once they are taken back."""
    try:
        survey, area, sheets, key, typed_at = signing.loads(receipt, salt=_salt_of(by))
    except (signing.BadSignature, ValueError, TypeError):
        raise UnknownCode from None
    if at - datetime.fromisoformat(typed_at) > TAKEN_BACK_WITHIN:
        raise TooLate
    if is_taken_back(key=key):
        raise AnsweredTwice
    found = SurveyRound.objects.select_related("unit").get(pk=survey)
    return Batch(found, Unit.objects.get(pk=area), sheets, UUID(key))


def is_taken_back(*, key: UUID) -> bool:
    """Say whether the forms of the page with this key were taken back."""
    return _is_used_up(_back(key))


@transaction.atomic
def take_back_forms(*, receipt: str, because: Mistake, by: User, at: datetime) -> Batch:
    """Take forms that were typed in wrongly out of the tallies again, and return them. The trail keeps how many, and why.

    Raises NotAllowed, YearClosed, UnknownCode, TooLate or AnsweredTwice.
    """
    batch = batch_of(receipt=receipt, by=by, at=at)
    policy.require(by, "forces.type_in_survey", batch.survey, on=clock.local_day(at))
    refuse_closed_year(batch.survey.unit, batch.survey.year)
    group = _group(batch.survey, batch.area)
    _use_up(batch.survey, _back(batch.key))
    for sheet in batch.sheets:
        _take_from_tallies(group, sheet)
    detail = {"forms": len(batch.sheets), "because": because.value}
    _record("forces.survey_taken_back", group, detail, by, at)
    return batch


def _take_from_tallies(group: SurveyGroup, answers: Answers) -> None:
    """Take one form out. A tally of none goes: it would say what was corrected. Raises UnknownCode below none."""
    values, _texts = questionnaires.checked(asked_of(group.survey, group.who), answers)
    if not values:
        return
    for item, value in values:
        counted = SurveyTally.objects.filter(group=group, item=item, value=value, n__gte=1)
        if not counted.update(n=F("n") - 1):
            raise UnknownCode
    SurveyTally.objects.filter(group=group, n=0).delete()
    SurveyGroup.objects.filter(pk=group.pk).update(answered=F("answered") - 1)


def _group(survey: SurveyRound, area: Unit) -> SurveyGroup:
    group = queries.groups(survey, Answering.RESIDENTS).filter(area=area).first()
    if group is None:
        raise NotOfTheCommune(area.full_name)
    return group


def _salt_of(by: User) -> str:
    """A receipt is of one officer: what a colleague typed in is the colleague's to take back."""
    return f"{_SALT}.{by.pk}"


def _back(key: object) -> str:
    return f"{key} back"


def _use_up(survey: SurveyRound, what: str) -> None:
    """Mark something as done once. Raises AnsweredTwice where it was."""
    try:
        with transaction.atomic():
            SurveyKey.objects.create(pk=unordered(), survey=survey, digest=_digest(what))
    except IntegrityError:
        raise AnsweredTwice from None


def _is_used_up(what: str) -> bool:
    return SurveyKey.objects.filter(digest=_digest(what)).exists()


def _digest(what: str) -> str:
    """Return what is kept of it: without the page's key, which nobody keeps, it tells nothing of the answers."""
    return crypto.keyed_digest(what, secret=settings.SECRET_KEY, purpose="paper forms")


def _record(event: str, group: SurveyGroup, detail: dict[str, Any], by: User, at: datetime) -> None:
    survey = group.survey
    about = {"unit": survey.unit.path, "year": survey.year, "area": group.area and group.area.path}
    audit.record(
        event=event, subject=f"survey {survey.pk}", actor=by.ref, at=at, detail={**about, **detail}
    )
