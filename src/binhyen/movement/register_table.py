"""Registrations and commitments as a table: CSV as a spreadsheet saves it, one row for each area or organisation. Pure but
for the units it is given."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from binhyen.core import text
from binhyen.movement.models import Theme
from binhyen.movement.registers import Row
from binhyen.places.local_table import BadTable, CellError, cells_of
from binhyen.places.models import Unit

#: Column -> its heading; the file is the same in both languages, so that one written here is read everywhere.
HEADINGS: Mapping[str, str] = {
    "code": "mã",
    "unit": "đơn vị",
    "whole": "tổng số hộ hoặc người",
    "part": "số đã đăng ký hoặc được phổ biến",
    "registered_on": "ngày đăng ký",
    Theme.TRAFFIC: "cam kết giao thông",
    Theme.DRUGS: "cam kết ma túy",
    Theme.FIRE: "cam kết phòng cháy",
    Theme.FIREWORKS: "cam kết pháo",
    Theme.WEAPONS: "cam kết vũ khí",
    Theme.FRAUD: "cam kết lừa đảo trên mạng",
    Theme.OTHER: "cam kết khác",
}
REQUIRED = ("unit", "whole", "part", "registered_on")
_COLUMNS = {text.fold(heading): column for column, heading in HEADINGS.items()}
_DAYS = ("%d/%m/%Y", "%Y-%m-%d")
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Line:
    """One row as the table states it."""

    row: int
    unit: Unit
    whole: int | None
    part: int | None
    registered_on: date | None
    signed: dict[str, int | None]


def written(rows: Iterable[Row]) -> Iterator[list[str]]:
    """Yield the cells of the table, headings first: what `read` takes back."""
    yield list(HEADINGS.values())
    for row in rows:
        on = row.said and row.said.registered_on
        name = row.unit.full_name
        yield [
            row.unit.code,
            f"'{name}" if name.startswith(_FORMULA) else name,
            _cell(row.whole),
            _cell(row.part),
            f"{on:%d/%m/%Y}" if on else "",
            *(_cell(row.signed.get(theme)) for theme in Theme.values),
        ]


def _cell(number: int | None) -> str:
    return "" if number is None else str(number)


def read(content: bytes, units: Sequence[Unit]) -> list[Line]:
    """Return the rows of a table about `units`. Raises BadTable with every fault that can be seen."""
    lines = cells_of(content)
    (head_row, head), body = lines[0], lines[1:]
    places = _places(head_row, head)
    if not body:
        raise BadTable([CellError(head_row, "", _("The table has headings but no rows."))])
    errors: list[CellError] = []
    seen: dict[int, int] = {}
    found = []
    for number, cells in body:
        typed = {c: cells[p].strip() if p < len(cells) else "" for c, p in places.items()}
        line = _line(number, typed, units, errors)
        if line and line.unit.pk in seen:
            told = _("This unit stands in row %(row)s already.") % {"row": seen[line.unit.pk]}
            errors.append(CellError(number, HEADINGS["unit"], told))
        elif line:
            seen[line.unit.pk] = number
            found.append(line)
    if errors:
        raise BadTable(errors)
    return found


def _places(row: int, head: Sequence[str]) -> dict[str, int]:
    """Return column -> place. Raises BadTable for a heading that is missing, unknown or there twice."""
    found: dict[str, int] = {}
    errors = []
    for place, heading in enumerate(head):
        column = _COLUMNS.get(text.fold(heading))
        if column is None and heading.strip():
            hint = _("This heading is not known. Take the headings of the table you can download.")
            errors.append(CellError(row, heading.strip()[:40], hint))
        elif column in found:
            errors.append(CellError(row, heading.strip(), _("This column is there twice.")))
        elif column:
            found[column] = place
    errors += [
        CellError(row, HEADINGS[column], _("This column is missing."))
        for column in REQUIRED
        if column not in found
    ]
    if errors:
        raise BadTable(errors)
    return found


def _line(
    number: int, typed: Mapping[str, str], units: Sequence[Unit], errors: list[CellError]
) -> Line | None:
    """Return one row, or note what is wrong with it."""
    before = len(errors)

    def wrong(column: str, message: str) -> None:
        errors.append(CellError(number, HEADINGS[column], message))

    unit = _unit(typed, units)
    if unit is None:
        hint = _("“%(typed)s” is no area or organisation of the commune in that year.")
        wrong("unit", hint % {"typed": (typed["unit"] or typed.get("code", ""))[:60]})
    themes = [theme for theme in Theme.values if theme in typed]
    numbers = {name: _number(name, typed[name], wrong) for name in ("whole", "part", *themes)}
    on = _day(typed["registered_on"], wrong)
    if len(errors) > before or unit is None:
        return None
    signed = {theme: numbers[theme] for theme in themes}
    return Line(number, unit, numbers["whole"], numbers["part"], on, signed)


def _unit(typed: Mapping[str, str], units: Sequence[Unit]) -> Unit | None:
    """Return the unit by its code, else by its name where one only has it."""
    by_code = [unit for unit in units if unit.code == typed.get("code")]
    if by_code:
        return by_code[0]
    name = text.fold(typed["unit"].lstrip("'"))
    named = [unit for unit in units if text.fold(unit.full_name) == name]
    return named[0] if len(named) == 1 else None


def _number(column: str, typed: str, wrong: Callable[[str, str], None]) -> int | None:
    """Return a whole number; dots and blanks between thousands are overlooked, an empty cell is none."""
    if not typed:
        return None
    plain = typed.replace(".", "").replace(" ", "").replace("\u00a0", "")
    digits = plain.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        hint = _("“%(typed)s” is not a whole number. Write digits only, for example 120.")
        wrong(column, hint % {"typed": typed[:40]})
        return None
    return int(plain)


def _day(typed: str, wrong: Callable[[str, str], None]) -> date | None:
    if not typed:
        return None
    for form in _DAYS:
        try:
            return datetime.strptime(typed, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    hint = _("“%(typed)s” is not a day. Write day/month/year, for example 27/03/2026.")
    wrong("registered_on", hint % {"typed": typed[:40]})
    return None
