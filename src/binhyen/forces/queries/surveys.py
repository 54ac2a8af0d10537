"""Reads over survey rounds: what is asked, what came back, what it adds up to."""

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet, Sum

from binhyen.figures.queries import Scope, scope_of
from binhyen.forces import questionnaires
from binhyen.forces.models import (
    Answering,
    SurveyFigure,
    SurveyGroup,
    SurveyRound,
    SurveyTally,
    Team,
)
from binhyen.forces.queries.register import patrols
from binhyen.forces.questionnaires import Questionnaire
from binhyen.places.models import Level, Succession, Unit


def surveys(scope: Scope) -> QuerySet[SurveyRound]:
    """Return the survey rounds of the scope, newest first, with how many were asked and answered among residents."""
    found = SurveyRound.objects.filter(unit_id__among=scope.unit_ids).select_related("unit")
    return found.order_by("-year", "-opens_on", "-pk")


def survey_before(survey: SurveyRound) -> SurveyRound | None:
    """Return the last round before this one of the same commune, or of the one commune it grew out of that had any."""
    earlier = surveys(scope_of(survey.unit)).filter(year__lt=survey.year)
    own = earlier.filter(unit=survey.unit).first()
    if own is not None:
        return own
    newest = list(earlier[:2])
    is_alone = len(newest) == 1 or (len(newest) == 2 and newest[0].year > newest[1].year)
    return newest[0] if is_alone else None


def questionnaire_of(survey: SurveyRound) -> Questionnaire:
    """Return the version of the questionnaire that the round was opened with. Raises KeyError when it ships no more."""
    return questionnaires.shipped()[survey.questionnaire, survey.version]


def teams_surveyed(unit: Unit, on: date) -> QuerySet[Team]:
    """Return the teams that a round of `unit` asks about, with how many serve on the day `on`."""
    teams = Team.objects.manned(on).filter(unit_id__among=scope_of(unit).unit_ids)
    return teams.order_by("established_on", "pk")


def areas_surveyed(unit: Unit, on: date) -> QuerySet[Unit]:
    """Return the residential areas whose residents a round of `unit` asks."""
    areas = Unit.objects.on(on).filter(parent=unit, level=Level.RESIDENTIAL_AREA)
    return areas.order_by("sort_key", "pk")


def groups(survey: SurveyRound, *who: Answering) -> QuerySet[SurveyGroup]:
    """Return who answers in a round, or those of some kinds, teams and areas in their order."""
    found = SurveyGroup.objects.filter(survey=survey, **({"who__in": who} if who else {}))
    return found.select_related("survey", "team", "area").order_by("pk")


def open_residents_group(area: Unit, on: date) -> SurveyGroup | None:
    """Return the residents of `area` in the round that takes answers on that day, None while there is none."""
    found = SurveyGroup.objects.filter(
        area=area, who=Answering.RESIDENTS, survey__opens_on__lte=on, survey__closes_on__gte=on
    )
    return found.select_related("survey__unit", "area").order_by("-survey__opens_on", "pk").first()


def survey_progress(survey: SurveyRound) -> dict[Answering, tuple[int, int]]:
    """Return for each kind of group how many answered and how many were asked."""
    rows = groups(survey).order_by("who").values("who")
    sums = rows.annotate(done=Sum("answered"), all=Sum("asked")).values_list("who", "done", "all")
    return {Answering(who): (done, asked) for who, done, asked in sums}


def tallies(survey: SurveyRound) -> list[tuple[str, int, int, int | None, int | None]]:
    """Return (item, value, how many, team, area) of every answer counted in a round."""
    rows = SurveyTally.objects.filter(group__survey=survey)
    return list(
        rows.order_by("pk").values_list("item", "value", "n", "group__team_id", "group__area_id")
    )


def survey_figures(survey: SurveyRound) -> dict[int, dict[str, int]]:
    """Return the commune's figures of a round: team -> item -> value."""
    rows = SurveyFigure.objects.filter(group__survey=survey)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for team, item, value in rows.order_by("pk").values_list("group__team_id", "item", "value"):
        found[team][item] = value
    return dict(found)


def prefilled(survey: SurveyRound, team: Team) -> dict[str, int]:
    """Return what the registers know of a team's year, by the names that a questionnaire may ask for."""
    year = patrols(
        scope_of(team.unit), since=date(survey.year, 1, 1), until=date(survey.year + 1, 1, 1)
    )
    return {
        "established": team.established_strength,
        "serving": team.strength,
        "patrols": year.filter(area__in=team.areas.all()).count(),
    }


def teams_by_area(unit: Unit) -> dict[int, list[int]]:
    """Return which teams serve each residential area, areas that took the place of others whole included."""
    links = Team.areas.through.objects.filter(team__unit_id__among=scope_of(unit).unit_ids)
    serving: dict[int, list[int]] = defaultdict(list)
    for team, area in links.order_by("team_id").values_list("team_id", "unit_id"):
        serving[area].append(team)
    ties = Succession.objects.filter(old_id__in=list(serving), extent=Succession.Extent.WHOLE)
    for old, new in ties.order_by("pk").values_list("old_id", "new_id"):
        serving[new] += [team for team in serving[old] if team not in serving[new]]
    return dict(serving)
