"""The public page of a campaign: what, when, what to remember, the leaflet, and a quiz that explains its answers at once."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from binhyen.core import clock
from binhyen.newsroom import actions, papers
from binhyen.newsroom.models import Campaign
from binhyen.newsroom.workflow import State
from binhyen.portal.forms.quiz import Quiz
from binhyen.portal.forms.step import language

#: What is drawn for everybody; the slide is for meetings.
_LEAFLET = "to-roi-a5"
#: So long a form that is sent again counts no second time.
_REMEMBERED_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Explained:
    """One question with what was chosen and why another answer, or the same, is right."""

    question: str
    chosen: str
    right: str
    why: str
    is_right: bool


def _campaign(address: str, pk: int) -> Campaign:
    rows = Campaign.objects.public().select_related("unit__parent")
    found = get_object_or_404(rows, pk=pk)
    if found.unit.address != address:
        raise Http404
    return found


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Show a campaign, and explain the answers of its quiz. Who answers is not asked and not kept."""
    found = _campaign(address, pk)
    is_sent = request.method == "POST"
    form = Quiz(found.kit.quiz, request.POST if is_sent else None)
    explained = None
    if is_sent and form.is_valid():
        _count(found, request.POST.get("key", ""), form.answers())
        explained = _explained(form)
    shown = {
        "campaign": found,
        "unit": found.unit,
        "is_running": found.state == State.RUNNING.value,
        "basis": found.basis(),
        "form": form,
        "key": uuid4().hex,
        "explained": explained,
        "right": sum(one.is_right for one in explained or ()),
    }
    response = render(request, "portal/campaign.html", shown)
    if is_sent:
        add_never_cache_headers(response)
    return response


def _count(found: Campaign, key: str, answers: dict[int, int]) -> None:
    """Count the answers once for each form; of a campaign that is over they are explained and not counted."""
    try:
        slot = f"portal.quiz.{UUID(key).hex}"
    except ValueError:
        return
    if cache.add(slot, "1", timeout=_REMEMBERED_SECONDS):
        try:
            actions.answer_quiz(campaign=found, answers=answers, at=clock.now())
        except actions.QuizClosed:
            return


def _explained(form: Quiz) -> list[Explained]:
    told, answers = [], form.answers()
    for place, one in enumerate(form.questions):
        words = [option.told(language()) for option in one.options]
        chosen = answers[place]
        told.append(
            Explained(
                one.question.told(language()), words[chosen], words[one.answer], one.why.told(language()),
                chosen == one.answer,
            )
        )  # fmt: skip
    return told


@require_safe
def leaflet(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Give the leaflet as a PDF; its code opens the report form of the commune."""
    found = _campaign(address, pk)
    page = reverse("portal:report")
    content = papers.drawn(
        found,
        papers.SHAPES[_LEAFLET],
        address=request.build_absolute_uri(f"{page}?don-vi={found.unit.address}"),
        shown=f"{request.get_host()}{page}".rstrip("/"),
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_LEAFLET}-{found.topic}.pdf"'
    return response
