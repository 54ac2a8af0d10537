"""One's own reports, and one of them: its sections to write, its numbers beside them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.core.charts import BarChart
from binhyen.desk.officers import done, officers_page, own_unit, show
from binhyen.desk.periodic import forms, saying
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.documents.models import STATES
from binhyen.documents.workflow import State as PaperState
from binhyen.periodic import actions, issuing, numbers, queries, sentences, skeleton, workflow
from binhyen.periodic.models import Report
from binhyen.periodic.numbers import Numbers
from binhyen.periodic.rules import Kind
from binhyen.periodic.workflow import Act, State
from binhyen.places.models import Level, Unit

#: Reports listed below those that wait.
SHOWN_BEFORE = 60


@officers_page
@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest) -> HttpResponse:
    """List what is to be sent, soonest first, and what was sent; begin one by hand."""
    visit = visit_of(request)
    unit = own_unit(visit, action="periodic.read")
    if unit is None or not visit.may("periodic.read", unit):
        return not_allowed(request, _("Your post does not work with periodic reports."))
    form = forms.Begin(
        request.POST if request.method == "POST" else None,
        initial={"day": visit.on, "kind": Kind.URGENT.value},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(
                unit=unit, kind=Kind(form.cleaned_data["kind"]), day=form.cleaned_data["day"],
                by=visit.user, at=visit.at,
            )  # fmt: skip
        except saying.REFUSED as reason:
            form.add_error("day", saying.refusal(reason))
        else:
            return redirect("desk:periodic_report", made.pk)
    found = queries.of_unit(unit)
    waiting = found.open().order_by("due_on", "until", "pk")
    return show(
        request,
        "periodic/reports",
        {
            "unit": unit,
            "waiting": [saying.line(each, visit) for each in waiting],
            "before": [saying.line(each, visit) for each in found.sent()[:SHOWN_BEFORE]],
            "form": form if visit.may("periodic.write", unit) else None,
            "may_look_below": _has_below(unit) and visit.may("periodic.receive"),
            "may_set": visit.may("periodic.set_timing", unit),
        },
    )


def _has_below(unit: Unit) -> bool:
    return unit.level in {Level.PROVINCE, Level.DISTRICT}


def loaded(visit: Visit, pk: int) -> Report:
    """Return a report that the visitor may read; any other does not exist for them."""
    report = get_object_or_404(Report.objects.select_related("unit", "to_unit", "paper__issuer", "earlier_paper"), pk=pk)  # fmt: skip
    if not queries.may_read(visit.user, report, visit.on):
        raise Http404
    return report


def as_seen(request: HttpRequest, report: Report) -> Report:
    """Return the report with the version its page was shown with."""
    form = forms.Versioned(request.POST)
    if not form.is_valid():
        raise Http404
    report.version = form.cleaned_data["version"]
    return report


@officers_page
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one; where it is still written, keep what was typed, and send it when asked to."""
    visit = visit_of(request)
    found = loaded(visit, pk)
    may_write = visit.may("periodic.write", found)
    if request.method == "POST":
        if not may_write:
            raise Http404
        return _kept(request, visit, found)
    is_open = may_write and found.is_open and not issuing.standing(found)
    form = forms.Sections(report=found, saved=_saved(found)) if is_open else None
    return _page(request, visit, found, form)


def _kept(request: HttpRequest, visit: Visit, found: Report) -> HttpResponse:
    """Keep the words, and go on to what was pressed: to send the report, or to have it signed. What was typed stays where
    something is in the way; of a report whose paper is issued there are no words, it is only sent."""
    form = forms.Sections(request.POST, report=found, saved={})
    if not form.is_valid():
        return _page(request, visit, found, form)
    found.version = form.cleaned_data["version"]
    try:
        if typed := form.words():
            actions.write(report=found, words=typed, by=visit.user, at=visit.at)
        if "gui" in request.POST:
            actions.send(report=found, by=visit.user, at=visit.at)
    except saying.REFUSED as reason:
        found = loaded(visit, found.pk)
        form = forms.Sections(
            {**request.POST.dict(), "version": found.version}, report=found, saved={}
        )
        form.full_clean()
        form.add_error(None, saying.refusal(reason))
        return _page(request, visit, found, form, is_outrun=isinstance(reason, actions.Outrun))
    if "ky" in request.POST:
        return redirect("desk:periodic_paper", found.pk)
    done(request, _("The report is sent.") if "gui" in request.POST else _("What you wrote is kept."))  # fmt: skip
    return redirect("desk:periodic_report", found.pk)


