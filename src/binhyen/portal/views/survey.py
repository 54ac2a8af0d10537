"""Answer a survey of the security team: residents from the poster of their area, members and partners with a code.

Nothing is asked or kept of whoever answers: no account, no session, no address, no minute.
"""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from binhyen.core import clock, faces
from binhyen.forces import actions
from binhyen.forces import queries as forces
from binhyen.forces.models import SurveyGroup
from binhyen.forces.questionnaires import Item, Who
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit
from binhyen.portal.forms.survey import Answers, Code
from binhyen.portal.views.report import DRAFT_FORM

_LONGEST_ADDRESS = 60
_LONGEST_CODE = 40
_HIDDEN = ("csrfmiddlewaretoken", "key", "go")


@sensitive_post_parameters()
@cache_control(private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, address: str) -> HttpResponse:
    """A resident's questions about the team of the area, and its answers, counted once.

    The browser may keep the empty form: whoever goes back to it finds the same one, with the same key, and sending it
    again counts nothing (survey.js keeps the key in the tab where the browser keeps no page). Opened anew, by the poster
    or a link, it is another form. What was filled in is not kept.
    """
    area = places.unit_at_address(address) if len(address) < _LONGEST_ADDRESS else None
    if area is None or area.level != Level.RESIDENTIAL_AREA:
        raise Http404
    at = clock.now()
    sheet = actions.empty_sheet(area=area, at=at)
    if sheet is None:
        return _closed(request, area)
    items = _items(sheet.group)
    if request.method != "POST":
        return _sheet(request, area, Answers(items, at=at), sheet.key)
    key = request.POST.get("key", "")
    if faces.only_looks_change(request):
        return _sheet(request, area, Answers(items, initial=_typed(request), at=at), key)
    form = Answers(items, request.POST, at=at)
    if not form.is_valid():
        return _sheet(request, area, form, key)
    return _counted(request, area, form, key, sheet)


def _closed(request: HttpRequest, area: Unit) -> HttpResponse:
    """Say that nothing is taken; whoever was still filling in is told why it does not count."""
    chosen = [value for name, value in request.POST.items() if name not in _HIDDEN and value]
    shown = {"area": area, "was_late": bool(chosen)}
    return render(request, "portal/survey_closed.html", shown, status=409 if chosen else 200)


def _counted(
    request: HttpRequest, area: Unit, form: Answers, key: str, fresh: actions.Sheet
) -> HttpResponse:
    """Count the answers; a form sent twice is told so, and one the house does not know gets a key that it does."""
    try:
        actions.answer_openly(key=key, answers=form.cleaned_data, at=form.at)
    except actions.AnsweredTwice:
        return render(request, "portal/survey_twice.html", {"area": area}, status=409)
    except (actions.UnknownCode, actions.SurveyClosed):
        form.add_error(None, _("This page was open for too long. Please press Send once more."))
        return _sheet(request, area, form, fresh.key)
    return redirect("portal:survey_thanks")


def _sheet(request: HttpRequest, area: Unit, form: Answers, key: str) -> HttpResponse:
    shown = {"area": area, "form": form, "key": key, "draft_form": DRAFT_FORM}
    response = render(request, "portal/survey.html", shown)
    if form.is_bound or form.initial:
        add_never_cache_headers(response)
    return response


@sensitive_post_parameters()
@never_cache
@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """Count answers that waited on a phone without a network; the same form gets the same answer however often it comes."""
    at, key = clock.now(), request.POST.get("form", "")
    try:
        form = Answers(_items(actions.group_of_key(key=key)), request.POST, at=at)
        if not form.is_valid():
            return _not_counted(str(next(iter(form.errors.values()))[0]))
        actions.answer_openly(key=key, answers=form.cleaned_data, at=at)
    except actions.AnsweredTwice:
        return JsonResponse({"outcome": "done"})
    except (actions.SurveyClosed, actions.UnknownCode) as reason:
        return _not_counted(_refusal(reason))
    return JsonResponse({"outcome": "done"})


def _not_counted(reason: str) -> JsonResponse:
    return JsonResponse({"outcome": "refused", "reason": reason})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """The questions for members and partners, opened by the code on a slip; and their answers."""
    at = clock.now()
    if request.method != "POST":
        old = request.GET.get("ma", "")[:_LONGEST_CODE]
        return _without_code(old) if old else _ask_code(request, Code(at=at))
    form = Code(request.POST, at=at)
    group = _group(form) if form.is_valid() else None
    if group is None:
        return _ask_code(request, form)
    items = _items(group)
    if "key" not in request.POST:
        return _ask(request, group, Answers(items, at=at), form)
    if faces.only_looks_change(request):
        return _ask(request, group, Answers(items, initial=_typed(request), at=at), form)
    answers = Answers(items, request.POST, at=at)
    if not answers.is_valid():
        return _ask(request, group, answers, form)
    return _counted_by_code(request, form, answers)


def _without_code(code: str) -> HttpResponse:
    """Lead on to the page with the code behind the "#", which no browser sends to anybody: slips printed earlier carry it
    in the part of the address that is sent, and that others may write down on the way."""
    response = redirect(f"{reverse('portal:survey_by_code')}#{quote(code)}")
    response["Referrer-Policy"] = "no-referrer"
    return response


def _counted_by_code(request: HttpRequest, form: Code, answers: Answers) -> HttpResponse:
    try:
        actions.answer_by_code(
            code=form.cleaned_data["code"], answers=answers.cleaned_data, at=form.at
        )
    except (actions.AnsweredTwice, actions.SurveyClosed, actions.UnknownCode) as reason:
        form.add_error("code", _refusal(reason))
        return _ask_code(request, form)
    return redirect("portal:survey_thanks")


def _group(form: Code) -> SurveyGroup | None:
    """Return whom the code lets answer; None with the reason in the form."""
    try:
        return actions.group_of_code(code=form.cleaned_data["code"], at=form.at)
    except (actions.AnsweredTwice, actions.SurveyClosed, actions.UnknownCode) as reason:
        form.add_error("code", _refusal(reason))
        return None


def _refusal(reason: Exception) -> str:
    if isinstance(reason, actions.AnsweredTwice):
        return _("This code has been used: its answers are counted. Thank you; each code counts once.")  # fmt: skip
    if isinstance(reason, actions.SurveyClosed):
        return _("This survey takes no answers today. Please ask the commune for its days.")
    return _("No survey knows this code. Compare it with your slip; newer slips replace older ones.")  # fmt: skip


def _ask_code(request: HttpRequest, form: Code) -> HttpResponse:
    return render(request, "portal/survey_code.html", {"form": form})


def _ask(request: HttpRequest, group: SurveyGroup, form: Answers, code: Code) -> HttpResponse:
    shown = {
        "group": group,
        "form": form,
        "code": code.cleaned_data["code"],
        "draft_form": DRAFT_FORM,
    }
    return render(request, "portal/survey_asked.html", shown)


def _items(group: SurveyGroup) -> dict[str, Item]:
    return forces.questionnaire_of(group.survey).asked_of(Who(group.who.lower()))


def _typed(request: HttpRequest) -> dict[str, object]:
    """Return what is filled in, several answers as a list."""
    return {name: values if len(values) > 1 else values[0] for name, values in request.POST.lists()}


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank whoever answered; the page knows nobody."""
    return render(request, "portal/survey_thanks.html")
