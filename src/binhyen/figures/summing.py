"""Day counts added up for many units and events in one statement; the whole months of provinces from their sums."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import F, IntegerField, QuerySet, Sum, Value
from django.db.models.expressions import Combinable

from binhyen.figures.models import DayCount, DayCountQuerySet, MonthCount
from binhyen.figures.rules import Period, around, whole_months

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


#: Against whose units a row is held: the provinces of a scope, all that lies in them, all else.
_PROVINCES, _UNDER, _ELSE = range(3)
_Held = dict[int, dict[int, list[int]]]


def counts(
    events: Collection[str], scopes: Sequence["Scope"], period: Period, *, by_category: bool
) -> list[Counts]:
    """Return what happened in each scope in the period.

    In one statement: what is being summed up meanwhile is seen either in its day or in its month, never in both.
    """
    held = {
        _PROVINCES: holders(scope.provinces for scope in scopes),
        _UNDER: holders(scope.under for scope in scopes),
        _ELSE: holders(scope.unit_ids - scope.under for scope in scopes),
    }
    found = [Counts() for _ in scopes]
    for kind, unit, event, *category, total in _rows(events, held, period, by_category=by_category):
        for number in held[kind][unit]:
            found[number].by_category[event]["".join(category)] += total
    return found


def holders(groups: Iterable[Collection[int]]) -> dict[int, list[int]]:
    """Return unit -> the numbers of the groups that it is in."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for unit in group:
            holders[unit].append(number)
    return holders


def _rows(
    events: Collection[str], held: _Held, period: Period, *, by_category: bool
) -> Iterable[tuple[Any, ...]]:
    keys = ("event", "category") if by_category else ("event",)

    def added(
        rows: QuerySet[Any], kind: int, n: Combinable | str = "n"
    ) -> QuerySet[Any, tuple[Any, ...]]:
        there = rows.filter(event__in=list(events), unit__among=held[kind])
        tagged = there.annotate(kind=Value(kind, IntegerField()))
        summed: QuerySet[Any, tuple[Any, ...]] = tagged.values_list(
            "kind", "unit_id", *keys
        ).annotate(total=Sum(n))
        return summed

    parts = []
    if held[_ELSE]:
        parts.append(added(_days(period), _ELSE))
    if held[_UNDER]:
        months = whole_months(period)
        parts += [added(_days(rest), _UNDER) for rest in around(months, period)]
        if months:
            late = _days(months).unsummed()
            parts.append(added(late, _UNDER, F("n") - F("summed")))
            summed = MonthCount.objects.filter(month__gte=months.since, month__lt=months.until)
            parts.append(added(summed, _PROVINCES))
    return parts[0].union(*parts[1:], all=True) if parts else ()


def _days(period: Period) -> DayCountQuerySet:
    return DayCount.objects.filter(day__gte=period.since, day__lt=period.until)
