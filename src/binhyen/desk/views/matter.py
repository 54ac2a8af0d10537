"""One matter: what was reported, how it stands, what may be done now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.desk import acts, alike, forms, keys, wording
from binhyen.desk.acts import ActPage
from binhyen.desk.inbox import way_back
from binhyen.desk.posts import Visit, not_allowed, officer, typed_before_login, visit_of
from binhyen.desk.timing import lines
from binhyen.desk.views import assigned
from binhyen.matters import actions, clocks, queries
from binhyen.matters.models import Matter, Mediation, Move
from binhyen.matters.workflow import Act, State
from binhyen.notices import actions as notices
from binhyen.people.policy import NotAllowed
from binhyen.places import drawing
from binhyen.reports import actions as reports
from binhyen.reports.models import Message, Photo, Report
from binhyen.reports.photos import PhotoRefused


def load(reference: str, visit: Visit) -> Matter:
    """Return the matter if the visitor may know it exists; otherwise it does not, for them."""
    seen = Matter.objects.visible_to(visit.user, visit.on).select_related("keeper__parent", "area")
    found = get_object_or_404(seen, reference=reference)
    # Mostly it arose where it is kept, and whoever looks has it in hand: what is known is not read again.
    if found.unit_id == found.keeper_id:
        found.unit = found.keeper
    if found.handler_id == visit.user.pk:
        found.handler = visit.user
    prefetch_related_objects([found], "unit", "handler", "crew__home")
    return found


@dataclass(frozen=True)
class Told:
    """A report as the page shows it: what was said, with its photos and messages."""

    report: Report
    category: str
    photos: list[Photo]
    thread: list[Message]
    may_ask_who: bool
    also_of: list[Matter]
    is_hidden: bool


@officer
@require_GET
def matter(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a matter. Opening a restricted one goes on the trail."""
    visit = visit_of(request)
    found = load(reference, visit)
    if found.is_restricted:
        try:
            actions.look_inside(matter=found, by=visit.user, at=visit.at)
        except NotAllowed:
            return restricted(request)
    notices.mark_subject_read(subject=reference, by=visit.user, at=visit.at)
    shown = shown_of(found, visit) | keys.shown(request) | {"back": way_back.address(request)}
    return render(request, "desk/matter.html", shown)


def restricted(request: HttpRequest) -> HttpResponse:
    """Return the page that says only few may read this matter."""
    return not_allowed(
        request,
        _("This matter is restricted: only the chief and the officer who has it in hand read it."),
    )


def shown_of(found: Matter, visit: Visit) -> dict[str, object]:
    """Return what a page shows of a matter, for one who may read it."""
    there = queries.read_whole(found)
    reads_reports = visit.may("reports.read", found.readers())
    offered = acts.offered(found, visit)
    competent = not found.is_open or acts.is_competent(found)
    can = {page.slug for page in offered}
    listed = [page for page in offered if page.act not in _BESIDE]
    in_sight, bundles = acts.bundled(listed, must_pass_on=not competent)
    return {
        "matter": found,
        "alike": alike.of(found, visit)[: alike.SHOWN] if "gop" in can else [],
        "category": wording.category_name(found.category),
        "tag": wording.TAGS[State(found.state)],
        "clocks": lines.lines(found, visit.at),
        "is_prolonged": wording.is_prolonged(found, visit.at),
        **_map(found),
        "told": _told(found, there, visit) if reads_reports else [],
        "reads_reports": reads_reports,
        "field_photos": queries.field_photos(found) if there.field_photos else [],
        "mediations": _mediations(found, visit),
        "history": _history(found, visit, reads_all=reads_reports),
        **assigned.shown(found, visit),
        "acts": in_sight,
        "bundles": bundles,
        "can": can,
        "must_pass_on": not competent,
        "may_answer": any(
            visit.may("matters.answer_proposal", p) for p in found.proposals.all() if not p.answer
        ),
    }


