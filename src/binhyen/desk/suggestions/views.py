"""The suggestion for what an officer types, and the administrator's page on the models."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.desk.posts import Visit, not_allowed, officer, visit_of
from binhyen.desk.suggestions import page
from binhyen.desk.suggestions.offers import offers
from binhyen.matters import actions
from binhyen.matters.actions import training
from binhyen.people import policy
from binhyen.places.models import Unit


@officer
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer words with a small part that offers categories to choose; keeps and logs nothing."""
    visit = visit_of(request)
    unit = _unit_granting("matters.receive", visit)
    if unit is None:
        return not_allowed(request, _("Your post does not take in reports."))
    found = offers(request.POST.get("words", ""), unit)
    response = render(request, "desk/_suggestions.html", {"suggestions": found, "is_part": True})
    response["Cache-Control"] = "no-store"
    return response


@officer
@require_GET
def suggestions(request: HttpRequest) -> HttpResponse:
    """Show how well suggestions do, in counts; no word of any report."""
    visit = visit_of(request)
    unit = _unit_granting("matters.see_model", visit)
    if unit is None:
        return not_allowed(request, _("Only the unit's administrator looks after suggestions."))
    shown = {"unit": unit, "least": training.LEAST_TEXTS, **page.context(unit)}
    return render(request, "desk/suggestions/suggestions.html", shown)


@officer
@require_POST
def train(request: HttpRequest) -> HttpResponse:
    """Ask the worker to learn now."""
    visit = visit_of(request)
    unit = _unit_granting("matters.train_model", visit)
    if unit is None:
        return not_allowed(request, _("Only the unit's administrator looks after suggestions."))
    try:
        actions.ask_for_training(unit=unit, by=visit.user, at=visit.at)
    except actions.AlreadyAsked:
        messages.warning(request, _("Learning is already asked for. Its result will stand here."))
    else:
        messages.success(request, _("The worker will learn now. It takes about a minute."))
    return redirect("desk:suggestions")


def _unit_granting(action: str, visit: Visit) -> Unit | None:
    """Return the unit one works for where its post grants the action, else the first that does."""
    granting = policy.posts_granting(visit.user, action, on=visit.on)
    return next((post.unit for post in granting if post == visit.post), None) or next(
        (post.unit for post in granting), None
    )
