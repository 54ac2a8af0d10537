"""The live scorecard: the same computation on today's data, and the rows of a dossier as stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from binhyen.figures.rules import Period
from binhyen.places.models import Unit
from binhyen.standards import measuring, queries, rules
from binhyen.standards.catalogues import Catalogue, Criterion, Kind
from binhyen.standards.figure_map import Origin, figure_map
from binhyen.standards.models import (
    Assessment,
    Attestation,
    Evidence,
    Finding,
    StoredCatalogue,
)
from binhyen.standards.pace import RECENT, Forecast, forecast
from binhyen.standards.rules import Measure, Outcome, Reason, Risk


@dataclass(frozen=True)
class Row:
    """One criterion with what it came to; `included` are the criteria computed beside it."""

    criterion: Criterion
    measure: Measure
    outcome: Outcome
    risk: Risk = Risk.NONE
    finding: Finding | None = None
    included: tuple["Row", ...] = ()
    forecast: Forecast | None = None
    is_overridden: bool = (
        False  # two people once decided otherwise than computed: it shows for ever
    )
    proofs: tuple[str, ...] = ()  # numbers of the papers behind it, with their dates


@dataclass(frozen=True)
class Scorecard:
    """A unit held against a catalogue on a day."""

    unit: Unit
    stored: StoredCatalogue
    catalogue: Catalogue
    period: Period
    assessment: Assessment | None
    rows: tuple[Row, ...]

    @property
    def year(self) -> int:
        """The year the period is named after."""
        return rules.year_of(self.period)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        return last_day_of(self.period)

    def counts(self) -> Counter[Outcome]:
        """Return how many mandatory criteria came to each outcome."""
        return Counter(row.outcome for row in self.rows if row.criterion.is_mandatory)


def live(
    unit: Unit,
    stored: StoredCatalogue,
    period: Period,
    *,
    on: date,
    known: Mapping[str, StoredCatalogue] | None = None,
) -> Scorecard:
    """Return the scorecard of today; papers and attestations are those of the dossier of the period, if any.

    `known` are the newest catalogues, of who has them at hand.
    """
    return live_of_all([unit], stored, period, on=on, known=known)[0]


def live_of_all(
    units: Sequence[Unit],
    stored: StoredCatalogue,
    period: Period,
    *,
    on: date,
    known: Mapping[str, StoredCatalogue] | None = None,
) -> list[Scorecard]:
    """Return the scorecards of today of all units, in as many queries as for one."""
    catalogue = stored.read()
    dossiers = _dossiers(units, stored, period)
    decided, overridden = _decided(dossiers), queries.overridden_in_all(dossiers.values())
    beside = queries.included_in(catalogue, known)
    cards = []
    for facts in measuring.gather_all(units, period, dossiers):
        unit, dossier = facts.unit, dossiers.get(facts.unit.pk)
        key = dossier.pk if dossier else 0
        day = queries.decided_by(catalogue, unit, period)
        told = _Told(facts, decided.get(key, {}), overridden.get(key, frozenset()), beside, on, day)
        rows = tuple(_live_row(criterion, told) for criterion in catalogue.criteria)
        cards.append(Scorecard(unit, stored, catalogue, period, dossier, rows))
    return cards


def _dossiers(
    units: Sequence[Unit], stored: StoredCatalogue, period: Period
) -> dict[int, Assessment]:
    """Return unit -> its latest dossier of the period, of whichever version of the catalogue."""
    rows = (
        Assessment.objects.of_period(period)
        .filter(unit__in=units, catalogue__catalogue_id=stored.catalogue_id)
        .defer("frozen")
        .order_by("pk")
    )
    return {row.unit_id: row for row in rows}


def _decided(dossiers: Mapping[int, Assessment]) -> dict[int, dict[str, Finding]]:
    """Return dossier -> criterion -> the finding that two people decided."""
    found: dict[int, dict[str, Finding]] = {}
    rows = Finding.objects.filter(assessment__in=[one.pk for one in dossiers.values()])
    for row in rows.exclude(confirmed_by=None):
        found.setdefault(row.assessment_id, {})[row.criterion] = row
    return found


@dataclass(frozen=True)
class _Told:
    """What every row of a live scorecard is told by."""

    facts: measuring.Facts
    decided: Mapping[str, Finding]
    overridden: frozenset[str]
    beside: Mapping[str, Sequence[Criterion]]
    on: date
    decided_by: date


def _live_row(criterion: Criterion, told: _Told) -> Row:
    facts, on = told.facts, told.on
    measure = measuring.measure(criterion, facts)
    finding = told.decided.get(criterion.id)
    ahead = _forecast(criterion, measure, told)
    return Row(
        criterion=criterion,
        measure=measure,
        outcome=finding.effective if finding else measure.outcome,
        risk=_risk(criterion, measure, facts.period, on, ahead),
        finding=finding,
        forecast=None if finding and finding.effective in rules.ENOUGH else ahead,
        is_overridden=criterion.id in told.overridden,
        included=tuple(_live_row(other, told) for other in told.beside.get(criterion.id, ())),
        proofs=_proofs(criterion, facts.papers, facts.attested),
    )


def _forecast(criterion: Criterion, measure: Measure, told: _Told) -> Forecast | None:
    """Return what would mend the criterion; the pace of a share that every day adds to is asked of the last days."""
    period, rule = told.facts.period, criterion.figure
    is_flow = rule is not None and figure_map().origins.get(rule.name, Origin()).is_flow
    recent = None
    if is_flow and rule and measure.outcome is Outcome.MET and told.on in period:
        since = max(period.since, told.on - RECENT)
        recent = measuring.value_of(rule, told.facts, Period(since, told.on + timedelta(days=1)))
    return forecast(
        criterion,
        measure,
        period,
        decided_by=told.decided_by,
        today=told.on,
        recent=recent,
        is_flow=is_flow,
    )


def _risk(
    criterion: Criterion, measure: Measure, period: Period, on: date, ahead: Forecast | None
) -> Risk:
    if criterion.kind is Kind.DOCUMENT and criterion.window is not None:
        if measure.outcome is Outcome.MET:
            return Risk.NONE
        return rules.risk_of_window(criterion.window.in_year(rules.year_of(period)), on)
    if measure.outcome is Outcome.MET and ahead is not None and ahead.missed_on is not None:
        return Risk.PACE
    return rules.risk_of_measure(measure, period, on)


def of_assessment(assessment: Assessment) -> tuple[Row, ...]:
    """Return the rows of a dossier as they were last computed."""
    findings = {
        row.criterion: row
        for row in assessment.findings.select_related("decided_by", "confirmed_by")
    }

    papers, attested = measuring.papers_of(assessment), measuring.attested_in(assessment)
    overridden = queries.overridden_in(assessment)
    beside = queries.included_in(assessment.catalogue.read())

    def row(criterion: Criterion) -> Row:
        finding = findings.get(criterion.id)
        return Row(
            criterion=criterion,
            measure=stored_measure(finding),
            outcome=finding.effective if finding else Outcome.MISSING,
            finding=finding,
            is_overridden=criterion.id in overridden,
            included=tuple(row(other) for other in beside.get(criterion.id, ())),
            proofs=_proofs(criterion, papers, attested),
        )

    return tuple(row(criterion) for criterion in assessment.catalogue.read().criteria)


def _proofs(
    criterion: Criterion,
    papers: Mapping[str, list[Evidence]],
    attested: Mapping[str, Attestation],
) -> tuple[str, ...]:
    word = attested.get(criterion.id)
    dated = [(paper.number, paper.issued_on) for paper in papers.get(criterion.id, [])]
    if word is not None:
        dated.append((word.paper_number, word.dated))
    return tuple(f"{number} ({day:%d/%m/%Y})" for number, day in dated)


def stored_measure(finding: Finding | None) -> Measure:
    """Return what a finding keeps, as it was measured; its records stand in the finding's lineage."""
    if finding is None:
        return Measure(Outcome.MISSING, Reason.NOT_COMPUTED)
    return Measure(
        Outcome(finding.outcome),
        Reason(finding.reason),
        numerator=finding.numerator,
        denominator=finding.denominator,
        previous=finding.previous,
        chance=finding.chance,
        pending=finding.pending,
        is_summed=finding.is_summed,
    )


#: For so long after its end a period is what units work on: self-assessment, appraisal, decision.
AFTERWARDS = timedelta(days=60)


def default_period(unit: Unit, stored: StoredCatalogue, *, on: date) -> Period:
    """Return the period to show first: of the dossier on its way, else of the one that ended lately and is
    not decided yet, else the one that `on` lies in."""
    mine = Assessment.objects.filter(unit=unit, catalogue__catalogue_id=stored.catalogue_id)
    standing = mine.open().order_by("-until", "-pk").first()
    if standing is not None:
        return standing.period
    catalogue = stored.read()
    ended = catalogue.period(catalogue.year_on(on - AFTERWARDS))
    if on in ended or mine.of_period(ended).exists():
        return catalogue.period(catalogue.year_on(on))
    return ended


def last_day_of(period: Period) -> date:
    """Return the last day of a period."""
    return period.last_day