def _saved(report: Report) -> dict[str, str]:
    return dict(report.sections.values_list("section", "words"))


def _page(
    request: HttpRequest,
    visit: Visit,
    found: Report,
    form: forms.Sections | None,
    *,
    is_outrun: bool = False,
) -> HttpResponse:
    rule = queries.rule_for(found.unit, found.length)
    counted = numbers.of_report(found, rule, at=visit.at)
    state = State(found.state)
    is_ours = visit.may("periodic.receive", found)
    is_over = visit.on >= found.until or found.length is Kind.URGENT
    may_write, standing = visit.may("periodic.write", found), issuing.standing(found)
    may_merge = found.is_open and may_write and not standing and _has_below(found.unit)
    return show(
        request,
        "periodic/report",
        {
            **saying.line(found, visit),
            "form": form,
            "sections": _sections(found, counted, form, is_outrun=is_outrun),
            "asked_at": counted.asked_at,
            "is_over": is_over,
            "notables": found.notables.select_related("matter", "by").order_by("at", "pk"),
            "reads_matters": visit.may("matters.read", found.unit),
            "may_choose": visit.may("periodic.choose", found) and workflow.may(state, Act.CHOOSE) and not standing,
            "may_receive": is_ours and workflow.may(state, Act.RECEIVE),
            "may_return": is_ours and workflow.may(state, Act.RETURN),
            "is_ours": is_ours,
            "may_send": found.is_open and visit.may("periodic.send", found) and not issuing.is_under_way(found),
            "paper": _paper(found, visit),
            "is_standing": standing is not None,
            "may_have_signed": may_write and not standing and is_over,
            "below": queries.below(found.unit, found.length, found.window, on=visit.on) if may_merge else None,
            "returned": found.moves.filter(act=Act.RETURN.value).order_by("-pk").first() if state is State.RETURNED else None,
            "moves": [
                (saying.act_name(each.act), each)
                for each in found.moves.select_related("by").order_by("-pk")
            ],
        },
    )  # fmt: skip


def _paper(found: Report, visit: Visit) -> dict[str, object] | None:
    """Return the paper of a report as its page tells of it; the level above knows number and day alone."""
    paper = found.paper
    if paper is None or paper.state in issuing.GIVEN_UP:
        return None
    state = PaperState(paper.state)
    return {
        "paper": paper,
        "state": STATES[state],
        "is_issued": state is PaperState.ISSUED,
        "is_draft": state is PaperState.DRAFT,
        "may_read": visit.may("documents.read", paper),
    }


def _sections(
    report: Report, counted: Numbers, form: forms.Sections | None, *, is_outrun: bool
) -> list[dict[str, object]]:
    """Return each section with its field or its words, and what is counted in it."""
    saved = _saved(report)
    told: list[dict[str, object]] = []
    for section in skeleton.sections_of(report.length):
        name = forms.field_name(section.code)
        field = form[name] if form and not section.is_heading else None
        words = saved.get(section.code, "")
        told.append(
            {
                "section": section,
                "field": field,
                "words": words,
                "newer": words if is_outrun and field and field.value() != words else "",
                "figures": sentences.figures_of(section, report.length, counted),
                "groups": sentences.groups_of(counted) if section.has_groups else [],
                "charts": _charts(report, counted) if section.has_groups else [],
            }
        )
    return told


def _charts(report: Report, counted: Numbers) -> list[BarChart]:
    if report.length is Kind.URGENT:
        return []
    drawn = (sentences.groups_chart(counted), sentences.course_chart(report.length, counted))
    return [chart for chart in drawn if chart]
