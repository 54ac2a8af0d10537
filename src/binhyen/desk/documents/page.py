"""What the pages of papers share: which paper is meant, who may read it, and how a refusal is told."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from binhyen.desk.officers import unit_for
from binhyen.desk.posts import Visit
from binhyen.documents import actions, files, models, workflow
from binhyen.documents.workflow import State
from binhyen.places.models import Unit

READ = "documents.read"
KEEP = "documents.keep_register"
#: What an act on a paper may be refused with once the policy lets one act.
REFUSED = (
    actions.Outrun,
    actions.SamePerson,
    actions.NotSealed,
    workflow.MoveNotAllowed,
    files.Altered,
)

TAGS = {
    State.DRAFT: "govuk-tag--grey",
    State.CONTENT_CHECK: "govuk-tag--yellow",
    State.FORM_CHECK: "govuk-tag--yellow",
    State.TO_SIGN: "govuk-tag--orange",
    State.SIGNED: "govuk-tag--blue",
    State.NUMBERED: "govuk-tag--turquoise",
    State.ISSUED: "govuk-tag--green",
    State.CANCELLED: "govuk-tag--red",
    State.DROPPED: "govuk-tag--grey",
}


def unit_of(visit: Visit, request: HttpRequest) -> Unit:
    """Return the unit whose papers are meant."""
    return unit_for(visit, request.GET.get("don-vi"), action=READ)


def loaded(visit: Visit, pk: int, *, version: int | None = None) -> models.Paper:
    """Return a paper that the visitor may read, as it was when it had `version`; any other does not exist for them."""
    known = models.Paper.objects.select_related(
        "issuer",
        "unit",
        "drafter",
        "content_checked_by",
        "form_checked_by",
        "replaces__issuer",
        "own_wording",
    )
    paper = get_object_or_404(known, pk=pk)
    if not visit.may(READ, paper):
        raise Http404
    if version is not None:
        paper.version = version
    return paper


def refused(request: HttpRequest, paper: models.Paper, reason: Exception) -> HttpResponse:
    """Say why nothing was done, on the paper's page."""
    messages.error(request, sentence(reason))
    return redirect("desk:document", paper.pk)


def sentence(reason: Exception) -> str:
    """Return the sentence a person sees."""
    if isinstance(reason, actions.SamePerson):
        return _("Whoever drafted a paper does not check it, and the two checks are made by two people. Ask a colleague.")  # fmt: skip
    if isinstance(reason, actions.NotSealed):
        return _("It was signed with a digital signature: send back the PDF with its number, signed by the body, and issue it then.")  # fmt: skip
    if isinstance(reason, files.Altered):
        return _("The file in the store is not the one that was kept. Nothing was done: tell the administrator.")  # fmt: skip
    return _("Somebody else worked on this paper meanwhile. Look at it again.")


def row(paper: models.Paper) -> dict[str, object]:
    """Return what a list says of a paper."""
    state = State(paper.state)
    return {"paper": paper, "state": models.STATES[state], "tag": TAGS[state]}
