"""A report that was written without a network and comes later, all at once. The same key is one report however often."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from binhyen.core import clock, text
from binhyen.portal.photos import keep_photos
from binhyen.portal.views.report import receive
from binhyen.portal.wizard import Judged, Wizard, start
from binhyen.reports import actions as reports
from binhyen.reports import catalogues

#: The phone keeps what it could not send for so long.
WAITED_AT_MOST = timedelta(days=7)


@require_safe
@cache_control(private=True)
def later(request: HttpRequest) -> HttpResponse:
    """The whole report on one page, and what waits on this phone. The worker keeps it; without scripts it leads back."""
    wizard = start(at=clock.now())
    story, you = wizard.form("story", bound=False), wizard.form("you", bound=False)
    asked = [name for name in ("area", "search", "place_words") if name in story.fields]
    if "search" in asked:
        story.fields["search"].required = True
    context = {
        "offered": catalogues.taxonomy().offered(),
        "commune": wizard.commune,
        "story": story,
        "where": [story[name] for name in asked],
        "photo": you["photo"],
        "report_url": reverse("portal:report"),
    }
    return render(request, "portal/later.html", context)


@require_POST
@sensitive_post_parameters()
@cache_control(no_store=True)  # the answer holds the code
def send(request: HttpRequest) -> JsonResponse:
    """Take the report in and answer with its number and code, or with the sentence that says why not."""
    at = clock.now()
    wizard = Wizard(request.POST.copy(), at, request.FILES, written_at=_written_at(request, at))
    category = wizard.category
    if category and category.is_refused:
        return _refused(_("This is not taken here. Nothing of it was kept."))
    _settle_name(wizard)
    judged = wizard.judge()
    if judged.first_gap:
        return _refused(_first_error(judged))
    keep_photos(wizard, judged.pages["you"])  # one that cannot be kept must not hold up the words
    try:
        receipt = receive(wizard, judged)
    except (reports.Refused, reports.BadDraft):
        return _refused(_("Your report could not be taken."))
    return JsonResponse({"outcome": "done", "reference": receipt.reference, "code": receipt.code})


def _written_at(request: HttpRequest, at: datetime) -> datetime:
    """Return when it was written, as the phone says: it waited so long, by its own clock, before it came."""
    try:
        sent, written = (
            datetime.fromisoformat(request.POST.get(name, "")) for name in ("sent_at", "done_at")
        )
        waited = sent - written
    except (ValueError, TypeError):
        return at
    return at - waited if timedelta() <= waited <= WAITED_AT_MOST else at


def _settle_name(wizard: Wizard) -> None:
    """Take the commune whose name was typed, when there is one alone: without a network nobody could choose."""
    typed = str(wizard.data.get("search", ""))
    found = wizard.served.named(typed) if typed and wizard.commune is None else []
    exact = [unit for unit in found if unit.folded_name == text.fold(typed)]
    if len(exact or found) == 1:
        wizard.data["unit"] = str((exact or found)[0].pk)


def _first_error(judged: Judged) -> str:
    form = judged.pages[judged.first_gap]
    return str(next(iter(form.errors.values()))[0])


def _refused(reason: str) -> JsonResponse:
    return JsonResponse({"outcome": "refused", "reason": reason})
