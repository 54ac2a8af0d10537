"""One criterion of a dossier: its value and its records, its papers, its attestation, a person's decision."""

from pathlib import Path

from django import forms as django_forms
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.core import pdfs
from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.standards import actions, measuring, queries, scorecard
from binhyen.standards.actions.evidence import is_attested_by_itself, may_attest
from binhyen.standards.catalogues import Criterion, Kind
from binhyen.standards.models import Assessment, Finding
from binhyen.standards.rules import Outcome, read_attestation
from binhyen.standards.workflow import EDITABLE, State

from . import deliberation_forms as more_forms
from . import forms, refusals, sentences
from .deliberation_views import may_work
from .views import dossier

#: What an attestation form may send; any other name is refused, so that no text slips in.
ATTEST_FIELDS = frozenset(
    {"csrfmiddlewaretoken", "act", "version", "is_met", "paper_number", "dated"}
)


@officers_page
@require_http_methods(["GET", "POST"])
def criterion(request: HttpRequest, pk: int, criterion: str) -> HttpResponse:
    """Show a criterion with the one form that the visitor may fill in; on POST take it in."""
    visitor = visit_of(request)
    found = dossier(visitor, pk)
    try:
        asked = found.catalogue.read().criterion(criterion)
    except KeyError:
        raise Http404 from None
    offered = _offered(found, asked, visitor)
    form = offered.get(request.POST.get("act", "")) if request.method == "POST" else None
    if request.method == "POST":
        if form is None:
            raise Http404
        bound = _bind(form, asked, request)
        if bound.is_valid() and _act(request, bound, found, asked, visitor):
            return redirect("desk:criterion", found.pk, asked.id)
        offered[request.POST["act"]] = bound
        found.refresh_from_db()
    return _page(request, found, asked, offered)


#: The page has a second question "met or not"; its fields are told apart by their ids.
_OF_MARK = "id_mark_%s"


def _offered(found: Assessment, asked: Criterion, visitor: Visit) -> dict[str, django_forms.Form]:
    """Return the forms by what they do: a person sees only what their post and the state allow."""
    initial = {"version": found.version}
    offered: dict[str, django_forms.Form] = {}
    if may_attest(visitor.user, found, asked, on=visitor.on):
        offered["attest"] = forms.Attest(initial=initial)
    offered |= _deliberating(found, asked, visitor)
    if found.state not in EDITABLE or not may_work(visitor, found):
        return offered
    if asked.kind is Kind.DOCUMENT:
        offered["paper"] = forms.Paper(asked, initial=initial)
    if asked.kind in (Kind.THRESHOLD, Kind.ABSENCE):
        finding = found.findings.filter(criterion=asked.id).first()
        if finding and _waits_for(finding, visitor):
            offered["confirm"] = forms.Confirm(initial=initial)
        offered["decide"] = forms.Decide(initial=initial)
    return offered


def _deliberating(
    found: Assessment, asked: Criterion, visitor: Visit
) -> dict[str, django_forms.Form]:
    """Return the forms of judging: a mark of one's own side, a question of the level above."""
    offered: dict[str, django_forms.Form] = {}
    state, is_scored = State(found.state), bool(found.catalogue.read().classes)
    is_above = visitor.may("standards.appraise", found)
    is_marked = state is State.UNDER_APPRAISAL and is_above
    if is_marked or (state is State.DRAFT and may_work(visitor, found)):
        initial = {"version": found.version}
        offered["mark"] = more_forms.Mark(
            asked, is_scored=is_scored, initial=initial, auto_id=_OF_MARK
        )
    is_asked = state in (State.SUBMITTED, State.UNDER_APPRAISAL) and is_above
    if is_asked and asked.kind is not Kind.ATTESTATION:
        offered["ask"] = more_forms.Ask()
    return offered


def _waits_for(finding: Finding, visitor: Visit) -> bool:
    """Say whether a decision waits for a second person, and the visitor could be that person."""
    return (
        bool(finding.decided_outcome)
        and not finding.confirmed_by_id
        and finding.decided_by_id != visitor.user.pk
    )


def _bind(form: django_forms.Form, asked: Criterion, request: HttpRequest) -> django_forms.Form:
    if isinstance(form, forms.Paper):
        return forms.Paper(asked, request.POST, request.FILES)
    if isinstance(form, more_forms.Mark):
        return more_forms.Mark(
            asked, request.POST, is_scored="points" in form.fields, auto_id=_OF_MARK
        )
    return type(form)(request.POST)


def _act(
    request: HttpRequest,
    form: django_forms.Form,
    found: Assessment,
    asked: Criterion,
    visitor: Visit,
) -> bool:
    found.version = form.cleaned_data.get("version", found.version)
    try:
        told = _run(request, form, found, asked, visitor)
    except refusals.REFUSED as reason:
        field = "file" if isinstance(reason, pdfs.PdfRefused) else None
        form.add_error(field, refusals.refusal(reason))
        return False
    done(request, told)
    return True


