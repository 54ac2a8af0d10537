"""What a criterion comes to: figures asked by name, papers and attestations looked at, each with its lineage."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from binhyen.figures import queries as figures
from binhyen.figures import registry
from binhyen.figures.queries import Scope, Stated
from binhyen.figures.registry import Inquiry, Line
from binhyen.figures.rules import Period, Source, Value
from binhyen.places import queries as places
from binhyen.places.models import Succession, Unit
from binhyen.places.queries import Gone
from binhyen.standards import queries, rules
from binhyen.standards.catalogues import Calls, Criterion, FigureRule, Kind
from binhyen.standards.figure_map import Origin, figure_map
from binhyen.standards.models import Assessment, Attestation, Evidence
from binhyen.standards.rules import Measure, Outcome, Reason

STATED = "stated_totals"
FINDINGS = "findings"


@dataclass(frozen=True)
class Facts:
    """All that criteria are measured on: the territory, the period, the papers, who attested what."""

    unit: Unit
    scope: Scope
    period: Period
    inquiry: Inquiry  # about this unit and those gathered with it
    number: int = 0  # of this unit among them
    papers: Mapping[str, list[Evidence]] = field(default_factory=dict)
    attested: Mapping[str, Attestation] = field(default_factory=dict)
    stated: Mapping[tuple[int, str, Period], Stated] = field(default_factory=dict)
    origins: Mapping[int, list[int]] = field(default_factory=dict)  # unit -> merged into it whole


@dataclass(frozen=True)
class Answer:
    """A figure's value, or why there is none."""

    value: Value | None
    reason: Reason = Reason.NONE
    is_summed: bool = False


def gather(unit: Unit, period: Period, assessment: Assessment | None = None) -> Facts:
    """Return the facts of a unit and period; papers and attestations are those of the assessment."""
    return gather_all([unit], period, {unit.pk: assessment} if assessment else {})[0]


def gather_all(
    units: Sequence[Unit], period: Period, assessments: Mapping[int, Assessment]
) -> list[Facts]:
    """Return the facts of each unit, in as many queries as for one; `assessments` by the unit's key.

    What a figure is asked of one of them is found for all at once.
    """
    olds = places.whole_predecessors_of(units)
    families = _families(units, olds)
    everybody = {pk for family, _ in families.values() for pk in family}
    rows = figures.stated_numbers(everybody, (period, period.previous()))
    stated = {(row.unit_id, row.category, Period(row.since, row.until)): row for row in rows}
    papers, attested = _papers(assessments.values()), _attested(assessments.values())
    scopes = figures.scopes_of(units, olds)
    inquiry = Inquiry(scopes)
    facts = []
    for number, (unit, scope) in enumerate(zip(units, scopes, strict=True)):
        dossier = assessments[unit.pk].pk if unit.pk in assessments else 0
        mine = papers.get(dossier, {}), attested.get(dossier, {})
        facts.append(
            Facts(unit, scope, period, inquiry, number, *mine, stated, families[unit.pk][1])
        )
    return facts


def papers_of(assessment: Assessment) -> Mapping[str, list[Evidence]]:
    """Return criterion -> papers in the dossier, oldest first."""
    return _papers([assessment]).get(assessment.pk, {})


def _papers(assessments: Iterable[Assessment]) -> dict[int, dict[str, list[Evidence]]]:
    papers: dict[int, dict[str, list[Evidence]]] = {}
    rows = Evidence.objects.filter(assessment__in=[one.pk for one in assessments], removed_at=None)
    for row in rows.select_related("added_by").order_by("issued_on", "pk"):
        papers.setdefault(row.assessment_id, {}).setdefault(row.criterion, []).append(row)
    return papers


def attested_in(assessment: Assessment) -> Mapping[str, Attestation]:
    """Return criterion -> the attestation that stands: the latest."""
    return _attested([assessment]).get(assessment.pk, {})


def _attested(assessments: Iterable[Assessment]) -> dict[int, dict[str, Attestation]]:
    found: dict[int, dict[str, Attestation]] = {}
    rows = Attestation.objects.filter(assessment__in=[one.pk for one in assessments])
    for row in rows.order_by("pk"):
        found.setdefault(row.assessment_id, {})[row.criterion] = row
    return found


