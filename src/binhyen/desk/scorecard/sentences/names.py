"""What things are called: papers, levels, offices, sources; and how a share or a day is written."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from binhyen.figures.rules import Value
from binhyen.places.models import LOCAL_LEVELS, Unit
from binhyen.standards.catalogues import Criterion, Side
from binhyen.standards.figure_map import figure_map
from binhyen.standards.scoring import Score

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
RULES = {
    "all": gettext_lazy("every mandatory criterion must be met"),
    "points": gettext_lazy("by points"),
    "all_then_points": gettext_lazy(
        "every mandatory criterion must be met; the points give the class"
    ),
}
OPS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}
UNITS = {
    "percent": "%",
    "models": gettext_lazy("initiatives"),
    "cases": gettext_lazy("cases"),
    "points": gettext_lazy("points"),
}


def language() -> str:
    """Return the language of the page."""
    return get_language() or "vi"


def day(value: date) -> str:
    """Return a date as people write it."""
    return date_format(value, "d/m/Y")


def class_name(score: Score | None) -> str:
    """Return the class that the points give, in the language of the page; nothing where none is reached."""
    return score.reached.title(language()) if score and score.reached else ""


def version(name: str) -> str:
    """Return the version of a catalogue as people write it: its day, and which text of that day it is."""
    day_of, _plus, text = name.partition("+by")
    try:
        told = day(date.fromisoformat(day_of))
    except ValueError:
        return name
    return _("%(day)s, text %(n)s") % {"day": told, "n": text} if text else told


def percent(value: Value) -> str:
    """Return a share to show beside its exact fraction, cut and not rounded up: 69.96 % stays below 70 %."""
    tenths = value.numerator * 1000 // (value.denominator or 1)
    whole, rest = divmod(tenths, 10)
    comma = "," if language() == "vi" else "."
    return f"{whole}{comma}{rest} %" if rest else f"{whole} %"


def article(criterion: Criterion) -> str:
    """Return where the criterion stands in its text."""
    if language() == "vi":
        return criterion.source_article.replace("Art.", "Điều").replace("App.", "Phụ lục")
    return criterion.source_article


def document(key: str) -> str:
    """Return the name of a document."""
    return str(DOCUMENTS.get(key, key.replace("_", " ")))


def level_name(level: str) -> str:
    """Return the name of a rating level."""
    names = {
        "excellent": _("completed excellently"),
        "good": _("completed well"),
        "completed": _("completed"),
        "not_completed": _("not completed"),
    }
    return names.get(level, level)


def attesting_office(criterion: Criterion, unit: Unit | None) -> str:
    """Return whose chief attests; of itself an area, an agency or a school has no police, and its head does."""
    if criterion.attested_by is Side.HERE:
        if unit and unit.level in LOCAL_LEVELS:
            return _("the head of the unit")
        return _("the unit's own chief of police")
    return _("the chief of police of the level above")


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
