"""What leaves the house as a file or on paper: who took what, when, is on the trail before the first line is out."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.matters import inbox, queries
from binhyen.matters.inbox import Asked
from binhyen.matters.models import Matter
from binhyen.people import policy
from binhyen.people.models import User

#: A file of more rows helps nobody; the list can be narrowed by time.
MOST_EXPORTED = 100_000


def export(*, asked: Asked, query: str, as_what: str, by: User, at: datetime) -> Iterator[Matter]:
    """Return the matters that fit, a few in memory at a time, after writing on the trail who took how many.

    Raises NotAllowed.
    """
    policy.require(by, "matters.export", asked.unit, on=clock.local_day(at))
    n = inbox.count(asked, most=MOST_EXPORTED)
    _record_export(asked, {"filter": query, "as": as_what, "matters": n}, by, at)
    return inbox.all_of(asked, most=n)


@transaction.atomic
def _record_export(asked: Asked, detail: dict[str, object], by: User, at: datetime) -> None:
    audit.record(
        event="matters.exported", subject=asked.unit.path, actor=by.ref, at=at, detail=detail
    )


@transaction.atomic
def print_out(*, matter: Matter, by: User, at: datetime) -> None:
    """Put on the trail that `by` prints `matter`. Raises NotAllowed."""
    on = clock.local_day(at)
    policy.require(by, "matters.read", matter.readers(), on=on)
    if queries.is_masked(matter, by, on):
        message = f"{matter} is restricted to its chief and its handler"
        raise policy.NotAllowed(message)
    audit.record(event="matters.printed", subject=matter.reference, actor=by.ref, at=at)