def measure(criterion: Criterion, facts: Facts) -> Measure:
    """Return what the criterion comes to on these facts."""
    if criterion.kind is Kind.ABSENCE:
        return _absence(criterion, facts)
    if criterion.kind is Kind.DOCUMENT:
        return _document(criterion, facts)
    if criterion.kind is Kind.ATTESTATION:
        return _attestation(criterion, facts)
    if criterion.figure is None:
        message = f"a threshold without a figure: {criterion.id}"
        raise ValueError(message)
    return _threshold(criterion.figure, facts)


def _threshold(rule: FigureRule, facts: Facts) -> Measure:
    now = _called(rule.calls, facts) if rule.calls else _answer(rule.name, facts, facts.period)
    if now.value is None:
        return Measure(Outcome.MISSING, now.reason)
    seen = Measure(
        Outcome.MISSING,
        numerator=now.value.numerator,
        denominator=now.value.denominator,
        is_summed=now.is_summed,
        sources=now.value.sources,
    )
    if rule.is_compared_to_previous:
        return _against_previous(rule, now.value, seen, facts)
    limit = rules.LEVELS.get(rule.value) if isinstance(rule.value, str) else rule.value
    if limit is None:
        return replace(seen, reason=Reason.NOT_RULED)
    outcome, reason = rules.judge_threshold(now.value, rule.op, limit)
    return replace(seen, outcome=outcome, reason=reason)


def value_of(rule: FigureRule, facts: Facts, period: Period) -> Value | None:
    """Return what a figure came to in another period on the same territory."""
    return _answer(rule.name, facts, period).value


def _called(calls: Calls, facts: Facts) -> Answer:
    """Return how many units below met a criterion of another catalogue, by the dossiers they handed in."""
    found = queries.meeting(calls, facts.scope, facts.period)
    ids = ",".join(map(str, found.findings))
    source = Source(FINDINGS, len(found.findings), {"ids": ids})
    return Answer(Value(len(found.findings), found.units, (source,)))


def _against_previous(rule: FigureRule, value: Value, seen: Measure, facts: Facts) -> Measure:
    before = _answer(rule.name, facts, facts.period.previous())
    if before.value is None:
        return replace(seen, reason=Reason.PREVIOUS_NOT_STATED)
    outcome, reason = rules.judge_threshold(value, rule.op, before.value.numerator)
    return replace(
        seen,
        outcome=outcome,
        reason=reason,
        previous=before.value.numerator,
        chance=rules.chance_of_difference(value.numerator, before.value.numerator),
        is_summed=seen.is_summed or before.is_summed,
        sources=seen.sources + before.value.sources,
    )


def _absence(criterion: Criterion, facts: Facts) -> Measure:
    mapped = figure_map()
    stated = [code for code in criterion.categories if mapped.is_stated(code)]
    counted = [code for code in criterion.categories if not mapped.is_stated(code)]
    answers = [_stated(code, facts, facts.period) for code in stated]
    pending = Answer(Value(0))
    if counted:
        answers.append(_ask(mapped.confirmed, facts, facts.period, counted))
        pending = _ask(mapped.pending, facts, facts.period, counted)
    values = [answer.value for answer in answers if answer.value is not None]
    gaps = [answer.reason for answer in (*answers, pending) if answer.value is None]
    happened = sum(value.numerator for value in values)
    still_open = pending.value.numerator if pending.value else 0
    outcome, reason = rules.judge_absence(happened, still_open)
    if gaps and outcome is not Outcome.NOT_MET:
        outcome, reason = Outcome.MISSING, gaps[0]
    return Measure(
        outcome,
        reason,
        # part of the totals says nothing yet, unless one of them says that it happened
        numerator=happened if happened or not gaps else None,
        pending=still_open,
        is_summed=any(answer.is_summed for answer in answers),
        sources=tuple(
            source
            for value in (*values, *((pending.value,) if pending.value else ()))
            for source in value.sources
        ),
    )


def _document(criterion: Criterion, facts: Facts) -> Measure:
    papers = facts.papers.get(criterion.id, [])
    in_time = [
        paper
        for paper in papers
        if criterion.window is None
        or paper.issued_on in criterion.window.in_year(rules.year_of(facts.period))
    ]
    found = {paper.document for paper in in_time}
    if all(key in found for key in criterion.evidence):
        return Measure(Outcome.MET, numerator=len(in_time))
    is_late = len(in_time) < len(papers)
    return Measure(
        Outcome.NOT_MET if is_late else Outcome.MISSING,
        Reason.PAPER_OUTSIDE_WINDOW if is_late else Reason.PAPER_MISSING,
        numerator=len(in_time),
    )


