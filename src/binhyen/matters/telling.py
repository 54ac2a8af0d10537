"""As what a matter is told, who may still know of it, and what waits for a person: what this room says to `notices`.

Who is told is `standing`'s to say.
"""

from collections.abc import Mapping
from datetime import datetime

from binhyen.core import clock
from binhyen.matters import asking, inbox
from binhyen.matters.asking import Asked
from binhyen.matters.inbox import Section
from binhyen.matters.models import Matter
from binhyen.matters.rules import Severity
from binhyen.notices.words import Tally, What
from binhyen.people import policy
from binhyen.people.models import User

_SECTIONS = {
    Tally.OVERDUE: Section.OVERDUE,
    Tally.TODAY: Section.TODAY,
    Tally.NEWS: Section.NEWS,
    Tally.NEW: Section.NEW,
}


def what_came_in(matter: Matter) -> What:
    """Return as what a fresh matter is told."""
    return What.URGENT if matter.severity == Severity.URGENT.value else What.RECEIVED


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
