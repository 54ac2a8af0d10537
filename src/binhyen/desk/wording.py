"""Deadlines in plain words, and the colour of a tag."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from binhyen.core.working_time import Calendar
from binhyen.matters import clocks, queries, rules, running
from binhyen.matters.models import Matter
from binhyen.matters.rules import Severity
from binhyen.matters.workflow import State
from binhyen.reports.models import Channel

CALENDAR = Calendar()
CHANNELS = dict(Channel.choices)
_SHIFT = timedelta(hours=8)
#: Beyond this, counting office hours says less than the date does.
_FAR = timedelta(days=30)

TAGS = {
    State.RECEIVED: "govuk-tag--blue",
    State.VERIFYING: "govuk-tag--yellow",
    State.IN_PROGRESS: "govuk-tag--yellow",
    State.PROPOSED: "govuk-tag--purple",
    State.RESOLVED: "govuk-tag--green",
    State.REFERRED: "govuk-tag--turquoise",
    State.UNFOUNDED: "govuk-tag--grey",
    State.MERGED: "govuk-tag--grey",
    State.CLOSED: "govuk-tag--grey",
}


@dataclass(frozen=True)
class Deadline:
    """A deadline as the page says it."""

    words: str
    is_over: bool
    is_near: bool
    is_paused: bool = False


def deadline(due_at: datetime, at: datetime) -> Deadline:
    """Return how much working time is left, or for how long it has run out."""
    if due_at >= running.NEVER:
        return Deadline(_("the clock stands still"), is_over=False, is_near=False, is_paused=True)
    if at > due_at:
        return Deadline(_over_words(at - due_at), is_over=True, is_near=False)
    if due_at - at > _FAR:
        return Deadline(_("in good time"), is_over=False, is_near=False)
    left = rules.working_time_left(at=at, due_at=due_at, calendar=CALENDAR)
    is_near = left <= _SHIFT
    return Deadline(_left_words(left, due_at - at), is_over=False, is_near=is_near)


def deadline_on(due_on: date, today: date) -> Deadline:
    """Return how many days are left until a day, or for how many it is past."""
    days = (due_on - today).days
    if days < 0:
        return Deadline(_over_by_days(-days), is_over=True, is_near=False)
    if days == 0:
        return Deadline(_("due today"), is_over=False, is_near=True)
    words = ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return Deadline(words, is_over=False, is_near=False)


def _over_words(over: timedelta) -> str:
    if over.days:
        return _over_by_days(over.days)
    hours = over // timedelta(hours=1)
    if not hours:
        return _("overdue since less than an hour")
    return ngettext("overdue by %(n)d hour", "overdue by %(n)d hours", hours) % {"n": hours}


def _over_by_days(days: int) -> str:
    return ngettext("overdue by %(n)d day", "overdue by %(n)d days", days) % {"n": days}


def _left_words(left: timedelta, plain: timedelta) -> str:
    if not left:  # the law's hours run on at night and on holidays
        hours = max(plain // timedelta(hours=1), 1)
        words = ngettext(
            "%(n)d hour left, outside office hours", "%(n)d hours left, outside office hours", hours
        )
        return words % {"n": hours}
    days, rest = divmod(left, _SHIFT)
    if days:
        words = ngettext("%(n)d working day left", "%(n)d working days left", days)
        return words % {"n": days}
    hours = rest // timedelta(hours=1)
    if not hours:
        return _("less than one working hour left")
    return ngettext("%(n)d working hour left", "%(n)d working hours left", hours) % {"n": hours}


def category_name(code: str) -> str:
    """Return the category's name in the language of the page."""
    return clocks.category(code).name(get_language() or "vi")


def clock_words(clock_id: str) -> str:
    """Return what the clock asks for, in the language of the page."""
    return clocks.taxonomy().clocks[clock_id].what(get_language() or "vi")


@dataclass(frozen=True)
class Row:
    """A line of the list; of a restricted matter only that it is one."""

    matter: Matter
    title: str
    category: str
    tag: str
    deadline: Deadline | None
    due_at: datetime | None
    is_masked: bool
    is_urgent: bool
    channel: str


def row(
    matter: Matter, *, user_pk: int, is_chief: bool, at: datetime, unit_pk: int | None = None
) -> Row:
    """Return the line that an officer of `unit_pk` may see; without a query. What is new to another unit, to which it
    was handed over, is not new here."""
    state = State(matter.state)
    is_ours = matter.keeper_id == (unit_pk or matter.unit_id)
    masked = rules.is_masked(
        sensitivity=matter.sensitivity,
        is_new=state is State.RECEIVED and is_ours,
        is_chief=is_chief,
        is_handler=matter.handler_id == user_pk,
    )
    category = category_name(matter.category)
    due_at = next_due(matter)
    return Row(
        matter=matter,
        title=_("Restricted matter") if masked else matter.title,
        category=category if not masked and not matter.title.startswith(category) else "",
        tag=TAGS[state],
        deadline=deadline(due_at, at) if due_at else None,
        due_at=due_at,
        is_masked=masked,
        is_urgent=matter.severity == Severity.URGENT and matter.is_open,
        channel=str(CHANNELS.get(matter.channel, matter.channel)),
    )


def next_due(matter: Matter) -> datetime | None:
    """Return what is due first: the matter itself while it is open, or the answer to its reporter's message."""
    dues = [matter.due_at] if matter.is_open else []
    if matter.has_news and matter.news_due_at:
        dues.append(matter.news_due_at)
    return min(dues, default=None)


def is_prolonged(matter: Matter, at: datetime) -> bool:
    """Say whether it is a dispute that has become complex or prolonged."""
    return matter.flagged_at is not None or queries.is_prolonged(matter, at)
