"""The list as a file: CSV and XLSX, written while it is read, with who took it and when in its first line."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any, Protocol

import xlsxwriter
from django.utils.translation import gettext as _

from binhyen.core import clock
from binhyen.desk import wording
from binhyen.matters import rules, words
from binhyen.matters.inbox import Asked
from binhyen.matters.models import Matter
from binhyen.matters.workflow import State
from binhyen.reports.catalogues import taxonomy

Cell = str | datetime | None
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"
#: Lines of the CSV that leave together: one by one, each would cost the server as much as hundreds.
_TOGETHER = 500
_WIDTHS = (15, 50, 34, 26, 12, 24, 22, 22, 16, 16, 16, 16, 20)


class Writing:
    """What stands above the rows, and how each row is read; the words of the columns are looked up once and not by row."""

    def __init__(self, asked: Asked, watermark: str) -> None:
        self.asked = asked
        self.watermark = watermark
        self._restricted = _("Restricted matter")
        self._categories = {code: wording.category_name(code) for code in taxonomy().categories}
        self._severities, self._states, self._outcomes, self._channels = map(
            _said, (words.SEVERITIES, words.STATES, words.Outcome.choices, wording.CHANNELS)
        )

    def head(self) -> list[str]:
        """Return the names of the columns."""
        return [
            _("Reference"), _("Title"), _("What it is"), _("Residential area"), _("How pressing"), _("State"),
            _("In the hand of"), _("Crew"), _("Came by"), _("Received"), _("Deadline"), _("Ended"), _("Outcome"),
        ]  # fmt: skip

    def row(self, matter: Matter) -> list[Cell]:
        """Return the cells of a matter as the one who asks may read it."""
        who = self.asked.who
        masked = rules.is_masked(
            sensitivity=matter.sensitivity,
            is_new=State(matter.state) is State.RECEIVED and matter.keeper_id == self.asked.unit.pk,
            is_chief=who.is_chief,
            is_handler=matter.handler_id == who.user_pk,
        )
        about: list[Cell] = [self._restricted, "", "", ""] if masked else self._about(matter)
        return [
            matter.reference,
            *about,
            self._states[matter.state],
            matter.handler.full_name if matter.handler else "",
            matter.crew.name if matter.crew else "",
            "" if masked else self._channels.get(matter.channel, matter.channel),
            _local(matter.opened_at),
            _local(matter.due_at),
            _local(matter.resolved_at),
            "" if masked else self._outcomes.get(matter.outcome, ""),
        ]

    def _about(self, matter: Matter) -> list[Cell]:
        return [
            matter.title,
            self._categories[matter.category],
            matter.area.full_name if matter.area else "",
            self._severities[matter.severity],
        ]


def _said(choices: Any) -> dict[str, str]:
    """Return what each value is called in the language of the page."""
    return {str(value): str(label) for value, label in dict(choices).items()}


def _local(at: datetime | None) -> datetime | None:
    """Return a moment as the clock on the wall in Viet Nam says it, to the minute; a spreadsheet knows no zones."""
    return at and at.astimezone(clock.VIETNAM).replace(second=0, microsecond=0, tzinfo=None)


class _Echo:
    """A file that hands back what is written into it."""

    def write(self, text: str) -> str:
        """Return the line."""
        return text


class _Writer(Protocol):
    def writerow(self, row: Iterable[str]) -> str: ...


def as_csv(matters: Iterable[Matter], writing: Writing) -> Iterator[str]:
    """Yield the rows as CSV that Excel opens in Vietnamese: UTF-8 with a mark, nothing that is taken for a formula."""
    writer: _Writer = csv.writer(_Echo())
    lines = [_BOM + writer.writerow([writing.watermark]), writer.writerow(writing.head())]
    for matter in matters:
        lines.append(writer.writerow(_plain(cell) for cell in writing.row(matter)))
        if len(lines) >= _TOGETHER:
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_xlsx(matters: Iterable[Matter], writing: Writing) -> IO[bytes]:
    """Return the rows as a workbook in a file that removes itself; a row at a time is in memory."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  (the answer closes it)
    book = xlsxwriter.Workbook(
        file,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet(_("Matters"))
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_footer(f"&L{writing.watermark}&R&P / &N")
    sheet.write_string(0, 0, writing.watermark)
    for column, name in enumerate(writing.head()):
        sheet.write_string(1, column, name, bold)
    sheet.freeze_panes(2, 1)
    for number, matter in enumerate(matters, start=2):
        for column, cell in enumerate(writing.row(matter)):
            if isinstance(cell, datetime):
                sheet.write_datetime(number, column, cell, day)
            elif cell:
                sheet.write_string(number, column, cell)
    book.close()
    file.seek(0)
    return file
