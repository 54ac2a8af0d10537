"""What the teams of Mỹ Lạc did, month by month, and how they were rated; the fourth team was too young in its first year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

from binhyen.core import clock
from binhyen.forces import actions as forces
from binhyen.forces.models import DutyKind, Level, Outcome, Team
from binhyen.people.models import User
from binhyen.project.demo.courses import Story
from binhyen.project.demo.grounds import Village

#: On this day of each month the chief enters what the teams did.
_DAY = 12
_FIRST = date(2024, 2, _DAY)
#: What a team does in a month: kind, how often, hours, members.
_MONTH = (
    (DutyKind.INFORM, 2, "1.5", 1), (DutyKind.TALK, 3, "4", 3), (DutyKind.INITIATIVE, 1, "2", 2),
    (DutyKind.FIRE_CHECK, 4, "3", 2), (DutyKind.RESIDENCE, 2, "2.5", 2), (DutyKind.EDUCATE, 1, "1", 1),
    (DutyKind.PATROL, 6, "12", 4),
)  # fmt: skip
_LEVELS = (Level.GOOD, Level.GOOD, Level.COMPLETED)


@dataclass
class _Force:
    players: dict[str, User]
    village: Village

    def teams(self) -> list[Team]:
        """Return the teams as they were set up; the fourth is the youngest (`roster`)."""
        return list(Team.objects.filter(unit=self.village.unit).order_by("established_on", "pk"))


def plan(told: Story, players: dict[str, User], village: Village) -> None:
    """Plan the months of the teams and the rating of 2024."""
    force = _Force(players, village)
    month = _FIRST
    while month < clock.local_day(told.moment):
        _plan(told, month, partial(_enter_the_month, force))
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=_DAY)
    day = date(2024, 2, 16)
    while day < clock.local_day(told.moment):
        _plan(told, day, partial(_patrol, force))
        day += timedelta(days=7 if day.month % 4 else 14)
    _plan(told, date(2024, 11, 15), partial(_rate, force))
    _plan(told, date(2025, 7, 2), partial(_give_a_task, force))


def _plan(told: Story, day: date, act: Callable[[datetime], object]) -> None:
    told.plan(datetime.combine(day, time(10), tzinfo=clock.VIETNAM), act)


def _enter_the_month(force: _Force, at: datetime) -> None:
    """Enter a task of each kind for each team; once in a while the third does not do one, or hands a report in late."""
    today, chief = clock.local_day(at), force.players["dung"]
    for place, team in enumerate(force.teams()):
        is_slow = place == 2 and today.month % 3 == 0
        for number, (kind, times, hours, members) in enumerate(_MONTH):
            outcome = Outcome.NOT_DONE if is_slow and kind is DutyKind.TALK else Outcome.ON_TIME
            forces.log_duty(
                key=UUID(int=(today.toordinal() << 32) + (place << 8) + number, version=4), team=team, kind=kind.value,
                on=today, times=times, done=forces.Done(outcome, Decimal(hours), members), by=chief, at=at,
            )  # fmt: skip
        forces.note_month(
            team=team, month=today.replace(day=1), counts=forces.Counts(1, 1, 2, 2, 1, 0 if is_slow else 1), by=chief,
            at=at,
        )  # fmt: skip


def _patrol(force: _Force, at: datetime) -> None:
    """Kha's team walks through its hamlet on the evening before; once in a while a week is left out."""
    kha, on = force.players["kha"], clock.local_day(at)
    post = kha.posts.select_related("unit").filter(since__lte=on).order_by("-since", "-pk").first()
    if post is None:
        return
    begun = at - timedelta(hours=13)
    forces.log_patrol(
        key=UUID(int=(on.toordinal() << 40) + 1, version=4), area=post.unit, started_at=begun,
        ended_at=begun + timedelta(hours=2), companions=3, remarks="", by=kha, at=at,
    )  # fmt: skip


def _give_a_task(force: _Force, at: datetime) -> None:
    """The day after the merger the first team is asked to look at fire safety; it has not said yet how that ended."""
    forces.log_duty(
        key=UUID(int=at.toordinal() << 32, version=4), team=force.teams()[0], kind=DutyKind.FIRE_CHECK.value,
        on=clock.local_day(at), times=6, done=forces.Done(Outcome.ASSIGNED), by=force.players["dung"], at=at,
    )  # fmt: skip


def _lines(force: _Force) -> list[forces.Line]:
    """Return a level for each team that was old enough; of the members the leader is rated as the team, one completed."""
    lines = []
    for place, team in enumerate(force.teams()):
        level = _LEVELS[place] if place < len(_LEVELS) else None
        strength = (
            team.serving if team.serving is not None else len(team.services.filter(until=None))
        )
        members = forces.Members(
            good=strength - 1 if level else 0,
            completed=1 if level else 0,
            not_rated=0 if level else strength,
        )
        lines.append(forces.Line(team, level, leader=level, members=members))
    return lines


def _rate(force: _Force, at: datetime) -> None:
    """The chair of the commune decides after the meeting of the day before; the young team is not rated."""
    on = clock.local_day(at)
    minutes = forces.Minutes("31/BB-UBND", on - timedelta(days=1), 12, 11, 0)
    forces.decide_rating(
        proposal=forces.Proposal(force.village.unit, 2024, _lines(force), minutes),
        decision=forces.Decision("88/QĐ-UBND", on, "Phạm Hồng Phúc"),
        by=force.players["thu"],
        at=at,
    )
