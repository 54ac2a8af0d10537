"""Survey rounds of the force: the list, a new one, how far it is, its codes, posters and forms."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.core import faces
from binhyen.desk import days
from binhyen.desk.officers import done, officers_page, require_readable, show, unit_for
from binhyen.desk.posts import Visit, visit_of
from binhyen.documents import posters as printing
from binhyen.documents.posters import Sheet, Size
from binhyen.figures.queries import scope_of
from binhyen.forces import actions, queries, questionnaires
from binhyen.forces.models import Answering, SurveyGroup, SurveyRound, Team
from binhyen.forces.questionnaires import Who
from binhyen.places.models import Unit

from . import asking, survey_forms
from .intervals import Picture, Row, picture


def survey_asked(visitor: Visit, pk: int, *, action: str = "figures.read") -> SurveyRound:
    """Return the round, or answer that there is none where the visitor may not do `action` on it."""
    survey = get_object_or_404(SurveyRound.objects.select_related("unit"), pk=pk)
    if not visitor.may(action, survey):
        raise Http404
    return survey


@officers_page
@require_GET
def surveys(request: HttpRequest) -> HttpResponse:
    """List the rounds of a unit and of what it grew out of."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    rows = [
        {
            "survey": survey,
            "is_open": survey.is_open(visitor.on),
            "may_read": visitor.may("figures.read", survey),
        }
        for survey in queries.surveys(scope_of(unit))
    ]
    return show(
        request,
        "forces/surveys",
        {"unit": unit, "rows": rows, "may_survey": _may_survey(visitor, unit)},
    )


def _may_survey(visitor: Visit, unit: Unit) -> bool:
    return asking.keeps_a_force(unit) and visitor.may("forces.survey", unit)


@officers_page
@require_http_methods(["GET", "POST"])
def new_survey(request: HttpRequest) -> HttpResponse:
    """Open a round."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    require_readable(visitor, unit, action="forces.survey")
    asking.require_commune(unit)
    form = survey_forms.Round(
        unit.population, request.POST or None, initial={"year": visitor.on.year}
    )
    if request.method == "POST" and form.is_valid():
        made = _opened(form, unit, visitor)
        if made is not None:
            done(request, _("The survey is open for answers from its first day on."))
            return redirect("desk:survey", made.pk)
    shown = {
        "unit": unit,
        "form": form,
        "questionnaire": questionnaires.latest().title(survey_forms.language()),
    }
    return show(request, "forces/new_survey", shown)


def _opened(form: survey_forms.Round, unit: Unit, visitor: Visit) -> SurveyRound | None:
    """Return the round; None with the reason in the form."""
    try:
        return actions.open_round(
            unit=unit,
            questionnaire=questionnaires.latest(),
            by=visitor.user,
            at=visitor.at,
            **form.cleaned_data,
        )
    except days.REFUSED as reason:
        days.tell(form, reason, "opens_on", "year")
    except actions.RoundThere:
        form.add_error("year", _("There is a survey round for this year already."))
    except actions.NotOneRound:
        form.add_error(None, _("A survey round is one of a commune. Switch to a post in a commune."))  # fmt: skip
    return None


@officers_page
@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a round is, and the ways to fill it; change its last day."""
    visitor = visit_of(request)
    found = survey_asked(visitor, pk)
    form = survey_forms.LastDay(request.POST or None, initial={"closes_on": found.closes_on})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["closes_on"]
        try:
            actions.prolong_survey(survey=found, closes_on=day, by=visitor.user, at=visitor.at)
        except actions.NotOneRound:
            form.add_error("closes_on", _("The last day must not be before the first."))
        except days.REFUSED as reason:
            days.tell(form, reason, "closes_on")
        else:
            done(request, _("The last day is changed."))
            return redirect("desk:survey", found.pk)
        found.refresh_from_db()
    shown = {
        "unit": found.unit,
        "survey": found,
        "form": form,
        "is_open": found.is_open(visitor.on),
        "is_over": visitor.on > found.closes_on,
        "may_survey": visitor.may("forces.survey", found),
        "may_type_in": visitor.may("forces.type_in_survey", found),
        **_progress(found),
    }
    return show(request, "forces/survey", shown)


def _progress(found: SurveyRound) -> dict[str, object]:
    groups = list(queries.groups(found))
    named = {"members": Answering.MEMBERS, "partners": Answering.PARTNERS}
    return {
        "all": picture("tat-ca", _("Answers of those asked"), list(_of_all(found))),
        **{
            name: _of_groups(name, str(who.label), _by_team(groups, who))
            for name, who in named.items()
        },
        "residents": _of_groups(
            "nguoi-dan",
            str(Answering.RESIDENTS.label),
            [
                (one.area.full_name, one.answered, one.asked)
                for one in groups
                if one.area and one.who == Answering.RESIDENTS
            ],
        ),
        "areas": [one.area for one in groups if one.who == Answering.RESIDENTS],
        "stated": [one for one in groups if one.who == Answering.COMMUNE],
    }


def _of_all(found: SurveyRound) -> Iterator[Row]:
    progress = queries.survey_progress(found)
    for who in Answering:
        if who in progress:
            yield _row(str(who.label), *progress[who])


