"""Forget what officers wrote of a place, and its hexagons, when their terms are over; the numbers and the areas stay."""

from datetime import datetime

from binhyen.audit import forgetting
from binhyen.hotspots.models import Alert, AlertCell, Look


def forget_words(*, at: datetime) -> int:
    """Clear lessons, what was seen and hexagons when their terms are over; return how many. Nobody has to ask for it."""
    alerts = Alert.objects.filter(closed_at__lt=forgetting.before(Alert, "lesson", at)).exclude(
        lesson=""
    )
    looks = Look.objects.filter(done_at__lt=forgetting.before(Look, "words", at)).exclude(words="")
    cells = AlertCell.objects.filter(alert__closed_at__lt=forgetting.before(AlertCell, "cell", at))
    return (
        forgetting.blank(alerts, at=at, lesson="")
        + forgetting.blank(looks, at=at, words="")
        + forgetting.drop(cells, at=at)
    )
