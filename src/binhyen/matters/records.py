"""Earlier records from another system: a CSV file and the small mapping file that says what its columns mean. Pure reading;
every fault is named by row and column, and a file with one fault is taken over not at all.
"""

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from binhyen.core import text
from binhyen.matters.words import Outcome
from binhyen.reports.catalogues import taxonomy
from binhyen.reports.rules import EARLIEST, MOST_PLACE_WORDS, MOST_WORDS

OTHERS = "*"
REFUSE = "refuse"
#: What may be chosen for records that contradict themselves or their unit; the first is the default.
CHOICES = {"ended_before_opened": (REFUSE, "end_at_opening"), "before_unit": (REFUSE, "keep")}
_COLUMNS = {"id", "opened", "ended", "category", "words", "place"}
_REQUIRED = {"id", "opened", "category"}
_PARTS = {"columns", "categories", "times", "rules"}


class BadMeaning(Exception):
    """The mapping file says something that cannot be meant."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: the row as a spreadsheet counts it, the column by its heading."""

    row: int
    column: str
    message: str | Promise

    def __str__(self) -> str:
        where = {"row": self.row, "column": self.column, "message": self.message}
        return _("row %(row)s, column %(column)s: %(message)s") % where


class BadRecords(Exception):
    """The file cannot be taken over; `faults` says where and why. Nothing was kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(map(str, faults[:5])))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Meaning:
    """What the columns of a file mean."""

    columns: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, str]
    zone: ZoneInfo
    ended_before_opened: str
    before_unit: str
    outcome: Outcome
    referred_to: str

    def heading(self, what: str) -> str:
        """Return the heading of the column that holds `what`."""
        return ", ".join(self.columns.get(what, ()))


@dataclass(frozen=True)
class Record:
    """One earlier record, read and checked by itself."""

    row: int
    outside_ref: str
    category: str
    words: str
    place: str
    opened_at: datetime
    ended_at: datetime | None


def read_meaning(content: str) -> Meaning:
    """Return the mapping written in TOML. Raises BadMeaning naming what is wrong."""
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as reason:
        raise BadMeaning(str(reason)) from reason
    _only(data, _PARTS, "")
    columns = {name: _headings(value) for name, value in data.get("columns", {}).items()}
    _only(columns, _COLUMNS, "columns.")
    if missing := sorted(_REQUIRED - columns.keys()):
        message = f"columns: {', '.join(missing)} must be named"
        raise BadMeaning(message)
    rules = dict(data.get("rules", {}))
    _only(rules, {*CHOICES, "outcome", "referred_to"}, "rules.")
    return Meaning(
        columns=columns,
        categories=_categories(data.get("categories", {})),
        zone=_zone(data.get("times", {}).get("zone", "Asia/Ho_Chi_Minh")),
        ended_before_opened=_choice(rules, "ended_before_opened"),
        before_unit=_choice(rules, "before_unit"),
        outcome=_outcome(rules.get("outcome", Outcome.OTHER.value)),
        referred_to=str(rules.get("referred_to", "")),
    )


def _only(data: Mapping[str, object], known: set[str], prefix: str) -> None:
    if unknown := sorted(set(data) - known):
        message = f"{prefix}{unknown[0]} is not known; known are {', '.join(sorted(known))}"
        raise BadMeaning(message)


def _headings(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _categories(data: Mapping[str, object]) -> dict[str, str]:
    known = taxonomy().categories
    for value, code in data.items():
        if not isinstance(code, str) or code not in known or not known[code].is_offered:
            message = f"categories.{value}: {code!r} is not a category that can be reported"
            raise BadMeaning(message)
    return {value: str(code) for value, code in data.items()}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as reason:
        message = f"times.zone: {name!r} is not a time zone"
        raise BadMeaning(message) from reason


def _choice(rules: Mapping[str, object], name: str) -> str:
    chosen = rules.get(name, CHOICES[name][0])
    if chosen not in CHOICES[name]:
        message = f"rules.{name} must be one of {', '.join(CHOICES[name])}, got {chosen!r}"
        raise BadMeaning(message)
    return str(chosen)


def _outcome(value: object) -> Outcome:
    if value not in Outcome.values:
        message = f"rules.outcome must be one of {', '.join(Outcome.values)}, got {value!r}"
        raise BadMeaning(message)
    return Outcome(str(value))


def read_records(content: bytes, meaning: Meaning, *, at: datetime) -> list[Record]:
    """Return the records of a CSV file in UTF-8. Raises BadRecords with every fault the file alone can show."""
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        row = content.count(b"\n", 0, reason.start) + 1
        raise BadRecords([Fault(row, "", _("The file is not UTF-8."))]) from reason
    lines = csv.DictReader(io.StringIO(decoded), strict=True)
    reader = _Reader(meaning, at)
    try:
        headings = lines.fieldnames or ()
        reader.check_headings(headings)
        records = [record for row in lines if (record := reader.read(lines.line_num, row))]
    except csv.Error as reason:
        raise BadRecords([Fault(lines.line_num, "", str(reason))]) from reason
    if reader.faults:
        raise BadRecords(reader.faults)
    return records


@dataclass
class _Reader:
    """Reads rows and gathers what is wrong with them."""

    meaning: Meaning
    at: datetime
    faults: list[Fault] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def check_headings(self, headings: Sequence[str]) -> None:
        """Stop at a column the mapping names and the file lacks."""
        wanted = [name for names in self.meaning.columns.values() for name in names]
        missing = [name for name in wanted if name not in headings]
        if missing:
            raise BadRecords([Fault(1, name, _("This column is missing.")) for name in missing])

    def read(self, number: int, row: Mapping[str, str | None]) -> Record | None:
        """Return the record of a row, None when something is wrong with it."""
        before = len(self.faults)
        cells = {
            what: ": ".join(filter(None, (text.nfc(row.get(name) or "") for name in names)))
            for what, names in self.meaning.columns.items()
        }
        opened = self._time(number, "opened", cells["opened"])
        ended = self._time(number, "ended", cells.get("ended", ""), may_be_empty=True)
        category = self._category(number, cells["category"])
        self._check_id(number, cells["id"])
        ended = self._settle_end(number, opened, ended)
        words = cells.get("words") or cells["category"]
        if len(words) > MOST_WORDS:
            self._fault(number, "words", _("This text is too long."))
        if opened is None or category is None or len(self.faults) > before:
            return None
        place = cells.get("place", "")[:MOST_PLACE_WORDS]
        return Record(number, cells["id"], category, words, place, opened, ended)

    def _fault(self, number: int, what: str, message: str) -> None:
        self.faults.append(Fault(number, self.meaning.heading(what), message))

    def _time(
        self, number: int, what: str, cell: str, *, may_be_empty: bool = False
    ) -> datetime | None:
        if not cell and may_be_empty:
            return None
        try:
            found = datetime.fromisoformat(cell)
        except ValueError:
            self._fault(number, what, _("This is not a time such as 2026-03-27T14:30."))
            return None
        found = found if found.tzinfo else found.replace(tzinfo=self.meaning.zone)
        if found > self.at:
            self._fault(number, what, _("This time has not come yet."))
        elif found < EARLIEST:
            self._fault(number, what, _("This time lies before 1990."))
        return found

    def _settle_end(
        self, number: int, opened: datetime | None, ended: datetime | None
    ) -> datetime | None:
        if opened is None or ended is None or ended >= opened:
            return ended
        if self.meaning.ended_before_opened == REFUSE:
            self._fault(number, "ended", _("It ended before it was received."))
        return opened

    def _category(self, number: int, cell: str) -> str | None:
        known = self.meaning.categories
        code = known.get(cell) or known.get(OTHERS)
        if code is None:
            message = _("“%(value)s” has no category in the mapping file.") % {"value": cell[:60]}
            self._fault(number, "category", message)
        return code

    def _check_id(self, number: int, cell: str) -> None:
        if not cell or len(cell) > 60:
            self._fault(number, "id", _("Each record needs its own number, at most 60 characters."))
        elif cell in self.seen:
            message = _("The same number stands in row %(row)s.") % {"row": self.seen[cell]}
            self._fault(number, "id", message)
        self.seen.setdefault(cell, number)
