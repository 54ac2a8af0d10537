"""Reads over day counts; a scope says which units are meant."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, Sum

from binhyen.figures.models import DayCount, StatedTotal
from binhyen.figures.rules import Period
from binhyen.places import queries as places
from binhyen.places.models import Unit


@dataclass(frozen=True)
class Scope:
    """The units a figure is asked for: a unit, all below it, and what they grew out of when asked.

    `categories` narrows a figure that is kept by category (codes of the incident taxonomy); None means all.
    """

    unit: Unit
    unit_ids: frozenset[int]
    categories: frozenset[str] | None = None

    def of(self, categories: Iterable[str]) -> "Scope":
        """Return the same units, asked for these categories only."""
        return replace(self, categories=frozenset(categories))


def scope_of(unit: Unit, *, follow_successions: bool = True) -> Scope:
    """Return the scope of `unit`: itself and all below; with `follow_successions` also the units that went
    whole into any of them, and all below those, so that a merged commune keeps its history."""
    below = Q(path__under=unit.path)
    if follow_successions:
        # one query for all of them: a merged commune may have dozens of areas that went into others
        for old in places.whole_predecessors(unit):
            below |= Q(path__under=old.path)
    return Scope(unit, frozenset(Unit.objects.filter(below).values_list("pk", flat=True)))


def counted(
    event: str, scope: Scope, period: Period, *, categories: Iterable[str] | None = None
) -> int:
    """Return how often `event` happened in the scope and period, in `categories` or in all."""
    rows = DayCount.objects.filter(
        event=event, unit_id__in=scope.unit_ids, day__gte=period.since, day__lt=period.until
    )
    if categories is not None:
        rows = rows.filter(category__in=list(categories))
    return rows.aggregate(n=Sum("n"))["n"] or 0


def stated(scope: Scope, period: Period, *, categories: Iterable[str]) -> dict[str, int]:
    """Return category -> total stated for exactly this period; a category nobody stated is absent."""
    rows = StatedTotal.objects.filter(
        unit_id__in=scope.unit_ids,
        since=period.since,
        until=period.until,
        category__in=list(categories),
    )
    totals: dict[str, int] = {}
    for row in rows.order_by("pk"):
        totals[row.category] = totals.get(row.category, 0) + row.total
    return totals


def stated_rows(unit_ids: Iterable[int], periods: Iterable[Period]) -> list[StatedTotal]:
    """Return what these units stated for exactly these periods, to see who has not stated."""
    wanted = Q()
    for period in periods:
        wanted |= Q(since=period.since, until=period.until)
    return list(StatedTotal.objects.filter(wanted, unit_id__in=list(unit_ids)).order_by("pk"))


def counted_by_category(event: str, scope: Scope, period: Period) -> dict[str, int]:
    """Return category -> how often `event` happened in the scope and period; what did not happen is absent."""
    rows = (
        DayCount.objects.filter(
            event=event, unit_id__in=scope.unit_ids, day__gte=period.since, day__lt=period.until
        )
        .values("category")
        .annotate(total=Sum("n"))
        .order_by("category")
    )
    return {row["category"]: row["total"] for row in rows if row["total"]}


def counted_by_day(event: str, scope: Scope, period: Period) -> dict[date, int]:
    """Return day -> how often `event` happened in the scope and period; days without are absent."""
    rows = (
        DayCount.objects.filter(
            event=event, unit_id__in=scope.unit_ids, day__gte=period.since, day__lt=period.until
        )
        .values("day")
        .annotate(total=Sum("n"))
        .order_by("day")
    )
    return {row["day"]: row["total"] for row in rows if row["total"]}
