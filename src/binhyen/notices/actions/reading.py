"""Remember what was read; forget what is old."""

from datetime import datetime

from django.db.models import Q

from binhyen.core import clock
from binhyen.notices import rules
from binhyen.notices.models import Notice
from binhyen.people import policy
from binhyen.people.models import User

OWN = "notices.own"
_BATCH = 1000


def ask(by: User, at: datetime) -> None:
    """Raise NotAllowed unless `by` holds a post: everybody who does has notices, and everybody only their own."""
    if not policy.can(by, OWN, on=clock.local_day(at)):
        message = f"{by} holds no post"
        raise policy.NotAllowed(message)


def mark_read(*, notice: Notice, by: User, at: datetime) -> None:
    """Mark one of one's own as read. Raises NotAllowed, also for somebody else's."""
    ask(by, at)
    if notice.user_id != by.pk:
        message = f"{notice.pk} was told to somebody else"
        raise policy.NotAllowed(message)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def mark_all_read(*, until: datetime, by: User, at: datetime) -> int:
    """Mark as read what one was told up to `until`, the newest line one saw; return how many. Raises NotAllowed."""
    ask(by, at)
    return Notice.objects.filter(user=by, read_at=None, at__lte=until).update(read_at=at)


def mark_subject_read(*, subject: str, by: User, at: datetime) -> None:
    """Mark as read what one was told of `subject`: whoever opened it knows. Raises NotAllowed."""
    ask(by, at)
    unread = Notice.objects.filter(user=by, read_at=None, subject=subject)
    if unread.exists():  # a page is looked at far more often than there is something to write
        unread.update(read_at=at)


def clear_old(*, at: datetime) -> int:
    """Remove what was read long ago, and what nobody ever read; return how many."""
    old = Notice.objects.filter(
        Q(read_at__isnull=False, at__lt=at - rules.READ_KEPT) | Q(at__lt=at - rules.UNREAD_KEPT)
    ).order_by("pk")
    total = 0
    while batch := list(old.values_list("pk", flat=True)[:_BATCH]):
        Notice.objects.filter(pk__in=batch).delete()
        total += len(batch)
    return total