def _run(
    request: HttpRequest,
    form: django_forms.Form,
    found: Assessment,
    asked: Criterion,
    visitor: Visit,
) -> str:
    typed = form.cleaned_data
    if isinstance(form, forms.Attest):
        extra = dict.fromkeys({*request.POST, *request.FILES} - ATTEST_FIELDS, True)
        attested = read_attestation(
            {
                "criterion": asked.id,
                "is_met": typed["is_met"],
                "paper_number": typed["paper_number"],
                "dated": typed["dated"],
                **extra,
            }
        )
        actions.attest(assessment=found, attested=attested, by=visitor.user, at=visitor.at)
        return _("The attestation is recorded.")
    if isinstance(form, forms.Paper):
        actions.add_evidence(
            assessment=found,
            criterion=asked.id,
            document=typed["document"],
            number=typed["number"],
            issued_on=typed["issued_on"],
            title=typed.get("title", ""),
            upload=typed.get("file"),
            by=visitor.user,
            at=visitor.at,
        )
        return _("The paper is in the dossier.")
    if isinstance(form, more_forms.Mark | more_forms.Ask):
        return _deliberate(form, found, asked, visitor)
    return _decide(form, found, asked, visitor)


def _deliberate(
    form: django_forms.Form, found: Assessment, asked: Criterion, visitor: Visit
) -> str:
    typed = form.cleaned_data
    if isinstance(form, more_forms.Ask):
        actions.ask(
            assessment=found,
            criterion=asked.id,
            words=typed["words"],
            by=visitor.user,
            at=visitor.at,
        )
        return _("The question went to the unit.")
    actions.mark(
        assessment=found,
        criterion=asked.id,
        is_met=typed["is_met"],
        points=typed.get("points"),
        by=visitor.user,
        at=visitor.at,
    )
    return _("The mark is noted.")


def _decide(form: django_forms.Form, found: Assessment, asked: Criterion, visitor: Visit) -> str:
    finding = get_object_or_404(
        Finding.objects.select_related("assessment__catalogue", "assessment__keeper"),
        assessment=found,
        criterion=asked.id,
    )
    finding.assessment = found
    if isinstance(form, forms.Decide):
        actions.decide_finding(
            finding=finding,
            outcome=Outcome(form.cleaned_data["outcome"]),
            why=form.cleaned_data["why"],
            by=visitor.user,
            at=visitor.at,
        )
        return _("The decision is noted. It counts once a second person has confirmed it.")
    actions.confirm_decision(finding=finding, by=visitor.user, at=visitor.at)
    return _("The decision is confirmed.")


def _page(
    request: HttpRequest,
    found: Assessment,
    asked: Criterion,
    offered: dict[str, django_forms.Form],
) -> HttpResponse:
    place = sentences.Place(
        found.unit,
        found.catalogue.read(),
        found.period,
        found,
        confirmed=queries.confirmed_in(found.catalogue),
    )
    row = next(row for row in scorecard.of_assessment(found) if row.criterion.id == asked.id)
    refused = [form for form in offered.values() if form.is_bound]
    return show(
        request,
        "scorecard/criterion",
        {
            "assessment": found,
            "criterion": asked,
            "told": sentences.tell(row, place),
            "article": sentences.article(asked),
            "finding": row.finding,
            "papers": [
                {"paper": paper, "document": sentences.document(paper.document)}
                for paper in measuring.papers_of(found).get(asked.id, [])
            ],
            "attestations": found.attestations.filter(criterion=asked.id)
            .select_related("office", "attested_by")
            .order_by("-pk"),
            "questions": found.questions.filter(criterion=asked.id)
            .select_related("asked_by", "answered_by")
            .order_by("asked_at", "pk"),
            "may_answer": may_work(visit_of(request), found),
            "is_of_itself": is_attested_by_itself(found, asked),
            "forms": offered,
            "form": refused[0] if refused else None,
            "may_remove": "paper" in offered,
        },
        status=409 if any(form.non_field_errors() for form in refused) else 200,
    )


@officers_page
@require_POST
def remove_paper(request: HttpRequest, pk: int, paper_id: int) -> HttpResponse:
    """Take a paper out of a draft."""
    visitor = visit_of(request)
    found = dossier(visitor, pk)
    paper = get_object_or_404(found.evidence.filter(removed_at=None), pk=paper_id)
    paper.assessment = found
    try:
        actions.remove_evidence(paper=paper, by=visitor.user, at=visitor.at)
    except refusals.REFUSED as reason:
        return show(
            request,
            "scorecard/refused",
            {"sentence": refusals.refusal(reason), "unit": found.unit},
            status=409,
        )
    done(request, _("The paper is taken out of the dossier."))
    return redirect("desk:criterion", found.pk, paper.criterion)


@officers_page
@require_GET
def paper_file(request: HttpRequest, pk: int, paper_id: int) -> HttpResponseBase:
    """Hand out the scanned copy to those who may read the dossier."""
    found = dossier(visit_of(request), pk)
    paper = get_object_or_404(found.evidence.exclude(file=""), pk=paper_id)
    path = Path(settings.MEDIA_ROOT) / paper.file
    if not path.is_file():
        raise Http404
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"{paper.document}-{paper.pk}.pdf",
        content_type="application/pdf",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
