"""What would still mend a criterion, in one sentence with its numbers."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from binhyen.desk.scorecard.sentences.names import day, document
from binhyen.standards.pace import Mend
from binhyen.standards.scorecard import Row

#: What is counted, as it stands behind "3 more of 25".
COUNTED = {
    "effective_models": gettext_lazy("initiatives classed effective"),
    "camera_models": gettext_lazy("camera initiatives classed effective"),
    "replications": gettext_lazy("initiatives copied"),
    "teams_completed_or_better": gettext_lazy("teams rated completed or better"),
    "teams_good_or_better": gettext_lazy("teams rated good or better"),
    "team_strength": gettext_lazy("members serving"),
    "recognised_residential_areas": gettext_lazy("areas recognised"),
    "recognised_units": gettext_lazy("units recognised"),
    "household_registration_rate": gettext_lazy("households registered"),
    "staff_briefed_rate": gettext_lazy("people briefed"),
    "reports_handled_on_time": gettext_lazy("matters settled in time"),
    "mediation_success_rate": gettext_lazy("disputes settled"),
}
_ANYTHING = pgettext_lazy("counted", "counted")
_MENDS = {
    Mend.MORE_OF: gettext_lazy("%(n)s more of %(of)s by %(day)s: %(what)s."),
    Mend.MORE: gettext_lazy("%(n)s more by %(day)s: %(what)s."),
    Mend.IN_A_ROW: gettext_lazy("The next %(n)s without a miss until %(day)s: %(what)s."),
    Mend.AT_MOST: gettext_lazy("At most %(n)s more until %(day)s."),
    Mend.CLOSE: gettext_lazy("%(n)s open matters to be settled and closed by %(day)s."),
    Mend.PAPER: gettext_lazy("A paper dated by %(day)s: %(papers)s."),
    Mend.ATTEST: gettext_lazy("The attestation by %(day)s."),
    Mend.STATE: gettext_lazy("The total stated by %(day)s."),
    Mend.DECIDE: gettext_lazy("A person's decision by %(day)s, confirmed by a second one."),
    Mend.NOTHING: gettext_lazy("Nothing mends it in this period any more."),
}
_WITHOUT_A_MISS = gettext_lazy("From now on nothing may be missed until %(day)s: %(what)s.")


def mend_of(row: Row) -> str:
    """Return what would mend the criterion, or nothing where it stands well and goes on so."""
    ahead = row.forecast
    if ahead is None:
        return ""
    said = _MENDS[ahead.mend]
    if ahead.mend is Mend.IN_A_ROW and not ahead.more:
        said = _WITHOUT_A_MISS
    return str(said) % {
        "n": ahead.more,
        "of": ahead.of,
        "what": _what(row),
        "day": day(ahead.by),
        "papers": ", ".join(document(key) for key in row.criterion.evidence),
    }


def _what(row: Row) -> str:
    figure = row.criterion.figure
    return str(COUNTED.get(figure.name, _ANYTHING) if figure else _ANYTHING)
