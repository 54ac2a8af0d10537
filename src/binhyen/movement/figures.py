"""Figures of the movement: initiatives by class, points, seats."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from binhyen.figures import queries, registry
from binhyen.figures.computing import told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.movement import queries as movement
from binhyen.movement import registration_figures  # noqa: F401  # registers its own
from binhyen.movement.models import InitiativeKind, InitiativeYear, Seat, YearClass

KIND = "initiatives"


def _effective(units: Collection[int], period: Period) -> QuerySet[InitiativeYear]:
    year = period.last_day.year
    return InitiativeYear.objects.filter(
        initiative__unit_id__among=units, year=year, class_of_year=YearClass.EFFECTIVE
    )


def _effective_kinds(scopes: Sequence[Scope], period: Period) -> list[dict[int, str]]:
    """Return for each scope the classed initiatives with their kinds, oldest first."""
    rows = _effective(queries.all_units(scopes), period).order_by("pk")
    named = rows.values_list("initiative__unit_id", "pk", "initiative__kind")
    return [
        dict(own)
        for own in queries.by_scope(scopes, ((unit, (pk, kind)) for unit, pk, kind in named))
    ]


@registry.figure(
    "movement.effective_initiatives",
    measure=Measure.INITIATIVES,
    title=_("Effective initiatives"),
    definition=_("Initiatives classed effective for the year in which the period ends."),
)  # fmt: skip
@told_from(_effective_kinds)
def effective_initiatives(kinds: Mapping[int, str]) -> Value:
    """Initiatives classed effective for the year in which the period ends."""
    return Value(len(kinds), sources=(Source.naming(KIND, kinds),))


@registry.figure(
    "movement.effective_cameras",
    measure=Measure.INITIATIVES,
    title=_("Effective camera initiatives"),
    definition=_("Security camera initiatives classed effective for the year in which the period ends."),
)  # fmt: skip
@told_from(_effective_kinds)
def effective_cameras(kinds: Mapping[int, str]) -> Value:
    """Camera initiatives classed effective for the year in which the period ends."""
    cameras = [pk for pk, kind in kinds.items() if kind == InitiativeKind.CAMERA]
    return Value(len(cameras), sources=(Source.naming(KIND, cameras),))


@registry.figure(
    "movement.replications",
    measure=Measure.POINTS,
    title=_("Points spread to"),
    definition=_("Points to which the effective initiatives of the year were spread beyond their first place."),
)  # fmt: skip
def replications(scope: Scope, period: Period) -> Value:
    """Points to which effective initiatives were spread beyond the first."""
    rows = _effective(scope.unit_ids, period)
    there = movement.points_on(period.last_day).filter(initiative__years__in=rows)
    counted = there.values("initiative").annotate(n=Count("pk")).filter(n__gt=1)
    beyond = {row["initiative"]: row["n"] - 1 for row in counted}
    spread = rows.filter(initiative__in=list(beyond))
    return Value(sum(beyond.values()), sources=(_source(spread, len(beyond)),))


@registry.figure(
    "movement.committee_seats",
    measure=Measure.PEOPLE,
    title=_("Seats on committees"),
    definition=_("Seats on the steering committees of the unit that are held on the last day of the period."),
    is_state=True,
)  # fmt: skip
def committee_seats(scope: Scope, period: Period) -> Value:
    """Seats of the unit's committees held on the last day of the period."""
    held = Seat.objects.held_on(period.last_day)
    return Value(held.filter(committee__unit_id__among=scope.unit_ids).count())


@registry.lists(KIND, guarded_by="figures.read")
def behind(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the classed initiatives that `filters` names."""
    rows = InitiativeYear.objects.filter(pk__in=ids_of(filters)).select_related("initiative__unit")
    for row in rows.order_by("decided_on", "pk"):
        yield registry.Line(
            reference=row.initiative.name,
            what=row.get_class_of_year_display(),
            where=row.initiative.unit.full_name,
            on=row.decided_on,
            pk=row.initiative_id,
        )


def _source(rows: QuerySet[InitiativeYear], count: int) -> Source:
    """Name exactly the rows counted: a class decided later does not slip into the list."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    return Source(KIND, count, {"ids": ",".join(map(str, ids))})
