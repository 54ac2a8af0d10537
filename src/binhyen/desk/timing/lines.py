"""The clocks of a matter as its page says them: what is asked, by which law, how much time is left, what met it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from binhyen.core.working_time import Measure
from binhyen.desk import wording
from binhyen.matters import clocks, running, words
from binhyen.matters.models import Deadline, Matter
from binhyen.matters.running import Standing
from binhyen.matters.workflow import Act

_TAGS = {
    Standing.RUNNING: "govuk-tag--blue",
    Standing.PAUSED: "govuk-tag--yellow",
    Standing.MET: "govuk-tag--green",
    Standing.LAPSED: "govuk-tag--grey",
}
#: A clock that was met some seconds late by a page left open is still told as late: the law knows no seconds of grace.
_NO_TIME = timedelta()


@dataclass(frozen=True)
class Line:
    """One clock."""

    deadline: Deadline
    what: str
    law: str
    limit: str
    left: wording.Deadline | None
    tag: str
    standing: str
    ended_by: str | Promise
    was_late: bool
    cause: str | Promise


def lines(matter: Matter, at: datetime) -> list[Line]:
    """Return the clocks of a matter: what runs first, by its end; then what is met, of messages the latest. What lapsed
    is left out."""
    rows = matter.deadlines.all()
    answered = [row.pk for row in rows if row.clock == running.MESSAGE and not row.is_live]
    older = set(sorted(answered)[:-1])
    found = [row for row in rows if row.state != Standing.LAPSED and row.pk not in older]
    found.sort(key=lambda row: (not row.is_live, row.due_at, row.pk))
    return [_line(row, at) for row in found]


def _line(row: Deadline, at: datetime) -> Line:
    language = get_language() or "vi"
    known = clocks.taxonomy().clocks[row.clock]
    standing = Standing(row.state)
    is_running = standing is Standing.RUNNING
    return Line(
        deadline=row,
        what=known.what(language),
        law=known.law(language),
        limit=limit_words(row.amount, Measure(row.measure)),
        left=wording.deadline(row.due_at, at) if is_running else None,
        tag=_TAGS[standing],
        standing=row.get_state_display(),
        ended_by=words.ACTS[Act(row.ended_by)] if row.ended_by else "",
        was_late=row.ended_at is not None and row.ended_at - row.due_at > _NO_TIME,
        cause=row.get_pause_cause_display() if row.pause_cause else "",
    )


def limit_words(amount: int, measure: Measure) -> str:
    """Return "7 days", "12 hours", "at once" in the language of the page."""
    if running.is_at_once(amount):
        return gettext("at once")
    said = {
        Measure.HOURS: ngettext("%(n)d hour", "%(n)d hours", amount),
        Measure.DAYS: ngettext("%(n)d day", "%(n)d days", amount),
        Measure.WORKING_DAYS: ngettext("%(n)d working day", "%(n)d working days", amount),
        Measure.WORKING_HOURS: ngettext("%(n)d working hour", "%(n)d working hours", amount),
    }
    return said[measure] % {"n": amount}


def what_waits(matter: Matter) -> str:
    """Return which deadlines stand still while the matter waits for its reporter."""
    live = matter.deadlines.live().order_by("due_at", "pk")
    may = [row.clock for row in live if running.can_pause(row.clock, running.Cause.REPORTER)]
    if not may:
        return gettext("No deadline of this matter may wait for that: all run on.")
    named = ", ".join(f"“{wording.clock_words(each)}”" for each in may)
    sentence = gettext("Until then this deadline stands still: %(clocks)s. The others run on.")
    return sentence % {"clocks": named}


#: What a calendar says of a clock of which not even the kind may be known.
HIDDEN = _("Deadline of a restricted matter")


def what_in_public(deadline: Deadline) -> str:
    """Return what a list or an export may say of a clock: of a restricted matter's not even what it is for."""
    if deadline.matter.is_restricted:
        return str(HIDDEN)
    return clocks.taxonomy().clocks[deadline.clock].what(get_language() or "vi")
