"""Figures of pace: how long it took, and which clocks were met."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from statistics import median
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import queries, registry
from binhyen.figures.computing import told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.registry import Line
from binhyen.figures.rules import LEAST_SHOWN, WITHHELD, Period, Source, Value
from binhyen.matters.figures.known import FOUND, Moments, clocks_running, known, later, unsettled
from binhyen.matters.figures.wanted import (
    closed_of,
    moments_of,
    of_categories,
    units_of,
    wanted,
)
from binhyen.matters.models import Deadline, Matter, Part, Proposal
from binhyen.matters.running import Standing

CLOCKS = "matter_clocks"
PROPOSALS = "matter_proposals"
PARTS = "matter_parts"


_Took = tuple[datetime, datetime | None]


def _days(pairs: Iterable[_Took]) -> list[int]:
    """Return whole days between the moments of each pair, shortest first."""
    return sorted((end - start).days for start, end in pairs if end is not None)


def _ended(scopes: Sequence[Scope], period: Period) -> list[list[int]]:
    """Return for each scope how many days each matter took that ended in the period, shortest first."""
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    ended = Matter.objects.filter(
        ending__in=FOUND, resolved_at__gte=since, resolved_at__lt=until
    ).values_list("opened_at", "resolved_at")
    again = _taken_up_later(since, until, queries.closed_at(scopes, period))
    once = queries.by_scope(scopes, again)
    return [
        _days([*ended.filter(unit__among=scope.unit_ids), *own])
        for scope, own in zip(scopes, once, strict=True)
    ]


def _taken_up_later(
    since: datetime, until: datetime, closed: Moments
) -> Iterator[tuple[int, _Took]]:
    """Yield the ends in the period that were known when the books were closed, of matters that were taken up after."""
    if not closed:
        return
    matters = Matter.objects.filter(unsettled(closed), unit__among=closed, opened_at__lt=until)
    for one in known(matters, closed):
        if one.ending in FOUND and one.resolved_at and since <= one.resolved_at < until:
            yield one.unit_id, (one.opened_at, one.resolved_at)


@registry.figure(
    "matters.median_days",
    measure=Measure.DAYS,
    title=_("Days to the end, the middle matter"),
    definition=_("Days from receipt to end of the middle one of the matters settled or handed over in the period; of five or more."),
)  # fmt: skip
@told_from(_ended)
def median_days(took: list[int]) -> Value:
    """The median in whole days; withheld where fewer than five ended."""
    return Value(round(median(took))) if len(took) >= LEAST_SHOWN else WITHHELD


@registry.figure(
    "matters.ninth_decile_days",
    measure=Measure.DAYS,
    title=_("Days to the end, nine of ten matters"),
    definition=_("Within so many days nine of ten of the matters settled or handed over in the period had ended; of five or more."),
)  # fmt: skip
@told_from(_ended)
def ninth_decile_days(took: list[int]) -> Value:
    """The 90th percentile by nearest rank; withheld where fewer than five ended."""
    return Value(took[ceil(0.9 * len(took)) - 1]) if len(took) >= LEAST_SHOWN else WITHHELD


@registry.figure(
    "matters.answered_in_a_day_share",
    measure=Measure.PERCENT,
    title=_("First answer within a day"),
    definition=_("Of the matters opened in the period that the reporter got an answer to, the share answered within 24 hours."),
)  # fmt: skip
def answered_in_a_day_share(scope: Scope, period: Period) -> Value:
    """Matters first replied to within 24 hours among those replied to."""
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    answered = Matter.objects.filter(
        unit__among=scope.unit_ids,
        opened_at__gte=since,
        opened_at__lt=until,
        first_reply_at__isnull=False,
    )
    closed = queries.closed_at([scope], period)
    answered = answered.exclude(
        pk__among=later(answered, closed, unit="unit_id", at="first_reply_at")
    )
    soon = Q(first_reply_at__lte=F("opened_at") + timedelta(days=1))
    return Value(*_part_and_whole(answered, soon))


def _part_and_whole(rows: QuerySet[Any], condition: Q) -> tuple[int, int]:
    """Return how many of the rows meet the condition, and how many there are."""
    found = rows.aggregate(part=Count("pk", filter=condition), whole=Count("pk"))
    return found["part"], found["whole"]


@registry.figure(
    "matters.clocks_met_share",
    measure=Measure.PERCENT,
    title=_("Clocks met"),
    definition=_("Of the clocks of all matters that ran out or were met in the period, the share met in time."),
)  # fmt: skip
def clocks_met_share(scope: Scope, period: Period) -> Value:
    """Clocks met by their due time among those met, or due and still running, in the period."""
    filters = wanted(scope, period)
    closed = queries.closed_at([scope], period)
    met, all_due = _part_and_whole(_clocks(filters, closed), _MET_IN_TIME)
    return Value(met, all_due, (Source(CLOCKS, met, filters),))


_MET_IN_TIME = Q(state=Standing.MET.value, ended_at__lte=F("due_at"))


def _clocks(filters: Mapping[str, str], closed: Moments) -> QuerySet[Deadline]:
    since, until = moments_of(filters)
    met = Q(state=Standing.MET.value, ended_at__gte=since, ended_at__lt=until)
    due = Q(due_at__gte=since, due_at__lt=until)
    late = due & Q(state=Standing.RUNNING.value)
    if closed:
        ran = clocks_running(Deadline.objects.filter(due), closed)
        late = late & ~Q(matter__unit__among=closed) | Q(pk__among=[row.pk for row in ran])
    return Deadline.objects.filter(
        met | late, of_categories(filters, "matter__"), matter__unit__among=units_of(filters)
    )


@registry.lists(CLOCKS, guarded_by="matters.read")
def clocks_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the clocks that were met in time, by the reference of their matter."""
    rows = (
        _clocks(filters, closed_of(filters, units_of(filters)))
        .filter(_MET_IN_TIME)
        .select_related("matter")
    )
    for row in rows.order_by("ended_at", "pk").iterator(chunk_size=500):
        on = clock.local_day(row.ended_at) if row.ended_at else None
        yield Line(row.matter.reference, row.clock, on=on)


