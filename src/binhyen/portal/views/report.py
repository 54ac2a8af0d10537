"""A report in three pages, all at one address: what it is about; what, when and where; who tells it, and send."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from binhyen.core import clock, faces
from binhyen.matters import actions as matters
from binhyen.matters import duplicates
from binhyen.matters.models import Matter
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit
from binhyen.portal import forms, rules
from binhyen.portal.photos import keep_photos
from binhyen.portal.wizard import FORMS, Judged, Wizard, start
from binhyen.portal.words import STATES
from binhyen.reports import actions as reports
from binhyen.reports import catalogues
from binhyen.reports.models import Channel
from binhyen.reports.rules import MOST_PHOTOS

#: The id of the form whose half-written answers a change of text size, contrast or language carries along.
DRAFT_FORM = "dang-viet"


@sensitive_post_parameters()
@cache_control(private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The whole of a report."""
    at = clock.now()
    if request.method != "POST":
        return _page(request, _started(request, at), "subject")
    wizard = Wizard(request.POST.copy(), at, request.FILES)
    step = wizard.data.get("step", "subject")
    if step not in FORMS:
        step = "subject"
    go = wizard.data.get("go", "next")
    if faces.only_looks_change(request):
        return _with_photos(request, wizard, step, step)
    if go == "back":
        return _with_photos(request, wizard, step, wizard.before(step))
    if go.startswith("change-"):
        return _changed(request, wizard, step, go.removeprefix("change-"))
    if go.startswith("drop-"):
        return _without_photo(request, wizard, go.removeprefix("drop-"))
    return _answer(request, wizard, step)


def _with_photos(request: HttpRequest, wizard: Wizard, left: str, to: str) -> HttpResponse:
    """Leave one page for another without judging it; photos that were chosen are kept all the same."""
    if left == "you":
        form = wizard.form("you", bound=True)
        form.full_clean()
        keep_photos(wizard, form)
    return _page(request, wizard, to)


def _changed(request: HttpRequest, wizard: Wizard, step: str, what: str) -> HttpResponse:
    """Lead back to an answer that is to be changed, and from there to the last page."""
    if what == "commune":
        wizard.forget_commune()
        return _page(request, wizard, "story")
    if what not in FORMS:
        return _page(request, wizard, step)
    wizard.data["to_check"] = "1"
    return _with_photos(request, wizard, step, what)


def _started(request: HttpRequest, at: datetime) -> Wizard:
    """Return an empty report; the code on a notice board may name a commune or a residential area."""
    area = _named(request, "khu", Level.RESIDENTIAL_AREA)
    unit = area.parent if area else _named(request, "don-vi", Level.COMMUNE)
    return start(at=at, unit=str(unit.pk) if unit else "", area=str(area.pk) if area else "")


def _named(request: HttpRequest, name: str, level: Level) -> Unit | None:
    """Return the unit whose address the query names, None for anything else."""
    address = request.GET.get(name, "")[:60]
    found = places.unit_at_address(address) if address else None
    return found if found and found.level == level else None


def _answer(request: HttpRequest, wizard: Wizard, step: str) -> HttpResponse:
    """Judge the answers of one page and show the next, or send."""
    category = wizard.category
    if category and category.is_refused:
        return refused(request, category)
    if step == "you":
        return _send(request, wizard)
    if wizard.data.get("go") == "find":
        return _page(request, wizard, step, _not_found(wizard))
    form = wizard.form(step, bound=True)
    if not form.is_valid():
        return _page(request, wizard, step, form)
    if isinstance(form, forms.Story):
        wizard.settle_place(form)
    to_check = wizard.data.get("to_check")
    return _page(request, wizard, "you" if to_check else wizard.after(step))


def _not_found(wizard: Wizard) -> forms.Step | None:
    """Return the page saying that no commune of this name is served, and nothing else; None when one was found."""
    form = wizard.form("story", bound=True)
    if form.is_valid() or "search" not in form.errors:
        return None
    for name in form.errors.keys() - {"search"}:
        del form.errors[name]
    return form


def refused(request: HttpRequest, category: catalogues.Category) -> HttpResponse:
    """Say where to go with a subject that is not taken; nothing is kept."""
    return render(request, "portal/refused.html", {"category": category})


