"""Take a report by telephone or at the counter."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.core import faces
from binhyen.desk import acts, alike, wording
from binhyen.desk.intake import spelling
from binhyen.desk.intake.forms import Intake
from binhyen.desk.posts import Visit, not_allowed, officer, typed_before_login, visit_of
from binhyen.matters import actions, duplicates, suggesting
from binhyen.matters.models import Matter
from binhyen.people.policy import NotAllowed
from binhyen.places.models import Unit
from binhyen.reports import actions as reports
from binhyen.reports.models import Channel

#: From how many signs on words are worth comparing.
_LEAST = 8
_DRAFT_FORM = "tiep-nhan"


@dataclass(frozen=True)
class Desk:
    """Where an officer takes reports: the unit and its residential areas."""

    visit: Visit
    unit: Unit

    @cached_property
    def areas(self) -> dict[str, Unit]:
        """The residential areas by key, in the order of their names."""
        return {str(area.pk): area for area in acts.areas_of(self.unit, self.visit)}

    def form(self, data: QueryDict | None = None, **more: Any) -> Intake:
        """Return the page's form."""
        return Intake(data, areas=self.areas, at=self.visit.at, **more)


def _desk(request: HttpRequest) -> Desk | None:
    visit = visit_of(request)
    if visit.unit is None or not visit.may("matters.receive", visit.unit):
        return None
    return Desk(visit, visit.unit)


@never_cache
@sensitive_post_parameters()
@officer
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest) -> HttpResponse:
    """Take a report down: look for what is known, attach it there, or open a matter."""
    desk = _desk(request)
    if desk is None:
        return _refused(request)
    if request.method != "POST":
        return _page(request, desk, desk.form(initial=_begun(request)))
    asks = request.POST.get("go") == "look" or "suggested" in request.POST
    if asks or faces.only_looks_change(request):
        return _page(request, desk, _unjudged(desk, request))
    return _send(request, desk, request.POST.get("attach", ""))


@never_cache
@sensitive_post_parameters()
@require_POST
def known(request: HttpRequest) -> HttpResponse:
    """Answer, while it is typed, what may be the same and what it may be. Posted: words do not stand in addresses.

    Who was logged out meanwhile is not led to the login from here: sending does, and keeps what was typed.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    desk = _desk(request)
    if desk is None:
        return _refused(request)
    return render(
        request,
        "desk/intake/_known.html",
        _known(desk, _unjudged(desk, request)) | {"is_part": True},
    )


def _refused(request: HttpRequest) -> HttpResponse:
    return not_allowed(request, _("Only the police of the unit take reports down."))


def _begun(request: HttpRequest) -> dict[str, str]:
    """Return the beginning of a form: what was typed before the session ran out, else a fresh key."""
    return {"key": str(uuid4())} | typed_before_login(request)


def _unjudged(desk: Desk, request: HttpRequest) -> Intake:
    """Return the form as it was typed, without errors."""
    typed = request.POST.dict()
    if request.POST.get("suggested"):
        typed["category"] = request.POST["suggested"]
    return desk.form(initial={"key": str(uuid4())} | {k: v for k, v in typed.items() if v})


def _page(request: HttpRequest, desk: Desk, form: Intake) -> HttpResponse:
    unit = desk.unit
    middle = f"{unit.lat},{unit.lon}" if unit.lat and unit.lon else ""
    shown = {
        "form": form,
        "draft_form": _DRAFT_FORM,
        "boundary_url": reverse("places:boundary", args=[unit.address]),
        "at_url": reverse("places:at"),
        "centre": middle,
        **_known(desk, form),
    }
    return render(request, "desk/intake/intake.html", shown)


def _known(desk: Desk, form: Intake) -> dict[str, object]:
    """Return what may be the same, and what the words may tell of."""
    typed = {name: str(form[name].value() or "") for name in form.fields}
    words = typed["words"]
    if len(words.strip()) < _LEAST and not typed["lat"]:
        return {"alike": [], "suggested": []}
    category = _key(form, "category", typed["category"])
    candidates = duplicates.like(
        unit=desk.unit,
        words=words,
        category=category,
        area=desk.areas.get(_key(form, "area", typed["area"])),
        lat=_degrees(typed["lat"]),
        lon=_degrees(typed["lon"]),
        at=desk.visit.at,
        user=desk.visit.user,
    )
    suggested = [] if category else suggesting.suggest(words, desk.unit)
    return {
        "alike": alike.dressed(candidates)[: alike.SHOWN],
        "suggested": [wording.category_name(each.category) for each in suggested],
    }


def _key(form: Intake, name: str, typed: str) -> str:
    found = form.listed(name).found(typed)
    return found[0][0] if len(found) == 1 else ""


def _degrees(typed: str) -> float | None:
    try:
        return float(typed)
    except ValueError:
        return None


def _send(request: HttpRequest, desk: Desk, attach: str) -> HttpResponse:
    form = desk.form(request.POST, joins=bool(attach))
    if form.is_valid():
        try:
            receipt = _kept(desk, form, attach)
        except reports.BadDraft as bad:
            form.add_error(bad.field if bad.field in form.fields else None, str(bad.sentence))
        except (NotAllowed, Matter.DoesNotExist):
            form.add_error(
                None, _("That matter is not there any more. Look again, or send it as a new one.")
            )
        else:
            return _received(request, receipt, attach)
    return _page(request, desk, form)


def _kept(desk: Desk, form: Intake, attach: str) -> actions.Receipt:
    """Keep the report, with the matter it is one more of or with one of its own."""
    visit, typed = desk.visit, form.cleaned_data
    person, channel = form.person(), Channel(typed["channel"])
    if not attach:
        return actions.receive(
            draft=form.draft(desk.unit), person=person, photos=[], key=typed["key"],
            channel=channel, at=visit.at, by=visit.user,
        )  # fmt: skip
    seen = Matter.objects.visible_to(visit.user, visit.on).select_related(
        "keeper", "unit", "area", "crew__home"
    )
    matter = seen.get(reference=attach[:16].replace("\0", ""))
    return actions.join_known(
        draft=form.draft(desk.unit, category=matter.category), person=person, photos=[], key=typed["key"],
        channel=channel, matter=matter, at=visit.at, by=visit.user,
    )  # fmt: skip


def _received(request: HttpRequest, receipt: actions.Receipt, attach: str) -> HttpResponse:
    """Show reference and code, to be read aloud; the code is shown only now."""
    shown = {
        "receipt": receipt,
        "is_attached": attach == receipt.matter.reference,
        "reference": spelling.groups(receipt.reference),
        "code": spelling.groups(receipt.code) if receipt.code else [],
    }
    return render(request, "desk/intake/received.html", shown)
