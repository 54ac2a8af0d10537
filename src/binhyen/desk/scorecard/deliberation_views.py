"""The vote of a unit on its own dossier, and the answers to what the level above asks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.standards import actions
from binhyen.standards.models import Assessment, Mark, Question
from binhyen.standards.workflow import EDITABLE

from . import deliberation_forms as forms
from . import refusals, sentences
from .views import dossier


def may_work(visitor: Visit, found: Assessment) -> bool:
    """Say whether the dossier is the visitor's own work."""
    return actions.may_work_on(visitor.user, "standards.assess", found, on=visitor.on)


@officers_page
@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in the minutes of the meeting that judged its own unit."""
    visitor = visit_of(request)
    found = dossier(visitor, pk)
    if found.state not in EDITABLE or not may_work(visitor, found):
        raise Http404
    form = forms.Vote(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid() and _record(form, found, visitor):
        done(request, _("The minutes are in the dossier."))
        return redirect("desk:assessment", found.pk)
    return show(
        request,
        "scorecard/vote",
        {"assessment": found, "form": form},
        status=409 if form.non_field_errors() else 200,
    )


def _record(form: forms.Vote, found: Assessment, visitor: Visit) -> bool:
    typed = form.cleaned_data
    found.version = typed["version"]
    count = actions.Count(
        typed["present"], typed["votes_for"], typed["against"], typed["abstained"]
    )
    try:
        actions.record_vote(
            assessment=found,
            count=count,
            paper_number=typed["paper_number"],
            held_on=typed["held_on"],
            by=visitor.user,
            at=visitor.at,
        )
    except refusals.REFUSED as reason:
        form.add_error(None, refusals.refusal(reason))
        return False
    return True


@officers_page
@require_http_methods(["GET", "POST"])
def answer_question(request: HttpRequest, pk: int, question_id: int) -> HttpResponse:
    """Show a question of the level above with its answer, or take the answer in."""
    visitor = visit_of(request)
    found = dossier(visitor, pk)
    question = get_object_or_404(
        found.questions.select_related("asked_by", "answered_by"), pk=question_id
    )
    question.assessment = found
    may_answer = question.answered_at is None and may_work(visitor, found)
    form = forms.Answer(request.POST or None)
    if request.method == "POST" and not may_work(visitor, found):
        raise Http404
    if request.method == "POST" and form.is_valid() and _answer(form, question, visitor):
        done(request, _("The answer went to the level above."))
        return redirect("desk:criterion", found.pk, question.criterion)
    return show(
        request,
        "scorecard/question",
        {
            "assessment": found,
            "question": question,
            "criterion": found.catalogue.read().criterion(question.criterion),
            "form": form if may_answer or form.is_bound else None,
        },
        status=409 if form.non_field_errors() else 200,
    )


def _answer(form: forms.Answer, question: Question, visitor: Visit) -> bool:
    words = form.cleaned_data["words"]
    try:
        actions.answer(question=question, words=words, by=visitor.user, at=visitor.at)
    except refusals.REFUSED as reason:
        form.add_error(None, refusals.refusal(reason))
        return False
    return True


def marks_of(found: Assessment) -> list[dict[str, object]]:
    """Return what both sides said of each criterion that somebody marked, in the catalogue's order."""
    rows = {(row.criterion, row.side): row for row in found.marks.select_related("marked_by")}
    return [
        {
            "criterion": one,
            "title": one.title(sentences.language()),
            "unit": rows.get((one.id, Mark.Side.UNIT)),
            "above": rows.get((one.id, Mark.Side.ABOVE)),
        }
        for one in found.catalogue.read().criteria
        if (one.id, Mark.Side.UNIT) in rows or (one.id, Mark.Side.ABOVE) in rows
    ]
