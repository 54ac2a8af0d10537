"""What people read for each kind of report, state and act; the window as it is said."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from binhyen.figures.rules import Period
from binhyen.periodic import rules
from binhyen.periodic.rules import Kind
from binhyen.periodic.workflow import Act, State

KINDS: Mapping[Kind, Promise] = {
    Kind.WEEK: pgettext_lazy("periodic report", "Weekly report"),
    Kind.MONTH: pgettext_lazy("periodic report", "Monthly report"),
    Kind.QUARTER: pgettext_lazy("periodic report", "Quarterly report"),
    Kind.HALF: pgettext_lazy("periodic report", "Half-yearly report"),
    Kind.YEAR: pgettext_lazy("periodic report", "Yearly report"),
    Kind.POLICE_YEAR: pgettext_lazy("periodic report", "Yearly report, police year"),
    Kind.URGENT: pgettext_lazy("periodic report", "Urgent report"),
}
STATES: Mapping[State, Promise] = {
    State.DRAFT: pgettext_lazy("periodic report", "draft"),
    State.SENT: pgettext_lazy("periodic report", "sent"),
    State.RECEIVED: pgettext_lazy("periodic report", "received"),
    State.RETURNED: pgettext_lazy("periodic report", "returned"),
    State.MERGED: pgettext_lazy("periodic report", "merged into the report of the level above"),
}
ACTS: Mapping[Act, Promise] = {
    Act.WRITE: pgettext_lazy("periodic report", "Written on"),
    Act.CHOOSE: pgettext_lazy("periodic report", "Notable matter chosen"),
    Act.DROP: pgettext_lazy("periodic report", "Notable matter taken out"),
    Act.PAPER: pgettext_lazy("periodic report", "Made a paper to be signed"),
    Act.SEND: pgettext_lazy("periodic report", "Sent"),
    Act.RECEIVE: pgettext_lazy("periodic report", "Received"),
    Act.RETURN: pgettext_lazy("periodic report", "Returned"),
    Act.MERGE: pgettext_lazy("periodic report", "Merged"),
}


def window_name(kind: Kind, window: Period) -> str:
    """Return the window as people say it: "quarter 2 of 2026"."""
    said = {"n": rules.number_of(kind, window), "year": rules.year_of(kind, window)}
    match kind:
        case Kind.WEEK:
            return _("week %(n)s of %(year)s") % said
        case Kind.MONTH:
            return _("month %(n)s of %(year)s") % said
        case Kind.QUARTER:
            return _("quarter %(number)s of %(year)s") % {"number": said["n"], "year": said["year"]}
        case Kind.HALF if said["n"] == 1:
            return _("the first six months of %(year)s") % said
        case Kind.HALF:
            return _("the last six months of %(year)s") % said
        case Kind.URGENT:
            return f"{window.since:%d/%m/%Y}"
    return _("year %(year)s") % {"year": said["year"]}


def days_of(window: Period) -> str:
    """Return the days of a window, both included: "15/02/2026 – 14/03/2026"."""
    return f"{window.since:%d/%m/%Y} – {window.last_day:%d/%m/%Y}"
