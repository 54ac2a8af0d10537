"""Figures of matters as they stand: open, overdue, found to be so, reconciled."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import queries, registry
from binhyen.figures.computing import Together
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.registry import Line
from binhyen.figures.rules import Period, Source, Value
from binhyen.matters import clocks, rules
from binhyen.matters.figures.wanted import moments_of, of_categories, units_of, wanted
from binhyen.matters.models import Matter, Shelf
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import State

KIND = "matters"
PROLONGED = "DSP-PROLONGED"
FOUND = (State.RESOLVED.value, State.REFERRED.value)
_IS_OPEN = Q(shelf=Shelf.OPEN.value)
_WHICH = {
    "open": _IS_OPEN,
    "overdue": _IS_OPEN,
    "above": Q(state=State.PROPOSED.value),
    "flagged": Q(),
    "pending": _IS_OPEN,
    "confirmed": Q(ending__in=FOUND),
    "mediated": Q(ending__in=FOUND),
    "reconciled": Q(outcome=Outcome.RECONCILED.value),
}
#: The day that decides whether a matter belongs to the period.
_BY_END = frozenset({"mediated", "reconciled"})
_AT_THE_END = frozenset({"open", "above"})


def _rows(which: str, scopes: Sequence[Scope], period: Period) -> list[Value]:
    asked = [wanted(scope, period) | {"which": which} for scope in scopes]
    rows = _matters(asked[0], queries.all_units(scopes)).values_list("unit_id").order_by()
    counts: list[list[int]] = queries.by_scope(scopes, rows.annotate(n=Count("pk")))
    return [
        Value(sum(n), sources=(Source(KIND, sum(n), filters),))
        for n, filters in zip(counts, asked, strict=True)
    ]


def _matters(filters: Mapping[str, str], units: Sequence[int]) -> QuerySet[Matter]:
    """Return exactly the matters a value counted, those of `units`."""
    since, until = moments_of(filters)
    which = filters["which"]
    found = _when(which, since, until) & of_categories(filters)
    if PROLONGED in filters["categories"].split(","):
        found |= _prolonged(since, until)
    return Matter.objects.filter(_WHICH[which], found, unit__among=units)


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
    name: str, which: str, title: Promise, definition: Promise, *, is_state: bool = False
) -> None:
    """Register the figure `name` as the number of matters that are `which`."""

    @Together
    def compute(scopes: Sequence[Scope], period: Period) -> list[Value]:
        return _rows(which, scopes, period)

    registry.figure(
        name,
        measure=Measure.MATTERS,
        title=title,
        definition=definition,
        by_category=True,
        is_state=is_state,
    )(compute)


_figure(
    "matters.open_now",
    "open",
    _("Open now"),
    _("Matters opened before the end of the period that somebody still has to deal with."),
    is_state=True,
)
_figure(
    "matters.overdue_now",
    "overdue",
    _("Overdue now"),
    _("Matters still open whose deadline ran out before the end of the period."),
    is_state=True,
)
_figure(
    "matters.above_now",
    "above",
    _("Waiting for the level above"),
    _("Matters that wait for the answer of the level above."),
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
)  # fmt: skip
_figure(
    "matters.pending",
    "pending",
    _("Not decided yet"),
    _("Matters opened in the period of which nobody can say yet whether they are so."),
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
    reconciled = _rows("reconciled", disputes, period)
    mediated = _rows("mediated", disputes, period)
    return [
        Value(part.numerator, whole.numerator, part.sources)
        for part, whole in zip(reconciled, mediated, strict=True)
    ]


@registry.lists(KIND, guarded_by="matters.read")
def matters_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the matters a value counted; of a restricted one only that it is one."""
    rows = _matters(filters, units_of(filters)).select_related("area").order_by("opened_at", "pk")
    for matter in rows.iterator(chunk_size=500):
        what = "" if matter.is_restricted else matter.category
        where = matter.area.full_name if matter.area and not matter.is_restricted else ""
        yield Line(matter.reference, what, where, clock.local_day(matter.opened_at))
