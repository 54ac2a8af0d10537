"""The seven conditions of the excellent team (Guidance 01/HD-BCA-V05, IV.1): what the registers tell, and what a paper attests."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from binhyen.forces import queries
from binhyen.forces.models import Team
from binhyen.forces.rating_rule import rating_rule

#: Conditions that only a paper can tell; the third also fails by the members' own levels.
ATTESTED = (1, 3, 6, 7)
COMPUTED = (2, 4, 5)


class Finding(StrEnum):
    """How a condition stands."""

    MET = "MET"
    UNMET = "UNMET"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def exact(self) -> Fraction:
        """The share in percent; of nothing it is zero."""
        return Fraction(100 * self.part, self.whole) if self.whole else Fraction(0)


@dataclass(frozen=True)
class Condition:
    """One of the seven, by its number in the catalogue, with the share that tells or the paper that attests it."""

    no: int
    finding: Finding
    share: Share | None = None
    paper: str = ""

    @property
    def is_attested(self) -> bool:
        """Say whether a paper tells it and no figure."""
        return self.no in ATTESTED


def computed(teams: Collection[Team], year: int) -> dict[int, list[Condition]]:
    """Return team -> the conditions that the registers tell of `year`."""
    rule = rating_rule()
    months, duties = queries.months_kept(teams, year), queries.duties_done(teams, year)
    found = {}
    for team in teams:
        kept, done = Share(*months.get(team.pk, (0, 0))), Share(*duties.get(team.pk, (0, 0)))
        found[team.pk] = [
            _told(2, kept, is_met=rule.are_meetings_enough(kept.exact)),
            # The rolls of the training sessions are not kept yet.
            Condition(4, Finding.UNKNOWN),
            _told(5, done, is_met=rule.are_tasks_enough(done.exact)),
        ]
    return found


def attested(papers: Mapping[int, str], *, members_not_completed: int) -> list[Condition]:
    """Return the conditions that papers tell; a member rated not completed breaks the third whatever a paper says."""
    found = []
    for no in ATTESTED:
        paper = papers.get(no, "")
        finding = Finding.MET if paper else Finding.UNKNOWN
        if no == 3 and members_not_completed:
            finding = Finding.UNMET
        found.append(Condition(no, finding, paper=paper))
    return found


def _told(no: int, share: Share, *, is_met: bool) -> Condition:
    if not share.whole:
        return Condition(no, Finding.UNKNOWN, share)
    return Condition(no, Finding.MET if is_met else Finding.UNMET, share)
