"""What the pages of periodic reports say: states, refusals, the lines of a list."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from binhyen.desk.posts import Visit
from binhyen.desk.wording import deadline_on
from binhyen.periodic import actions, words, workflow
from binhyen.periodic.models import Report
from binhyen.periodic.workflow import State

REFUSED = (
    actions.Outrun, actions.WindowRuns, actions.NothingWritten, actions.WordsMissing, actions.TooLong, actions.NotOffered,
    actions.NotOneOfOurs, actions.NotYet, actions.AtSigning, workflow.MoveNotAllowed,
)  # fmt: skip
TAGS: Mapping[State, str] = {
    State.DRAFT: "govuk-tag--yellow",
    State.SENT: "govuk-tag--blue",
    State.RECEIVED: "govuk-tag--green",
    State.RETURNED: "govuk-tag--red",
    State.MERGED: "govuk-tag--grey",
}
NOTHING_YET = pgettext_lazy("periodic report", "nothing yet")


def refusal(reason: Exception) -> str:
    """Return what a refusal says."""
    match reason:
        case actions.Outrun():
            return _("Somebody else changed it just now. Look at it again; what you typed is kept here.")  # fmt: skip
        case actions.WindowRuns():
            return _("The period is not over yet, so its numbers still change. Send it on the day after its end.")  # fmt: skip
        case actions.NothingWritten():
            return _("Write at least one section before you send it.")
        case actions.WordsMissing():
            return _("Write a few words here.")
        case actions.TooLong(section=section, longest=longest):
            return _("Section %(section)s has room for %(longest)d letters. Shorten it.") % {
                "section": section,
                "longest": longest,
            }
        case actions.NotOffered():
            return _("This matter cannot be told in the report. Choose one from the list.")
        case actions.NotOneOfOurs():
            return _("One of these reports is of another period. Open the page again.")
        case actions.AtSigning():
            return _("Its paper is on its way: what it says stands still until the paper is issued or sent back.")  # fmt: skip
        case actions.NotYet():
            return _("This day has not come yet. Choose today or an earlier day.")
        case _:
            return _("This step does not follow from where the report stands now. Look at it again.")  # fmt: skip


def line(report: Report, visit: Visit) -> dict[str, object]:
    """Return a report as a list shows it."""
    state = State(report.state)
    return {
        "report": report,
        "title": report.title,
        "days": words.days_of(report.window),
        "state": words.STATES[state],
        "tag": TAGS[state],
        "deadline": deadline_on(report.due_on, visit.on) if report.is_open else None,
    }


def act_name(act: str) -> Promise:
    """Return an act of the history as it is read."""
    return words.ACTS[workflow.Act(act)]
