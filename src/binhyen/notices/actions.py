"""Tell people, and remember that they have read it."""

from collections.abc import Iterable
from datetime import datetime

from binhyen.notices.models import Notice
from binhyen.notices.words import What
from binhyen.people.models import User


def tell(*, to: Iterable[User], what: What, subject: str, at: datetime, mark: str = "") -> None:
    """Tell each of `to` once, in the transaction of the act that calls; delivery follows in the background.

    Whoever acted need not be told: leave them out of `to`. The same `mark` is told once, however often asked;
    without one every call is told anew.
    """
    mark = mark or at.isoformat()
    Notice.objects.bulk_create(
        [
            Notice(user=user, what=what.value, subject=subject, mark=mark, at=at)
            for user in {user.pk: user for user in to}.values()
        ],
        ignore_conflicts=True,
    )
