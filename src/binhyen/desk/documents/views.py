"""The list of papers, the form of a new one, the page of one and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.core import text
from binhyen.desk.decisions import drafts
from binhyen.desk.documents import forms, page, registers
from binhyen.desk.officers import done, number_asked, number_sent, officers_page, show
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.documents import actions, checks, docx, files, models, pdf, queries, wording, workflow
from binhyen.documents.models import FileKind, Issuer, OwnWording, Paper
from binhyen.documents.workflow import Act, State
from binhyen.notices import actions as notices
from binhyen.periodic.models import Report
from binhyen.places.models import Level

SHOWN_ISSUED = 20
_FROM_OUTSIDE = (FileKind.SIGNED, FileKind.SEALED)
_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@officers_page
@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """List what waits for the visitor, what is under way, and what went out last."""
    visit = visit_of(request)
    if not visit.may(page.READ):
        return not_allowed(request, _("Your post does not work with papers."))
    unit = page.unit_of(visit, request)
    found = queries.papers_of(unit)
    mine = list(queries.waiting_for(visit.user, unit, on=visit.on))
    others = found.open().exclude(pk__in=[each.pk for each in mine])
    issued = found.issued().filter(is_entered=False).order_by("-day", "-pk")[:SHOWN_ISSUED]
    return show(
        request,
        "documents/documents",
        {
            "unit": unit,
            "mine": [page.row(each) for each in mine],
            "others": [page.row(each) for each in others.order_by("-drafted_at", "-pk")],
            "issued": [page.row(each) for each in issued],
            "issuers": queries.issuers_of(unit).exists(),
            "may_draft": visit.may("documents.draft", unit),
            "may_set_up": visit.may("documents.set_up_issuer", unit),
            "may_word": unit.level == Level.PROVINCE and visit.may("documents.word", unit),
        },
    )


@officers_page
@require_GET
def wordings(request: HttpRequest) -> HttpResponse:
    """Offer the kinds of papers."""
    visit = visit_of(request)
    unit = page.unit_of(visit, request)
    if not visit.may("documents.draft", unit):
        return not_allowed(request, _("Your post does not draft papers."))
    own = queries.own_wordings(unit)
    shown = {
        "kinds": [queries.worded(key, own.get(key)) for key in wording.kinds()],
        "replaces": request.GET.get("thay", ""),
        "has_issuers": queries.issuers_of(unit).exists(),
        "may_set_up": visit.may("documents.set_up_issuer", unit),
    }
    return show(request, "documents/wordings", shown)


@officers_page
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for the fields of a kind, and begin the paper."""
    visit = visit_of(request)
    unit = page.unit_of(visit, request)
    issuers = list(queries.issuers_of(unit))
    own = queries.own_wordings(unit).get(key)
    asked = queries.worded(key, own)
    if not visit.may("documents.draft", unit):
        return not_allowed(request, _("Your post does not draft papers."))
    if asked is None or not issuers:
        raise Http404
    replaces = _replaced(visit, request)
    known: dict[str, object] = dict(drafts.first_values(key, request, visit, unit))
    if replaces and replaces.wording == key:
        known |= replaces.fields
    form = forms.Fields(request.POST or None, asked=asked, issuers=issuers, initial=known)
    if request.method == "POST" and form.is_valid():
        chosen = next(each for each in issuers if str(each.pk) == form.cleaned_data["issuer"])
        paper = _drafted(form, chosen, replaces, own, visit)
        if paper:
            done(request, _("The draft is kept. Look at it, then hand it in."))
            return redirect("desk:document", paper.pk)
    shown = {"form": form, "title": asked.name, "source": asked.source, "replaces": replaces}
    return show(request, "documents/fields", shown)


def _replaced(visit: Visit, request: HttpRequest) -> Paper | None:
    """Return the paper whose place the new one takes, where the address names one. Raises Http404 for any other."""
    if not request.GET.get("thay"):
        return None
    pk = number_asked(request, "thay")
    if pk is None:
        raise Http404
    paper = page.loaded(visit, pk)
    if State(paper.state) not in workflow.REPLACED:
        raise Http404
    return paper


def _drafted(
    form: forms.Fields, issuer: Issuer, replaces: Paper | None, own: OwnWording | None, visit: Visit
) -> Paper | None:
    """Begin the paper, or say in the form why not."""
    try:
        return actions.draft(
            issuer=issuer, said=form.asked.compose(form.values()), wording=form.asked.key, fields=form.said(),
            own_wording=own, replaces=replaces, by=visit.user, at=visit.at,
        )  # fmt: skip
    except (wording.FieldMissing, checks.Refused) as reason:
        _tell(form, reason)
    return None


def _tell(form: forms.Fields, reason: wording.FieldMissing | checks.Refused) -> None:
    form.add_error(getattr(reason, "field", None), reason.sentence)


