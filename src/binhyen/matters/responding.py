"""How soon the security teams come: from when a matter, or a part of one, was given to a team to its first act in the field."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from operator import itemgetter
from statistics import median

from binhyen.core import clock
from binhyen.figures import queries
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


#: Who is or was of a team, and since when the house knows that they are.
_Team = Mapping[int, datetime]


@dataclass(frozen=True)
class _Call:
    matter: int
    unit: int
    crew: int
    at: datetime


@dataclass(frozen=True)
class _Act:
    by: int | None
    when: datetime
    #: When the house came to know of it.
    known_at: datetime


def _is_of_team(act: _Act, team: _Team, closed: datetime | None) -> bool:
    """Say whether one of the team did it; of a closed year, as far as was known of the act and the team by then."""
    if act.by is None or act.by not in team:
        return False
    return closed is None or (act.known_at < closed and team[act.by] < closed)


def responses(scope: Scope, period: Period) -> Responses:
    """Return how soon the teams of residential areas came to what they were given in the period."""
    crews = {crew.pk: crew for crew in Crew.objects.filter(home__level=Level.RESIDENTIAL_AREA)}
    calls = list(_calls(scope, period, crews.values()))
    people, acts = _people(crews.values()), _acts({call.matter for call in calls})
    closed = queries.closed_at([scope], period)
    taken: list[int] = []
    for call in calls:
        came = [
            act.when
            for act in acts[call.matter]
            if act.when >= call.at and _is_of_team(act, people[call.crew], closed.get(call.unit))
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
    for row in parts.values_list("matter", "matter__unit", "crew", "added_at"):
        yield _Call(*row)
    known = {crew.pk for crew in crews}
    named = {(crew.unit_id, crew.name): crew.pk for crew in crews}
    given = Move.objects.filter(
        act=Act.ASSIGN.value, detail__has_key="crew", matter__unit__among=scope.unit_ids, at__gte=since,
        at__lt=until,
    ).order_by("pk")  # fmt: skip
    for matter, keeper, unit, at, detail in given.values_list(
        "matter", "matter__keeper", "matter__unit", "at", "detail"
    ):
        # What was given before the history said which crew it was tells it by its name.
        by_name = (named.get((holder, detail["crew"])) for holder in (keeper, unit))
        crew = detail.get("crew_key") or next(filter(None, by_name), None)
        if crew in known:
            yield _Call(matter, unit, crew, at)


def _people(crews: Collection[Crew]) -> dict[int, _Team]:
    """Return crew -> who is or was of it, or of the team of its home, and since when that is known."""
    posts = Post.objects.filter(
        role=Role.TEAM_MEMBER.value, unit__in=[one.home_id for one in crews]
    )
    of_home = _known_since(posts.values_list("unit", "user", "since", "entered_at"))
    members = CrewMember.objects.filter(crew__in=[crew.pk for crew in crews])
    joined = _known_since(members.values_list("crew", "user", "since", "entered_at"))
    return {crew.pk: _earliest([*of_home[crew.home_id], *joined[crew.pk]]) for crew in crews}


def _known_since(
    rows: Iterable[tuple[int, int, date, datetime | None]],
) -> Mapping[int, list[tuple[int, datetime]]]:
    """Return place -> who is there and since when that is known: not before it began, nor before it was entered."""
    found: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for place, user, since, entered_at in rows:
        began = clock.start_of(since)
        found[place].append((user, max(began, entered_at or began)))
    return found


def _earliest(known: Iterable[tuple[int, datetime]]) -> _Team:
    return dict(sorted(known, key=itemgetter(1), reverse=True))  # the earliest is written last


def _acts(matters: Collection[int]) -> dict[int, list[_Act]]:
    """Return matter -> who did something on it and when, by the house's clock."""
    found: dict[int, list[_Act]] = defaultdict(list)
    there = Matter.objects.filter(pk__in=matters).values("pk")
    done = Move.objects.filter(matter__in=there).exclude(act__in=_GIVING)
    for move in done.only("matter", "by", "at", "detail"):
        found[move.matter_id].append(_Act(move.by_id, move.done_at or move.at, move.at))
    photos = MatterPhoto.objects.filter(matter__in=there)
    for matter, by, done_at, at in photos.values_list("matter", "by", "done_at", "at"):
        found[matter].append(_Act(by, done_at, at))
    return found
