"""Read a table of local units: CSV as a spreadsheet saves it, Vietnamese or English headings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from binhyen.core import cells
from binhyen.core.cells import MOST_BYTES, BadTable, CellError, cells_of
from binhyen.places.kinds import LocalKind, kind_called

__all__ = ["MOST_BYTES", "BadTable", "CellError", "LocalRow", "cells_of", "read"]
#: Column -> headings that mean it, folded.
HEADINGS = {
    "kind": {"kind", "loai", "loai don vi"},
    "name": {"name", "ten", "ten don vi", "ten goi"},
    "lat": {"lat", "latitude", "vi do"},
    "lon": {"lon", "lng", "longitude", "kinh do"},
}
REQUIRED = {"kind": "loại", "name": "tên"}


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
    head, body = cells.rows(content)
    unknown = _("This heading is not known. Use: loại, tên, vĩ độ, kinh độ.")
    places = cells.places(head, HEADINGS, required=REQUIRED, unknown=unknown)
    headings = {column: head[1][place].strip() for column, place in places.items()}
    errors: list[CellError] = []
    rows = [_row(number, given, places, headings, errors) for number, given in body]
    if errors:
        raise BadTable(errors)
    return [row for row in rows if row]


def _row(
    number: int,
    given: Sequence[str],
    places: dict[str, int],
    headings: dict[str, str],
    errors: list[CellError],
) -> LocalRow | None:
    """Return one row, or note what is wrong with it."""
    before = len(errors)

    def wrong(column: str, message: str) -> None:
        errors.append(CellError(number, headings.get(column, ""), message))

    typed = {c: given[p].strip() if p < len(given) else "" for c, p in places.items()}
    if any(cell.strip() for cell in given[max(places.values()) + 1 :]):
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
