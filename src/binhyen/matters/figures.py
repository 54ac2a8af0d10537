"""What this room counts: matters opened, settled, proposed; shares; and whether a kind of matter is absent."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from statistics import median

from django.db.models import Count, F, Q, QuerySet

from binhyen.core import clock
from binhyen.figures import queries, registry
from binhyen.figures.queries import Scope
from binhyen.figures.registry import Line, Tally
from binhyen.figures.rules import LEAST_SHOWN, Period, Source, Value
from binhyen.matters import clocks, counting, responding, rules
from binhyen.matters.models import Feedback, Matter, Move, Shelf
from binhyen.matters.words import Outcome
from binhyen.matters.workflow import Act, State

PROLONGED = "DSP-PROLONGED"


def _counted(event: str, scope: Scope, period: Period) -> int:
    return queries.counted(event, scope, period, categories=scope.categories)


def _value(event: str, scope: Scope, period: Period) -> Value:
    n = _counted(event, scope, period)
    return Value(n, sources=(_acts(event, n, scope, period),))


def _share(event: str, others: tuple[str, ...], scope: Scope, period: Period) -> Value:
    part = _counted(event, scope, period)
    whole = sum(_counted(other, scope, period) for other in others)
    return Value(part, whole, (_acts(event, part, scope, period),))


@registry.figure("matters.opened", measure="matters", by_category=True)
def opened(scope: Scope, period: Period) -> Value:
    """Matters opened in the period."""
    return _value("matters.opened", scope, period)


@registry.figure("matters.settled", measure="matters", by_category=True)
def settled(scope: Scope, period: Period) -> Value:
    """Matters settled in the period."""
    return _value("matters.settled", scope, period)


@registry.figure("matters.proposed", measure="matters", by_category=True)
def proposed(scope: Scope, period: Period) -> Value:
    """Matters proposed to the level above in the period."""
    return _value("matters.proposed", scope, period)


@registry.figure("matters.settled_at_base_share", measure="percent", by_category=True)
def settled_at_base_share(scope: Scope, period: Period) -> Value:
    """Share of the matters settled in the period that the commune settled itself."""
    return _share(counting.AT_BASE, ("matters.settled",), scope, period)


@registry.figure("matters.on_time_share", measure="percent", by_category=True)
def on_time_share(scope: Scope, period: Period) -> Value:
    """Share of the matters settled or handed over in the period that met their deadline."""
    return _share(counting.ON_TIME, (counting.ON_TIME, counting.LATE), scope, period)


@registry.figure("matters.open_now", measure="matters", by_category=True)
def open_now(scope: Scope, period: Period) -> Value:
    """Matters opened before the end of the period that somebody still has to deal with."""
    return _rows("open", scope, period)


@registry.figure("matters.confirmed", measure="matters", by_category=True)
def confirmed(scope: Scope, period: Period) -> Value:
    """Matters opened in the period that were found to be so: settled or handed to the competent body."""
    return _rows("confirmed", scope, period)


@registry.figure("matters.pending", measure="matters", by_category=True)
def pending(scope: Scope, period: Period) -> Value:
    """Matters opened in the period of which nobody can say yet whether they are so."""
    return _rows("pending", scope, period)


def _rows(which: str, scope: Scope, period: Period) -> Value:
    filters = _filters(scope, period) | {"which": which}
    n = _matters(filters).count()
    return Value(n, sources=(Source("matters", n, filters),))


def _filters(scope: Scope, period: Period) -> dict[str, str]:
    categories = "*" if scope.categories is None else ",".join(sorted(scope.categories))
    return {
        "units": ",".join(str(pk) for pk in sorted(scope.unit_ids)),
        "categories": categories,
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
    }


def _acts(event: str, n: int, scope: Scope, period: Period) -> Source:
    return Source("matter_acts", n, _filters(scope, period) | {"event": event})


_FOUND = (State.RESOLVED.value, State.REFERRED.value)
_WHICH = {
    "open": Q(shelf=Shelf.OPEN.value),
    "pending": Q(shelf=Shelf.OPEN.value),
    "confirmed": Q(ending__in=_FOUND),
    "mediated": Q(ending__in=_FOUND),
    "reconciled": Q(outcome=Outcome.RECONCILED.value),
}
#: Endings that count in the period in which they were reached, not in the one in which the matter was opened.
_BY_END = frozenset({"mediated", "reconciled"})


def _matters(filters: Mapping[str, str]) -> QuerySet[Matter]:
    """Return exactly the matters a value counted."""
    since, until = (clock.start_of(date.fromisoformat(filters[end])) for end in ("since", "until"))
    which = filters["which"]
    if which in _BY_END:
        when = Q(resolved_at__gte=since, resolved_at__lt=until)
    elif which == "open":
        when = Q(opened_at__lt=until)
    else:
        when = Q(opened_at__gte=since, opened_at__lt=until)
    found = when & _of(filters)
    if PROLONGED in filters["categories"].split(","):
        found |= _prolonged(since, until)
    units = [int(pk) for pk in filters["units"].split(",") if pk]
    return Matter.objects.filter(_WHICH[which], found, unit__in=units)


def _of(filters: Mapping[str, str]) -> Q:
    categories = filters["categories"]
    return Q() if categories == "*" else Q(category__in=categories.split(","))


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


@registry.figure("matters.mediation_success_share", measure="percent")
def mediation_success_share(scope: Scope, period: Period) -> Value:
    """Share of the disputes ended in the period in which the parties were reconciled."""
    disputes = scope.of(clocks.disputes())
    reconciled = _rows("reconciled", disputes, period)
    mediated = _rows("mediated", disputes, period)
    return Value(reconciled.numerator, mediated.numerator, reconciled.sources)


#: Content: so many stars or more.
CONTENT = 4


@registry.figure("matters.satisfaction_share", measure="percent")
def satisfaction_share(scope: Scope, period: Period) -> Value:
    """Share of the reporters who said in the period how content they were and were content; of five or more."""
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    answers = Feedback.objects.filter(
        matter__unit__in=scope.unit_ids, at__gte=since, at__lt=until, stars__isnull=False
    )
    said = answers.aggregate(all=Count("pk"), content=Count("pk", filter=Q(stars__gte=CONTENT)))
    if said["all"] < LEAST_SHOWN:
        return Value(0, 0)
    return Value(said["content"], said["all"])


@registry.figure("matters.median_days", measure="days")
def median_days(scope: Scope, period: Period) -> Value:
    """Days from receipt to end of the middle one of the matters settled or handed over in the period; of five or more."""
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    ended = Matter.objects.filter(
        unit__in=scope.unit_ids, ending__in=_FOUND, resolved_at__gte=since, resolved_at__lt=until
    )
    ends = ended.values_list("opened_at", "resolved_at")
    took = [(end - start).days for start, end in ends if end is not None]
    if len(took) < LEAST_SHOWN:
        return Value(0, 0)
    return Value(round(median(took)))


@registry.figure("matters.team_calls_answered", measure="count")
def team_calls_answered(scope: Scope, period: Period) -> Value:
    """Matters and parts given to a security team in the period on which the team then did something."""
    return Value(len(responding.responses(scope, period).minutes))


@registry.figure("matters.team_median_minutes", measure="minutes")
def team_median_minutes(scope: Scope, period: Period) -> Value:
    """Minutes from giving to a security team to its first act, the middle one of the period; of five or more."""
    found = responding.responses(scope, period)
    return Value(found.median) if found.are_enough else Value(0, 0)


@registry.figure("matters.team_nine_tenths_minutes", measure="minutes")
def team_nine_tenths_minutes(scope: Scope, period: Period) -> Value:
    """Minutes within which nine of ten calls of the period had the team's first act; of five or more."""
    found = responding.responses(scope, period)
    return Value(found.nine_tenths) if found.are_enough else Value(0, 0)


