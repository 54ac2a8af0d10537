"""The residents' pages. Each works without scripts and keeps nothing: no session, no address, no trace of who reads."""

import io
import logging
from datetime import datetime

import segno
from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from binhyen.audit import actions as audit
from binhyen.core import clock, faces, references
from binhyen.matters import actions as matters
from binhyen.places import queries as places
from binhyen.places.models import Level, Unit
from binhyen.portal import forms, queries
from binhyen.portal.wizard import FORMS, Wizard, start
from binhyen.portal.words import NEXT, STATES
from binhyen.reports import actions as reports
from binhyen.reports import catalogues, rules
from binhyen.reports.models import Channel, Report
from binhyen.reports.photos import PhotoRefused

log = logging.getLogger(__name__)

_ATTEMPTS = 4
#: The id of the form whose half-written answers a change of text size, contrast or language carries along.
_DRAFT_FORM = "dang-viet"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page: who to call at once, then what to do here."""
    return render(request, "portal/home.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What becomes of a report, and how what is said is kept."""
    on = clock.today()
    return render(
        request,
        "portal/about.html",
        {"communes": queries.served(on).named(""), "demo": settings.DEMO},
    )


@never_cache
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the database answers and the trail is sealed in time; 503 otherwise."""
    try:
        late = audit.late_by(at=clock.now()).total_seconds()
    except DatabaseError:
        log.exception("the database does not answer")
        return JsonResponse({"database": False}, status=503)
    return JsonResponse(
        {"database": True, "seal_late_seconds": round(late)}, status=503 if late else 200
    )


@sensitive_post_parameters()
@cache_control(private=True)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The whole of a report, one question per page, all at one address."""
    at = clock.now()
    if request.method != "POST":
        return _page(request, _started(request, at), "subject")
    wizard = Wizard(request.POST.copy(), at, request.FILES)
    step = wizard.data.get("step", "subject")
    if step not in FORMS:
        step = "subject"
    if faces.only_looks_change(request):
        return _shown_again(request, wizard, step)
    go = wizard.data.get("go", "next")
    if go == "back":
        return _page(request, wizard, wizard.before(step))
    if go.startswith("change-") and go.removeprefix("change-") in FORMS:
        wizard.data["to_check"] = "1"
        return _page(request, wizard, go.removeprefix("change-"))
    if go.startswith("drop-"):
        return _without_photo(request, wizard, go.removeprefix("drop-"))
    return _answer(request, wizard, step)


def _shown_again(request: HttpRequest, wizard: Wizard, step: str) -> HttpResponse:
    """Show the same question in its new look, with what was typed and the photos chosen."""
    if step == "you":
        form = wizard.form(step, bound=True)
        form.full_clean()
        assert isinstance(form, forms.You)  # noqa: S101 for the type checker
        _keep_photos(wizard, form)
    return _page(request, wizard, wizard.judge().first_gap if step == "check" else step)


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
    """Judge the answer to one question and show the next page."""
    if step == "check":
        return _send(request, wizard)
    if step == "place" and wizard.commune is None:
        return _page(request, wizard, "commune")
    form = wizard.form(step, bound=True)
    is_good = form.is_valid()
    if isinstance(form, forms.You):
        is_good = _keep_photos(wizard, form) and is_good
    category = wizard.category
    if category and category.is_refused:
        return render(request, "portal/refused.html", {"category": category})
    if isinstance(form, forms.Place) and is_good:
        wizard.data["unit"] = str(form.commune.pk)
    if not is_good or wizard.data.get("go") == "find":
        return _page(request, wizard, step, form if not is_good else None)
    if wizard.data.get("to_check"):
        return _page(request, wizard, wizard.judge().first_gap)
    return _page(request, wizard, wizard.after(step))


def _page(
    request: HttpRequest, wizard: Wizard, step: str, form: forms.Step | None = None
) -> HttpResponse:
    """Show one question, with everything answered so far in hidden fields."""
    if step == "check" and (gap := wizard.judge()).first_gap != "check":
        step, form = gap.first_gap, gap.forms.get(gap.first_gap)
    if step == "place" and wizard.commune is None:
        step, form = "commune", None
    form = form or wizard.form(step, bound=False)
    steps = wizard.steps()
    context = {
        "form": form,
        "step": step,
        "carried": wizard.carried_past(form),
        "to_check": wizard.data.get("to_check", ""),
        "category": wizard.category,
        "commune": wizard.commune,
        "is_only_commune": wizard.served.only is not None,
        "photos": wizard.photos,
        "most_photos": rules.MOST_PHOTOS,
        "position": steps.index(step) + 1 if step in steps else 1,
        "positions": len(steps),
        "language": forms.language(),
        "draft_form": _DRAFT_FORM,
    }
    if step == "subject":
        taxonomy = catalogues.taxonomy()
        context["offered"] = taxonomy.offered()
        context["refused"] = [c for c in taxonomy.categories.values() if c.is_refused]
    if step == "place":
        context["at_url"] = reverse("places:at")
        context |= _map_of(form)
    if step == "check":
        judged = wizard.judge()
        context["draft"] = judged.draft()
        context["person"] = judged.person()
    return render(request, f"portal/report/{step}.html", context)


def _map_of(form: forms.Step) -> dict[str, str]:
    """Return where the map begins: the boundary of the commune and its middle."""
    assert isinstance(form, forms.Place)  # noqa: S101 for the type checker
    commune = form.commune
    middle = f"{commune.lat},{commune.lon}" if commune.lat and commune.lon else ""
    return {"boundary_url": reverse("places:boundary", args=[commune.address]), "centre": middle}


