"""The matters worth telling: chosen by whoever reads the matters, told in a sentence that names nobody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.core import clock
from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.periodic import forms, saying
from binhyen.desk.periodic.views import as_seen, loaded
from binhyen.desk.posts import visit_of
from binhyen.desk.wording import category_name
from binhyen.matters.models import Matter
from binhyen.periodic import actions, queries


@officers_page
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a matter of the window and write what the report says of it."""
    visit = visit_of(request)
    report = loaded(visit, pk)
    if not visit.may("periodic.choose", report):
        raise Http404
    offered = list(queries.to_choose_from(report, visit.user, visit.on)[: queries.OFFERED])
    choices = [(str(each.pk), _name(each)) for each in offered]
    form = forms.Notable(
        request.POST if request.method == "POST" else None,
        initial={"version": report.version}, offered=choices,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        report.version = form.cleaned_data["version"]
        matter = next(each for each in offered if str(each.pk) == form.cleaned_data["matter"])
        try:
            actions.choose(report=report, matter=matter, words=form.cleaned_data["words"], by=visit.user, at=visit.at)  # fmt: skip
        except saying.REFUSED as reason:
            report = loaded(visit, pk)
            form = forms.Notable({**request.POST.dict(), "version": report.version}, offered=choices)  # fmt: skip
            form.full_clean()
            form.add_error(None, saying.refusal(reason))
        else:
            done(request, _("The matter stands in the report."))
            return redirect("desk:periodic_report", pk)
    return show(
        request,
        "periodic/choose",
        {**saying.line(report, visit), "form": form, "has_offer": bool(offered)},
    )


def _name(matter: Matter) -> str:
    day = clock.local_day(matter.opened_at)
    return f"{matter.reference} · {category_name(matter.category)} · {day:%d/%m/%Y}: {matter.title}"


@officers_page
@require_POST
def drop(request: HttpRequest, pk: int, notable: int) -> HttpResponse:
    """Take a matter out of the report."""
    visit = visit_of(request)
    report = loaded(visit, pk)
    if not visit.may("periodic.choose", report):
        raise Http404
    found = get_object_or_404(report.notables, pk=notable)
    try:
        actions.drop(report=as_seen(request, report), notable=found, by=visit.user, at=visit.at)
    except saying.REFUSED as reason:
        done(request, saying.refusal(reason))
    else:
        done(request, _("The matter is out of the report."))
    return redirect("desk:periodic_report", pk)
