"""Forget what officers wrote of a place when its term is over; the numbers stay."""

from datetime import datetime

from binhyen.audit import forgetting
from binhyen.hotspots.models import Alert, Look


def forget_words(*, at: datetime) -> int:
    """Clear lessons and what was seen when their terms are over; return how many. Nobody has to ask for it."""
    alerts = Alert.objects.filter(closed_at__lt=forgetting.before(Alert, "lesson", at)).exclude(
        lesson=""
    )
    looks = Look.objects.filter(done_at__lt=forgetting.before(Look, "words", at)).exclude(words="")
    return forgetting.blank(alerts, at=at, lesson="") + forgetting.blank(looks, at=at, words="")