@officers_page
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft anew."""
    visit = visit_of(request)
    paper = page.loaded(visit, pk, version=number_sent(request, "version"))
    asked = queries.worded(paper.wording, paper.own_wording)
    if asked is None or not workflow.may(State(paper.state), Act.CHANGE):
        raise Http404
    form = forms.Fields(request.POST or None, asked=asked, initial=paper.fields)
    if request.method == "POST" and form.is_valid():
        try:
            said = asked.compose(form.values())
            actions.change(paper=paper, said=said, fields=form.said(), by=visit.user, at=visit.at)
        except (wording.FieldMissing, checks.Refused) as reason:
            _tell(form, reason)
        except page.REFUSED as reason:
            form.add_error(None, page.sentence(reason))
        else:
            done(request, _("The draft is kept. Look at it, then hand it in."))
            return redirect("desk:document", paper.pk)
    shown = {"form": form, "title": asked.name, "source": asked.source, "paper": paper}
    return show(request, "documents/fields", shown)


@officers_page
@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one paper: where it stands, what the visitor may do, its files and its history."""
    visit = visit_of(request)
    paper = page.loaded(visit, pk)
    notices.mark_subject_read(subject=paper.reference, by=visit.user, at=visit.at)
    state = State(paper.state)
    kept = paper.files.exclude(kind=FileKind.SENT).order_by("pk")
    may_draft = visit.may("documents.draft", paper)
    return show(
        request,
        "documents/document",
        {
            **page.row(paper),
            "act": queries.next_act(paper, visit.user, on=visit.on),
            "kind": registers.kind_name(paper.kind),
            "files": kept,
            "signed": queries.signed_file(paper) if paper.signed_on else None,
            "sealed": queries.last_file(paper, FileKind.SEALED),
            "must_be_sealed": state is State.NUMBERED and queries.must_be_sealed(paper),
            "is_cancelled": state is State.CANCELLED,
            "steps": [
                (models.ACTS[Act(each.act)], each)
                for each in paper.steps.select_related("by").order_by("at", "pk")
            ],
            "replaced_by": paper.replaced_by.select_related("issuer").order_by("pk"),
            "may_change": may_draft and state is State.DRAFT and paper.wording in wording.kinds(),
            "may_submit": may_draft and state is State.DRAFT,
            "may_send_back": queries.may_send_back(paper, visit.user, on=visit.on),
            "may_replace": may_draft and state in workflow.REPLACED,
            "entered_at": drafts.entered_at(paper) if state is State.ISSUED else "",
            "is_barred": _is_barred(paper, visit),
            "report": Report.objects.filter(paper=paper).defer("frozen").first(),
        },
    )


def _is_barred(paper: Paper, visit: Visit) -> bool:
    """Say whether the visitor could check the paper but for having drafted or checked it."""
    is_check = State(paper.state) in (State.CONTENT_CHECK, State.FORM_CHECK)
    may = queries.may_send_back(paper, visit.user, on=visit.on)
    return is_check and may and queries.next_act(paper, visit.user, on=visit.on) is None


@officers_page
@require_GET
@cache_control(private=True, no_store=True)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the paper as PDF: with its number, as it was sent for signing, or as the draft stands."""
    paper = page.loaded(visit_of(request), pk)
    kept = queries.numbered_file(paper)
    if kept is None and State(paper.state) in (State.TO_SIGN, State.SIGNED):
        kept = queries.last_file(paper, FileKind.SENT)
    if kept is not None:
        return _handed(request, paper, kept)
    if not paper.content:
        raise Http404
    return _file(pdf.render(paper.head(), paper.said), _PDF, f"{_name(paper)}.pdf", inline=True)


@officers_page
@require_GET
@cache_control(private=True, no_store=True)
def editable(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the paper as DOCX: with its number, or as the draft stands."""
    paper = page.loaded(visit_of(request), pk)
    kept = queries.last_file(paper, FileKind.DOCX)
    if kept is not None:
        return _handed(request, paper, kept)
    if not paper.content:
        raise Http404
    return _file(docx.render(paper.head(), paper.said), _DOCX, f"{_name(paper)}.docx")


@officers_page
@require_GET
@cache_control(private=True, no_store=True)
def kept_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out the newest kept file of a kind, or an earlier one that the address names."""
    paper = page.loaded(visit_of(request), pk)
    of_kind = paper.files.filter(kind=kind).order_by("-pk")
    earlier = number_asked(request, "tep")
    kept = (of_kind.filter(pk=earlier) if earlier else of_kind).first()
    if kept is None:
        raise Http404
    return _handed(request, paper, kept)


def _handed(request: HttpRequest, paper: Paper, kept: models.PaperFile) -> HttpResponse:
    try:
        held = files.read(kept)
    except files.Altered as reason:
        return page.refused(request, paper, reason)
    kind = FileKind(kept.kind)
    if kind is FileKind.DOCX:
        return _file(held, _DOCX, f"{_name(paper)}.docx")
    # What came back from outside is saved, and not opened within our own pages.
    name = f"{_name(paper)}{'-da-ky' if kind in _FROM_OUTSIDE else ''}.pdf"
    return _file(held, _PDF, name, inline=kind is FileKind.PDF)


def _name(paper: Paper) -> str:
    return text.slug(paper.written or f"{paper.symbol} {paper.pk}")


def _file(held: bytes, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    response = HttpResponse(held, content_type=kind)
    way = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{way}; filename="{name}"'
    return response
