"""A workbook of one sheet as spreadsheets read it (Office Open XML, ECMA-376), written a row at a time.

Our lists are texts, numbers and moments below a bold head. A library for all that a workbook can be took four fifths of
the time of an export to decide about each cell; this is the small part that they need.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import IO, TypeAlias

Cell: TypeAlias = str | int | float | datetime | None

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: The parts that are the same in every workbook.
_FRAME = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    # What a cell can look like, by the number it names: 0 plain, 1 the head, 2 a moment.
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_PLAIN, _HEAD = 0, 1
#: The first day of a spreadsheet, so that its day 60 is the 29 February 1900 that never was.
_BEGINNING = datetime(1899, 12, 30)  # noqa: DTZ001  (a spreadsheet knows no zones)
_DAY = timedelta(days=1)
#: What a cell and a footer hold.
_MOST, _MOST_IN_FOOTER = 32_767, 200
#: XML's own signs, and what no XML may hold.
_ESCAPED = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
    | dict.fromkeys([chr(n) for n in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)], "")
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "")
)
#: What a spreadsheet would take for the number of a character.
_CODED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
#: Rows that are pressed together: one by one would cost more than the rows.
_TOGETHER = 500


def write(
    file: IO[bytes],
    rows: Iterable[Sequence[Cell]],
    *,
    mark: str,
    head: Sequence[str],
    sheet: str,
    widths: Sequence[int],
) -> None:
    """Write the workbook: `mark` in its first row and at the foot of each page, then the head, then the rows."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        for name, content in _FRAME.items():
            book.writestr(name, _XML + content)
        book.writestr("xl/workbook.xml", _XML + _workbook(sheet))
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            for part in _sheet(rows, mark=mark, head=head, widths=widths):
                out.write(part.encode())


def _workbook(sheet: str) -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{_escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(
    rows: Iterable[Sequence[Cell]], *, mark: str, head: Sequence[str], widths: Sequence[int]
) -> Iterator[str]:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(widths, start=1)
    )
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        '<pane xSplit="1" ySplit="2" topLeftCell="B3" activePane="bottomRight" state="frozen"/></sheetView></sheetViews>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>{_row(1, [mark])}{_row(2, head, _HEAD)}"
    )
    lines = []
    for number, cells in enumerate(rows, start=3):
        lines.append(_row(number, cells))
        if len(lines) >= _TOGETHER:
            yield "".join(lines)
            lines.clear()
    foot = _escaped(f"&L{mark[:_MOST_IN_FOOTER].replace('&', '&&')}&R&P / &N")
    yield f"{''.join(lines)}</sheetData><headerFooter><oddFooter>{foot}</oddFooter></headerFooter></worksheet>"


def _row(number: int, cells: Sequence[Cell], look: int = _PLAIN) -> str:
    drawn = [
        _cell(f"{_letters(column)}{number}", cell, look)
        for column, cell in enumerate(cells)
        if cell not in {None, ""}
    ]
    return f'<row r="{number}">{"".join(drawn)}</row>'


def _cell(place: str, cell: Cell, look: int) -> str:
    if isinstance(cell, str):
        text = _escaped(cell[:_MOST])
        return f'<c r="{place}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(cell, datetime):
        return f'<c r="{place}" s="2"><v>{(cell - _BEGINNING) / _DAY:.9f}</v></c>'
    return f'<c r="{place}" s="{look}"><v>{cell}</v></c>'


def _escaped(text: str) -> str:
    if "_x" in text:
        text = _CODED.sub(r"_x005F_\1", text)
    return text.translate(_ESCAPED)


def _letters(column: int) -> str:
    """Return what a spreadsheet calls a column: A to Z, AA, AB."""
    above, below = divmod(column, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + below)
