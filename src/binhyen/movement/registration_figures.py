"""Figures of registration and commitment: totals that the areas said once, used by the scorecard and by everybody else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from binhyen.figures import registry
from binhyen.figures.computing import told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.movement import registers
from binhyen.movement.models import Commitment, Registration

REGISTRATIONS, COMMITMENTS = "registrations", "commitments"


@dataclass(frozen=True)
class _Kept:
    """What the areas said of the year in which the period ends, and what the agencies, enterprises and schools did."""

    areas: registers.Kept
    organisations: registers.Kept


def _kept(scopes: Sequence[Scope], period: Period) -> list[_Kept]:
    return [_kept_in(scope, _last(scope, period)) for scope in scopes]


def _kept_in(scope: Scope, last: date) -> _Kept:
    found = registers.kept(scope, last.year, on=last)
    areas = registers.together(found[level] for level in registers.AREAS)
    return _Kept(areas, registers.together(found[level] for level in registers.ORGANISATIONS))


def _last(scope: Scope, period: Period) -> date:
    """Return the last day of the period on which the unit stood."""
    last = period.last_day
    return min(last, scope.unit.last_day or last)


@registry.figure(
    "movement.households_registered_share",
    measure=Measure.PERCENT,
    title=_("Households registered, share"),
    definition=_(
        "Households that registered to take part, out of those residing, in the year in which the period ends. Without a value until every residential area has said."
    ),
)
@told_from(_kept)
def households_registered_share(kept: _Kept) -> Value:
    """Share of households that registered to take part; nothing to divide by until every residential area has said."""
    found = kept.areas
    told = [row for row in found.rows if row.households_registered is not None]
    part = sum(row.households_registered or 0 for row in told)
    whole = sum(row.households or 0 for row in told)
    return _share(part, whole, told, is_whole=not found.silent and len(told) == len(found.rows))


@registry.figure(
    "movement.staff_briefed_share",
    measure=Measure.PERCENT,
    title=_("Staff briefed, share"),
    definition=_(
        "Staff of agencies, enterprises and schools who were briefed, out of all, in the year in which the period ends. Without a value until every one has said."
    ),
)
@told_from(_kept)
def staff_briefed_share(kept: _Kept) -> Value:
    """Share of staff of agencies, enterprises and schools who were briefed; nothing to divide by until all have said."""
    found = kept.organisations
    told = [row for row in found.rows if row.staff_briefed is not None]
    part, whole = sum(row.staff_briefed or 0 for row in told), sum(row.staff or 0 for row in told)
    return _share(part, whole, told, is_whole=not found.silent and len(told) == len(found.rows))


@registry.figure(
    "movement.units_registered_share",
    measure=Measure.PERCENT,
    title=_("Units registered, share"),
    definition=_(
        "Residential areas, agencies, enterprises and schools that registered in the year in which the period ends, out of all."
    ),
)
@told_from(_kept)
def units_registered_share(kept: _Kept) -> Value:
    """Share of residential areas, agencies, enterprises and schools that registered in the year the period ends."""
    found = registers.together((kept.areas, kept.organisations))
    told = [row for row in found.rows if row.registered_on is not None]
    return Value(len(told), len(found.rows) + found.silent, (_source(told),))


@registry.figure(
    "movement.commitments",
    measure=Measure.PLEDGES,
    title=_("Commitments signed"),
    definition=_(
        "Commitments signed by households and units in the year in which the period ends, over all themes."
    ),
)
def commitments(scope: Scope, period: Period) -> Value:
    """Commitments signed in the year the period ends, over all themes."""
    rows = Commitment.objects.filter(
        unit_id__among=scope.unit_ids, year=_last(scope, period).year, signed__gt=0
    )
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    signed = rows.aggregate(n=Sum("signed"))["n"] or 0
    source = Source(COMMITMENTS, len(ids), {"ids": ",".join(map(str, ids))})
    return Value(signed, sources=(source,))


@registry.lists(REGISTRATIONS, guarded_by="figures.read")
def behind_registrations(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the registrations that `filters` names: the area or organisation, and its totals."""
    rows = Registration.objects.filter(pk__in=ids_of(filters)).select_related("unit__parent")
    for row in rows.order_by("registered_on", "pk"):
        is_area = row.unit.level in registers.AREAS
        part = row.households_registered if is_area else row.staff_briefed
        whole = row.households if is_area else row.staff
        yield registry.Line(
            reference=row.unit.full_name,
            what="" if part is None else f"{part} / {whole}",
            where=row.unit.parent.full_name if row.unit.parent else "",
            on=row.registered_on,
        )


@registry.lists(COMMITMENTS, guarded_by="figures.read")
def behind_commitments(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the commitments that `filters` names: area, theme and number."""
    rows = Commitment.objects.filter(pk__in=ids_of(filters)).select_related("unit__parent")
    for row in rows.order_by("unit__sort_key", "theme", "pk"):
        yield registry.Line(
            reference=row.unit.full_name,
            what=f"{row.get_theme_display()}: {row.signed}",
            where=row.unit.parent.full_name if row.unit.parent else "",
        )


def _share(part: int, whole: int, told: list[Registration], *, is_whole: bool) -> Value:
    """A share of a part of the areas would look better than it is: it waits until all have said."""
    return Value(part, whole if is_whole else 0, (_source(told),))


def _source(told: list[Registration]) -> Source:
    return Source.naming(REGISTRATIONS, [row.pk for row in told])
