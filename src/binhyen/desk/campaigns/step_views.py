"""Begin, end or call off a campaign; note what was done in it, and take back what was noted wrongly."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.desk.campaigns import forms, found
from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.newsroom import actions, queries
from binhyen.newsroom.models import Activity, Campaign
from binhyen.newsroom.workflow import MoveNotAllowed
from binhyen.people import policy

#: Address -> the act, and what to tell when it is done.
STEPS = {
    "bat-dau": (actions.begin_campaign, gettext_lazy("The campaign runs. Its page is open to everybody now.")),
    "ket-thuc": (actions.end_campaign, gettext_lazy("The campaign has ended. What came of it stays here.")),
    "huy": (actions.call_off_campaign, gettext_lazy("The campaign is called off.")),
}  # fmt: skip


@officers_page
@require_POST
def step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Move a campaign on, and say on its page what happened."""
    visitor = visit_of(request)
    campaign = found.own_campaign(visitor, pk)
    if slug not in STEPS:
        raise Http404
    act, told = STEPS[slug]
    try:
        act(campaign=campaign, by=visitor.user, at=visitor.at)
    except actions.NotBegunYet as reason:
        day = date_format(reason.since, "d/m/Y")
        sentence = _("It begins on %(day)s. To begin earlier, change the first day.") % {"day": day}
        done(request, sentence)
    except (MoveNotAllowed, actions.Outrun):
        done(request, _("Somebody was here before you: look at how the campaign stands now."))
    else:
        done(request, str(told))
    return redirect("desk:campaign", campaign.pk)


@officers_page
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what was done on a day: the commune for itself, a partner for its own body."""
    visitor = visit_of(request)
    campaign = found.campaign_of(visitor, pk)
    form, act = _note_form(request, visitor, campaign)
    if request.method == "POST" and form.is_valid():
        try:
            act(campaign=campaign, by=visitor.user, at=visitor.at, **form.noted())
        except found.NOT_NOTED as reason:
            found.tell_note(form, reason, campaign)
        else:
            done(request, _("The activity is noted and counted."))
            return redirect("desk:campaign", campaign.pk)
    return show(request, "campaigns/note", {"campaign": campaign, "form": form})


def _note_form(
    request: HttpRequest, visitor: Visit, campaign: Campaign
) -> tuple[forms.Note, Callable[..., Activity]]:
    """Return the form and the act: of the commune for whoever runs the campaign, else of the partner. Raises NotAllowed."""
    typed = request.POST if request.method == "POST" else None
    told: dict[str, Any] = {"places": found.places_of(campaign), "initial": {"held_on": visitor.on}}
    if visitor.may(found.RUN, campaign):
        return forms.Note(typed, **told), actions.note_activity
    stands = queries.stands_in(visitor.user, campaign, on=visitor.on)
    if not stands:
        raise policy.NotAllowed(str(campaign))
    return forms.OwnNote(typed, stands=stands, **told), actions.note_own_activity


@officers_page
@require_POST
def take_back(request: HttpRequest, pk: int, activity: int) -> HttpResponse:
    """Take back an activity that was noted wrongly."""
    visitor = visit_of(request)
    campaign = found.own_campaign(visitor, pk)
    row = get_object_or_404(campaign.activities.select_related("area", "campaign__unit"), pk=activity)  # fmt: skip
    actions.take_back_activity(activity=row, by=visitor.user, at=visitor.at)
    done(request, _("The activity is taken back and counts no more. The trail keeps what it said."))
    return redirect("desk:campaign", campaign.pk)