def _attestation(criterion: Criterion, facts: Facts) -> Measure:
    attested = facts.attested.get(criterion.id)
    if attested is None:
        return Measure(Outcome.MISSING, Reason.NOT_ATTESTED)
    if attested.is_met:
        return Measure(Outcome.MET)
    return Measure(Outcome.NOT_MET, Reason.ATTESTED_NOT_MET)


def _answer(name: str, facts: Facts, period: Period) -> Answer:
    origin = figure_map().origins.get(name, Origin())
    if origin.figure:
        return _ask(origin.figure, facts, period)
    if not origin.stated:
        return Answer(None, Reason.NOT_COMPUTED)
    part = _stated(origin.stated, facts, period)
    if not origin.of or part.value is None:
        return part
    whole = _stated(origin.of, facts, period)
    if whole.value is None:
        return whole
    return Answer(
        Value(
            part.value.numerator,
            whole.value.numerator,
            part.value.sources + whole.value.sources,
        ),
        is_summed=part.is_summed or whole.is_summed,
    )


def _ask(
    name: str, facts: Facts, period: Period, categories: Iterable[str] | None = None
) -> Answer:
    narrow = None if categories is None else frozenset(categories)
    try:
        if not registry.get_figure(name).stands_alone:
            return Answer(None, Reason.NOT_COMPUTED)
        return Answer(facts.inquiry.ask(name, facts.number, period, narrow))
    except registry.UnknownFigure:
        return Answer(None, Reason.NOT_COMPUTED)


def _stated(category: str, facts: Facts, period: Period) -> Answer:
    """Return the unit's own stated total, else the sum over the units merged into it whole: all or nothing."""
    rows = _stated_by(facts.unit.pk, category, period, facts)
    if not rows:
        return Answer(None, Reason.NOT_STATED)
    ids = ",".join(str(row.pk) for row in rows)
    return Answer(
        Value(
            sum(row.total for row in rows),
            sources=(Source(STATED, len(rows), {"ids": ids}),),
        ),
        is_summed=[row.unit_id for row in rows] != [facts.unit.pk],
    )


def _stated_by(unit_id: int, category: str, period: Period, facts: Facts) -> list[Stated]:
    own = facts.stated.get((unit_id, category, period))
    if own is not None:
        return [own]
    parts = [
        _stated_by(origin, category, period, facts) for origin in facts.origins.get(unit_id, [])
    ]
    return [row for part in parts for row in part] if all(parts) else []


def _families(
    units: Sequence[Unit], olds: Mapping[int, Sequence[Gone]]
) -> dict[int, tuple[set[int], dict[int, list[int]]]]:
    """Return for each unit those that went whole into it itself, it among them, and who went into whom."""
    gone = {old.pk for own in olds.values() for old in own}
    ties = Succession.objects.filter(old__in=gone, extent=Succession.Extent.WHOLE).order_by("pk")
    into: dict[int, list[int]] = defaultdict(list)
    for old_id, new_id in ties.values_list("old_id", "new_id") if gone else ():
        into[new_id].append(old_id)
    families = {}
    for unit in units:
        family, wave = {unit.pk}, [unit.pk]
        while wave:
            wave = [old for new in wave for old in into.get(new, ()) if old not in family]
            family.update(wave)
        families[unit.pk] = family, {pk: into[pk] for pk in family if pk in into}
    return families


def lines_of(sources: Iterable[Source]) -> list[dict[str, object]]:
    """Return the sources as plain JSON values, each with its records as counted now."""
    return [
        {
            "kind": source.kind,
            "count": source.count,
            "filters": dict(source.filters),
            "lines": [
                {
                    "reference": line.reference,
                    "what": line.what,
                    "where": line.where,
                    "on": line.on.isoformat() if line.on else "",
                    "held_by": list(line.held_by),
                    "pk": line.pk,
                }
                for line in registry.lines(source)
            ],
        }
        for source in sources
    ]


def line_of(kept: Mapping[str, Any]) -> Line:
    """Return a record as `lines_of` wrote it down; what was written before its holder was is held by nobody,
    and leads nowhere.
    """
    on = date.fromisoformat(kept["on"]) if kept["on"] else None
    held_by = tuple(kept.get("held_by", ()))
    return Line(kept["reference"], kept["what"], kept["where"], on, held_by, kept.get("pk"))
