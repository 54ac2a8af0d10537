"""A report as a file: the paper as it stands, and its tables as a workbook."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from binhyen.desk.documents import page
from binhyen.desk.officers import officers_page, show
from binhyen.desk.periodic.views import loaded
from binhyen.desk.posts import Visit, visit_of
from binhyen.documents import docx as as_docx
from binhyen.documents import files
from binhyen.documents import pdf as as_pdf
from binhyen.documents import queries as papers
from binhyen.documents.checks import Refused
from binhyen.documents.content import Content, Head
from binhyen.documents.models import FileKind, Paper, PaperFile
from binhyen.periodic import actions, issuing, numbers, queries, writing
from binhyen.periodic.models import Report

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@officers_page
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the paper: as issued, as it goes to be signed, or as the report stands, without number and date."""
    return _paper(request, pk, _Way(FileKind.PDF, as_pdf.render, "application/pdf", "inline"))


@officers_page
@require_safe
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the same paper to go on writing in."""
    return _paper(request, pk, _Way(FileKind.DOCX, as_docx.render, _DOCX, "attachment"))


@dataclass(frozen=True)
class _Way:
    """How a paper is handed out."""

    kind: FileKind
    render: Callable[[Head, Content], bytes]
    content_type: str
    how: str


def _paper(request: HttpRequest, pk: int, way: _Way) -> HttpResponse:
    visit = visit_of(request)
    report = loaded(visit, pk)
    try:
        held, how = _held(report, visit, way)
    except Refused as reason:
        return _refused(request, report, reason.sentence)
    except files.Altered as reason:
        return _refused(request, report, page.sentence(reason))
    return _file(held, f"{_name_of(report)}.{way.kind.lower()}", way.content_type, how=how)


def _held(report: Report, visit: Visit, way: _Way) -> tuple[bytes, str]:
    """Return the file and how it is handed out: what came back from outside is saved, and not opened within our own
    pages. Raises Refused or files.Altered."""
    paper = issuing.standing(report)
    kept = _kept(paper, way) if paper else None
    if kept:
        return files.read(kept), "attachment" if kept.kind == FileKind.SEALED else way.how
    if paper:
        return way.render(paper.head(), paper.said), way.how
    counted = numbers.of_report(report, queries.rule_for(report.unit, report.length), at=visit.at)
    signing = issuing.chosen(report, visit.on)
    return way.render(*writing.paper_of(report, counted, on=visit.on, signing=signing)), way.how


def _kept(paper: Paper, way: _Way) -> PaperFile | None:
    is_pdf = way.kind is FileKind.PDF
    return papers.numbered_file(paper) if is_pdf else papers.last_file(paper, way.kind)


def _refused(request: HttpRequest, report: Report, sentence: str) -> HttpResponse:
    refused = {"sentence": sentence, "report": report, "title": report.title}
    return show(request, "periodic/refused", refused, status=409)


@officers_page
@require_safe
def xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the tables."""
    visit = visit_of(request)
    report = loaded(visit, pk)
    book = actions.take_tables(report=report, by=visit.user, at=visit.at)
    return _file(book, f"{_name_of(report)}.xlsx", _XLSX, how="attachment")


def _file(content: bytes, name: str, content_type: str, *, how: str) -> HttpResponse:
    """Give a file that no shared computer keeps by itself."""
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'{how}; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _name_of(report: Report) -> str:
    return f"bao-cao-{report.kind.lower().replace('_', '-')}-{report.window.last_day:%Y-%m-%d}"