@registry.lists("matters")
def matters_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the matters a value counted; of a restricted one only that it is one."""
    rows = _matters(filters).select_related("area").order_by("opened_at", "pk")
    for matter in rows.iterator(chunk_size=500):
        what = "" if matter.is_restricted else matter.category
        where = matter.area.full_name if matter.area and not matter.is_restricted else ""
        yield Line(matter.reference, what, where, clock.local_day(matter.opened_at))


@registry.lists("matter_acts")
def acts_behind(filters: Mapping[str, str]) -> Iterator[Line]:
    """List the acts that a day count stands for."""
    units = [int(pk) for pk in filters["units"].split(",") if pk]
    rows = Move.objects.filter(
        _of(filters),
        _counted_as(filters["event"]),
        matter__unit__in=units,
        day__gte=filters["since"],
        day__lt=filters["until"],
    ).select_related("matter", "matter__area")
    for act in rows.order_by("at", "pk").iterator(chunk_size=500):
        hidden = act.matter.is_restricted
        where = act.matter.area.full_name if act.matter.area and not hidden else ""
        yield Line(act.matter.reference, "" if hidden else act.category, where, act.day)


def _counted_as(event: str) -> Q:
    flags = {
        counting.AT_BASE: Q(is_at_base=True),
        counting.ON_TIME: Q(is_on_time=True),
        counting.LATE: Q(is_on_time=False),
    }
    acts = [act.value for act, name in counting.COUNTED.items() if name == event]
    return flags.get(event, Q(act__in=acts))


@registry.recounts(*counting.EVENTS)
def recount() -> Iterator[Tally]:
    """Count the acts in the histories by the unit where the matter arose, the day and the category of the act."""
    keys = ("act", "is_on_time", "is_at_base", "matter__unit_id", "day", "category")
    rows = Move.objects.values(*keys).annotate(n=Count("pk")).order_by(*keys)
    for row in rows.iterator(chunk_size=2000):
        events = counting.events(
            Act(row["act"]), was_on_time=row["is_on_time"], was_at_base=row["is_at_base"]
        )
        for event in events:
            yield Tally(
                event, row["matter__unit_id"], row["day"].isoformat(), row["category"], row["n"]
            )