def _mediations(found: Matter, visit: Visit) -> list[Mediation]:
    """Return the attempts to reconcile the parties, to the unit that asks for them."""
    if not (clocks.is_mediable(found.category) and visit.may("matters.ask_mediation", found)):
        return []
    return sorted(found.mediations.all(), key=lambda mediation: mediation.number)


def _map(found: Matter) -> dict[str, object]:
    """Return the outline of the commune with a pin, where the matter has a point and the unit a map."""
    if found.lat is None or found.lon is None:
        return {}
    map_ = drawing.map_of(found.unit)
    pin = map_.spot(found.lat, found.lon) if map_ else None
    return {"map": map_, "pin": pin} if pin else {}


#: Acts whose button stands beside what they are about, not in the list of acts.
_BESIDE = frozenset({Act.REPLY, Act.MARK_HEARD, Act.NOTE, Act.DETACH})


def _told(found: Matter, there: queries.There, visit: Visit) -> list[Told]:
    may_ask = visit.may("reports.reveal_identity", found)
    shared = queries.shared(found) if there.also_of else {}
    hidden = queries.hidden(shared, found, visit.user, visit.on)
    return [
        Told(
            report=row.report,
            category=wording.category_name(row.report.category),
            photos=[photo for photo in row.report.photos.all() if photo.message_id is None],
            thread=sorted(row.report.messages.all(), key=lambda message: message.pk),
            may_ask_who=may_ask and row.report.disclosure != "ANONYMOUS",
            also_of=[] if row.report_id in hidden else shared.get(row.report_id, []),
            is_hidden=row.report_id in hidden,
        )
        for row in found.attached.all()
    ]


def _history(found: Matter, visit: Visit, *, reads_all: bool) -> Iterable[Move]:
    """Return what was done, newest first; words only to the police and to whoever wrote them."""
    moves = assigned.with_names(list(queries.history(found)))
    for move in moves:
        if not reads_all and move.by_id != visit.user.pk:
            move.words = ""
    return reversed(moves)


@officer
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    """Do one act on a matter, with its consequence said before."""
    visit = visit_of(request)
    page = acts.PAGES.get(slug)
    if page is None:
        raise Http404
    found = load(reference, visit)
    if queries.is_masked(found, visit.user, visit.on):
        return restricted(request)
    if not visit.may(page.action, found):
        return not_allowed(request, _("Your post does not allow this step on this matter."))
    if request.method == "GET" and not acts.is_offered(page, found, visit):
        messages.warning(request, _no_longer(found))
        return redirect("desk:matter", reference=reference)
    form = _form(request, page, found, visit)
    if request.method == "POST" and form.is_valid() and _run(page, found, form, visit):
        messages.success(request, str(page.done))
        return _go_on(found, visit)
    shown = {
        "page": page,
        "matter": found,
        "form": form,
        "meanwhile": _meanwhile(found, form),
        "is_near": page.act is Act.MERGE and "into" in form.fields,
        "keys_are_off": keys.are_off(request),
        **page.beside(found, visit),
    }
    return render(request, "desk/act.html", shown)


def _go_on(found: Matter, visit: Visit) -> HttpResponse:
    """Go on where the matter now lives: in the other after a merger, nowhere for who handed it over for good."""
    lives = found.merged_into or found
    if Matter.objects.visible_to(visit.user, visit.on).filter(pk=lives.pk).exists():
        return redirect("desk:matter", reference=lives.reference)
    return redirect("desk:inbox")


def _form(request: HttpRequest, page: ActPage, found: Matter, visit: Visit) -> forms.ActForm:
    offered = acts.choices_for(page, found, visit)
    if request.method == "POST":
        return page.form(request.POST, request.FILES, matter=found, offered=offered)
    preset = page.preset(request.GET.dict())
    initial = {"version": found.version} | preset | typed_before_login(request)
    return page.form(initial=initial, matter=found, offered=offered)


