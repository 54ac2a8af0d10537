"""Day counts added up for many units and events in one statement; the whole months of provinces from their sums."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import CharField, F, IntegerField, Max, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import StrIndex, Substr

from binhyen.figures.models import DayCount, DayCountQuerySet, MonthCount, MonthTotal
from binhyen.figures.rules import Period, in_months
from binhyen.places.queries import around

if TYPE_CHECKING:
    from binhyen.figures.queries import Scope


@dataclass
class Counts:
    """How often each event happened, by category where it was asked so."""

    by_category: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def of(self, event: str, categories: Iterable[str] | None = None) -> int:
        """Return how often `event` happened, in `categories` or in all."""
        found = self.by_category[event]
        return found.total() if categories is None else sum(found[one] for one in set(categories))


def counts(
    events: Collection[str], scopes: Sequence["Scope"], period: Period, *, by_category: bool
) -> list[Counts]:
    """Return what happened in each scope in the period.

    In one statement: what is being summed up meanwhile is seen either in its day or in its month, never in both.
    """
    provinces = held_by(dict(enumerate(scope.provinces for scope in scopes)))
    units = held_by(dict(enumerate(scope.outside for scope in scopes)))
    found = [Counts() for _ in scopes]
    asked = _Asked(list(events), period, by_category=by_category)
    for province, unit, event, *category, total in asked.rows(list(provinces), frozenset(units)):
        for number in provinces[province] if province else units[unit]:
            found[number].by_category[event]["".join(category)] += total
    return found


_Held = TypeVar("_Held", int, str)


def held_by(groups: Mapping[int, Iterable[_Held]]) -> dict[_Held, list[int]]:
    """Return thing -> the keys of the groups that it is in."""
    holders: dict[_Held, list[int]] = defaultdict(list)
    for key, group in groups.items():
        for thing in group:
            holders[thing].append(key)
    return dict(holders)


@dataclass(frozen=True)
class _Asked:
    """A question to the database."""

    events: list[str]
    period: Period
    by_category: bool

    def rows(self, provinces: list[str], units: frozenset[int]) -> Iterable[tuple[Any, ...]]:
        """Return sums as (path of the province, 0, event, total) and (nothing, unit, event, total)."""
        parts = []
        if units:
            there = _days(self.period).filter(unit__among=units)
            told = there.annotate(province=Value("", CharField()), of_unit=F("unit_id"))
            parts.append(self._sum(told, F("n")))
        if provinces:
            sums = MonthCount.objects.all() if self.by_category else MonthTotal.objects.all()
            for rows, n in _of_provinces(provinces, self.period, sums):
                parts.append(self._sum(rows, n))
        return parts[0].union(*parts[1:], all=True) if parts else ()

    def _sum(self, rows: QuerySet[Any], n: Combinable) -> QuerySet[Any, tuple[Any, ...]]:
        keys = ("event", "category") if self.by_category else ("event",)
        there = rows.filter(event__in=self.events).values_list("province", "of_unit", *keys)
        summed: QuerySet[Any, tuple[Any, ...]] = there.annotate(total=Sum(n))
        return summed


def _of_provinces(
    provinces: list[str], period: Period, sums: QuerySet[Any]
) -> Iterator[tuple[QuerySet[Any], Combinable]]:
    """Yield what adds up to the counts of whole provinces: months, what their days hold beyond them, and the days that
    are missing or too many."""
    cut = in_months(period, None if period.is_of_months else _last_day())
    if cut.months:
        months = sums.filter(month__gte=cut.months.since, month__lt=cut.months.until)
        yield _told(months, F("unit__path")).filter(province__in=provinces), F("n")
        yield _in(provinces, _days(cut.months).unsummed()), F("late")
    for rest in cut.add:
        yield _in(provinces, _days(rest).by_day()), F("n")
    for rest in cut.take:
        yield _in(provinces, _days(rest).by_day()), -F("n")


def _last_day() -> date | None:
    """Return the last day on which anything is counted; what is counted later changes the way to an answer, not the answer."""
    last: date | None = DayCount.objects.by_day().aggregate(last=Max("day"))["last"]
    return last


#: Of fewer provinces than these the days are looked for by path, of more in all there are.
_FEW = 8


def _in(provinces: list[str], rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keep what lies in the provinces; the first step of a unit's path is the province that it lies in, or is."""
    told = _told(rows, Substr("unit__path", 1, StrIndex("unit__path", Value("/"))))
    if len(provinces) > _FEW:
        return told.filter(province__in=provinces)
    return told.filter(around(provinces, "unit__path"))


def _told(rows: QuerySet[Any], province: Combinable) -> QuerySet[Any]:
    told: QuerySet[Any] = rows.annotate(province=province, of_unit=Value(0, IntegerField()))
    return told


def _days(period: Period) -> DayCountQuerySet:
    return DayCount.objects.filter(day__gte=period.since, day__lt=period.until)
