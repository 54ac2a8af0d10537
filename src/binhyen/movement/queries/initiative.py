"""Reads over one initiative: where it is at work, what it was copied from, what it brought, what a school counted.

A term's counts leave this module suppressed, each term by itself: sums over terms or over kinds of several terms are
not shown, so a term entered later changes nothing about what an earlier one hides, and whoever saw the page before and
sees it now learns nothing by comparing. Everybody sees the same, the school that counted included: its own numbers lie
in the paper that is named beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from binhyen.figures import registry, suppression
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.movement.models import (
    Initiative,
    InitiativeResult,
    SchoolTerm,
    ViolationKind,
)
from binhyen.movement.terms import Side, side_of
from binhyen.places import queries as places
from binhyen.places.models import LOCAL_LEVELS, Level, Unit, UnitQuerySet

#: Initiatives found by name, at most.
MOST_FOUND = 20


def copied_from(initiative: Initiative) -> list[Initiative]:
    """Return what an initiative was copied from, and that from, the nearest first."""
    chain: list[Initiative] = []
    here = initiative
    while here.copied_from_id:
        here = Initiative.objects.select_related("unit").get(pk=here.copied_from_id)
        chain.append(here)
    return chain


def copies(initiative: Initiative) -> list[Initiative]:
    """Return the initiatives copied from this one, directly or through others, oldest first."""
    found: dict[int, Initiative] = {}
    wave = [initiative.pk]
    while wave:
        rows = Initiative.objects.filter(copied_from__in=wave).select_related("unit")
        fresh = [row for row in rows if row.pk not in found]
        found.update((row.pk, row) for row in fresh)
        wave = [row.pk for row in fresh]
    return sorted(found.values(), key=lambda row: (row.founded_on, row.pk))


def origins_called(name: str, *, copy: Initiative) -> QuerySet[Initiative]:
    """Return what `copy` may have been copied from, of any unit of the house: their names and places are no secret."""
    earlier = Initiative.objects.filter(founded_on__lte=copy.founded_on, name__icontains=name)
    found = earlier.exclude(pk=copy.pk).select_related("unit__parent")
    return found.order_by("founded_on", "pk")[:MOST_FOUND]


def territories(initiative: Initiative, *, on: date) -> UnitQuerySet:
    """Return where an initiative may have a point: its unit, and what lies in its commune; of a province, its communes."""
    unit = initiative.unit
    anchor = unit.parent if unit.level in LOCAL_LEVELS and unit.parent else unit
    under = Q(pk=unit.pk)
    for path in places.paths_onward(anchor):
        under |= Q(path__under=path)
    found = Unit.objects.filter(under).filter(Q(pk=unit.pk) | Q(pk__in=Unit.objects.on(on)))
    if anchor.level in {Level.PROVINCE, Level.DISTRICT}:
        found = found.exclude(Q(level__in=LOCAL_LEVELS) & ~Q(parent=anchor))
    return found.order_by("level", "sort_key", "pk")


def schools(initiative: Initiative) -> QuerySet[Unit]:
    """Return the schools where an initiative is at work."""
    there = Q(pk=initiative.unit_id) | Q(initiative_points__initiative=initiative)
    return Unit.objects.filter(there, level=Level.SCHOOL).distinct().order_by("sort_key", "pk")


@dataclass(frozen=True)
class Brought:
    """A result with its values: typed from a paper, or as the figure tells them now."""

    result: InitiativeResult
    before: Decimal | None
    after: Decimal | None


def results(initiative: Initiative) -> list[Brought]:
    """Return the results of an initiative, in the order they were noted."""
    return [_brought(row, initiative.unit) for row in initiative.results.order_by("pk")]


def _brought(row: InitiativeResult, unit: Unit) -> Brought:
    if not row.figure:
        return Brought(row, row.before, row.after)
    before = Period(row.before_since, row.before_until)
    after = Period(row.after_since, row.after_until)
    return Brought(row, _asked(row.figure, unit, before), _asked(row.figure, unit, after))


def _asked(figure: str, unit: Unit, period: Period) -> Decimal | None:
    """Return what a figure says, to one place; None where it says nothing, is of so few people that it may not stand alone,
    or no room tells it any more."""
    try:
        if not registry.get_figure(figure).stands_alone:
            return None
        value = registry.ask(figure, scope_of(unit), period)
    except registry.UnknownFigure:
        return None
    if not value.is_defined:
        return None
    exact = value.exact()
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class TermShown:
    """A term's counts as anybody may see them; None is hidden."""

    term: SchoolTerm
    side: Side
    counts: tuple[tuple[ViolationKind, int | None], ...]
    total: int | None


def terms(initiative: Initiative) -> list[TermShown]:
    """Return the terms of each school, oldest first, with what of their counts may be seen."""
    rows = initiative.terms.select_related("school").prefetch_related("counts")
    return [_shown(row, initiative) for row in rows.order_by("school__sort_key", "since", "pk")]


def _shown(term: SchoolTerm, initiative: Initiative) -> TermShown:
    counted = {ViolationKind(row.kind): row.n for row in term.counts.all()}
    kinds = [kind for kind in ViolationKind if kind in counted]
    shown = suppression.shown([[counted[kind]] for kind in kinds])
    cells = (row[0] for row in shown.cells)
    side = side_of(term.since, term.until, founded_on=initiative.founded_on)
    return TermShown(term, side, tuple(zip(kinds, cells, strict=True)), shown.total)


def by_school(shown: Iterable[TermShown]) -> list[tuple[Unit, list[TermShown]]]:
    """Return the terms of each school together."""
    found: dict[int, tuple[Unit, list[TermShown]]] = {}
    for one in shown:
        found.setdefault(one.term.school_id, (one.term.school, []))[1].append(one)
    return list(found.values())
