"""The roster in and out: taken over from a table, given as a file or on paper, with who took it."""

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from binhyen.core.cells import BadTable, CellError
from binhyen.desk import tables
from binhyen.desk.forces import asking, roster_forms
from binhyen.desk.officers import done, officers_page, show, unit_for
from binhyen.desk.posts import visit_of
from binhyen.forces import actions, roster_table
from binhyen.forces.models import Service
from binhyen.people import policy

_EXAMPLE = (
    ("Tổ bảo vệ an ninh, trật tự số 1", "Nguyễn Văn Mẫu", "1980", "THPT", "tổ trưởng", "1/7/2024", "12/QĐ-UBND",
     "28/6/2024", "3/6/2024", "14/6/2024", "31/12/2026", "có", ""),
)  # fmt: skip


@officers_page
@require_http_methods(["GET", "POST"])
def import_roster(request: HttpRequest) -> HttpResponse:
    """Take a roster over, all of it or nothing; what could not be taken stays on the page to be corrected."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    policy.require(visitor.user, "forces.manage", unit, on=visitor.on)
    asking.require_commune(unit)
    is_sent = request.method == "POST"
    form = roster_forms.RosterForm(*(request.POST, request.FILES) if is_sent else ())
    faults: tuple[CellError, ...] = ()
    if is_sent and form.is_valid():
        content = form.content()
        try:
            count = actions.import_roster(
                unit=unit, content=content, by=visitor.user, at=visitor.at
            )
        except BadTable as reason:
            faults = reason.errors
            form = _with_its_rows(content)
        else:
            said = ngettext(
                "%(n)s member is on the roster.", "%(n)s members are on the roster.", count
            )
            done(request, said % {"n": count})
            return redirect(f"{reverse('desk:teams')}?don-vi={unit.pk}")
    shown = {"unit": unit, "form": form, "faults": faults, "headings": roster_table.WRITTEN}
    return show(request, "forces/import", shown, status=409 if faults else 200)


def _with_its_rows(content: bytes) -> roster_forms.RosterForm:
    """Return the form with the rows that were refused, readable or not, and a word at them."""
    form = roster_forms.RosterForm(
        {"table": content.decode("utf-8-sig", "replace").replace("\0", "")}
    )
    form.is_valid()
    form.add_error("table", _("Nothing was taken over. Correct the rows as shown below."))
    return form


@officers_page
@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """Give an example of a roster; its person is invented."""
    lines = [roster_table.WRITTEN, *_EXAMPLE]
    rows = "\r\n".join(";".join(line) for line in lines)
    response = HttpResponse(f"\ufeff{rows}\r\n", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mau-danh-sach-to-vien.csv"'
    return response


class Roster:
    """The roster as a file, in the columns in which one is taken over."""

    widths: ClassVar = (34, 26, 10, 18, 14, 12, 18, 14, 12, 14, 14, 8, 18)

    def __init__(self, watermark: str) -> None:
        self.watermark = watermark

    @property
    def sheet(self) -> str:
        """Return what the sheet of a workbook is called."""
        return _("Roster")

    def head(self) -> list[str]:
        """Return the names of the columns."""
        return list(roster_table.WRITTEN)

    def row(self, service: Service) -> list[tables.Cell]:
        """Return the cells of a member."""
        return list(roster_table.cells_of(service))


@officers_page
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """Give who serves as a file; it is on the trail before the first row leaves."""
    visitor, kind = visit_of(request), request.GET.get("dang", "csv")
    unit = unit_for(visitor, request.GET.get("don-vi"))
    if kind not in tables.KINDS:
        raise Http404
    rows = actions.take_roster(unit=unit, as_what=kind, by=visitor.user, at=visitor.at)
    table = Roster(tables.watermark(visit_of(request)))
    return tables.answer(rows, table, name=f"danh-sach-to-vien-{visitor.on:%Y-%m-%d}", kind=kind)


@officers_page
@require_GET
def print_roster(request: HttpRequest) -> HttpResponse:
    """Show who serves as a sheet for the printer, with who printed it and when."""
    visitor = visit_of(request)
    unit = unit_for(visitor, request.GET.get("don-vi"))
    rows = actions.take_roster(unit=unit, as_what="print", by=visitor.user, at=visitor.at)
    by_team: dict[str, list[Service]] = {}
    for service in rows:
        by_team.setdefault(service.team.name, []).append(service)
    shown = {
        "unit": unit,
        "teams": list(by_team.items()),
        "on": visitor.on,
        "watermark": tables.watermark(visit_of(request)),
    }
    return show(request, "forces/print", shown)
