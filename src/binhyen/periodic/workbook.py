"""The tables of a report as a workbook: numbers as numbers, headers that stay in sight."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from binhyen.figures.rules import Period, Value
from binhyen.periodic import sentences, skeleton, words
from binhyen.periodic.models import Report
from binhyen.periodic.numbers import Numbers, Row

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_Cell = str | int | float | None


def workbook_of(report: Report, numbers: Numbers) -> bytes:
    """Return an XLSX file: the figures by section, the matters by group, and how it went."""
    import xlsxwriter  # a quarter of a second that only whoever takes a workbook waits for

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with override("vi"), xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": report.title})
        _sheet(book, _("Figures"), _figures_head(numbers.windows), _figures(report, numbers))
        groups: list[list[_Cell]] = [
            [group.name, *group.counts] for group in sentences.groups_of(numbers)
        ]
        _sheet(book, _("By group"), [_("Group"), *map(words.days_of, numbers.windows)], groups)
        course: list[list[_Cell]] = [[words.days_of(window), n] for window, n in numbers.course]
        _sheet(
            book, _("Course"), [pgettext("periodic report", "Period"), _("Matters opened")], course
        )
    return file.getvalue()


def _sheet(book: "Workbook", name: str, head: Sequence[str], rows: Sequence[Sequence[_Cell]]) -> None:  # fmt: skip
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet: Any = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(head), 16)
    sheet.write_row(0, 0, head, bold)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    sheet.autofilter(0, 0, max(1, len(rows)), len(head) - 1)


def _figures_head(windows: Sequence[Period]) -> list[str]:
    parts = [f"{words.days_of(window)}, {part}" for window in windows for part in (_("count"), _("of"))]  # fmt: skip
    change = pgettext("periodic report", "Change")
    return [
        _("Figure"), _("Section"), _("Measured in"), *parts,
        f"{change}, {_('period before')}", f"{change}, {_('a year ago')}", _("Source register"),
    ]  # fmt: skip


def _figures(report: Report, numbers: Numbers) -> list[list[_Cell]]:
    return [
        _line(section.code, numbers.rows[name])
        for section in skeleton.sections_of(report.length)
        for name in section.figures_of(report.length)
        if name in numbers.rows
    ]


def _line(code: str, row: Row) -> list[_Cell]:
    told = sentences.tell(row)
    values: list[_Cell] = []
    for value in (row.now, row.before, row.year_ago):
        values += _parts(value)
    if row.why:
        values[0] = told.now
    changes = [
        float(round(change.amount, 2)) if change else None
        for change in (row.since_before, row.since_year_ago)
    ]
    return [told.title, code, told.measure, *values, *changes, told.register]


def _parts(value: Value | None) -> list[_Cell]:
    if value is None or not value.is_defined:
        return [None, None]
    return [value.numerator, value.denominator]
