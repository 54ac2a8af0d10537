"""Tell people, let them choose how, deliver it, and forget it when it is old."""

from binhyen.notices.actions.choosing import BadSubscription, Wishes, choose, subscribe, unsubscribe
from binhyen.notices.actions.delivering import deliver_due
from binhyen.notices.actions.forgetting import forget_browsers
from binhyen.notices.actions.reading import clear_old, mark_all_read, mark_read, mark_subject_read
from binhyen.notices.actions.telling import digest_due, tell

__all__ = [
    "BadSubscription",
    "Wishes",
    "choose",
    "clear_old",
    "deliver_due",
    "digest_due",
    "forget_browsers",
    "mark_all_read",
    "mark_read",
    "mark_subject_read",
    "subscribe",
    "tell",
    "unsubscribe",
]
