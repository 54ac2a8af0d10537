"""A report as a file: the paper as it stands, and its tables as a workbook."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from binhyen.desk.officers import officers_page, show
from binhyen.desk.periodic.views import loaded
from binhyen.desk.posts import visit_of
from binhyen.documents import docx as as_docx
from binhyen.documents import pdf as as_pdf
from binhyen.documents.checks import Refused
from binhyen.documents.content import Content, Head
from binhyen.periodic import numbers, queries, workbook, writing
from binhyen.periodic.models import Report

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@officers_page
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the paper, without number and date, which come with its issue."""
    return _paper(request, pk, as_pdf.render, "pdf", "application/pdf", how="inline")


@officers_page
@require_safe
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the same paper to go on writing in."""
    return _paper(request, pk, as_docx.render, "docx", _DOCX, how="attachment")


def _paper(
    request: HttpRequest, pk: int, render: Callable[[Head, Content], bytes], ending: str, content_type: str, *, how: str
) -> HttpResponse:  # fmt: skip
    visit = visit_of(request)
    report = loaded(visit, pk)
    counted = numbers.of_report(report, queries.rule_for(report.unit, report.length), at=visit.at)
    try:
        drawn = render(*writing.paper_of(report, counted, on=visit.on))
    except Refused as reason:
        refused = {"sentence": reason.sentence, "report": report, "title": report.title}
        return show(request, "periodic/refused", refused, status=409)
    return _file(drawn, f"{_name_of(report)}.{ending}", content_type, how=how)


@officers_page
@require_safe
def xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the tables."""
    visit = visit_of(request)
    report = loaded(visit, pk)
    counted = numbers.of_report(report, queries.rule_for(report.unit, report.length), at=visit.at)
    book = workbook.workbook_of(report, counted)
    return _file(book, f"{_name_of(report)}.xlsx", _XLSX, how="attachment")


def _file(content: bytes, name: str, content_type: str, *, how: str) -> HttpResponse:
    """Give a file that no shared computer keeps by itself."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'{how}; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _name_of(report: Report) -> str:
    return f"bao-cao-{report.kind.lower().replace('_', '-')}-{report.window.last_day:%Y-%m-%d}"
