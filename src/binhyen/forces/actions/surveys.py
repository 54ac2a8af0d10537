"""A survey round: open it, draw its codes, state the commune's figures; and how an answer becomes one more in a tally."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from binhyen.audit import actions as audit
from binhyen.core import clock, crypto, references, text
from binhyen.figures.closing import refuse_closed, refuse_closed_year
from binhyen.forces import queries, questionnaires
from binhyen.forces.actions.refusals import NotOfTheCommune, NotOneRound, RoundThere, SurveyClosed
from binhyen.forces.models import (
    Answering,
    Partner,
    SurveyCode,
    SurveyFigure,
    SurveyGroup,
    SurveyRemark,
    SurveyRound,
    SurveyTally,
    Team,
)
from binhyen.forces.questionnaires import Answers, Questionnaire, Who
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level, Unit

_CODE_PARTS = 3
#: As many as a row's number holds.
_ROW_BITS = 62


@dataclass(frozen=True)
class Slip:
    """A code as it is handed out: the only time anybody sees it."""

    group: SurveyGroup
    code: str


@transaction.atomic
def open_round(
    *,
    unit: Unit,
    year: int,
    questionnaire: Questionnaire,
    opens_on: date,
    closes_on: date,
    target: int,
    by: User,
    at: datetime,
) -> SurveyRound:
    """Open the survey of a commune's teams for a year. Raises NotAllowed, YearClosed, NotOneRound or
    RoundThere."""
    policy.require(by, "forces.survey", unit, on=clock.local_day(at))
    refuse_closed_year(unit, year)
    refuse_closed(unit, opens_on)
    if closes_on < opens_on or unit.level != Level.COMMUNE:
        raise NotOneRound(f"{unit}: {opens_on} to {closes_on}")
    if SurveyRound.objects.filter(unit=unit, year=year).exists():
        raise RoundThere(year)
    survey = SurveyRound.objects.create(
        unit=unit, year=year, questionnaire=questionnaire.id, version=questionnaire.version,
        opens_on=opens_on, closes_on=closes_on, target=target,
    )  # fmt: skip
    SurveyGroup.objects.bulk_create(_groups(survey))
    _record("forces.survey_opened", survey, {"until": closes_on.isoformat(), "target": target}, by, at)  # fmt: skip
    return survey


def _groups(survey: SurveyRound) -> Iterable[SurveyGroup]:
    """Yield who is asked: of each team the commune, its members and its partners; of each area the residents."""
    for team in queries.teams_surveyed(survey.unit, survey.opens_on):
        yield SurveyGroup(survey=survey, who=Answering.COMMUNE, team=team, asked=1)
        yield SurveyGroup(survey=survey, who=Answering.MEMBERS, team=team, asked=team.strength)
        for partner in Partner:
            yield SurveyGroup(
                survey=survey, who=Answering.PARTNERS, team=team, partner=partner, asked=1
            )
    areas = list(queries.areas_surveyed(survey.unit, survey.opens_on))
    for number, area in enumerate(areas):
        # the rest of the division goes to the first areas, so that the parts add up to the sample
        part = survey.target // len(areas) + (number < survey.target % len(areas))
        yield SurveyGroup(survey=survey, who=Answering.RESIDENTS, area=area, asked=part)


@transaction.atomic
def prolong_survey(*, survey: SurveyRound, closes_on: date, by: User, at: datetime) -> None:
    """Take answers until another day. Raises NotAllowed, YearClosed or NotOneRound."""
    policy.require(by, "forces.survey", survey, on=clock.local_day(at))
    refuse_closed_year(survey.unit, survey.year)
    if closes_on < survey.opens_on:
        raise NotOneRound(str(closes_on))
    survey.closes_on = closes_on
    survey.save(update_fields=["closes_on"])
    _record("forces.survey_prolonged", survey, {"until": closes_on.isoformat()}, by, at)


@transaction.atomic
def draw_codes(*, survey: SurveyRound, by: User, at: datetime) -> list[Slip]:
    """Return a fresh code for every member and partner who has not answered; codes drawn before and not used are void.

    Codes are kept as digests: this is the only time they can be read. Raises NotAllowed or SurveyClosed.
    """
    policy.require(by, "forces.survey", survey, on=clock.local_day(at))
    if clock.local_day(at) > survey.closes_on:
        raise SurveyClosed(survey)
    SurveyCode.objects.filter(group__survey=survey, is_used=False).delete()
    slips = [
        Slip(group, "-".join(references.draw(4) for _part in range(_CODE_PARTS)))
        for group in queries.groups(survey, Answering.PARTNERS, Answering.MEMBERS)
        for _person in range(max(0, group.asked - group.answered))
    ]
    SurveyCode.objects.bulk_create(
        # in the order of the digests: the order of the slips must not be that of the rows
        sorted(
            (SurveyCode(group=slip.group, digest=digest_of(slip.code)) for slip in slips),
            key=lambda code: code.digest,
        )
    )
    _record("forces.survey_codes_drawn", survey, {"codes": len(slips)}, by, at)
    return slips


@transaction.atomic
def state_figures(
    *, survey: SurveyRound, team: Team, figures: Mapping[str, int], by: User, at: datetime
) -> None:
    """Note the commune's figures about a team; what was stated before is replaced. Raises NotAllowed, SurveyClosed,
    NotOfTheCommune, YearClosed or NotAnAnswer."""
    policy.require(by, "forces.survey", survey, on=clock.local_day(at))
    refuse_closed_year(survey.unit, survey.year)
    if clock.local_day(at) > survey.closes_on:
        raise SurveyClosed(survey)
    group = queries.groups(survey, Answering.COMMUNE).filter(team=team).first()
    if group is None:
        raise NotOfTheCommune(team.name)
    values, _texts = questionnaires.checked(asked_of(survey, Answering.COMMUNE), figures)
    for item, value in values:
        SurveyFigure.objects.update_or_create(group=group, item=item, defaults={"value": value})
    group.answered = 1
    group.save(update_fields=["answered"])
    detail: dict[str, object] = {"team": f"team {team.pk}", "figures": len(values)}
    _record("forces.survey_figures_stated", survey, detail, by, at)


def asked_of(survey: SurveyRound, who: str) -> dict[str, questionnaires.Item]:
    """Return the questions of the round's own version that `who` answers, by id."""
    return queries.questionnaire_of(survey).asked_of(Who(who.lower()))


