"""Shares of answers, told by `fewness`: of whole spans of the calendar, no side of which is of few."""

from datetime import date
from typing import Any

from django.db.models import Count, DateField, Q, QuerySet
from django.db.models.functions import TruncMonth

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.figures import fewness
from binhyen.figures.queries import Scope
from binhyen.figures.rules import WITHHELD, Period, Value
from binhyen.places import queries as places


def share(rows: QuerySet[Any], so: Q, scope: Scope, period: Period, *, unit: str, at: str) -> Value:
    """Return how many of `rows` meet the condition `so`, or that too few do or do not.

    `unit` and `at` name the fields that say where and when a row was answered.
    """
    if not any(fewness.spans_of(period)):
        return WITHHELD
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    asked = rows.filter(
        **{f"{unit}__among": scope.unit_ids, f"{at}__gte": since, f"{at}__lt": until}
    )
    month = TruncMonth(at, tzinfo=VIETNAM, output_field=DateField())
    found = (
        asked.values_list(unit, month)
        .annotate(yes=Count("pk", filter=so), no=Count("pk", filter=~so))
        .order_by()
    )
    told = fewness.told(_by_way(list(found)), period)
    return Value(told[0], sum(told)) if told else WITHHELD


def _by_way(
    rows: list[tuple[int, date, int, int]],
) -> dict[tuple[fewness.Way, date], fewness.Sides]:
    units = {unit for unit, *_rest in rows}
    ways = places.ways_to(units) if len(units) > 1 else dict.fromkeys(units, ("",))
    return {(ways[unit], month): (yes, no) for unit, month, yes, no in rows}
