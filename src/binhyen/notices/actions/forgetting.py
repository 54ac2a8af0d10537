"""Forget the browsers of those who hold no post any more."""

from datetime import datetime

from binhyen.audit import forgetting
from binhyen.notices.models import Subscription
from binhyen.people import queries as people


def forget_browsers(*, at: datetime) -> int:
    """Remove the browsers of who has held no post for the term; return how many. Nobody has to ask for it."""
    left = people.left_by(forgetting.day_before(Subscription, "sealed", at))
    return forgetting.drop(Subscription.objects.filter(user__in=left), at=at)
