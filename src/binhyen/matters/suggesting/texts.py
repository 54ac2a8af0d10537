"""What is learnt from and what is found out. Pure: also for those who never learn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """What was said, and what the matter was in the end."""

    words: str
    category: str


@dataclass(frozen=True)
class OfCategory:
    """How it went for the held-out texts of one category."""

    category: str
    texts: int  # in all
    held: int  # of them held out
    first: int  # of those, suggested first
    among: int  # of those, among the three


@dataclass(frozen=True)
class Measured:
    """Shares of the held-out texts; a share is of 1."""

    held: int
    top1: float
    top3: float
    lexicon_top1: float
    baseline_top1: float
    by_category: tuple[OfCategory, ...]
