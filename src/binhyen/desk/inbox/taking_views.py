"""What one takes away: the list as a file, a matter on paper. Each names who took it and when."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from binhyen.desk import tables
from binhyen.desk.inbox import files, page
from binhyen.desk.inbox.forms import Filter
from binhyen.desk.inbox.views import of_the_unit
from binhyen.desk.posts import officer, visit_of
from binhyen.desk.views.matter import load, restricted, shown_of
from binhyen.matters import actions
from binhyen.people.policy import NotAllowed


@of_the_unit
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """Give the list that the filter shows as a file; it is on the trail before the first row leaves."""
    visit = visit_of(request)
    as_what = request.GET.get("dang", "csv")
    if as_what not in tables.KINDS:
        raise Http404
    form = Filter(request.GET, visit=visit)
    asked = page.asked_of(form, visit)
    query = form.address().removeprefix("?")
    rows = actions.export(asked=asked, query=query, as_what=as_what, by=visit.user, at=visit.at)
    table = files.Writing(asked, tables.watermark(visit))
    return tables.answer(rows, table, name=f"vu-viec-{visit.on:%Y-%m-%d}", kind=as_what)


@officer
@require_GET
def print_out(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a matter as it goes on paper, without who reported; who prints it is on the trail and on the page."""
    visit = visit_of(request)
    found = load(reference, visit)
    try:
        actions.print_out(matter=found, by=visit.user, at=visit.at)
    except NotAllowed:
        return restricted(request)
    shown = shown_of(found, visit) | {"watermark": tables.watermark(visit), "at": visit.at}
    response = render(request, "desk/inbox/print.html", shown)
    response["Cache-Control"] = "no-store"
    return response
