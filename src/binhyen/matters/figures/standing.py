"""Figures of matters as they stand: open, overdue, found to be so, reconciled."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import chain
from operator import itemgetter, or_
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import queries, registry
from binhyen.figures.computing import Together, Told
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.registry import Line
from binhyen.figures.rules import Period, Source, Value
from binhyen.matters import clocks, rules
from binhyen.matters.figures import then
from binhyen.matters.figures.known import FOUND, Moments
from binhyen.matters.figures.wanted import (
    closed_of,
    moments_of,
    of_categories,
    units_of,
    wanted,
)
from binhyen.matters.models import Matter, Shelf
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import State

KIND = "matters"
_IS_OPEN = Q(shelf=Shelf.OPEN.value)
_WHICH = {
    "open": _IS_OPEN,
    "overdue": _IS_OPEN,
    "above": Q(state=State.PROPOSED.value),
    "flagged": Q(),
    "pending": _IS_OPEN,
    "confirmed": Q(ending__in=FOUND),
    "mediated": Q(ending__in=FOUND),
    "reconciled": Q(ending__in=FOUND, outcome=Outcome.RECONCILED.value),
}
#: The day that decides whether a matter belongs to the period.
_BY_END = frozenset({"mediated", "reconciled"})
_AT_THE_END = frozenset({"open", "above"})


@dataclass(frozen=True)
class _Counting:
    """A reading: how many matters are the one or the other, in one statement; the same day decides for all of them."""

    which: tuple[str, ...]

    def __call__(self, scopes: Sequence[Scope], period: Period) -> list[Mapping[str, Value]]:
        """Return for each scope the value of each."""
        asked = [wanted(scope, period) for scope in scopes]
        first = asked[0] | {"which": self.which[0]}
        units, closed = queries.all_units(scopes), queries.closed_at(scopes, period)
        rows = chain(self._now(_as_they_stand(first, units, closed)), self._then(first, closed))
        by_scope = queries.by_scope(scopes, ((row["unit_id"], row) for row in rows))
        return [
            {which: _value(sum(row[which] for row in own), which, filters) for which in self.which}
            for own, filters in zip(by_scope, asked, strict=True)
        ]

    def _now(self, found: QuerySet[Matter]) -> Iterable[Any]:
        meant = reduce(or_, (_WHICH[which] for which in self.which))
        counts = {which: Count("pk", filter=_WHICH[which]) for which in self.which}
        return found.filter(meant).values("unit_id").annotate(**counts).order_by()

    def _then(self, filters: Mapping[str, str], closed: Moments) -> Iterable[dict[str, int]]:
        for one in then.of_period(filters, closed):
            yield {"unit_id": one.unit_id} | {which: then.WHICH[which](one) for which in self.which}


def _value(n: int, which: str, filters: Mapping[str, str]) -> Value:
    return Value(n, sources=(Source(KIND, n, {**filters, "which": which}),))


_FOUND_OR_PENDING = _Counting(("confirmed", "pending"))
_MEDIATED = _Counting(("mediated", "reconciled"))


def _matters(filters: Mapping[str, str], units: Collection[int]) -> QuerySet[Matter]:
    """Return exactly the matters a value counted, those of `units`."""
    closed, is_so = closed_of(filters, units), then.WHICH[filters["which"]]
    now = _as_they_stand(filters, units, closed).filter(_WHICH[filters["which"]])
    if not closed:
        return now
    known = [one.pk for one in then.of_period(filters, closed) if is_so(one)]
    return Matter.objects.filter(Q(pk__in=now.values("pk")) | Q(pk__among=known))


def _as_they_stand(
    filters: Mapping[str, str], units: Collection[int], closed: Moments
) -> QuerySet[Matter]:
    """Return the matters of the period that are told from how they stand: of units whose books are open all of them, of
    the others those that had come to their last end before these were closed."""
    found = _of_period(filters)
    if not closed:
        return found.filter(unit__among=units)
    settled = Q(unit__among=closed, resolved_at__lt=min(closed.values()))
    if filters["which"] in then.STATES:
        settled = Q(pk__in=())
    return found.filter(Q(unit__among=set(units) - closed.keys()) | settled)


def _of_period(filters: Mapping[str, str]) -> QuerySet[Matter]:
    since, until = moments_of(filters)
    found = _when(filters["which"], since, until) & of_categories(filters)
    if then.PROLONGED in filters["categories"].split(","):
        found |= _prolonged(since, until)
    return Matter.objects.filter(found)


def _when(which: str, since: datetime, until: datetime) -> Q:
    if which in _BY_END:
        return Q(resolved_at__gte=since, resolved_at__lt=until)
    if which in _AT_THE_END:
        return Q(opened_at__lt=until)
    if which == "overdue":
        return Q(due_at__lt=until)
    if which == "flagged":
        return Q(flagged_at__gte=since, flagged_at__lt=until)
    return Q(opened_at__gte=since, opened_at__lt=until)


def _prolonged(since: datetime, until: datetime) -> Q:
    """Return the disputes that lasted over ninety days, or showed another sign (two mediations failed, many
    households, a threat of violence: `flagged_at`), and not only before the period."""
    long = F("opened_at") + rules.PROLONGED_AFTER
    going_on = Q(resolved_at=None) | Q(resolved_at__gte=since)
    return Q(category__in=clocks.disputes()) & (
        Q(going_on, flagged_at__lt=until)
        | Q(resolved_at=None, opened_at__lt=until - rules.PROLONGED_AFTER)
        | Q(resolved_at__gt=long, resolved_at__gte=since, opened_at__lt=until)
    )


def _figure(
    name: str,
    which: str,
    title: Promise,
    definition: Promise,
    *,
    read: _Counting | None = None,
    is_state: bool = False,
) -> None:
    """Register the figure `name` as the number of matters that are `which`, read alone or with others."""
    registry.figure(
        name,
        measure=Measure.MATTERS,
        title=title,
        definition=definition,
        by_category=True,
        is_state=is_state,
    )(Told(read or _Counting((which,)), itemgetter(which)))


_figure(
    "matters.open_now",
    "open",
    _("Open now"),
    _(
        "Matters opened before the end of the period that somebody still has to deal with; of a closed year, as the period ended."
    ),
    is_state=True,
)
_figure(
    "matters.overdue_now",
    "overdue",
    _("Overdue now"),
    _(
        "Matters still open whose deadline ran out before the end of the period; of a closed year, as the period ended."
    ),
    is_state=True,
)
_figure(
    "matters.above_now",
    "above",
    _("Waiting for the level above"),
    _(
        "Matters that wait for the answer of the level above; of a closed year, as the period ended."
    ),
    is_state=True,
)
_figure(
    "matters.flagged",
    "flagged",
    _("Signs of a hot spot"),
    _("Disputes that showed a sign of a hot spot in the period: ninety days open, two failed mediations, more than ten households, a threat of violence."),
)  # fmt: skip
_figure(
    "matters.confirmed",
    "confirmed",
    _("Found to be so"),
    _("Matters opened in the period that were found to be so: settled or handed to the competent body."),
    read=_FOUND_OR_PENDING,
)  # fmt: skip
_figure(
    "matters.pending",
    "pending",
    _("Not decided yet"),
    _("Matters opened in the period of which nobody can say yet whether they are so."),
    read=_FOUND_OR_PENDING,
)


@registry.figure(
    "matters.mediation_success_share",
    measure=Measure.PERCENT,
    title=_("Reconciled, of the disputes ended"),
    definition=_("Of the disputes ended in the period, the share in which the parties were reconciled."),
)  # fmt: skip
@Together
def mediation_success_share(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Reconciled among settled or handed over, over the categories that are disputes."""
    disputes = [scope.of(clocks.disputes()) for scope in scopes]
    return [
        Value(found["reconciled"].numerator, found["mediated"].numerator, found["reconciled"].sources)
        for found in _MEDIATED(disputes, period)
    ]  # fmt: skip


@registry.lists(KIND, guarded_by="matters.read")
def matters_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the matters a value counted; of a restricted one only that it is one."""
    rows = _matters(filters, units_of(filters)).select_related("area").order_by("opened_at", "pk")
    for matter in rows.iterator(chunk_size=500):
        what = "" if matter.is_restricted else matter.category
        where = matter.area.full_name if matter.area and not matter.is_restricted else ""
        yield Line(matter.reference, what, where, clock.local_day(matter.opened_at))
