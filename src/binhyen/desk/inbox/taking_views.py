"""What one takes away: the list as a file, a matter on paper. Each names who took it and when."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.desk.inbox import files, page
from binhyen.desk.inbox.forms import Filter
from binhyen.desk.inbox.views import of_the_unit
from binhyen.desk.posts import Visit, officer, visit_of
from binhyen.desk.views.matter import load, restricted, shown_of
from binhyen.matters import actions
from binhyen.people.policy import NotAllowed

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def watermark(visit: Visit) -> str:
    """Return who takes it away, for whom and when."""
    return _("Taken by %(who)s, %(post)s, at %(when)s") % {
        "who": visit.user.full_name,
        "post": str(visit.post),
        "when": page.day_and_time(visit),
    }


@of_the_unit
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """Give the list that the filter shows as a file; it is on the trail before the first row leaves."""
    visit = visit_of(request)
    as_what = request.GET.get("dang", "csv")
    if as_what not in {"csv", "xlsx"}:
        raise Http404
    form = Filter(request.GET, visit=visit)
    asked = page.asked_of(form, visit)
    query = form.address().removeprefix("?")
    rows = actions.export(asked=asked, query=query, as_what=as_what, by=visit.user, at=visit.at)
    writing = files.Writing(asked, watermark(visit))
    name = f"vu-viec-{visit.on:%Y-%m-%d}.{as_what}"
    answer: HttpResponseBase
    if as_what == "csv":
        answer = StreamingHttpResponse(
            files.as_csv(rows, writing), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        answer = FileResponse(
            files.as_xlsx(rows, writing), as_attachment=True, filename=name, content_type=_XLSX
        )
    answer["Cache-Control"] = "no-store"
    return answer


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
    shown = shown_of(found, visit) | {"watermark": watermark(visit), "at": visit.at}
    response = render(request, "desk/inbox/print.html", shown)
    response["Cache-Control"] = "no-store"
    return response
