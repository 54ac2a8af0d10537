"""A table as a spreadsheet saves it (CSV): its rows and headings, and what is wrong in which cell."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from binhyen.core import text

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000


@dataclass(frozen=True)
class CellError:
    """What is wrong, and where: the row counted as the spreadsheet counts it, the column by its heading."""

    row: int
    column: str
    message: str


class BadTable(Exception):
    """The table cannot be taken over; `errors` says where and why, in the order of the rows."""

    def __init__(self, errors: Sequence[CellError]) -> None:
        super().__init__("; ".join(f"{e.row} {e.column}: {e.message}" for e in errors))
        self.errors = tuple(errors)


#: The number of a row and its cells.
Row = tuple[int, list[str]]


def rows(content: bytes) -> tuple[Row, list[Row]]:
    """Return the row of headings and the rows below it, empty ones left out. Raises BadTable."""
    lines = cells_of(content)
    head, body = lines[0], lines[1:]
    if not body:
        raise BadTable([CellError(head[0], "", _("The table has headings but no rows."))])
    if len(body) > MOST_ROWS:
        raise BadTable([
            CellError(body[MOST_ROWS][0], "", _("A table may hold 2,000 rows. Split the file."))
        ])  # fmt: skip
    return head, body


def cells_of(content: bytes) -> list[Row]:
    """Return (row number, cells) of a CSV file as a spreadsheet saves it, empty rows left out. Raises BadTable."""
    return _lines(_decoded(content))


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BadTable([CellError(0, "", _("The file is larger than 1 MB. Split it."))])
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        row = content.count(b"\n", 0, reason.start) + 1
        hint = _("The file is not UTF-8. In the spreadsheet, save it as “CSV UTF-8”.")
        raise BadTable([CellError(row, "", hint)]) from None
    if "\0" in decoded:
        raise BadTable([CellError(1, "", _("This is not a text file. Save the table as CSV."))])
    return decoded


def _lines(decoded: str) -> list[Row]:
    """Return (row number, cells) of the rows that hold something."""
    first = decoded.strip().partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [
            (reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)
        ]
    except csv.Error:
        hint = _("A quotation mark is opened and not closed, or stands in the wrong place.")
        raise BadTable([CellError(reader.line_num, "", hint)]) from None
    if not lines:
        raise BadTable([CellError(1, "", _("The file is empty."))])
    return lines


def places(
    head: Row,
    known: Mapping[str, set[str]],
    *,
    required: Mapping[str, str],
    unknown: str,
) -> dict[str, int]:
    """Return column -> place, by the folded headings that mean it. `required` gives the columns that must be there, with
    the word for each; `unknown` is said of any other heading. Raises BadTable."""
    row, headings = head
    found: dict[str, int] = {}
    errors = []
    for place, heading in enumerate(headings):
        column = next((c for c, words in known.items() if text.fold(heading) in words), None)
        if column is None and heading.strip():
            errors.append(CellError(row, heading.strip(), unknown))
        elif column in found:
            errors.append(CellError(row, heading.strip(), _("This column is there twice.")))
        elif column:
            found[column] = place
    errors += [
        CellError(row, word, _("This column is missing."))
        for column, word in required.items()
        if column not in found
    ]
    if errors:
        raise BadTable(errors)
    return found
