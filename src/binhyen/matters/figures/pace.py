"""Figures of pace: how long it took, and which clocks were met."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.registry import Line
from binhyen.figures.rules import LEAST_SHOWN, Period, Source, Value
from binhyen.matters.figures.standing import FOUND
from binhyen.matters.figures.wanted import moments_of, of_categories, units_of, wanted
from binhyen.matters.models import Deadline, Matter, Part, Proposal
from binhyen.matters.running import Standing

CLOCKS = "matter_clocks"
PROPOSALS = "matter_proposals"
PARTS = "matter_parts"


def _days(pairs: Iterable[tuple[datetime, datetime | None]]) -> list[int]:
    """Return whole days between the moments of each pair, shortest first."""
    return sorted((end - start).days for start, end in pairs if end is not None)


def _ended(scope: Scope, period: Period) -> list[int]:
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    ended = Matter.objects.filter(
        unit__among=scope.unit_ids, ending__in=FOUND, resolved_at__gte=since, resolved_at__lt=until
    )
    return _days(ended.values_list("opened_at", "resolved_at"))


@registry.figure(
    "matters.median_days",
    measure=Measure.DAYS,
    title=_("Days to the end, the middle matter"),
    definition=_("Days from receipt to end of the middle one of the matters settled or handed over in the period; of five or more."),
)  # fmt: skip
def median_days(scope: Scope, period: Period) -> Value:
    """The median in whole days; a share of nothing where fewer than five ended."""
    took = _ended(scope, period)
    return Value(round(median(took))) if len(took) >= LEAST_SHOWN else Value(0, 0)


@registry.figure(
    "matters.ninth_decile_days",
    measure=Measure.DAYS,
    title=_("Days to the end, nine of ten matters"),
    definition=_("Within so many days nine of ten of the matters settled or handed over in the period had ended; of five or more."),
)  # fmt: skip
def ninth_decile_days(scope: Scope, period: Period) -> Value:
    """The 90th percentile by nearest rank; a share of nothing where fewer than five ended."""
    took = _ended(scope, period)
    return Value(took[ceil(0.9 * len(took)) - 1]) if len(took) >= LEAST_SHOWN else Value(0, 0)


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
    soon = answered.filter(first_reply_at__lte=F("opened_at") + timedelta(days=1))
    return Value(soon.count(), answered.count())


@registry.figure(
    "matters.clocks_met_share",
    measure=Measure.PERCENT,
    title=_("Clocks met"),
    definition=_("Of the clocks of all matters that ran out or were met in the period, the share met in time."),
)  # fmt: skip
def clocks_met_share(scope: Scope, period: Period) -> Value:
    """Clocks met by their due time among those met, or due and still running, in the period."""
    filters = wanted(scope, period)
    met, all_due = _clocks(filters).filter(_MET_IN_TIME).count(), _clocks(filters).count()
    return Value(met, all_due, (Source(CLOCKS, met, filters),))


_MET_IN_TIME = Q(state=Standing.MET.value, ended_at__lte=F("due_at"))


def _clocks(filters: Mapping[str, str]) -> QuerySet[Deadline]:
    since, until = moments_of(filters)
    met = Q(state=Standing.MET.value, ended_at__gte=since, ended_at__lt=until)
    late = Q(state=Standing.RUNNING.value, due_at__gte=since, due_at__lt=until)
    return Deadline.objects.filter(
        met | late, of_categories(filters, "matter__"), matter__unit__among=units_of(filters)
    )


@registry.lists(CLOCKS, guarded_by="matters.read")
def clocks_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the clocks that were met in time, by the reference of their matter."""
    rows = _clocks(filters).filter(_MET_IN_TIME).select_related("matter")
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
    on_time, all_of_them = _answers(filters).filter(_BY_DUE).count(), _answers(filters).count()
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
    done, given = _parts(filters).exclude(done_at=None).count(), _parts(filters).count()
    return Value(done, given, (Source(PARTS, done, filters),))


def _parts(filters: Mapping[str, str]) -> QuerySet[Part]:
    since, until = moments_of(filters)
    return Part.objects.filter(
        added_at__gte=since,
        added_at__lt=until,
        dropped_at=None,
        matter__unit__among=units_of(filters),
    )


@registry.lists(PARTS, guarded_by="matters.read")
def parts_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the parts that are done, by the reference of their matter and without their words."""
    rows = _parts(filters).exclude(done_at=None).select_related("matter")
    for row in rows.order_by("done_at", "pk").iterator(chunk_size=500):
        on = clock.local_day(row.done_at) if row.done_at else None
        yield Line(row.matter.reference, on=on)
