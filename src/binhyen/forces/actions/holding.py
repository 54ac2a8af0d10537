"""What holds a decision on the rating back: papers, meeting, each team's line, the caps. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from binhyen.figures.queries import scope_of
from binhyen.forces import conditions, queries, rules
from binhyen.forces.actions.refusals import (
    InTheFuture,
    NotOneMeeting,
    NumberUsed,
    OutsideWindow,
    RatingRefused,
    TooManyExcellent,
    TooYoung,
    Why,
)
from binhyen.forces.conditions import Finding
from binhyen.forces.models import Level, RatingSheet, Team, TeamRating
from binhyen.forces.rating_rule import rating_rule
from binhyen.forces.words import RANKS
from binhyen.places.models import Unit

if TYPE_CHECKING:
    from binhyen.forces.actions.rating import Decision, Minutes


@dataclass(frozen=True)
class Members:
    """How many members of a team, its leader included, reached which level; not rated: under nine months or proceedings."""

    excellent: int = 0
    good: int = 0
    completed: int = 0
    not_completed: int = 0
    not_rated: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.excellent + self.good + self.completed + self.not_completed + self.not_rated


@dataclass(frozen=True)
class Line:
    """What is proposed for one team; without a level it is left unrated."""

    team: Team
    level: Level | None = None
    is_under_proceedings: bool = False
    proceedings_paper: str = ""
    leader: Level | None = None
    leader_moved_why: str = ""
    members: Members = field(default_factory=Members)
    papers: Mapping[int, str] = field(default_factory=dict)
    unmet_why: str = ""


def hold_papers(
    unit: Unit, year: int, decision: "Decision", old: RatingSheet | None, today: date
) -> None:
    """Raise NumberUsed, InTheFuture or OutsideWindow; a decision that replaces another may come after the window."""
    first, last = rating_rule().window(year)
    if decision.on > today:
        raise InTheFuture(decision.on)
    if old is not None and old.decided_on is not None:
        first, last = old.decided_on, date.max
    if not first <= decision.on <= last:
        raise OutsideWindow(first, last)
    if queries.is_number_used(unit, year, decision.number, decision.on):
        raise NumberUsed(decision.number)


def hold_meeting(minutes: "Minutes", decided_on: date) -> None:
    """Raise NotOneMeeting where more voted than were present, or the meeting came after the decision."""
    present, votes = minutes.present, (minutes.votes_for, minutes.votes_against)
    is_counted = present is not None and None not in votes
    if is_counted and not rules.votes_fit(present or 0, votes[0] or 0, votes[1] or 0):
        raise NotOneMeeting(minutes)
    if minutes.met_on is not None and minutes.met_on > decided_on:
        raise NotOneMeeting(minutes)


def hold_lines(lines: Sequence[Line], year: int) -> None:
    """Raise TooYoung, or RatingRefused with why and for which team."""
    told = conditions.computed([line.team for line in lines], year)
    # as the rating year ends; where a roster is kept its members are counted
    manned = Team.objects.manned(date(year, 11, 14)).filter(pk__in=[line.team.pk for line in lines])
    strengths = {team.pk: team.strength for team in manned}
    for line in lines:
        if line.level and not rules.is_rateable(line.team.established_on, year):
            raise TooYoung(line.team)
        why = _against(line, told[line.team.pk], strengths[line.team.pk])
        if why is not None:
            raise RatingRefused(why, line.team)


def _against(line: Line, told: Sequence[conditions.Condition], strength: int) -> Why | None:
    """Return what speaks against a line, the gravest first."""
    if line.is_under_proceedings and line.level:
        return Why.UNDER_PROCEEDINGS
    if line.is_under_proceedings and not line.proceedings_paper:
        return Why.NO_PAPER
    if line.members.total > strength:
        return Why.MORE_THAN_SERVE
    if _is_above(line.leader, line.level) and not line.leader_moved_why:
        return Why.LEADER_ABOVE
    if line.level == Level.EXCELLENT and not line.unmet_why:
        return _unmet(line, told)
    return None


def _unmet(line: Line, told: Sequence[conditions.Condition]) -> Why | None:
    if line.members.not_completed:
        return Why.MEMBER_NOT_COMPLETED
    return Why.CONDITION_UNMET if any(each.finding is Finding.UNMET for each in told) else None


def _is_above(leader: Level | None, team: Level | None) -> bool:
    return leader is not None and team is not None and RANKS[leader] > RANKS[team]


def hold_caps(unit: Unit, year: int, lines: Sequence[Line], old: RatingSheet | None) -> None:
    """Raise TooManyExcellent for teams or for members, over the territory; each has a cap of its own."""
    territory = scope_of(unit).unit_ids  # teams of communes merged into this one count with its own
    before = TeamRating.objects.filter(team__unit_id__in=territory, year=year)
    before = before.exclude(team__in=[line.team.pk for line in lines])
    if old is not None:
        before = before.exclude(sheet=old)
    standing = [*before.values_list("level", flat=True), *(line.level for line in lines)]
    _hold(standing.count(Level.EXCELLENT), standing.count(Level.GOOD), are_members=False)
    others = queries.members_rated(territory, year, but=[line.team.pk for line in lines])
    _hold(
        others[0] + sum(line.members.excellent for line in lines),
        others[1] + sum(line.members.good for line in lines),
        are_members=True,
    )


def _hold(excellent: int, good: int, *, are_members: bool) -> None:
    if excellent > rules.excellent_allowed(good):
        raise TooManyExcellent(excellent=excellent, good=good, are_members=are_members)