def _by_team(groups: list[SurveyGroup], who: Answering) -> list[tuple[str, int, int]]:
    sums: dict[Team, tuple[int, int]] = {}
    for one in groups:
        if one.who == who and one.team:
            done_so_far, asked = sums.get(one.team, (0, 0))
            sums[one.team] = (done_so_far + one.answered, asked + one.asked)
    return [(team.name, *pair) for team, pair in sums.items()]


def _of_groups(name: str, title: str, rows: list[tuple[str, int, int]]) -> Picture:
    return picture(name, title, [_row(*row) for row in rows])


def _row(label: str, answered: int, asked: int) -> Row:
    """Return one bar: how many answered of those asked, never longer than the picture."""
    rate = min(1.0, answered / asked) if asked else 0.0
    percent = round(100 * answered / asked) if asked else 0
    shown = _("%(answered)s of %(asked)s (%(percent)s %%)") % {
        "answered": answered,
        "asked": asked,
        "percent": percent,
    }
    return Row(label, shown, 0, rate)


@never_cache
@officers_page
@require_POST
def survey_codes(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw codes and show them, once, as slips to cut out."""
    visitor = visit_of(request)
    found = survey_asked(visitor, pk, action="forces.survey")
    try:
        slips = actions.draw_codes(survey=found, by=visitor.user, at=visitor.at)
    except actions.SurveyClosed:
        done(request, _("The last day has passed: no codes are drawn any more."))
        return redirect("desk:survey", found.pk)
    address = request.build_absolute_uri(reverse("portal:survey_by_code"))
    return show(
        request,
        "forces/survey_codes",
        {"survey": found, "slips": slips, "address": address, "partners": Answering.PARTNERS},
    )


@officers_page
@require_GET
def survey_posters(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the posters of a round as one PDF, a page for each residential area."""
    visitor = visit_of(request)
    found = survey_asked(visitor, pk, action="forces.survey")
    areas = [one.area for one in queries.groups(found, Answering.RESIDENTS) if one.area]
    if not areas:
        raise Http404
    content = printing.posters(
        [_sheet(request, area, found.unit) for area in areas],
        size=Size.A4,
        shown=request.build_absolute_uri("/").rstrip("/").partition("//")[2],
        lines=faces.emergency_lines(),
        words={
            "title": _("Survey of the security team"),
            "headline": _("How is your security team doing?"),
            "examples": _("A few questions, two minutes. Every answer helps."),
            "nameless": _("Nobody knows who answered"),
            "code": _("Code that opens the survey"),
        },
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="khao-sat-{found.year}.pdf"'
    return response


def _sheet(request: HttpRequest, area: Unit, commune: Unit) -> Sheet:
    address = request.build_absolute_uri(reverse("portal:survey", args=[area.address]))
    return Sheet(area.full_name, commune.full_name, address)


@officers_page
@require_http_methods(["GET", "POST"])
def survey_figures(request: HttpRequest, pk: int, team: int) -> HttpResponse:
    """State the commune's figures about a team; what the registers know stands there already."""
    visitor = visit_of(request)
    found = survey_asked(visitor, pk, action="forces.survey")
    about = get_object_or_404(queries.teams_surveyed(found.unit, found.opens_on), pk=team)
    asked = queries.questionnaire_of(found)
    form = survey_forms.Figures(
        asked.asked_of(Who.COMMUNE).values(),
        request.POST or None,
        initial=_known(found, about),
    )
    if request.method == "POST" and form.is_valid():
        refused = _stated(form, found, about, visitor)
        if not refused:
            done(request, _("The figures of the team are kept."))
            return redirect("desk:survey", found.pk)
        form.add_error(None, refused)
    blocks = [
        (block.title(survey_forms.language()), [form[item.id] for item in block.asked_of(Who.COMMUNE)])
        for block in asked.blocks
        if block.asked_of(Who.COMMUNE)
    ]  # fmt: skip
    return show(
        request,
        "forces/survey_figures",
        {"survey": found, "unit": found.unit, "team": about, "form": form, "blocks": blocks},
    )


def _stated(form: survey_forms.Figures, found: SurveyRound, about: Team, visitor: Visit) -> str:
    """Keep the figures; return the sentence that says why they are not kept."""
    try:
        actions.state_figures(
            survey=found, team=about, figures=form.stated(), by=visitor.user, at=visitor.at
        )
    except actions.SurveyClosed:
        return _("The last day has passed. Change the last day first, then state the figures.")
    except days.REFUSED as reason:
        return days.said(reason)
    except actions.NotOfTheCommune:
        return _("This team was set up after the round was opened and is not in it.")
    return ""


def _known(found: SurveyRound, about: Team) -> dict[str, int]:
    """Return what was stated before, and else what the registers know."""
    known = queries.prefilled(found, about)
    items = queries.questionnaire_of(found).asked_of(Who.COMMUNE).values()
    filled = {item.id: known[item.prefill] for item in items if item.prefill}
    return filled | queries.survey_figures(found).get(about.pk, {})
