"""A list as a file: CSV and XLSX, written while it is read, with who took it and when in its first line."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Protocol, TypeVar

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from binhyen.core import clock
from binhyen.desk.posts import Visit

Cell = str | int | float | datetime | date | None
Thing = TypeVar("Thing", contravariant=True)
KINDS = ("csv", "xlsx")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"
#: Lines of the CSV that leave together: one by one, each would cost the server as much as hundreds.
_TOGETHER = 500


class Table(Protocol[Thing]):
    """What stands above the rows, and how each row is read."""

    @property
    def watermark(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def widths(self) -> Sequence[int]: ...
    def head(self) -> list[str]: ...
    def row(self, thing: Thing, /) -> list[Cell]: ...


def watermark(visit: Visit) -> str:
    """Return who takes it away, for whom and when."""
    return _("Taken by %(who)s, %(post)s, at %(when)s") % {
        "who": visit.user.full_name,
        "post": str(visit.post),
        "when": clock.written(visit.at),
    }


def local(at: datetime | None) -> datetime | None:
    """Return a moment as the clock on the wall in Viet Nam says it, to the minute; a spreadsheet knows no zones."""
    return at and at.astimezone(clock.VIETNAM).replace(second=0, microsecond=0, tzinfo=None)


def answer(rows: Iterable[Thing], table: Table[Thing], *, name: str, kind: str) -> HttpResponseBase:
    """Give the rows as a file to keep; no shared computer keeps it by itself."""
    file = f"{name}.{kind}"
    given: HttpResponseBase
    if kind == "csv":
        given = StreamingHttpResponse(as_csv(rows, table), content_type="text/csv; charset=utf-8")
        given["Content-Disposition"] = f'attachment; filename="{file}"'
    else:
        given = FileResponse(
            as_xlsx(rows, table), as_attachment=True, filename=file, content_type=_XLSX
        )
    given["Cache-Control"] = "no-store"
    return given


class _Echo:
    """A file that hands back what is written into it."""

    def write(self, text: str) -> str:
        """Return the line."""
        return text


class _Writer(Protocol):
    def writerow(self, row: Iterable[str]) -> str: ...


def as_csv(rows: Iterable[Thing], table: Table[Thing]) -> Iterator[str]:
    """Yield the rows as CSV that Excel opens in Vietnamese: UTF-8 with a mark, nothing that is taken for a formula."""
    writer: _Writer = csv.writer(_Echo())
    lines = [_BOM + writer.writerow([table.watermark]), writer.writerow(table.head())]
    for thing in rows:
        lines.append(writer.writerow(_plain(cell) for cell in table.row(thing)))
        if len(lines) >= _TOGETHER:
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return str(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_xlsx(rows: Iterable[Thing], table: Table[Thing]) -> IO[bytes]:
    """Return the rows as a workbook in a file that removes itself; a row at a time is in memory."""
    import xlsxwriter  # a quarter of a second that only whoever takes a workbook waits for

    file = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(table.sheet)
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    sheet.set_footer(f"&L{table.watermark}&R&P / &N")
    sheet.write_string(0, 0, table.watermark)
    for column, name in enumerate(table.head()):
        sheet.write_string(1, column, name, bold)
    sheet.freeze_panes(2, 1)
    for number, thing in enumerate(rows, start=2):
        for column, cell in enumerate(table.row(thing)):
            if isinstance(cell, datetime):
                sheet.write_datetime(number, column, cell, moment)
            elif isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, int | float):
                sheet.write_number(number, column, cell)
            elif cell:
                sheet.write_string(number, column, cell)
    book.close()
    file.seek(0)
    return file
