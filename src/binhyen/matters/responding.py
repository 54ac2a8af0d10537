"""How soon the security teams come: from when a matter, or a part of one, was given to a team to its first act in the field."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from binhyen.core import clock
from binhyen.figures.queries import Scope
from binhyen.figures.rules import LEAST_SHOWN, Period
from binhyen.matters.models import Crew, CrewMember, Matter, MatterPhoto, Move, Part
from binhyen.matters.workflow import Act
from binhyen.people.models import Post, Role
from binhyen.places.models import Level

_NINE_TENTHS = 0.9
#: To give is not to come.
_GIVING = [Act.ASSIGN.value, Act.ADD_PART.value]
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Responses:
    """Minutes to the first act of each call that was answered, shortest first, and how many were not answered."""

    minutes: tuple[int, ...]
    unanswered: int = 0

    @property
    def are_enough(self) -> bool:
        """Say whether there are so many that the middle one points at no single call."""
        return len(self.minutes) >= LEAST_SHOWN

    @property
    def median(self) -> int:
        """The middle one."""
        return round(median(self.minutes))

    @property
    def nine_tenths(self) -> int:
        """Nine of ten came within so many minutes (the nearest rank)."""
        return self.minutes[ceil(_NINE_TENTHS * len(self.minutes)) - 1]


@dataclass(frozen=True)
class _Call:
    matter: int
    crew: int
    at: datetime


def responses(scope: Scope, period: Period) -> Responses:
    """Return how soon the teams of residential areas came to what they were given in the period."""
    crews = {crew.pk: crew for crew in Crew.objects.filter(home__level=Level.RESIDENTIAL_AREA)}
    calls = list(_calls(scope, period, crews.values()))
    people, acts = _people(crews.values()), _acts({call.matter for call in calls})
    taken: list[int] = []
    for call in calls:
        came = [
            when for by, when in acts[call.matter] if by in people[call.crew] and when >= call.at
        ]
        if came:
            taken.append((min(came) - call.at) // _MINUTE)
    return Responses(tuple(sorted(taken)), len(calls) - len(taken))


def _calls(scope: Scope, period: Period, crews: Collection[Crew]) -> Iterator[_Call]:
    """Yield every matter and part given to one of the crews."""
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    parts = Part.objects.filter(
        crew__in=[crew.pk for crew in crews], matter__unit__among=scope.unit_ids, added_at__gte=since,
        added_at__lt=until,
    ).order_by("pk")  # fmt: skip
    for matter, crew, at in parts.values_list("matter", "crew", "added_at"):
        yield _Call(matter, crew, at)
    named = {(crew.unit_id, crew.name): crew.pk for crew in crews}
    given = Move.objects.filter(
        act=Act.ASSIGN.value, detail__has_key="crew", matter__unit__among=scope.unit_ids, at__gte=since,
        at__lt=until,
    ).order_by("pk")  # fmt: skip
    for matter, keeper, unit, at, detail in given.values_list(
        "matter", "matter__keeper", "matter__unit", "at", "detail"
    ):
        for holder in (keeper, unit):
            if (holder, detail["crew"]) in named:
                yield _Call(matter, named[holder, detail["crew"]], at)
                break


def _people(crews: Collection[Crew]) -> dict[int, set[int]]:
    """Return crew -> who is or was of it, or of the team of its home."""
    of_home: dict[int, set[int]] = defaultdict(set)
    homes = [crew.home_id for crew in crews]
    members = Post.objects.filter(role=Role.TEAM_MEMBER.value, unit__in=homes)
    for home, user in members.values_list("unit", "user"):
        of_home[home].add(user)
    people: dict[int, set[int]] = defaultdict(set)
    for crew in crews:
        people[crew.pk] |= of_home[crew.home_id]
    for crew_id, user in CrewMember.objects.filter(crew__in=list(people)).values_list(
        "crew", "user"
    ):
        people[crew_id].add(user)
    return people


def _acts(matters: Collection[int]) -> dict[int, list[tuple[int | None, datetime]]]:
    """Return matter -> who did something on it and when, by the house's clock."""
    found: dict[int, list[tuple[int | None, datetime]]] = defaultdict(list)
    there = Matter.objects.filter(pk__in=matters).values("pk")
    done = Move.objects.filter(matter__in=there).exclude(act__in=_GIVING)
    for move in done.only("matter", "by", "at", "detail"):
        found[move.matter_id].append((move.by_id, move.done_at or move.at))
    photos = MatterPhoto.objects.filter(matter__in=there)
    for matter, by, done_at in photos.values_list("matter", "by", "done_at"):
        found[matter].append((by, done_at))
    return found
