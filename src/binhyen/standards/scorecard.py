"""The live scorecard: the same computation on today's data, and the rows of a dossier as stored."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from binhyen.figures.rules import Period
from binhyen.places.models import Unit
from binhyen.standards import measuring, queries, rules
from binhyen.standards.catalogues import Catalogue, Criterion, Kind
from binhyen.standards.models import Assessment, Finding, StoredCatalogue
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

    @property
    def records(self) -> int:
        """How many records stand behind the value."""
        return sum(source.count for source in self.measure.sources)


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
        return date.fromordinal(self.period.until.toordinal() - 1)

    def counts(self) -> Counter[Outcome]:
        """Return how many mandatory criteria came to each outcome."""
        return Counter(row.outcome for row in self.rows if row.criterion.is_mandatory)

    def at_risk(self) -> list[Row]:
        """Return the rows that will be missed at this pace."""
        return [row for row in self.rows if row.risk is not Risk.NONE]


def live(unit: Unit, stored: StoredCatalogue, period: Period, *, on: date) -> Scorecard:
    """Return the scorecard of today; papers and attestations are those of the dossier of the period, if any."""
    catalogue = stored.read()
    assessment = (
        Assessment.objects.of_period(period)
        .filter(unit=unit, catalogue__catalogue_id=stored.catalogue_id)
        .select_related("unit", "keeper", "catalogue")
        .order_by("-pk")
        .first()
    )
    facts = measuring.gather(unit, period, assessment)
    decided = (
        {row.criterion: row for row in assessment.findings.exclude(confirmed_by=None)}
        if assessment
        else {}
    )
    rows = tuple(_live_row(criterion, facts, decided, on) for criterion in catalogue.criteria)
    return Scorecard(unit, stored, catalogue, period, assessment, rows)


def _live_row(
    criterion: Criterion, facts: measuring.Facts, decided: Mapping[str, Finding], on: date
) -> Row:
    measure = measuring.measure(criterion, facts)
    finding = decided.get(criterion.id)
    return Row(
        criterion=criterion,
        measure=measure,
        outcome=finding.effective if finding else measure.outcome,
        risk=_risk(criterion, measure, facts.period, on),
        finding=finding,
        included=tuple(_live_row(other, facts, {}, on) for other in queries.included(criterion)),
    )


def _risk(criterion: Criterion, measure: Measure, period: Period, on: date) -> Risk:
    if criterion.kind is Kind.DOCUMENT and criterion.window is not None:
        if measure.outcome is Outcome.MET:
            return Risk.NONE
        return rules.risk_of_window(criterion.window.in_year(rules.year_of(period)), on)
    return rules.risk_of_measure(measure, period, on)


def of_assessment(assessment: Assessment) -> tuple[Row, ...]:
    """Return the rows of a dossier as they were last computed."""
    findings = {
        row.criterion: row
        for row in assessment.findings.select_related("decided_by", "confirmed_by")
    }

    def row(criterion: Criterion) -> Row:
        finding = findings.get(criterion.id)
        return Row(
            criterion=criterion,
            measure=stored_measure(finding),
            outcome=finding.effective if finding else Outcome.MISSING,
            finding=finding,
            included=tuple(row(other) for other in queries.included(criterion)),
        )

    return tuple(row(criterion) for criterion in assessment.catalogue.read().criteria)


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


def default_period(unit: Unit, stored: StoredCatalogue, *, on: date) -> Period:
    """Return the period to show first: of the dossier on its way, else the one that `on` lies in."""
    standing = (
        Assessment.objects.open()
        .filter(unit=unit, catalogue__catalogue_id=stored.catalogue_id)
        .order_by("-until", "-pk")
        .first()
    )
    if standing is not None:
        return standing.period
    catalogue = stored.read()
    return catalogue.period(catalogue.year_on(on))
