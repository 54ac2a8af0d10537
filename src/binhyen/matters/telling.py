"""Who is to know of a matter, who may still know of it, and what waits for a person: what this room says to `notices`."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import QuerySet

from binhyen.core import clock
from binhyen.matters import asking, inbox
from binhyen.matters.asking import Asked
from binhyen.matters.inbox import Section
from binhyen.matters.models import Matter
from binhyen.matters.rules import Severity
from binhyen.matters.workflow import State
from binhyen.notices.words import Tally, What
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.people.queries import holders

_SECTIONS = {
    Tally.OVERDUE: Section.OVERDUE,
    Tally.TODAY: Section.TODAY,
    Tally.NEWS: Section.NEWS,
    Tally.NEW: Section.NEW,
}


def what_came_in(matter: Matter) -> What:
    """Return as what a fresh matter is told."""
    return What.URGENT if matter.severity == Severity.URGENT.value else What.RECEIVED


def on_duty(matter: Matter, on: date) -> QuerySet[User]:
    """Return who receives for the unit that keeps the matter and may read it: of a restricted one, once it is no
    longer new, the chief."""
    is_closed_off = matter.is_restricted and matter.state != State.RECEIVED.value
    return holders(
        "matters.read_restricted" if is_closed_off else "matters.receive", matter.keeper, on
    )


def listeners(matter: Matter, on: date) -> QuerySet[User]:
    """Return who is to know that a reporter wrote: the handler while in office there, else who is on duty."""
    handler = holders("reports.answer", matter.keeper, on).filter(pk=matter.handler_id or 0)
    return handler if handler.exists() else on_duty(matter, on)


def may_know(user: User, subject: str, at: datetime) -> bool:
    """Say whether `user` may still be told of `subject`; what is not a matter is judged by whoever told it."""
    if not subject.startswith("VV-"):
        return True
    visible = Matter.objects.visible_to(user, clock.local_day(at))
    return visible.filter(reference=subject).exists()


def waiting_for(user: User, at: datetime) -> Mapping[str, int]:
    """Return what waits in the units for which `user` works, by Tally; counts and nothing else."""
    on = clock.local_day(at)
    units = {
        post.unit_id: post.unit for post in policy.posts_granting(user, "matters.triage", on=on)
    }
    found = {tally.value: 0 for tally in Tally}
    for unit in units.values():
        who = inbox.looker(user, unit, on)
        counts = inbox.counts(unit, who=who, at=at)
        for tally, section in _SECTIONS.items():
            found[tally.value] += counts.get(section, 0)
    asked = asking.listed(list(units.values()), Asked(), at=at)
    found[Tally.ASKED.value] = len(asked[: inbox.MOST_COUNTED + 1])
    return found
