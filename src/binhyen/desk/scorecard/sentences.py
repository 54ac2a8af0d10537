"""What a criterion's state is called, why it is so, what to do about it and who: in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from binhyen.figures.rules import Period, Value
from binhyen.places.models import Unit
from binhyen.standards import rules
from binhyen.standards.catalogues import Catalogue, Criterion, FigureRule, Kind, Side, Verified
from binhyen.standards.figure_map import figure_map
from binhyen.standards.models import Assessment, OutcomeChoices
from binhyen.standards.rules import Outcome, Reason, Risk
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
DOCUMENTS = {
    "annual_security_plan": gettext_lazy("yearly plan on security and order"),
    "budget_decision": gettext_lazy("decision on the budget"),
    "committee_decision": gettext_lazy("decision founding the committee"),
    "committee_regulation": gettext_lazy("committee's rules of work"),
    "committee_work_programme": gettext_lazy("committee's work programme"),
    "coordination_regulation": gettext_lazy("coordination rules"),
    "coordination_reports": gettext_lazy("reports on the coordination"),
    "festival_plan": gettext_lazy("plan of the festival"),
    "festival_report": gettext_lazy("report on the festival"),
    "forum_minutes": gettext_lazy("minutes of the forum"),
    "internal_rules": gettext_lazy("internal rules"),
    "member_assignment": gettext_lazy("assignment of members to areas"),
    "party_cell_resolution": gettext_lazy("resolution of the Party cell"),
    "party_committee_resolution": gettext_lazy("resolution of the Party Committee"),
    "party_organisation_resolution": gettext_lazy("resolution of the Party organisation"),
    "recognition_decisions": gettext_lazy("decision on recognition"),
    "registration_form": gettext_lazy("registration form"),
    "review_reports": gettext_lazy("reports of the half-year and year-end reviews"),
    "task_log_totals": gettext_lazy("totals of the task log"),
    "team_work_plan": gettext_lazy("team's work plan"),
    "thematic_plans": gettext_lazy("plans of the themes"),
    "thematic_reports": gettext_lazy("reports on the themes"),
}
OPS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}
UNITS = {
    "percent": "%",
    "models": gettext_lazy("initiatives"),
    "cases": gettext_lazy("cases"),
    "points": gettext_lazy("points"),
}
#: The register that a figure is filled from.
REGISTERS = {
    "effective_models": ("desk:initiatives", gettext_lazy("the register of initiatives")),
    "camera_models": ("desk:initiatives", gettext_lazy("the register of initiatives")),
    "replications": ("desk:initiatives", gettext_lazy("the register of initiatives")),
    "teams_completed_or_better": ("desk:teams", gettext_lazy("the register of teams")),
    "teams_good_or_better": ("desk:teams", gettext_lazy("the register of teams")),
    "team_strength": ("desk:teams", gettext_lazy("the register of teams")),
    "team_rating": ("desk:teams", gettext_lazy("the register of teams")),
    "recognised_residential_areas": (
        "desk:recognitions",
        gettext_lazy("the register of recognitions"),
    ),
    "recognised_units": ("desk:recognitions", gettext_lazy("the register of recognitions")),
}


@dataclass(frozen=True)
class Todo:
    """What to do, who, and where."""

    what: str
    who: str
    url: str = ""


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
    is_period_over: bool  # the risk is the period's end, which the page says once already
    verified: str
    verified_tag: str
    url: str
    sources_url: str
    todo: Todo | None
    included: tuple["Told", ...]


@dataclass(frozen=True)
class Place:
    """Where the rows are shown: of which unit, year and dossier; links follow from it."""

    unit: Unit
    catalogue: Catalogue
    period: Period
    assessment: Assessment | None = None
    is_live: bool = False
    is_over: bool = False  # the period has ended

    def sources_url(self, criterion: str) -> str:
        """Return the page that lists the records behind a criterion."""
        if self.is_live or self.assessment is None:
            address = reverse("desk:live_sources", args=[self.unit.pk, criterion])
            return f"{address}?chuan={self.catalogue.id}&nam={rules.year_of(self.period)}"
        return reverse("desk:sources", args=[self.assessment.pk, criterion])

    def criterion_url(self, criterion: str) -> str:
        """Return the page of a criterion in the dossier, if there is one."""
        if self.assessment is None:
            return ""
        return reverse("desk:criterion", args=[self.assessment.pk, criterion])


def tell(row: Row, place: Place, *, is_included: bool = False) -> Told:
    """Return a row in words."""
    criterion = row.criterion
    has_records = bool(row.measure.sources or (row.finding and row.finding.lineage))
    return Told(
        row=row,
        title=criterion.title(language()),
        outcome=str(OutcomeChoices(row.outcome.value).label),
        tag=TAGS[row.outcome],
        value=value_of(row),
        needed=needed_of(criterion),
        why=why_of(row, place),
        notes=tuple(notes_of(row)),
        risk=risk_of(row, place),
        is_period_over=row.risk is Risk.PERIOD_ENDS,
        verified=str(VERIFIED[criterion.verified]),
        verified_tag=VERIFIED_TAGS[criterion.verified],
        url="" if is_included else place.criterion_url(criterion.id),
        sources_url=place.sources_url(criterion.id) if has_records else "",
        todo=todo_of(row, place),
        included=tuple(tell(other, place, is_included=True) for other in row.included),
    )


def article(criterion: Criterion) -> str:
    """Return where the criterion stands in its text."""
    if language() == "vi":
        return criterion.source_article.replace("Art.", "Điều").replace("App.", "Phụ lục")
    return criterion.source_article


def language() -> str:
    """Return the language of the page."""
    return get_language() or "vi"


def percent(value: Value) -> str:
    """Return a share to show beside its exact fraction, cut and not rounded up: 69.96 % stays below 70 %."""
    tenths = value.numerator * 1000 // (value.denominator or 1)
    whole, rest = divmod(tenths, 10)
    comma = "," if language() == "vi" else "."
    return f"{whole}{comma}{rest} %" if rest else f"{whole} %"


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


def needed_of(criterion: Criterion) -> str:
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
        return _("attested by %(office)s") % {"office": attesting_office(criterion)}
    return threshold(criterion.figure) if criterion.figure else ""


def threshold(rule: FigureRule) -> str:
    """Return a threshold such as "≥ 70 %"."""
    if rule.is_compared_to_previous:
        return _("%(op)s previous period") % {"op": OPS[rule.op]}
    unit = str(UNITS.get(rule.unit, "")) if isinstance(rule.value, int) else ""
    value = str(rule.value) if isinstance(rule.value, int) else level_name(rule.value)
    return f"{OPS[rule.op]} {value} {unit}".strip()


def level_name(level: str) -> str:
    """Return the name of a rating level."""
    names = {
        "excellent": _("completed excellently"),
        "good": _("completed well"),
        "completed": _("completed"),
        "not_completed": _("not completed"),
    }
    return names.get(level, level)


def document(key: str) -> str:
    """Return the name of a document."""
    return str(DOCUMENTS.get(key, key.replace("_", " ")))


def attesting_office(criterion: Criterion) -> str:
    """Return whose chief attests."""
    if criterion.attested_by is Side.HERE:
        return _("the unit's own chief of police")
    return _("the chief of police of the level above")


def why_of(row: Row, place: Place) -> str:
    """Return why the criterion is not simply met."""
    if row.finding is not None and row.finding.confirmed_by_id:
        return _("Decided by people: %(why)s") % {"why": row.finding.decided_why}
    reasons = {
        Reason.NONE: "",
        Reason.NOT_COMPUTED: _("Not computed yet: no register of the house holds this figure."),
        Reason.NOT_STATED: _("The total has not been stated for this period."),
        Reason.PREVIOUS_NOT_STATED: _("The total of the previous period has not been stated."),
        Reason.NOTHING_TO_DIVIDE: _("There is nothing to take a share of: a person must decide."),
        Reason.OPEN_MATTERS: _("%(n)s matters are still open; only closed ones count.")
        % {"n": row.measure.pending},
        Reason.BELOW_THRESHOLD: _("The threshold is not reached."),
        Reason.HAPPENED: _("It happened in the period."),
        Reason.PAPER_MISSING: _("A paper is missing."),
        Reason.PAPER_OUTSIDE_WINDOW: _("A paper is dated outside its time."),
        Reason.NOT_ATTESTED: _("Not attested yet."),
        Reason.ATTESTED_NOT_MET: _("Attested as not met."),
        Reason.NOT_RULED: _("The catalogue's comparison is not known."),
    }
    return reasons[row.measure.reason]


def notes_of(row: Row) -> list[str]:
    """Return what stands beside the verdict and does not change it."""
    notes = []
    measure = row.measure
    if measure.chance is not None:
        chance = _(
            "By chance alone a difference at least this large comes about in %(percent)s %% of years"
        ) % {"percent": max(1, round(measure.chance * 100))}
        verdict = (
            _("it cannot be told from chance")
            if rules.expected_by_chance(measure.chance)
            else _("it is hardly chance")
        )
        notes.append(f"{chance}: {verdict}.")
    if measure.is_summed:
        notes.append(_("Sum over the units that were merged into this one."))
    return notes


def risk_of(row: Row, place: Place) -> str:
    """Return what will be missed at this pace."""
    last = date.fromordinal(place.period.until.toordinal() - 1)
    window_end = ""
    if row.criterion.window is not None:
        window = row.criterion.window.in_year(rules.year_of(place.period))
        window_end = day(date.fromordinal(window.until.toordinal() - 1))
    risks = {
        Risk.NONE: "",
        Risk.WINDOW_CLOSES: _("The time for this paper ends on %(day)s.") % {"day": window_end},
        Risk.WINDOW_PASSED: _("The time for this paper ended on %(day)s.") % {"day": window_end},
        Risk.PERIOD_ENDS: _to_be_done_by(place, last),
        Risk.OPEN_MATTERS: _("Open matters must be settled and closed first."),
        Risk.PACE: _("At this pace the count ends above the previous period's."),
    }
    return risks[row.risk]


def _to_be_done_by(place: Place, last: date) -> str:
    """Return the end that is near: of the period or, after it, of the time for the decision."""
    if not place.is_over:
        return _("The period ends on %(day)s.") % {"day": day(last)}
    if place.catalogue.decide_before is None:
        return ""
    decided = date(last.year, *place.catalogue.decide_before)
    return _("To be decided before %(day)s.") % {"day": day(decided)}


def day(value: date) -> str:
    """Return a date as people write it."""
    return date_format(value, "d/m/Y")


def todo_of(row: Row, place: Place) -> Todo | None:
    """Return what to do about a criterion that is not met, or None."""
    if row.outcome in rules.ENOUGH:
        return None
    criterion, reason = row.criterion, row.measure.reason
    here = place.criterion_url(criterion.id)
    if criterion.kind is Kind.DOCUMENT:
        papers = ", ".join(document(key) for key in criterion.evidence)
        return Todo(_("Add to the dossier: %(papers)s") % {"papers": papers}, _("secretary"), here)
    if criterion.kind is Kind.ATTESTATION:
        if reason is Reason.ATTESTED_NOT_MET:
            return None
        what = _("Attest criterion %(no)s") % {"no": criterion.no}
        return Todo(what, attesting_office(criterion), here)
    if reason in (Reason.NOT_STATED, Reason.PREVIOUS_NOT_STATED):
        address = reverse("desk:totals", args=[place.unit.pk])
        return Todo(
            _("State the total: %(what)s") % {"what": ", ".join(stated_titles(criterion))},
            _("chief of police"),
            f"{address}?chuan={place.catalogue.id}&nam={rules.year_of(place.period)}",
        )
    if reason is Reason.OPEN_MATTERS:
        return Todo(
            _("Settle and close the open matters"),
            _("duty officer"),
            place.sources_url(criterion.id),
        )
    return _todo_in_register(criterion, place)


def _todo_in_register(criterion: Criterion, place: Place) -> Todo | None:
    if criterion.figure is None or criterion.figure.name not in REGISTERS:
        return None
    name, register = REGISTERS[criterion.figure.name]
    return Todo(
        _("Complete %(register)s") % {"register": register},
        pgettext("who", "committee"),
        f"{reverse(name)}?don-vi={place.unit.pk}&nam={rules.year_of(place.period)}",
    )


def stated_codes(criterion: Criterion) -> list[str]:
    """Return the stated series that the criterion rests on."""
    mapped = figure_map()
    if criterion.figure is None:
        return [code for code in criterion.categories if mapped.is_stated(code)]
    origin = mapped.origins.get(criterion.figure.name)
    return [code for code in (origin.stated, origin.of) if code] if origin else []


def stated_titles(criterion: Criterion) -> list[str]:
    """Return their titles."""
    return [figure_map().title(code, language()) for code in stated_codes(criterion)]


def source_name(kind: str, filters: Mapping[str, str]) -> str:
    """Return what the records of a source are called."""
    if filters.get("which") == "confirmed":
        return _("Matters found to be so, closed")
    if filters.get("which") == "pending":
        return _("Matters still open")
    names = {
        "matters": _("Matters"),
        "matter_acts": _("Steps taken on matters"),
        "initiatives": _("Initiatives"),
        "team_ratings": _("Ratings of teams"),
        "recognitions": _("Recognitions"),
        "stated_totals": _("Totals stated by the authority"),
    }
    return names.get(kind, kind)
