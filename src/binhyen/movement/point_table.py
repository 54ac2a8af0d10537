"""Read a table of points: CSV as a spreadsheet saves it, Vietnamese or English headings."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from binhyen.core import text
from binhyen.places.actions import BadTable, CellError

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
#: Column -> headings that mean it, folded.
HEADINGS = {
    "territory": {"territory", "dia ban", "don vi", "noi"},
    "opened_on": {"date", "since", "ngay", "tu ngay", "ngay nhan rong"},
    "teams": {"teams", "so to", "to"},
    "members": {"members", "so thanh vien", "thanh vien"},
}
REQUIRED = {"territory": "địa bàn", "opened_on": "ngày"}


@dataclass(frozen=True)
class PointRow:
    """One point as the table states it; `headings` gives each column's name in this table."""

    row: int
    territory: str
    opened_on: date
    teams: int
    members: int
    headings: dict[str, str]


def read(content: bytes, *, today: date) -> list[PointRow]:
    """Return the rows of a table. Raises BadTable with every fault that can be seen in the table alone."""
    (head_row, head), *body = _lines(content)
    places = _places(head_row, head)
    if not body:
        raise BadTable([CellError(head_row, "", _("The table has headings but no rows."))])
    if len(body) > MOST_ROWS:
        raise BadTable([
            CellError(body[MOST_ROWS][0], "", _("A table may hold 2,000 rows. Split the file."))
        ])  # fmt: skip
    reader = _Reader(places, {c: head[p].strip() for c, p in places.items()}, today, [])
    rows = [reader.row(number, cells) for number, cells in body]
    if reader.errors:
        raise BadTable(reader.errors)
    return [row for row in rows if row]


def _lines(content: bytes) -> list[tuple[int, list[str]]]:
    """Return (row number, cells) of the rows that hold something."""
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        hint = _("The file is not UTF-8. In the spreadsheet, save it as “CSV UTF-8”.")
        row = content.count(b"\n", 0, reason.start) + 1
        raise BadTable([CellError(row, "", hint)]) from None
    if "\0" in decoded:
        raise BadTable([CellError(1, "", _("This is not a text file. Save the table as CSV."))])
    delimiter = max(";,\t", key=decoded.strip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        hint = _("A quotation mark is opened and not closed, or stands in the wrong place.")
        raise BadTable([CellError(reader.line_num, "", hint)]) from None
    if not lines:
        raise BadTable([CellError(1, "", _("The file is empty."))])
    return lines


def _places(row: int, head: Sequence[str]) -> dict[str, int]:
    """Return column -> place. Raises BadTable for a heading that is missing, unknown or there twice."""
    found: dict[str, int] = {}
    errors = []
    for place, heading in enumerate(head):
        column = next((c for c, words in HEADINGS.items() if text.fold(heading) in words), None)
        if column in found:
            errors.append(CellError(row, heading.strip(), _("This column is there twice.")))
        elif column:
            found[column] = place
        elif heading.strip():
            hint = _("This heading is not known. Use: địa bàn, ngày, số tổ, số thành viên.")
            errors.append(CellError(row, heading.strip(), hint))
    errors += [
        CellError(row, word, _("This column is missing."))
        for column, word in REQUIRED.items()
        if column not in found
    ]
    if errors:
        raise BadTable(errors)
    return found


@dataclass(frozen=True)
class _Reader:
    """Reads rows and notes what is wrong with them."""

    places: dict[str, int]
    headings: dict[str, str]
    today: date
    errors: list[CellError]

    def row(self, number: int, cells: Sequence[str]) -> PointRow | None:
        """Return one row, or note its faults."""
        before = len(self.errors)
        typed = {c: cells[p].strip() if p < len(cells) else "" for c, p in self.places.items()}
        if not typed["territory"]:
            self._wrong(number, "territory", _("Write the name of the territory."))
        day = self._day(number, typed["opened_on"])
        teams = self._count(number, "teams", typed.get("teams", ""))
        members = self._count(number, "members", typed.get("members", ""))
        if len(self.errors) > before or day is None:
            return None
        return PointRow(number, typed["territory"], day, teams, members, self.headings)

    def _wrong(self, number: int, column: str, message: str) -> None:
        self.errors.append(CellError(number, self.headings.get(column, ""), message))

    def _day(self, number: int, typed: str) -> date | None:
        """Return a day written 27/03/2026, or as computers write it."""
        for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y"):
            try:
                day = datetime.strptime(typed, form).date()  # noqa: DTZ007  (a day has no zone)
            except ValueError:
                continue
            if day > self.today:
                self._wrong(number, "opened_on", _("This day has not come yet."))
                return None
            return day
        hint = _("“%(typed)s” is not a day. Write day/month/year, for example 27/03/2026.")
        self._wrong(number, "opened_on", hint % {"typed": typed[:40]})
        return None

    def _count(self, number: int, column: str, typed: str) -> int:
        """Return a count; blank is none."""
        if not typed:
            return 0
        if typed.isascii() and typed.isdigit() and len(typed) <= 6:
            return int(typed)
        hint = _("“%(typed)s” is not a count. Write a whole number, 0 or more.")
        self._wrong(number, column, hint % {"typed": typed[:40]})
        return 0
