"""Times as files write them: 1977, 77, 1977/6, 1977/6/15, 1977-06-15, or plain numbers."""

import calendar
import datetime
import re
from enum import IntEnum
from typing import Final

from hotscan.problems import ScanProblem
from hotscan.reading import lines
from hotscan.reading.lines import Where
from hotscan.timing import Unit

_DATE: Final = re.compile(
    rb"(\d{1,4})(?:[/-](\d{1,2})(?:[/-](\d{1,2})(?:[T ]\d{1,2}:\d\d.*)?)?)?\Z"
)
_WHOLE_DATE: Final = re.compile(rb"\d{4}[/-]\d{1,2}(?:[/-]\d{1,2})?(?:[T ].*)?\Z")
_CENTURY: Final = 1900
_MOST: Final = 2**31 - 1  # of plain numbers
_MIDDLE: Final = (7, 15)  # of a year: the first of July; of a month: the fifteenth


class Precision(IntEnum):
    """How exactly times are written; the numbers are those of SaTScan's PrecisionCaseTimes."""

    NONE = 0
    YEAR = 1
    MONTH = 2
    DAY = 3
    NUMBER = 4


def precision(words: str) -> Precision:
    """Return the precision of that name. Raises ScanProblem."""
    try:
        return Precision[words.upper()]
    except KeyError:
        raise ScanProblem(
            f"{words!r} is no way to write times; choose day, month, year, number or none."
        ) from None


def unit(precision: Precision) -> Unit:
    """Return what a step is made of where nothing was said: what times are written in."""
    return {Precision.YEAR: Unit.YEAR, Precision.MONTH: Unit.MONTH}.get(precision, Unit.DAY)


def is_finer(step: str, precision: Precision) -> bool:
    """Return whether a step of that unit is finer than times are written."""
    coarse = {
        Precision.YEAR: (Unit.YEAR,),
        Precision.MONTH: (Unit.YEAR, Unit.MONTH),
    }
    return precision in coarse and step not in coarse[precision]


def is_date(field: bytes) -> bool:
    """Return whether a field looks like a date or a month of a year with four digits, as no age group does."""
    return _WHOLE_DATE.match(field) is not None


class Times(dict[bytes, int]):
    """What each way of writing a time stands for: ordinals of days, or plain numbers; each is worked out once.

    `of` names file and line where a time cannot be read, or lies outside the study while nothing may be left out.
    """

    def __init__(
        self, where: Where, precision: Precision, start: int, end: int, *, leave_out_others: bool
    ) -> None:
        super().__init__()
        self._where, self._precision, self._start, self._end = where, precision, start, end
        self._lenient = leave_out_others

    def of(self, field: bytes, line: int) -> int:
        """Return the time a field stands for; raises ScanProblem where it is none, or outside the study."""
        if self._precision is Precision.NUMBER:
            time = lines.whole(field, self._where, line, "The time", _MOST)
        else:
            time = self._day(field, line).toordinal()
        if not self._lenient and not self._start <= time <= self._end:
            raise ScanProblem(
                f"The time {field.decode()} lies outside the study; take the line out, or move the study's dates.",
                self._where,
                line,
            )
        return time

    def _day(self, field: bytes, line: int) -> datetime.date:
        """Return the first day of a field. Raises ScanProblem where it says less than the precision promises."""
        year, month, date = _parts(field, self._where, line)
        told = Precision.DAY if date else Precision.MONTH if month else Precision.YEAR
        if told < self._precision:
            raise ScanProblem(
                f"The time {field.decode()} is less exact than a {self._precision.name.lower()}; complete it, or say how "
                "exactly times are written (--times, PrecisionCaseTimes).",
                self._where,
                line,
            )
        return datetime.date(year, month or 1, date or 1)


def day(field: bytes, where: Where | None = None, line: int | None = None) -> datetime.date:
    """Return the first day of a date, month or year. Raises ScanProblem."""
    found = _parts(field, where, line)
    return datetime.date(found[0], found[1] or 1, found[2] or 1)


def last_day(field: bytes, where: Where | None = None, line: int | None = None) -> datetime.date:
    """Return the last day of a date, month or year. Raises ScanProblem."""
    year, month, date = _parts(field, where, line)
    month = month or 12
    return datetime.date(year, month, date or calendar.monthrange(year, month)[1])


def first(words: str, precision: Precision, where: Where, line: int | None = None) -> int:
    """Return the time a study starts at; `where` names the option or file that says so. Raises ScanProblem."""
    if precision is Precision.NUMBER:
        return _number(words, where, line)
    return day(_field(words), where, line).toordinal()


def last(words: str, precision: Precision, where: Where, line: int | None = None) -> int:
    """Return the time a study ends at, inside it. Raises ScanProblem."""
    if precision is Precision.NUMBER:
        return _number(words, where, line)
    return last_day(_field(words), where, line).toordinal()


def _field(words: str) -> bytes:
    return words.strip().encode("ascii", "replace")


def _number(words: str, where: Where, line: int | None) -> int:
    try:
        number = int(words)
    except ValueError:
        raise ScanProblem(
            f"{words!r} is no number; times of this study are plain numbers.", where, line
        ) from None
    if abs(number) > _MOST:
        raise ScanProblem(
            f"The time {words} lies beyond {_MOST:,}, which a scan can hold; count from another beginning.",
            where,
            line,
        )
    return number


def moment(field: bytes, where: Where, line: int) -> float:
    """Return the moment a population holds at: the middle of a year or month that has no day. Raises ScanProblem."""
    year, month, date = _parts(field, where, line)
    if month is None:
        return float(datetime.date(year, _MIDDLE[0], 1).toordinal())
    return float(datetime.date(year, month, date or _MIDDLE[1]).toordinal())


def _parts(
    field: bytes, where: Where | None, line: int | None
) -> tuple[int, int | None, int | None]:
    found = _DATE.match(field)
    try:
        if found is None:
            raise ValueError
        month, date = (int(part) if part else None for part in found.groups()[1:])
        year = int(found[1]) + (_CENTURY if len(found[1]) <= len("77") else 0)
        datetime.date(year, month or 1, date or 1)
    except ValueError:
        raise ScanProblem(
            f"{lines.shown(field)} is not a date; write it as 2025/12/31.", where, line
        ) from None
    return year, month, date