def _keep_photos(wizard: Wizard, form: forms.You) -> bool:
    """Keep the uploads without metadata; one that cannot be kept is named at the field, the others stay."""
    good = True
    for upload in form.cleaned_data.get("photo", []):
        if len(wizard.photos) >= rules.MOST_PHOTOS:
            form.add_error("photo", _("At most three photos. The further ones were left out."))
            return False
        try:
            photo = reports.keep_photo(upload=upload, at=wizard.at)
        except PhotoRefused as reason:
            form.add_error("photo", f"{upload.name}: {reason.sentence}")
            good = False
        else:
            wizard.data.appendlist("photos", photo.token)
    return good


def _without_photo(request: HttpRequest, wizard: Wizard, token: str) -> HttpResponse:
    if token in wizard.photos:
        reports.drop_photo(token=token)
    wizard.data.setlist("photos", [kept for kept in wizard.photos if kept != token])
    return _page(request, wizard, "you")


def _send(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """Hand the report in; a gap or a refusal leads back to the question it is about."""
    judged = wizard.judge()
    if judged.first_gap != "check":
        return _page(request, wizard, judged.first_gap, judged.forms.get(judged.first_gap))
    try:
        receipt = matters.receive(
            draft=judged.draft(),
            person=judged.person(),
            photos=wizard.photos,
            key=wizard.key,
            channel=Channel.WEB,
            at=wizard.at,
        )
    except reports.Refused as refused:
        category = catalogues.taxonomy().categories[refused.category]
        return render(request, "portal/refused.html", {"category": category})
    except reports.BadDraft as bad:
        form = wizard.form("check", bound=True)
        form.add_error(None, str(bad.sentence))
        return _page(request, wizard, "check", form)
    return _received(request, receipt, wizard)


@require_GET
def qr(request: HttpRequest) -> HttpResponse:
    """Draw the way to the follow-up page with the number filled in, for another phone to read.

    A picture of its own: drawing it takes a tenth of the time that receiving a report takes, and a reporter
    should have the number before that. Any mask can be read; trying all eight for the prettiest takes 3 ms more.
    """
    reference = request.GET.get("so", "")
    if not references.is_reference(reference):
        raise Http404
    address = request.build_absolute_uri(f"{reverse('portal:follow')}?so={reference}")
    code = segno.make(address, micro=False, error="m", boost_error=False, mask=3)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", scale=4, border=2, omitsize=True)
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "private, max-age=600"
    return response


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


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """What became of a report, for whoever holds its number and code; and a word more to the officers."""
    at = clock.now()
    if request.method != "POST":
        return _asked(
            request, forms.Follow(initial={"reference": request.GET.get("so", "")[:20]}, at=at)
        )
    if faces.only_looks_change(request) and "words" not in request.POST:
        return _asked(request, forms.Follow(initial=request.POST.dict(), at=at))
    form = forms.Follow(request.POST, at=at)
    found = _found(form, at) if form.is_valid() else None
    if found is None:
        return _asked(request, form)
    reply = forms.Reply(initial={"words": request.POST.get("words", "")}, at=at)
    if "words" in request.POST and not faces.only_looks_change(request):
        reply = _heard(request, found, at)
    return _thread(request, found, form, reply)


def _asked(request: HttpRequest, form: forms.Follow) -> HttpResponse:
    """Ask for number and code."""
    return render(request, "portal/follow.html", {"form": form, "draft_form": _DRAFT_FORM})


def _found(form: forms.Follow, at: datetime) -> Report | None:
    """Return the report; None with the reason in the form."""
    if not set(references.tidy(form.cleaned_data["code"])) <= set(references.ALPHABET):
        form.add_error("code", _(
            "The code has only letters without marks and digits. Switch off the Vietnamese keyboard and type it again."
        ))  # fmt: skip
        return None
    try:
        found = reports.find(
            reference=form.cleaned_data["reference"], code=form.cleaned_data["code"], at=at
        )
    except reports.TooManyGuesses:
        form.add_error(
            None, _("Too many wrong codes for this number. Wait 15 minutes and try again.")
        )
        return None
    if found is None:
        form.add_error(None, _("Number and code do not fit together. Check both and try again."))
    return found


def _heard(request: HttpRequest, found: Report, at: datetime) -> forms.Reply:
    """Pass a message on; return an empty form when it went, the filled one with its error otherwise."""
    reply = forms.Reply(request.POST, at=at)
    if not reply.is_valid():
        return reply
    words = reply.cleaned_data["words"]
    if not queries.was_just_said(found, words, at):
        _hear(found, words, at)
    sent = forms.Reply(at=at)
    sent.is_sent = True
    return sent


def _hear(found: Report, words: str, at: datetime) -> None:
    """Pass words on; an officer who merges the matter at the same moment does not cost the reporter theirs."""
    for _attempt in range(_ATTEMPTS - 1):
        try:
            matters.hear(report=found, words=words, at=at)
        except matters.MoveNotAllowed:
            continue
        return
    matters.hear(report=found, words=words, at=at)


def _thread(
    request: HttpRequest, found: Report, form: forms.Follow, reply: forms.Reply
) -> HttpResponse:
    thread = queries.thread_of(found)
    names = catalogues.taxonomy().categories
    others = [
        (
            names[course.category].name(forms.language()),
            STATES[course.state],
            NEXT[course.state],
            [(STATES[line.state], line.at) for line in course.lines],
        )
        for course in thread.courses[1:]
    ]
    context = {
        "thread": thread,
        "others": others,
        "lines": [(STATES[line.state], line.at) for line in thread.lines],
        "state": STATES[thread.state],
        "next": NEXT[thread.state],
        "category": names[found.category].name(forms.language()),
        "form": form,
        "reply": reply,
        "is_sent": reply.is_sent,
        "draft_form": _DRAFT_FORM,
    }
    return render(request, "portal/thread.html", context)
