"""Tell people."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.notices import rules
from binhyen.notices.models import Habit, Notice
from binhyen.notices.words import Tally, What
from binhyen.people.models import User

#: What waits for a person, by Tally: counted by a room above, which knows it.
Counted = Callable[[User, datetime], Mapping[str, int]]


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


def digest_due(*, at: datetime, counted: Counted) -> int:
    """Tell everybody whose shift has just begun what waits for them; return how many were told.

    Nothing is told where nothing waits. Of two workers at once one tells.
    """
    today = clock.local_day(at)
    due = (
        Habit.objects.filter(has_digest=True, shift_starts__lte=at.astimezone(VIETNAM).time())
        .filter(Q(digest_on=None) | Q(digest_on__lt=today))
        .select_related("user")
    )
    return sum(
        _tell_digest(habit, at, counted)
        for habit in due.order_by("pk")
        if rules.is_shift_fresh(at, habit.shift_starts)
    )


@transaction.atomic
def _tell_digest(habit: Habit, at: datetime, counted: Counted) -> bool:
    today = clock.local_day(at)
    mine = Habit.objects.filter(pk=habit.pk, digest_on=habit.digest_on)
    if not mine.update(digest_on=today):
        return False
    found = counted(habit.user, at)
    numbers = {tally.value: int(found[tally]) for tally in Tally if found.get(tally)}
    if not numbers:
        return False
    Notice.objects.bulk_create(
        [
            Notice(
                user=habit.user,
                what=What.DIGEST.value,
                mark=today.isoformat(),
                numbers=numbers,
                at=at,
            )
        ],
        ignore_conflicts=True,
    )
    return True
