"""School years and what stands before and after a founding. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


@dataclass(frozen=True)
class TermDays:
    """A term of a school by the year its school year begins in, its number and its days [since, until)."""

    school_year: int
    number: int
    since: date
    until: date

    @property
    def is_of_its_year(self) -> bool:
        """Say whether its days lie between 1 August and 1 August, and are at least one."""
        first, last = date(self.school_year, 8, 1), date(self.school_year + 1, 8, 1)
        return first <= self.since < self.until <= last


class Side(Enum):
    """Where a term lies, seen from the founding of an initiative."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


def side_of(since: date, until: date, *, founded_on: date) -> Side:
    """Return on which side of the founding the days [since, until) lie."""
    if until <= founded_on:
        return Side.BEFORE
    return Side.AFTER if since >= founded_on else Side.DURING
