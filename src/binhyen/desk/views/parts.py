"""Say that a part of a matter is done, or that it is not needed; serve the papers of a proposal."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.desk import assigning_forms as forms
from binhyen.desk.posts import Visit, not_allowed, officer, typed_before_login, visit_of
from binhyen.matters import actions, queries
from binhyen.matters.models import Matter, PaperKind, Part, ProposalPaper

TYPES = {PaperKind.PHOTO: "image/jpeg", PaperKind.PDF: "application/pdf"}


def _part(reference: str, pk: int, visit: Visit) -> Part:
    """Return the part if the visitor may know that its matter exists, or was given it."""
    seen = Matter.objects.visible_to(visit.user, visit.on).filter(reference=reference)
    parts = Part.objects.select_related(
        "matter__keeper", "matter__area", "matter__crew__home", "crew", "person"
    )
    return get_object_or_404(parts, pk=pk, matter__in=seen.values("pk"))  # fmt: skip


@officer
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say that a part is done."""
    visit = visit_of(request)
    part = _part(reference, pk, visit)
    if not actions.may_end(part, visit.user, visit.at):
        return not_allowed(request, _("This part was given to somebody else."))
    return _step(request, part, visit, is_drop=False)


@officer
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say that a part is not needed."""
    visit = visit_of(request)
    part = _part(reference, pk, visit)
    if queries.is_masked(part.matter, visit.user, visit.on) or not visit.may(
        "matters.give_part", part.matter
    ):
        return not_allowed(request, _("Only the police of the unit drop a part."))
    return _step(request, part, visit, is_drop=True)


def _step(request: HttpRequest, part: Part, visit: Visit, *, is_drop: bool) -> HttpResponse:
    if request.method == "GET" and not part.is_open:
        messages.warning(request, _("This part is done or dropped already."))
        return redirect("desk:home")
    kind = forms.DropPart if is_drop else forms.EndPart
    form = kind(request.POST or None, initial=typed_before_login(request))
    if request.method == "POST" and form.is_valid() and _ended(part, form, visit, is_drop=is_drop):
        done = _("The part is dropped.") if is_drop else _("The part is done.")
        messages.success(request, done)
        sees_it = Matter.objects.visible_to(visit.user, visit.on).filter(pk=part.matter_id)
        masked = queries.is_masked(part.matter, visit.user, visit.on)
        if sees_it.exists() and not masked:
            return redirect("desk:matter", reference=part.matter.reference)
        return redirect("desk:home")
    shown = {"part": part, "matter": part.matter, "form": form, "is_drop": is_drop}
    return render(request, "desk/part.html", shown)


def _ended(part: Part, form: forms.EndPart | forms.DropPart, visit: Visit, *, is_drop: bool) -> bool:  # fmt: skip
    act = actions.drop_part if is_drop else actions.end_part
    try:
        act(part=part, words=form.cleaned_data["words"], by=visit.user, at=visit.at)
    except actions.Outrun:
        form.add_error(None, _("Somebody else ended this part meanwhile. Look at the matter again."))  # fmt: skip
    except actions.MoveNotAllowed:
        form.add_error(None, _("The matter has ended, and its parts with it."))
    else:
        return True
    return False


@officer
@require_GET
def paper(request: HttpRequest, reference: str, token: str) -> HttpResponseBase:
    """Serve a paper of a proposal to whoever reads the whole file of its matter."""
    visit = visit_of(request)
    seen = Matter.objects.visible_to(visit.user, visit.on).select_related("keeper", "unit", "area")
    found = get_object_or_404(seen, reference=reference)
    may_read = visit.may("reports.read", found.readers())
    if not may_read or queries.is_masked(found, visit.user, visit.on):
        raise Http404
    kept = get_object_or_404(ProposalPaper, token=token, proposal__matter=found)
    path = actions.paper_path(kept.file)
    if not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=TYPES[PaperKind(kept.kind)])
    response["X-Content-Type-Options"] = "nosniff"
    # A PDF is downloaded and not shown inside our pages: its viewer is not ours to trust.
    is_photo = kept.kind == PaperKind.PHOTO
    response["Content-Disposition"] = "inline" if is_photo else f'attachment; filename="{reference}-{kept.pk}.pdf"'  # fmt: skip
    response["Cache-Control"] = "no-store" if found.is_restricted else "private, max-age=3600"
    return response