def digest_of(code: str) -> str:
    """Return what is kept of a code, however it was typed."""
    return crypto.keyed_digest(
        references.tidy(code), secret=settings.SECRET_KEY, purpose="survey code"
    )


def unordered() -> int:
    """Return a number for a row that counting up would give: rows in the order of the answers tell who wrote which words,
    and which words one person wrote together."""
    return secrets.randbits(_ROW_BITS)


def add_to_tallies(group: SurveyGroup, answers: Answers) -> bool:
    """Add one person's answers to the tallies of the group and say whether there were any. Raises NotAnAnswer."""
    values, texts = questionnaires.checked(asked_of(group.survey, group.who), answers)
    words = {item: text.seen(said) for item, said in texts.items() if text.seen(said)}
    if not values and not words:
        return False
    for item, value in values:
        tally, _made = SurveyTally.objects.get_or_create(group=group, item=item, value=value)
        SurveyTally.objects.filter(pk=tally.pk).update(n=F("n") + 1)
    for item, said in words.items():
        SurveyRemark.objects.create(
            pk=unordered(), survey=group.survey, who=group.who, item=item, words=said
        )
    SurveyGroup.objects.filter(pk=group.pk).update(answered=F("answered") + 1)
    return True


def _record(
    event: str, survey: SurveyRound, detail: dict[str, object], by: User, at: datetime
) -> None:
    audit.record(
        event=event,
        subject=f"survey {survey.pk}",
        actor=by.ref,
        at=at,
        detail={"unit": survey.unit.path, "year": survey.year, **detail},
    )
