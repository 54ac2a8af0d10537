"""Read a table of local units: CSV as a spreadsheet saves it, Vietnamese or English headings."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from binhyen.core import text
from binhyen.places.kinds import LocalKind, kind_called

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
#: Column -> headings that mean it, folded.
HEADINGS = {
    "kind": {"kind", "loai", "loai don vi"},
    "name": {"name", "ten", "ten don vi", "ten goi"},
    "lat": {"lat", "latitude", "vi do"},
    "lon": {"lon", "lng", "longitude", "kinh do"},
}
REQUIRED = ("kind", "name")


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


@dataclass(frozen=True)
class LocalRow:
    """One local unit as the table states it; `headings` gives each column's name in this table."""

    row: int
    kind: LocalKind
    name: str
    lat: float | None
    lon: float | None
    headings: dict[str, str]


def read(content: bytes) -> list[LocalRow]:
    """Return the rows of a table. Raises BadTable with every fault that can be seen in the table alone."""
    lines = cells_of(content)
    (head_row, head), body = lines[0], lines[1:]
    places = _places(head_row, head)
    if not body:
        raise BadTable([CellError(head_row, "", _("The table has headings but no rows."))])
    if len(body) > MOST_ROWS:
        raise BadTable([
            CellError(body[MOST_ROWS][0], "", _("A table may hold 2,000 rows. Split the file."))
        ])  # fmt: skip
    headings = {column: head[place].strip() for column, place in places.items()}
    errors: list[CellError] = []
    rows = [_row(number, cells, places, headings, errors) for number, cells in body]
    if errors:
        raise BadTable(errors)
    return [row for row in rows if row]


def cells_of(content: bytes) -> list[tuple[int, list[str]]]:
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


def _lines(decoded: str) -> list[tuple[int, list[str]]]:
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


def _places(row: int, head: Sequence[str]) -> dict[str, int]:
    """Return column -> place. Raises BadTable for a heading that is missing, unknown or there twice."""
    found: dict[str, int] = {}
    errors = []
    for place, heading in enumerate(head):
        column = next((c for c, words in HEADINGS.items() if text.fold(heading) in words), None)
        if column is None and heading.strip():
            hint = _("This heading is not known. Use: loại, tên, vĩ độ, kinh độ.")
            errors.append(CellError(row, heading.strip(), hint))
        elif column in found:
            errors.append(CellError(row, heading.strip(), _("This column is there twice.")))
        elif column:
            found[column] = place
    words = {"kind": "loại", "name": "tên"}
    errors += [
        CellError(row, words[column], _("This column is missing."))
        for column in REQUIRED
        if column not in found
    ]
    if errors:
        raise BadTable(errors)
    return found


def _row(
    number: int,
    cells: Sequence[str],
    places: dict[str, int],
    headings: dict[str, str],
    errors: list[CellError],
) -> LocalRow | None:
    """Return one row, or note what is wrong with it."""
    before = len(errors)

    def wrong(column: str, message: str) -> None:
        errors.append(CellError(number, headings.get(column, ""), message))

    typed = {c: cells[p].strip() if p < len(cells) else "" for c, p in places.items()}
    if any(cell.strip() for cell in cells[max(places.values()) + 1 :]):
        wrong("", _("The row has more cells than the table has headings."))
    kind = kind_called(typed["kind"])
    if kind is None:
        hint = _(
            "“%(typed)s” is not a kind of local unit. Use for example: ấp, khóm, khu phố, thôn."
        )
        wrong("kind", hint % {"typed": typed["kind"][:40]})
    lat = _number("lat", typed.get("lat", ""), wrong)
    lon = _number("lon", typed.get("lon", ""), wrong)
    if len(errors) > before or kind is None:
        return None
    return LocalRow(number, kind, typed["name"], lat, lon, headings)


def _number(column: str, typed: str, wrong: Callable[[str, str], None]) -> float | None:
    """Return a number written with point or comma; blank is none."""
    if not typed:
        return None
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        hint = _("“%(typed)s” is not a number. Write degrees, for example 10.62 or 10,62.")
        wrong(column, hint % {"typed": typed[:40]})
        return None
