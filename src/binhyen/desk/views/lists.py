"""The proposals to answer, the audit trail."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.audit import actions as audit
from binhyen.audit.models import Entry, Seal
from binhyen.desk import forms, wording
from binhyen.desk.posts import Visit, not_allowed, officer, typed_before_login, visit_of
from binhyen.matters import actions, inbox, queries
from binhyen.matters.models import Proposal
from binhyen.people import policy
from binhyen.people.models import User

ENTRIES = 50


@officer
@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """List what units below ask, the most urgent first."""
    visit = visit_of(request)
    if not visit.may("matters.answer_proposal"):
        return not_allowed(request, _("Your post does not answer proposals."))
    units = [
        post.unit
        for post in policy.posts_granting(visit.user, "matters.answer_proposal", on=visit.on)
    ]
    page = Paginator(queries.to_answer(units, at=visit.at), inbox.PAGE).get_page(
        request.GET.get("trang")
    )
    rows = [
        {"proposal": proposal, "deadline": wording.deadline(proposal.due_at, visit.at)}
        for proposal in page
    ]
    return render(request, "desk/proposals.html", {"page": page, "rows": rows})


@officer
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a proposal; the file of the matter is one tap away."""
    visit = visit_of(request)
    proposal = get_object_or_404(
        Proposal.objects.select_related(
            "matter", "matter__area", "matter__keeper", "matter__unit", "from_unit", "to_unit"
        ),
        pk=pk,
    )
    if not visit.may("matters.answer_proposal", proposal):
        raise Http404
    form = forms.Answer(request.POST or None, initial=typed_before_login(request))
    if request.method == "POST" and form.is_valid() and _answered(proposal, form, visit):
        messages.success(request, _("Your answer was sent to the unit that asked."))
        return redirect("desk:matter", reference=proposal.matter.reference)
    shown = {
        "proposal": proposal,
        "form": form,
        "category": wording.category_name(proposal.matter.category),
        "deadline": wording.deadline(proposal.due_at, visit.at),
    }
    return render(request, "desk/answer.html", shown)


def _answered(proposal: Proposal, form: forms.Answer, visit: Visit) -> bool:
    typed = form.cleaned_data
    try:
        actions.answer(
            proposal=proposal,
            accepted=typed["answer"] == "yes",
            words=typed["words"],
            by=visit.user,
            at=visit.at,
        )
    except (actions.Outrun, actions.MoveNotAllowed):
        form.add_error(
            None,
            _(
                "Somebody has answered this proposal meanwhile, or it was withdrawn. Look at the matter again."
            ),
        )
        return False
    return True


def _named(entries: list[Entry]) -> list[dict[str, object]]:
    """Return the entries with the names of those who acted; who no longer has an account keeps the number."""
    refs = {entry.actor for entry in entries if entry.actor.startswith("U-")}
    users = User.objects.filter(pk__in=[int(ref[2:]) for ref in refs if ref[2:].isdecimal()])
    names = {user.ref: user.full_name for user in users}
    names |= {"resident": _("a resident"), "shell": _("the operator")}
    return [
        {
            "at": entry.at,
            "event": entry.event,
            "subject": entry.subject,
            "seal_number": entry.seal_number,
            "who": names.get(entry.actor, entry.actor),
        }
        for entry in entries
    ]


@officer
@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """Show the trail to the auditor, newest first, with the state of its seals."""
    visit = visit_of(request)
    if not visit.may("audit.read"):
        raise Http404
    found = Entry.objects.order_by("-pk")
    subject, event = request.GET.get("ve", "").strip(), request.GET.get("viec", "").strip()
    if subject:
        found = found.filter(subject=subject)
    if event:
        found = found.filter(event=event)
    before = request.GET.get("truoc", "")
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    entries = list(found[: ENTRIES + 1])
    kept = {name: value for name, value in (("ve", subject), ("viec", event)) if value}
    last = entries[ENTRIES - 1].pk if len(entries) > ENTRIES else None
    shown = {
        "entries": _named(entries[:ENTRIES]),
        "following": f"?{urlencode(kept | {'truoc': last})}" if last else "",
        "subject": subject,
        "event": event,
        "last_seal": Seal.objects.order_by("-number").first(),
        "late_by": audit.late_by(at=visit.at),
        "address": reverse("desk:trail"),
    }
    return render(request, "desk/trail.html", shown)