def _run(page: ActPage, found: Matter, form: forms.ActForm, visit: Visit) -> bool:
    """Run the act; a refusal becomes a sentence above the form, with what was typed kept."""
    try:
        page.run(found, form, visit)
    except actions.Outrun:
        form.add_error(
            None, _("Somebody else has just worked on this matter. Look again before you go on.")
        )
    except actions.MoveNotAllowed:
        form.add_error(None, _no_longer(found))
    except actions.OpenParts as reason:
        form.add_error(None, assigned.open_parts_sentence(reason.parts))
    except tuple(page.refusals) as reason:
        field, sentence = page.refusal_of(reason)
        form.add_error(field if field in form.fields else None, str(sentence))
    except PhotoRefused as reason:
        form.add_error("photo", str(reason.sentence))
    except reports.BadDraft as reason:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason.sentence))
    else:
        return True
    return False


def _no_longer(found: Matter) -> str:
    state = found.get_state_display()
    return _("The matter is now “%(state)s”; this step no longer follows.") % {"state": state}


def _meanwhile(found: Matter, form: forms.ActForm) -> list[Move]:
    """Return what others did since the form was shown, and let the form be sent again knowing it."""
    if not form.is_bound or "version" in form.errors:
        return []
    seen = form.cleaned_data.get("version")
    now = Matter.objects.filter(pk=found.pk).values_list("version", flat=True).get()
    if not isinstance(seen, int) or seen >= now:
        return []
    form.data = {**form.data, "version": str(now)}
    return queries.moves_since(found, seen)


@officer
@require_POST
def tell_apart(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """Say that two matters are not the same."""
    visit = visit_of(request)
    found, stranger = load(reference, visit), load(other, visit)
    try:
        actions.tell_apart(matter=found, other=stranger, by=visit.user, at=visit.at)
    except NotAllowed:
        return not_allowed(request, _("Only the police of the unit that keeps both may say this."))
    messages.success(request, _("The two are no longer offered as the same."))
    return redirect("desk:matter", found.reference)


@officer
@require_http_methods(["GET", "POST"])
def identity(request: HttpRequest, reference: str, report: str) -> HttpResponse:
    """Show who reported, to the chief, once, for a reason that stays on the trail."""
    visit = visit_of(request)
    found = load(reference, visit)
    if not visit.may("reports.reveal_identity", found):
        return not_allowed(request, _("Only the chief may look at who reported."))
    told = get_object_or_404(Report, reference=report, of_matter__matter=found)
    form = forms.Identity(request.POST or None)
    person = None
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.look_at_identity(
                matter=found,
                report=told,
                reason=form.cleaned_data["reason"],
                by=visit.user,
                at=visit.at,
            )
        except reports.NobodyKnown:
            form.add_error(None, _("Nobody knows who sent this report: it is anonymous."))
        except reports.NoReason:
            form.add_error("reason", _("Say the reason in words."))
    shown = {"matter": found, "report": told, "form": form, "person": person}
    response = render(request, "desk/identity.html", shown)
    response["Cache-Control"] = "no-store"
    return response


@officer
@require_GET
@cache_control(private=True, max_age=3600)
def photo(request: HttpRequest, reference: str, token: str) -> HttpResponseBase:
    """Serve a photo of a report to whoever may read the report."""
    visit = visit_of(request)
    found = load(reference, visit)
    if queries.is_masked(found, visit.user, visit.on) or not visit.may(
        "reports.read", found.readers()
    ):
        raise Http404
    kept = get_object_or_404(Photo, token=token, report__of_matter__matter=found)
    if kept.report_id in queries.hidden(queries.shared(found), found, visit.user, visit.on):
        raise Http404
    path = reports.photo_path(kept.file)
    if not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    if found.is_restricted:
        response["Cache-Control"] = "no-store"  # nothing of it stays behind on an office's machine
    return response
