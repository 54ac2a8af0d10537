"""A row of the scorecard in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.desk.scorecard.sentences.mending import mend_of
from binhyen.desk.scorecard.sentences.names import (
    OPS,
    UNITS,
    attesting_office,
    document,
    language,
    level_name,
    percent,
)
from binhyen.desk.scorecard.sentences.place import Place
from binhyen.desk.scorecard.sentences.todo import Todo, todo_of
from binhyen.desk.scorecard.sentences.verdict import notes_of, risk_of, why_of
from binhyen.figures.rules import Value
from binhyen.places.models import Unit
from binhyen.standards import rules
from binhyen.standards.catalogues import Criterion, FigureRule, Kind, Verified
from binhyen.standards.models import OutcomeChoices
from binhyen.standards.rules import Outcome, Risk
from binhyen.standards.scorecard import Row

TAGS = {
    Outcome.MET: "govuk-tag--green",
    Outcome.NOT_MET: "govuk-tag--red",
    Outcome.PENDING: "govuk-tag--yellow",
    Outcome.MISSING: "govuk-tag--grey",
    Outcome.NOT_APPLICABLE: "govuk-tag--blue",
}
VERIFIED = {
    Verified.FULL: gettext_lazy("compared with the text"),
    Verified.PARTIAL: gettext_lazy("compared in part"),
    Verified.NONE: gettext_lazy("not compared yet"),
}
VERIFIED_TAGS = {
    Verified.FULL: "govuk-tag--green",
    Verified.PARTIAL: "govuk-tag--yellow",
    Verified.NONE: "govuk-tag--orange",
}


@dataclass(frozen=True)
class Told:
    """A row as a page shows it."""

    row: Row
    title: str
    outcome: str
    tag: str
    value: str
    needed: str
    why: str
    notes: tuple[str, ...]
    risk: str
    mend: str  # what would still mend it, with its numbers
    origin: str  # what a task made of this gap comes from
    is_period_over: bool  # the risk is the period's end, which the page says once already
    is_confirmed: (
        bool  # held against the signed text, by the catalogue itself or by an administrator
    )
    verified: str
    verified_tag: str
    url: str
    sources_url: str
    todo: Todo | None
    included: tuple["Told", ...]


def tell(row: Row, place: Place, *, is_included: bool = False) -> Told:
    """Return a row in words."""
    criterion = row.criterion
    verified = Verified.FULL if criterion.id in place.confirmed else criterion.verified
    has_records = bool(row.measure.sources or (row.finding and row.finding.lineage))
    return Told(
        row=row,
        title=criterion.title(language()),
        outcome=str(OutcomeChoices(row.outcome.value).label),
        tag=TAGS[row.outcome],
        value=value_of(row),
        needed=needed_of(criterion, place.unit),
        why=why_of(row, place),
        notes=tuple(notes_of(row)),
        risk=risk_of(row, place),
        mend=mend_of(row),
        origin=f"criterion:{criterion.id}:{rules.year_of(place.period)}",
        is_period_over=row.risk is Risk.PERIOD_ENDS,
        is_confirmed=verified is Verified.FULL,
        verified=str(VERIFIED[verified]),
        verified_tag=VERIFIED_TAGS[verified],
        url="" if is_included else place.criterion_url(criterion.id),
        sources_url=place.sources_url(criterion.id) if has_records else "",
        todo=todo_of(row, place),
        included=tuple(tell(other, place, is_included=True) for other in row.included),
    )


def value_of(row: Row) -> str:
    """Return the value with both numbers of a share, or nothing where nothing is computed."""
    measure = row.measure
    if row.criterion.kind in (Kind.DOCUMENT, Kind.ATTESTATION):
        return "; ".join(row.proofs)
    if measure.numerator is None:
        return ""
    if measure.denominator is not None:
        share = Value(measure.numerator, measure.denominator)
        fraction = f"{measure.numerator}/{measure.denominator}"
        return f"{fraction} ({percent(share)})" if share.is_defined else fraction
    if measure.previous is not None:
        return _("%(now)s (previous period: %(before)s)") % {
            "now": measure.numerator,
            "before": measure.previous,
        }
    return str(measure.numerator)


def needed_of(criterion: Criterion, unit: Unit | None = None) -> str:
    """Return what the criterion asks for, in short."""
    if criterion.kind is Kind.ABSENCE:
        return _("none may happen")
    if criterion.kind is Kind.DOCUMENT:
        papers = ", ".join(document(key) for key in criterion.evidence)
        if criterion.window is None:
            return papers
        (day, month), (last_day, last_month) = (
            criterion.window.since[::-1],
            criterion.window.until[::-1],
        )
        return _("%(papers)s, dated %(since)s to %(until)s") % {
            "papers": papers,
            "since": f"{day:02d}/{month:02d}",
            "until": f"{last_day:02d}/{last_month:02d}",
        }
    if criterion.kind is Kind.ATTESTATION:
        return _("attested by %(office)s") % {"office": attesting_office(criterion, unit)}
    return threshold(criterion.figure) if criterion.figure else ""


def threshold(rule: FigureRule) -> str:
    """Return a threshold such as "≥ 70 %"."""
    if rule.is_compared_to_previous:
        return _("%(op)s previous period") % {"op": OPS[rule.op]}
    unit = str(UNITS.get(rule.unit, "")) if isinstance(rule.value, int) else ""
    value = str(rule.value) if isinstance(rule.value, int) else level_name(rule.value)
    return f"{OPS[rule.op]} {value} {unit}".strip()