@registry.figure(
    "matters.proposals_on_time_share",
    measure=Measure.PERCENT,
    title=_("Proposals answered on time"),
    definition=_("Of the proposals that the level above answered in the period, the share answered by the day they were due."),
)  # fmt: skip
def proposals_on_time_share(scope: Scope, period: Period) -> Value:
    """Answers by the due time among all answers; what was withdrawn is no answer."""
    filters = wanted(scope, period)
    on_time, all_of_them = _part_and_whole(_answers(filters), _BY_DUE)
    return Value(on_time, all_of_them, (Source(PROPOSALS, on_time, filters),))


_BY_DUE = Q(answered_at__lte=F("due_at"))


def _answers(filters: Mapping[str, str]) -> QuerySet[Proposal]:
    since, until = moments_of(filters)
    return Proposal.objects.filter(
        answered_at__gte=since, answered_at__lt=until, from_unit__among=units_of(filters)
    ).exclude(answer="WITHDRAWN")


@registry.lists(PROPOSALS, guarded_by="matters.read")
def proposals_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the proposals answered by the day they were due."""
    rows = _answers(filters).filter(_BY_DUE).select_related("matter")
    for row in rows.order_by("answered_at", "pk").iterator(chunk_size=500):
        on = clock.local_day(row.answered_at) if row.answered_at else None
        yield Line(row.matter.reference, row.kind, on=on)


@registry.figure(
    "matters.parts_done_share",
    measure=Measure.PERCENT,
    title=_("Parts done, of those given out"),
    definition=_("Of the parts of matters given to a crew or a person in the period and not taken back, the share that is done."),
)  # fmt: skip
def parts_done_share(scope: Scope, period: Period) -> Value:
    """Parts done among the parts added in the period and not dropped."""
    filters = wanted(scope, period)
    closed = queries.closed_at([scope], period)
    done, given = _part_and_whole(_parts(filters, closed), _done(filters, closed))
    return Value(done, given, (Source(PARTS, done, filters),))


def _given(filters: Mapping[str, str]) -> QuerySet[Part]:
    since, until = moments_of(filters)
    return Part.objects.filter(
        added_at__gte=since, added_at__lt=until, matter__unit__among=units_of(filters)
    )


def _parts(filters: Mapping[str, str], closed: Moments) -> QuerySet[Part]:
    given = _given(filters)
    dropped_later = later(given, closed, unit="matter__unit_id", at="dropped_at")
    return given.filter(Q(dropped_at=None) | Q(pk__among=dropped_later))


def _done(filters: Mapping[str, str], closed: Moments) -> Q:
    done_later = later(_given(filters), closed, unit="matter__unit_id", at="done_at")
    return Q(done_at__isnull=False) & ~Q(pk__among=done_later)


@registry.lists(PARTS, guarded_by="matters.read")
def parts_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the parts that are done, by the reference of their matter and without their words."""
    closed = closed_of(filters, units_of(filters))
    rows = _parts(filters, closed).filter(_done(filters, closed)).select_related("matter")
    for row in rows.order_by("done_at", "pk").iterator(chunk_size=500):
        on = clock.local_day(row.done_at) if row.done_at else None
        yield Line(row.matter.reference, on=on)
