"""The period a page of figures is about: a month, a quarter, half a year or a year, chosen in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from binhyen.figures.rules import Period, months_from
from binhyen.reports.rules import EARLIEST


class Length(Enum):
    """How many months a span has; the value is the word in the address."""

    MONTH = "thang"
    QUARTER = "quy"
    HALF = "nua-nam"
    YEAR = "nam"

    @property
    def months(self) -> int:
        """The number of months."""
        return _MONTHS[self]


_MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.HALF: 6, Length.YEAR: 12}
_NAMES: dict[Length, Promise] = {
    Length.MONTH: pgettext_lazy("span", "Month"),
    Length.QUARTER: pgettext_lazy("span", "Quarter"),
    Length.HALF: pgettext_lazy("span", "Half-year"),
    Length.YEAR: pgettext_lazy("span", "Year"),
}
#: So many are offered to choose from.
_OFFERED = {Length.MONTH: 24, Length.QUARTER: 12, Length.HALF: 8, Length.YEAR: 6}


@dataclass(frozen=True)
class Span:
    """A period of whole months, its name, and what else may be chosen."""

    length: Length
    period: Period
    today: date

    @property
    def name(self) -> str:
        """The period as people say it."""
        return self.named(self.period)

    @property
    def slug(self) -> str:
        """The period in a file's name."""
        return f"{self.length.value}-{self.period.since:%Y-%m}"

    @property
    def query(self) -> str:
        """The period in an address."""
        return f"ky={self.length.value}&thang={self.period.since:%Y-%m}"

    def named(self, period: Period) -> str:
        """Return a period of this length as people say it."""
        year = period.since.year
        if self.length is Length.MONTH:
            return date_format(period.since, "YEAR_MONTH_FORMAT")
        if self.length is Length.QUARTER:
            number = (period.since.month + 2) // 3
            return _("quarter %(number)s of %(year)s") % {"number": number, "year": year}
        if self.length is Length.HALF:
            first = _("first half of %(year)s") % {"year": year}
            return (
                first if period.since.month == 1 else _("second half of %(year)s") % {"year": year}
            )
        return str(year)

    def lengths(self) -> list[tuple[str, Promise, bool]]:
        """Return the lengths to choose from: the word, its name, whether it is chosen."""
        return [(each.value, _NAMES[each], each is self.length) for each in Length]

    def offered(self) -> list[tuple[str, str, bool]]:
        """Return the periods to choose from, latest first: the month it begins, its name, whether it is chosen."""
        periods = [_around(self.today, self.length)]
        while len(periods) < _OFFERED[self.length] and periods[-1].since > EARLIEST.date():
            periods.append(periods[-1].before())
        if self.period not in periods:
            periods.append(self.period)
        return [(f"{p.since:%Y-%m}", self.named(p), p == self.period) for p in periods]


def span_asked(address: Mapping[str, str], today: date) -> Span:
    """Return the span that the address asks for; what cannot be meant is the running one."""
    try:
        length = Length(address.get("ky", Length.MONTH.value))
    except ValueError:
        length = Length.MONTH
    return Span(length, _around(_day(address.get("thang", ""), today), length), today)


def _day(typed: str, today: date) -> date:
    try:
        asked = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return today
    return asked if EARLIEST.date() <= asked <= today else today


def _around(day: date, length: Length) -> Period:
    """Return the span of this length that `day` lies in."""
    first = day.month - (day.month - 1) % length.months
    return months_from(date(day.year, first, 1), length.months)
