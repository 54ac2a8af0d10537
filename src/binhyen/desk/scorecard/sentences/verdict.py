"""Why a criterion is not simply met, what stands beside the verdict, and what will be missed at this pace."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binhyen.desk.scorecard.sentences.names import day
from binhyen.desk.scorecard.sentences.place import Place
from binhyen.standards import rules
from binhyen.standards.queries import UNIT_TYPES
from binhyen.standards.rules import Reason, Risk
from binhyen.standards.scorecard import Row

_WHY = {
    Reason.NOT_COMPUTED: gettext_lazy("Not computed yet: no register of the house holds this figure."),
    Reason.NOT_STATED: gettext_lazy("The total has not been stated for this period."),
    Reason.PREVIOUS_NOT_STATED: gettext_lazy("The total of the previous period has not been stated."),
    Reason.NOTHING_TO_DIVIDE: gettext_lazy("There is nothing to take a share of: a person must decide."),
    Reason.OPEN_MATTERS: gettext_lazy("%(n)s matters are still open; only closed ones count."),
    Reason.BELOW_THRESHOLD: gettext_lazy("The threshold is not reached."),
    Reason.HAPPENED: gettext_lazy("It happened in the period."),
    Reason.PAPER_MISSING: gettext_lazy("A paper is missing."),
    Reason.PAPER_OUTSIDE_WINDOW: gettext_lazy("A paper is dated outside its time."),
    Reason.NOT_ATTESTED: gettext_lazy("Not attested yet."),
    Reason.ATTESTED_NOT_MET: gettext_lazy("Attested as not met."),
    Reason.NOT_RULED: gettext_lazy("The catalogue's comparison is not known."),
}  # fmt: skip
_RISKS = {
    Risk.WINDOW_CLOSES: gettext_lazy("The time for this paper ends on %(day)s."),
    Risk.WINDOW_PASSED: gettext_lazy("The time for this paper ended on %(day)s."),
    Risk.OPEN_MATTERS: gettext_lazy("Open matters must be settled and closed first."),
}


def why_of(row: Row, place: Place) -> str:
    """Return why the criterion is not simply met."""
    if row.finding is not None and row.finding.confirmed_by_id:
        return _("Decided by people: %(why)s") % {"why": row.finding.decided_why}
    reason = row.measure.reason
    return str(_WHY[reason]) % {"n": row.measure.pending} if reason in _WHY else ""


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
    if row.risk is Risk.NONE:
        return ""
    if row.risk is Risk.PERIOD_ENDS:
        return _to_be_done_by(place, place.period.last_day)
    if row.risk is Risk.PACE:
        return _pace_of(row)
    return str(_RISKS[row.risk]) % {"day": _window_end(row, place)}


def _window_end(row: Row, place: Place) -> str:
    if row.criterion.window is None:
        return ""
    return day(row.criterion.window.in_year(rules.year_of(place.period)).last_day)


def _pace_of(row: Row) -> str:
    """Return the day on which what is met now will be missed at this pace."""
    if row.forecast is None or row.forecast.missed_on is None:
        return _("At this pace the count ends above the previous period's.")
    if row.measure.previous is not None:
        said = _("At this pace the count passes the previous period's on %(day)s.")
    else:
        said = _("At the pace of the last 30 days the share falls below the threshold on %(day)s.")
    return said % {"day": day(row.forecast.missed_on)}


def _to_be_done_by(place: Place, last: date) -> str:
    """Return the end that is near: of the period or, after it, of the time for the decision."""
    if not place.is_over:
        return _("The period ends on %(day)s.") % {"day": day(last)}
    unit_type = UNIT_TYPES.get(place.unit.level, "")
    decided = place.catalogue.decide_before(unit_type, last.year)
    if decided is None:
        return ""
    return _("To be decided before %(day)s.") % {"day": day(decided)}
