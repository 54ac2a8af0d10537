"""What officers do with a paper, and the bodies in whose name papers go out."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.desk.documents import forms, page
from binhyen.desk.officers import done, number_sent, officers_page, show
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.documents import actions, models, queries, signatures, workflow
from binhyen.documents.models import Paper
from binhyen.documents.workflow import Act, State
from binhyen.periodic.issuing import committee_of

#: The steps that ask for nothing more than a press, by the word in the address.
_STEPS: dict[str, tuple[Callable[..., None], object]] = {
    "trinh": (actions.submit, gettext_lazy("Handed in. The head of the drafting unit checks the content now.")),
    "noi-dung": (actions.check_content, gettext_lazy("The content is checked. Whoever keeps the register checks the form now.")),
    "the-thuc": (actions.check_form, gettext_lazy("The form is checked. The PDF of this page goes to be signed now.")),
    "cap-so": (actions.number, gettext_lazy("It has number %(number)s and the date of today. Take the PDF with its number, have it signed or sealed, and issue it.")),
    "bo": (actions.drop, gettext_lazy("The draft is put away.")),
}  # fmt: skip
_TO_COME = gettext_lazy("This day has not come yet.")


@officers_page
@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Do one of the steps that a press does."""
    visit = visit_of(request)
    if step not in _STEPS:
        raise Http404
    form = forms.Versioned(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    paper = page.loaded(visit, pk, version=version)
    act, sentence = _STEPS[step]
    try:
        act(paper=paper, by=visit.user, at=visit.at)
    except page.REFUSED as reason:
        return page.refused(request, paper, reason)
    done(request, str(sentence) % {"number": paper.written})
    return redirect("desk:document", pk)


def _asked(request: HttpRequest, pk: int, act: Act, action: str) -> tuple[Visit, Paper]:
    """Return the visit and a paper on which the act may follow, as it was seen; any other does not exist for it."""
    visit = visit_of(request)
    paper = page.loaded(visit, pk, version=number_sent(request, "version"))
    if not (workflow.may(State(paper.state), act) and visit.may(action, paper)):
        raise Http404
    return visit, paper


@officers_page
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is to be changed, and send the paper back."""
    visit, paper = _asked(request, pk, Act.SEND_BACK, page.READ)
    if not queries.may_send_back(paper, visit.user, on=visit.on):
        raise Http404
    form = forms.SendBack(request.POST or None, initial={"version": paper.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            actions.send_back(paper=paper, words=words, by=visit.user, at=visit.at)
        except page.REFUSED as reason:
            return page.refused(request, paper, reason)
        done(request, _("Sent back, with your words in its history."))
        return redirect("desk:document", pk)
    shown = {"form": form, "paper": paper, "title": _("Send the paper back"), "button": _("Send back")}  # fmt: skip
    return show(request, "documents/act", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the signed file back, or note that it was signed by hand."""
    visit, paper = _asked(request, pk, Act.SIGN, "documents.sign")
    seen = {
        "version": paper.version,
        "name": paper.signer_name,
        "office": paper.signer_office,
        "on": visit.on,
    }
    form = forms.Sign(request.POST or None, request.FILES or None, initial=seen)
    if request.method == "POST" and form.is_valid() and _sign(form, paper, visit):
        done(request, _("The signature is kept. Whoever keeps the register numbers and issues the paper now."))  # fmt: skip
        return redirect("desk:document", pk)
    return show(request, "documents/sign", {"form": form, "paper": paper})


def _sign(form: forms.Sign, paper: Paper, visit: Visit) -> bool:
    """Keep the signature, or say in the form why not."""
    typed = form.cleaned_data
    signed = None
    if typed["way"] == forms.DIGITAL:
        signed = typed["file"].read(signatures.MOST_BYTES + 1)
    try:
        actions.sign(
            paper=paper, name=typed["name"], office=typed["office"], on=typed["on"], signed=signed, by=visit.user,
            at=visit.at,
        )  # fmt: skip
    except signatures.Refused as reason:
        form.add_error("file", reason.sentence)
    except actions.DayToCome:
        form.add_error("on", _TO_COME)
    except page.REFUSED as reason:
        form.add_error(None, page.sentence(reason))
    else:
        return True
    return False


@officers_page
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the numbered paper go out."""
    visit, paper = _asked(request, pk, Act.ISSUE, page.KEEP)
    seen = {"version": paper.version, "copies": 1, "sent_on": visit.on}
    form = forms.Send(request.POST or None, initial=seen)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        sending = actions.Sending(typed["copies"], typed["sent_on"], typed["note"] or "")
        try:
            actions.issue(paper=paper, sending=sending, by=visit.user, at=visit.at)
        except page.REFUSED as reason:
            return page.refused(request, paper, reason)
        done(request, _("Issued under number %(number)s.") % {"number": paper.written})
        return redirect("desk:document", pk)
    shown = {
        "form": form,
        "paper": paper,
        "title": _("Issue the paper"),
        "text": _("It goes out as number %(number)s and is kept as it is issued: nobody can change it afterwards.") % {"number": paper.written},
        "button": _("Issue"),
    }  # fmt: skip
    return show(request, "documents/act", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the numbered PDF with the signature of the body."""
    visit, paper = _asked(request, pk, Act.SEAL, page.KEEP)
    form = forms.Seal(
        request.POST or None, request.FILES or None, initial={"version": paper.version}
    )
    if request.method == "POST" and form.is_valid():
        signed = form.cleaned_data["file"].read(signatures.MOST_BYTES + 1)
        try:
            actions.seal(paper=paper, signed=signed, by=visit.user, at=visit.at)
        except signatures.Refused as reason:
            form.add_error("file", reason.sentence)
        except page.REFUSED as reason:
            form.add_error(None, page.sentence(reason))
        else:
            done(request, _("The signed PDF is kept: this is the file that goes out."))
            return redirect("desk:document", pk)
    return show(request, "documents/seal", {"form": form, "paper": paper})


@officers_page
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a numbered paper must not go out, and cancel it under its number."""
    visit, paper = _asked(request, pk, Act.CANCEL, page.KEEP)
    form = forms.Cancel(request.POST or None, initial={"version": paper.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            actions.cancel(paper=paper, words=words, by=visit.user, at=visit.at)
        except page.REFUSED as reason:
            return page.refused(request, paper, reason)
        done(request, _("Number %(number)s stays in the register as not issued. Write the right paper anew: it gets a number of its own.") % {"number": paper.written})  # fmt: skip
        return redirect("desk:document", pk)
    shown = {
        "form": form,
        "paper": paper,
        "title": _("Cancel the paper before issue"),
        "text": _("For a mistake found before the paper went out. Number %(number)s is not given again: the register shows it as not issued, with your reason.") % {"number": paper.written},
        "button": _("Cancel the paper"),
    }  # fmt: skip
    return show(request, "documents/act", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def issuers(request: HttpRequest) -> HttpResponse:
    """List the bodies in whose name papers go out, and set up one."""
    visit = visit_of(request)
    unit = page.unit_of(visit, request)
    may = visit.may("documents.set_up_issuer", unit)
    if not may:
        return not_allowed(request, _("The head of the committee or the secretary sets up who issues papers."))  # fmt: skip
    seen = {"name": committee_of(unit), "code": "UBND", "place": unit.name}
    has_some = queries.issuers_of(unit).exists()
    form = forms.SetUp(request.POST or None, initial={} if has_some else seen)
    if request.method == "POST" and form.is_valid():
        typed = {name: value or "" for name, value in form.cleaned_data.items()}
        by_kind = typed.pop("by_kind") == "yes"
        try:
            actions.set_up_issuer(unit=unit, by_kind=by_kind, by=visit.user, at=visit.at, **typed)
        except actions.IssuerKnown:
            form.add_error("code", _("Another body of the unit has these letters: choose others."))
        else:
            done(request, _("The body is set up. Its papers are numbered from 01."))
            return redirect("desk:issuers")
    shown = {"form": form, "unit": unit, "issuers": queries.issuers_of(unit)}
    return show(request, "documents/issuers", shown)


@officers_page
@require_POST
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """Change whether a body numbers each kind by itself."""
    visit = visit_of(request)
    issuer = get_object_or_404(models.Issuer.objects.select_related("unit"), pk=pk)
    if not visit.may("documents.set_up_issuer", issuer):
        raise Http404
    by_kind = request.POST.get("by_kind") == "yes"
    try:
        actions.choose_series(issuer=issuer, by_kind=by_kind, by=visit.user, at=visit.at)
    except actions.SeriesRunning:
        sentence = _("Numbers of this year were given already. Change it in January, before the first paper is issued.")  # fmt: skip
        messages.error(request, sentence)
    else:
        done(request, _("The numbering is set."))
    return redirect("desk:issuers")
