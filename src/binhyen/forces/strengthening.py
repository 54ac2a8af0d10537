"""The gaps of a commune's force and their order: what a strengthening plan (kiện toàn) is made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from binhyen.forces import roster, service_rules
from binhyen.forces.models import Service, Team, TeamRole
from binhyen.forces.roster import Shelf


class Want(StrEnum):
    """What mends a gap, the most pressing first."""

    REPLACE = "replace"
    RECRUIT = "recruit"
    TRAIN = "train"
    EQUIP = "equip"


@dataclass(frozen=True)
class Gap:
    """What one team lacks of one kind: so many of so many."""

    team: Team
    want: Want
    lacking: int
    of: int
    leader_is_missing: bool = False
    shelves: tuple[Shelf, ...] = ()

    @property
    def origin(self) -> str:
        """The name by which a task knows the gap it came from."""
        return f"team:{self.team.pk}:{self.want}"

    @property
    def share(self) -> float:
        """Return how much is lacking, 0 to 1."""
        return self.lacking / self.of if self.of else 0.0


@dataclass(frozen=True)
class Standing:
    """A team as it stands on a day."""

    team: Team
    strength: int
    services: tuple[Service, ...]
    shelves: tuple[Shelf, ...]

    @property
    def vacancies(self) -> int:
        """Posts of the establishment that nobody fills."""
        return max(0, self.team.established_strength - self.strength)

    @property
    def has_roster(self) -> bool:
        """Say whether members are kept by name, not only a number reported."""
        return self.team.has_roster

    @property
    def leader(self) -> Service | None:
        """Return who leads."""
        return next((one for one in self.services if one.role == TeamRole.LEADER), None)


def standings(teams: Iterable[Team], *, on: date) -> list[Standing]:
    """Return each team, as `Team.objects.manned` gave it, with its members and equipment; a fixed number of questions."""
    listed = list(teams)
    strengths = {team.pk: team.strength for team in listed}
    by_team: dict[int, list[Service]] = {team.pk: [] for team in listed}
    for service in roster.serving(listed, on=on):
        by_team[service.team_id].append(service)
    held = roster.shelves(listed, strengths, on=on)
    return [
        Standing(team, strengths[team.pk], tuple(by_team[team.pk]), tuple(held[team.pk]))
        for team in listed
    ]


def gaps(found: Iterable[Standing], *, on: date) -> list[Gap]:
    """Return the gaps of all teams, ranked: by what mends them, then by the share that is lacking, then by team.

    A team without a leader comes before everything else. Of a team whose members are not kept by name nobody can say
    who leads or who is trained, so it is asked for neither.
    """
    all_of_them = [gap for one in found for gap in _gaps(one, on)]
    order = {want: place for place, want in enumerate(Want)}
    return sorted(
        all_of_them,
        key=lambda gap: (order[gap.want], not gap.leader_is_missing, -gap.share, gap.team.pk),
    )


def _gaps(one: Standing, on: date) -> list[Gap]:
    found = [_replace(one, on), _recruit(one), _train(one, on), _equip(one)]
    return [gap for gap in found if gap.lacking]


def _replace(one: Standing, on: date) -> Gap:
    """The leader who is missing, and members past 70 without the chair's decision."""
    overdue = [
        each for each in one.services if "age_exception" in roster.to_show(each.member, on=on)
    ]
    is_missing = one.has_roster and one.leader is None
    total = len(one.services) + is_missing
    return Gap(one.team, Want.REPLACE, len(overdue) + is_missing, total, is_missing)


def _recruit(one: Standing) -> Gap:
    return Gap(one.team, Want.RECRUIT, one.vacancies, one.team.established_strength)


def _train(one: Standing, on: date) -> Gap:
    """Members whose last training is missing or older than a year."""
    stale = [
        each
        for each in one.services
        if not service_rules.is_fresh(getattr(each, "trained_on", None), on)
    ]
    return Gap(one.team, Want.TRAIN, len(stale), len(one.services))


def _equip(one: Standing) -> Gap:
    lacking = tuple(shelf for shelf in one.shelves if shelf.lacking)
    missing = sum(shelf.lacking for shelf in lacking)
    return Gap(one.team, Want.EQUIP, missing, sum(s.wanted for s in one.shelves), shelves=lacking)
