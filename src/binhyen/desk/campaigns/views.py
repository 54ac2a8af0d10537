"""The campaigns of a unit, one of them with its channels and what came of it, and its plan."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk.campaigns import forms, found
from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import visit_of
from binhyen.newsroom import actions, queries
from binhyen.newsroom.kits import kits
from binhyen.newsroom.models import Campaign
from binhyen.newsroom.workflow import State
from binhyen.places.models import Level, Unit

TAGS = {
    State.PLANNED: "govuk-tag--blue",
    State.RUNNING: "govuk-tag--green",
    State.ENDED: "govuk-tag--grey",
    State.CALLED_OFF: "govuk-tag--grey",
}
#: The order of the list.
_ORDER = (State.RUNNING, State.PLANNED, State.ENDED, State.CALLED_OFF)
#: How long a campaign is proposed to run.
_MONTH = timedelta(days=30)


@officers_page
@require_GET
def campaigns(request: HttpRequest) -> HttpResponse:
    """List the campaigns of a unit: running, planned, ended."""
    visitor = visit_of(request)
    unit, bodies = found.unit_asked(visitor, request.GET.get("don-vi"))
    rows = list(queries.campaigns_of(unit, bodies=bodies))
    rows.sort(key=lambda row: _ORDER.index(State(row.state)))
    shown = {
        "unit": unit,
        "rows": [(row, TAGS[State(row.state)], _is_over(row, visitor.on)) for row in rows],
        "may_run": visitor.may(found.RUN, unit) and unit.level == Level.COMMUNE,
        "is_partner": bodies is not None,
    }
    return show(request, "campaigns/campaigns", shown)


def _is_over(row: Campaign, on: date) -> bool:
    """Say whether its days went by while nobody ended it."""
    return row.state == State.RUNNING.value and row.until <= on


@officers_page
@require_GET
def topics(request: HttpRequest) -> HttpResponse:
    """Offer the topics that have a kit."""
    unit = found.commune_of(visit_of(request))
    language = get_language() or "vi"
    offered = [(kit, kit.title.told(language), kit.slogan.told(language)) for kit in kits().values()]  # fmt: skip
    return show(request, "campaigns/topics", {"unit": unit, "topics": offered})


@officers_page
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, topic: str) -> HttpResponse:
    """Plan a campaign: the kit is filled in, the officer changes what must be changed."""
    visitor = visit_of(request)
    unit = found.commune_of(visitor)
    if topic not in kits():
        raise Http404
    kit = kits()[topic]
    form = forms.Plan(
        request.POST if request.method == "POST" else None,
        areas=_areas(unit, visitor.on),
        initial=forms.proposed(kit, visitor.on, visitor.on + _MONTH),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_campaign(
                unit=unit, topic=topic, draft=form.draft(), by=visitor.user, at=visitor.at
            )
        except found.REFUSED as reason:
            found.tell(form, reason)
        else:
            done(request, _("The campaign is planned. Begin it on its first day."))
            return redirect("desk:campaign", made.pk)
    shown = {"unit": unit, "topic": kit.title.told(get_language() or "vi"), "form": form}
    return show(request, "campaigns/plan", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the plan and the words of a campaign."""
    visitor = visit_of(request)
    campaign = found.own_campaign(visitor, pk)
    typed = request.POST if request.method == "POST" else None
    form = forms.Plan(
        typed, areas=_areas(campaign.unit, campaign.since), initial=forms.said(campaign)
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_campaign(
                campaign=campaign, version=version, draft=form.draft(), by=visitor.user, at=visitor.at
            )  # fmt: skip
        except found.REFUSED as reason:
            found.tell(form, reason)
        else:
            done(request, _("The change is kept."))
            return redirect("desk:campaign", campaign.pk)
    shown = {"unit": campaign.unit, "campaign": campaign, "form": form}
    return show(request, "campaigns/plan", shown)


def _areas(unit: Unit, on: date) -> object:
    """Return the residential areas of the unit on a day: those of a unit that was merged stay in its campaigns."""
    areas = Unit.objects.on(on).filter(parent=unit, level=Level.RESIDENTIAL_AREA)
    return areas.order_by("sort_key", "pk")


@officers_page
@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a campaign: its words to copy, its papers, what was done and what came of it."""
    visitor = visit_of(request)
    one = found.campaign_of(visitor, pk)
    state = State(one.state)
    stands = found.stands_of(visitor, one)
    may_run = visitor.may(found.RUN, one)
    activities = list(queries.activities_of(one, stands).reverse())
    shown = {
        "campaign": one,
        "state": state,
        "tag": TAGS[state],
        "is_over": _is_over(one, visitor.on),
        "may_run": may_run,
        "is_open": state in {State.PLANNED, State.RUNNING},
        "partners": [str(row) for row in one.partners.order_by("pk")],
        "areas": list(one.areas.order_by("sort_key", "pk")),
        "slogan": one.slogan(),
        "basis": one.basis(),
        "texts": _texts(one),
        "is_partner": stands is not None,
        "may_note": one.is_public
        and (may_run or bool(queries.stands_in(visitor.user, one, on=visitor.on))),
        "activities": activities,
        "twice": queries.held_together(activities) if stands is None else set(),
        "results": queries.results(one, stands),
        "by_area": queries.reached_by_area(one) if stands is None else [],
        "quiz": _quiz(one) if stands is None else None,
        "page_url": request.build_absolute_uri(one.get_absolute_url()) if one.is_public else "",
    }
    return show(request, "campaigns/campaign", shown)


def _texts(one: Campaign) -> list[tuple[str, str, str]]:
    """Return the texts to copy: an id, what it is for, the words."""
    labels = (
        ("loudspeaker", _("Text for the loudspeaker")),
        ("zalo", _("Text for Zalo")),
        ("leaflet", _("Text of the leaflet")),
    )
    return [(name, label, one.words(name)) for name, label in labels]


def _quiz(one: Campaign) -> list[dict[str, object]] | None:
    """Return how the quiz was answered in words; None while it runs or before it was begun."""
    told = queries.quiz_results(one)
    if told is None:
        return None
    language = get_language() or "vi"
    return [
        {"question": row.question.question.told(language), "row": row, "percent": row.percent}
        for row in told
    ]
