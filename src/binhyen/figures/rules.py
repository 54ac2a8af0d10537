"""Periods and the arithmetic of figures. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction


@dataclass(frozen=True)
class Period:
    """The days [since, until)."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.since:
            message = f"until must be after since, got {self.since} to {self.until}"
            raise ValueError(message)

    def __contains__(self, day: date) -> bool:
        return self.since <= day < self.until

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.until - timedelta(days=1)

    @property
    def is_of_months(self) -> bool:
        """Whether it is whole calendar months."""
        return self.since.day == self.until.day == 1

    def previous(self) -> "Period":
        """Return the period of the same dates one year before; what begins on 29 February begins on the 28th."""
        return Period(
            _year_before(self.since, leap_day=(2, 28)), _year_before(self.until, leap_day=(3, 1))
        )

    def before(self) -> "Period":
        """Return the period that ends where this one begins: as many calendar months where this one is whole months,
        else as many days."""
        if self.is_of_months:
            months = 12 * (self.until.year - self.since.year) + self.until.month - self.since.month
            return Period(_months_on(self.since, -months), self.since)
        return Period(self.since - (self.until - self.since), self.since)


#: Months of half a year.
HALF = 6


def months_from(first: date, count: int) -> Period:
    """Return `count` calendar months beginning with the one that `first` lies in."""
    since = first.replace(day=1)
    return Period(since, _months_on(since, count))


def _months_on(first: date, count: int) -> date:
    """Return the first day of the month `count` months after the one that `first` lies in."""
    month = 12 * first.year + first.month - 1 + count
    return date(month // 12, month % 12 + 1, 1)


@dataclass(frozen=True)
class InMonths:
    """A period as the months `months`, with the days `add` and without the days `take`."""

    months: Period | None
    add: tuple[Period, ...]
    take: tuple[Period, ...] = ()


def in_months(period: Period, last: date | None = None) -> InMonths:
    """Return the period as calendar months so that few days are left: of a month that lies in it in part, the days inside
    or, where they are fewer, the days outside. After `last` there is nothing to look up."""
    since, until = _month_near(period.since, last), _month_near(period.until, last)
    if since >= until:
        return InMonths(None, (period,))
    add = _between((period.since, since), (until, period.until))
    take = _between((since, period.since), (period.until, until))
    if _days(take, last) >= _days((period,), last):
        return InMonths(None, (period,))
    return InMonths(Period(since, until), add, take)


def _month_near(day: date, last: date | None) -> date:
    """Return the first day of a month from which the fewest days have to be looked up to `day`."""
    month = months_from(day, 1)
    before, after = _between((month.since, day)), _between((day, month.until))
    return month.since if _days(before, last) < _days(after, last) or not before else month.until


def _between(*edges: tuple[date, date]) -> tuple[Period, ...]:
    return tuple(Period(since, until) for since, until in edges if since < until)


def _days(periods: Iterable[Period], last: date | None) -> int:
    """Return how many days the periods have, those after `last` left out."""
    ends = ((one.since, min(one.until, last + timedelta(days=1)) if last else one.until) for one in periods)  # fmt: skip
    return sum(max((until - since).days, 0) for since, until in ends)


def month_of(day: date) -> Period:
    """Return the calendar month that `day` lies in."""
    return months_from(day, 1)


def half_year_before(day: date) -> Period:
    """Return the last half of a calendar year that was over on `day`."""
    running = date(day.year, 1 if day.month <= HALF else 1 + HALF, 1)
    return months_from(_months_on(running, -HALF), HALF)


def months_before(month: Period, count: int) -> list[Period]:
    """Return `month` and the months before it, `count` in all, oldest first."""
    months = [month]
    while len(months) < count:
        months.insert(0, month_of(months[0].since - timedelta(days=1)))
    return months


def _year_before(day: date, *, leap_day: tuple[int, int]) -> date:
    """Return the same day a year before; 29 February, which that year lacks, becomes the month and day of `leap_day`."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, *leap_day)


@dataclass(frozen=True)
class Source:
    """What stands behind a value: a kind of record and the filter that lists exactly those records."""

    kind: str  # "matters", "initiatives", "team_ratings", "recognitions", "stated_totals"
    count: int
    filters: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def naming(cls, kind: str, ids: Iterable[int]) -> "Source":
        """Return a source that names exactly these rows: what comes later does not slip into the list."""
        named = [str(pk) for pk in ids]
        return cls(kind, len(named), {"ids": ",".join(named)})


def ids_of(filters: Mapping[str, str]) -> list[int]:
    """Return the rows that `Source.naming` named."""
    return [int(pk) for pk in filters["ids"].split(",") if pk]


@dataclass(frozen=True)
class Value:
    """A figure's answer. Without a denominator it is a count."""

    numerator: int
    denominator: int | None = None
    sources: tuple[Source, ...] = ()
    is_withheld: bool = False  # too few stand behind it, or could be worked out from it

    @property
    def is_defined(self) -> bool:
        """Say whether the value can be compared: a share of nothing cannot."""
        return self.denominator != 0

    def exact(self) -> Fraction:
        """Return the count, or the share in percent, exactly. Never round before comparing."""
        if self.denominator is None:
            return Fraction(self.numerator)
        return Fraction(100 * self.numerator, self.denominator)


#: What is said where too few stand behind a figure.
WITHHELD = Value(0, 0, is_withheld=True)

#: Fewer than this could point at somebody: such a count is not shown to the public.
LEAST_SHOWN = 5


@dataclass(frozen=True)
class Open:
    """Counts that may be shown to anybody: each stands for at least LEAST_SHOWN. `others` are those not named."""

    named: tuple[tuple[str, int], ...]
    others: int

    @property
    def total(self) -> int:
        """All of them together."""
        return self.others + sum(n for _name, n in self.named)


def opened_up(counts: Mapping[str, int], *, unnamed: frozenset[str] = frozenset()) -> Open | None:
    """Return `counts` with the small ones, and those of `unnamed`, together as "others"; None when there are too few.

    Nothing small can be found by subtracting: what is not named is one sum of at least LEAST_SHOWN, made larger by the
    smallest named count where it would be smaller. A count of zero is not named either, so that nobody knows which
    names the sum is of.
    """
    named = {name: n for name, n in counts.items() if n >= LEAST_SHOWN and name not in unnamed}
    others = sum(counts.values()) - sum(named.values())
    while 0 < others < LEAST_SHOWN and named:
        least = min(named, key=lambda name: (named[name], name))
        others += named.pop(least)
    if 0 < others < LEAST_SHOWN:
        return None
    ordered = sorted(named.items(), key=lambda pair: (-pair[1], pair[0]))
    return Open(tuple(ordered), others)


def spans(counts: Iterable[tuple[Period, int]]) -> list[tuple[Period, int]]:
    """Return consecutive periods joined, oldest first, until each span counts at least LEAST_SHOWN; a rest that is too
    small goes to the span before it. Empty when all together are too few.
    """
    joined: list[tuple[Period, int]] = []
    since: date | None = None
    n, until = 0, None
    for period, more in counts:
        since, until, n = since or period.since, period.until, n + more
        if n >= LEAST_SHOWN:
            joined.append((Period(since, until), n))
            since, n = None, 0
    if since is not None and until is not None and joined:
        last, before = joined.pop()
        joined.append((Period(last.since, until), before + n))
    return joined