def _page(
    request: HttpRequest, wizard: Wizard, step: str, form: forms.Step | None = None
) -> HttpResponse:
    """Show one page, with everything answered so far in hidden fields."""
    judged = wizard.judge()
    if step == "you" and not judged.is_told:
        step = judged.first_gap
        form = judged.pages[step]
    form = form or wizard.form(step, bound=False)
    context = {
        "form": form,
        "step": step,
        "carried": wizard.carried_past(form),
        "to_check": wizard.data.get("to_check", ""),
        "category": wizard.category,
        "photos": wizard.photos,
        "most_photos": MOST_PHOTOS,
        "position": list(FORMS).index(step) + 1,
        "positions": len(FORMS),
        "language": forms.language(),
        "draft_form": DRAFT_FORM,
        **_ABOUT[step](wizard, form, judged),
    }
    return render(request, f"portal/report/{step}.html", context)


def _about_subject(wizard: Wizard, form: forms.Step, judged: Judged) -> dict[str, object]:
    taxonomy = catalogues.taxonomy()
    refused = [category for category in taxonomy.categories.values() if category.is_refused]
    return {"offered": taxonomy.offered(), "refused": refused}


def _about_story(wizard: Wizard, form: forms.Step, judged: Judged) -> dict[str, object]:
    """Return where the map begins: the boundary of the commune and its middle."""
    assert isinstance(form, forms.Story)  # noqa: S101 for the type checker
    commune = wizard.commune
    shown: dict[str, object] = {
        "commune": commune,
        "is_only_commune": wizard.served.only is not None,
        "at_url": reverse("places:at"),
    }
    if commune:
        shown["boundary_url"] = reverse("places:boundary", args=[commune.address])
        shown["centre"] = f"{commune.lat},{commune.lon}" if commune.lat and commune.lon else ""
    return shown


def _about_you(wizard: Wizard, form: forms.Step, judged: Judged) -> dict[str, object]:
    draft = judged.draft()
    known = duplicates.near_point(
        unit=draft.unit,
        category=draft.category,
        lat=draft.lat,
        lon=draft.lon,
        area=draft.area,
        at=wizard.at,
        words=draft.words,
    )
    return {
        "draft": draft,
        "commune": draft.unit,
        "known": [
            (one, catalogues.taxonomy().categories[one.category], STATES[one.state])
            for one in known
        ],
        "noticed": rules.noticed(f"{draft.words}\n{draft.place_words}"),
    }


_ABOUT = {"subject": _about_subject, "story": _about_story, "you": _about_you}


def _without_photo(request: HttpRequest, wizard: Wizard, token: str) -> HttpResponse:
    if token in wizard.photos:
        reports.drop_photo(token=token)
    wizard.data.setlist("photos", [kept for kept in wizard.photos if kept != token])
    return _with_photos(request, wizard, "you", "you")


def _send(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """Hand the report in; a gap or a refusal leads back to the page it is about."""
    judged = wizard.judge()
    you = judged.pages["you"]
    good = keep_photos(wizard, you)
    gap = judged.first_gap
    if gap or not good:
        return _page(request, wizard, gap or "you", judged.pages[gap or "you"])
    known = duplicates.matter_of(wizard.data.get("go", "").removeprefix("join-"))
    try:
        receipt = receive(wizard, judged, known)
    except reports.Refused as reason:
        return refused(request, catalogues.taxonomy().categories[reason.category])
    except reports.BadDraft as bad:
        you.add_error(None, str(bad.sentence))
        return _page(request, wizard, "you", you)
    return _received(request, receipt, wizard)


def receive(wizard: Wizard, judged: Judged, known: Matter | None = None) -> matters.Receipt:
    """Hand in a report whose answers all stand, as one more of what is `known` already when its sender says so.

    Raises reports' Refused and BadDraft.
    """
    draft, person = judged.draft(), judged.person()
    if known is None:
        return matters.receive(
            draft=draft,
            person=person,
            photos=wizard.photos,
            key=wizard.key,
            channel=Channel.WEB,
            at=wizard.at,
        )
    return matters.join_known(
        draft=draft,
        person=person,
        photos=wizard.photos,
        key=wizard.key,
        channel=Channel.WEB,
        matter=known,
        at=wizard.at,
    )


def _received(request: HttpRequest, receipt: matters.Receipt, wizard: Wizard) -> HttpResponse:
    address = f"{reverse('portal:follow')}?so={receipt.reference}"
    context = {
        "receipt": receipt,
        "commune": receipt.matter.unit,
        "category": wizard.category,
        "due_at": receipt.matter.due_at,
        "address": address,
        "qr": f"{reverse('portal:qr')}?so={receipt.reference}",
        "language": forms.language(),
    }
    response = render(request, "portal/received.html", context)
    response["Cache-Control"] = "no-store"  # the code is not left behind in a shared phone
    return response
