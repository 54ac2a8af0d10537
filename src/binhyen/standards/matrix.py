"""Units side by side: every criterion of every dossier of a year, in a handful of queries however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from binhyen.places.models import LOCAL_LEVELS, Level, Unit
from binhyen.standards import queries, scoring
from binhyen.standards.catalogues import Catalogue
from binhyen.standards.models import Assessment, Finding, Mark, Override, StoredCatalogue
from binhyen.standards.rules import ENOUGH, Outcome
from binhyen.standards.scoring import Score
from binhyen.standards.workflow import State


@dataclass(frozen=True)
class Cell:
    """What a criterion came to in a unit's dossier; None where there is no dossier."""

    criterion: str
    outcome: Outcome | None
    is_overridden: bool = False


@dataclass(frozen=True)
class Line:
    """A unit with its dossier and its cells, in the catalogue's order."""

    unit: Unit
    assessment: Assessment | None
    cells: tuple[Cell, ...]
    score: Score | None = None
    questions: int = 0  # that wait for their answer

    @property
    def met(self) -> int:
        """How many criteria are met."""
        return sum(cell.outcome in ENOUGH for cell in self.cells)


def levels_of(catalogue: Catalogue) -> list[str]:
    """Return the levels of units that a catalogue speaks of."""
    return [level for level, kind in queries.UNIT_TYPES.items() if kind in catalogue.unit_types]


def units_below(unit: Unit, catalogue: Catalogue, year: int) -> list[Unit]:
    """Return the units right below, of the kinds the catalogue speaks of, that exist at the end of the year's period."""
    period = catalogue.period(year)
    last = period.last_day
    below = Unit.objects.below(unit).on(last).filter(level__in=levels_of(catalogue))
    if unit.level != Level.COMMUNE:
        below = below.filter(Q(parent=unit) | ~Q(level__in=sorted(LOCAL_LEVELS)))
    return list(below.order_by("level", "sort_key", "pk"))


def side_by_side(units: Sequence[Unit], stored: StoredCatalogue, year: int) -> list[Line]:
    """Return a line for each unit with the latest dossier of the year, of whichever version of the catalogue."""
    dossiers = _dossiers(units, stored, year)
    keys = [dossier.pk for dossier in dossiers.values()]
    findings: dict[int, dict[str, Outcome]] = {}
    for row in Finding.objects.filter(assessment__in=keys).defer("lineage"):
        findings.setdefault(row.assessment_id, {})[row.criterion] = row.effective
    overridden = set(
        Override.objects.filter(finding__assessment__in=keys).values_list(
            "finding__assessment_id", "finding__criterion"
        )
    )
    given: dict[int, dict[str, int]] = {}
    for mark in Mark.objects.filter(assessment__in=keys, side=Mark.Side.ABOVE).exclude(points=None):
        given.setdefault(mark.assessment_id, {})[mark.criterion] = mark.points or 0
    catalogue = stored.read()
    return [
        _line(unit, dossiers.get(unit.pk), catalogue, findings, overridden, given) for unit in units
    ]


def _dossiers(units: Sequence[Unit], stored: StoredCatalogue, year: int) -> dict[int, Assessment]:
    rows = (
        Assessment.objects.of_period(stored.read().period(year))
        .filter(unit__in=[unit.pk for unit in units])
        .filter(catalogue__catalogue_id=stored.catalogue_id)
        .annotate(waiting=Count("questions", filter=Q(questions__answered_at=None)))
        .defer("frozen")
        .order_by("pk")
    )
    return {row.unit_id: row for row in rows}


def _line(
    unit: Unit,
    dossier: Assessment | None,
    catalogue: Catalogue,
    findings: dict[int, dict[str, Outcome]],
    overridden: set[tuple[int, str]],
    given: dict[int, dict[str, int]],
) -> Line:
    if dossier is None:
        empty = tuple(Cell(one.id, None) for one in catalogue.criteria)
        return Line(unit, None, empty)
    outcomes = findings.get(dossier.pk, {})
    cells = tuple(
        Cell(one.id, outcomes.get(one.id, Outcome.MISSING), (dossier.pk, one.id) in overridden)
        for one in catalogue.criteria
    )
    score = scoring.score(catalogue, outcomes, given.get(dossier.pk))
    return Line(unit, dossier, cells, score, getattr(dossier, "waiting", 0))


def states(lines: Sequence[Line]) -> dict[State, int]:
    """Return how many dossiers stand where; units without one are not counted."""
    found: dict[State, int] = {}
    for line in lines:
        if line.assessment is not None:
            state = State(line.assessment.state)
            found[state] = found.get(state, 0) + 1
    return found
