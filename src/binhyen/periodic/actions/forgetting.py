"""Forget what was written in reports when its term is over; their numbers stay."""

from datetime import datetime

from binhyen.audit import forgetting
from binhyen.core.privacy import FORGOTTEN
from binhyen.periodic.models import Move, Notable, SectionWords


def forget_words(*, at: datetime) -> int:
    """Clear sections, sentences and words of return whose terms are over; return how many. Nobody has to ask for it."""
    sections = SectionWords.objects.filter(
        written_at__lt=forgetting.before(SectionWords, "words", at)
    ).exclude(words=FORGOTTEN)
    notables = Notable.objects.filter(at__lt=forgetting.before(Notable, "words", at)).exclude(
        words=FORGOTTEN
    )
    moves = Move.objects.filter(at__lt=forgetting.before(Move, "words", at)).exclude(words="")
    return (
        forgetting.blank(sections, at=at, words=FORGOTTEN)
        + forgetting.blank(notables, at=at, words=FORGOTTEN)
        + forgetting.blank(moves, at=at, words="")
    )
