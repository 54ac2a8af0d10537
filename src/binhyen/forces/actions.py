"""Set up teams and rate them; the caps of the rating hold here. Log patrols."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock, text
from binhyen.figures.queries import scope_of
from binhyen.forces import queries, rules
from binhyen.forces.models import REMARKS_LENGTH, Level, Patrol, Team, TeamRating
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level as Tier
from binhyen.places.models import Unit


class AlreadyThere(Exception):
    """A team of this name stands in the register already."""


class NotOfTheCommune(Exception):
    """A team serves residential areas of its own commune only."""


class NotOnePatrol(Exception):
    """The times, the number of companions or the remarks are not those of one patrol."""


class NotTheirPatrol(Exception):
    """The key belongs to a patrol that somebody else logged."""


class TooManyExcellent(Exception):
    """More teams would be excellent than 20 % of those rated good allow."""

    def __init__(self, *, excellent: int, good: int) -> None:
        super().__init__(f"{excellent} excellent with {good} good")
        self.excellent = excellent
        self.good = good
        self.allowed = rules.excellent_allowed(good)


class TooYoung(Exception):
    """The team was active for less than nine months of the rating year and is not rated."""

    def __init__(self, team: Team) -> None:
        super().__init__(team.name)
        self.team = team


@transaction.atomic
def set_up_team(
    *,
    unit: Unit,
    areas: Sequence[Unit],
    name: str,
    established_on: date,
    decision_number: str,
    established_strength: int,
    serving: int,
    by: User,
    at: datetime,
) -> Team:
    """Enter a team by its founding decision. Raises NotAllowed, NotOfTheCommune or AlreadyThere."""
    policy.require(by, "forces.manage", unit, on=clock.local_day(at))
    for area in areas:
        if area.path == unit.path or not area.path.startswith(unit.path):
            raise NotOfTheCommune(area.full_name)
    if unit.teams.filter(name=name).exists():
        raise AlreadyThere(name)
    team = Team.objects.create(
        unit=unit,
        name=name,
        established_on=established_on,
        decision_number=decision_number,
        established_strength=established_strength,
        serving=serving,
    )
    team.areas.set(areas)
    audit.record(
        event="forces.team_set_up",
        subject=f"team {team.pk}",
        actor=by.ref,
        at=at,
        detail={
            "unit": unit.path,
            "decision": decision_number,
            "established": established_strength,
            "serving": serving,
            "areas": len(areas),
        },
    )
    return team


@transaction.atomic
def report_strength(*, team: Team, serving: int, by: User, at: datetime) -> None:
    """Note how many members serve today. Raises NotAllowed."""
    policy.require(by, "forces.manage", team, on=clock.local_day(at))
    team.serving = serving
    team.save(update_fields=["serving"])
    audit.record(
        event="forces.strength_reported",
        subject=f"team {team.pk}",
        actor=by.ref,
        at=at,
        detail={"serving": serving},
    )


@transaction.atomic
def rate_teams(
    *,
    unit: Unit,
    year: int,
    levels: Mapping[Team, Level],
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
) -> list[TeamRating]:
    """Rate teams of a commune for a year by one decision; a team rated before gets the new level.

    The cap is held over all teams of the commune for that year, those rated before included, so the
    whole decision stands or falls. Raises NotAllowed, TooYoung or TooManyExcellent.
    """
    policy.require(by, "forces.manage", unit, on=clock.local_day(at))
    for team in levels:
        policy.require(by, "forces.manage", team, on=clock.local_day(at))
        if not rules.is_rateable(team.established_on, year):
            raise TooYoung(team)
    _hold_cap(unit, year, levels)
    ratings = [
        TeamRating.objects.update_or_create(
            team=team,
            year=year,
            defaults={
                "level": level,
                "decision_number": decision_number,
                "decided_on": decided_on,
            },
        )[0]
        for team, level in levels.items()
    ]
    audit.record(
        event="forces.teams_rated",
        subject=unit.path,
        actor=by.ref,
        at=at,
        detail={
            "year": year,
            "decision": decision_number,
            "levels": {str(team.pk): level for team, level in levels.items()},
        },
    )
    return ratings


def _hold_cap(unit: Unit, year: int, levels: Mapping[Team, Level]) -> None:
    territory = scope_of(unit).unit_ids  # teams of communes merged into this one count with its own
    before = TeamRating.objects.filter(team__unit_id__in=territory, year=year)
    after = {
        **dict(before.values_list("team_id", "level")),
        **{team.pk: level for team, level in levels.items()},
    }
    standing = list(after.values())
    excellent, good = standing.count(Level.EXCELLENT), standing.count(Level.GOOD)
    if excellent > rules.excellent_allowed(good):
        raise TooManyExcellent(excellent=excellent, good=good)


def log_patrol(
    *,
    key: UUID,
    area: Unit,
    started_at: datetime,
    ended_at: datetime,
    companions: int,
    remarks: str,
    by: User,
    at: datetime,
) -> Patrol:
    """Enter a patrol in `area`; the same key again gives the patrol that stands. Raises NotAllowed, NotOnePatrol,
    NotTheirPatrol."""
    try:
        with transaction.atomic():
            return _logged(
                Patrol(
                    key=key, area=area, started_at=started_at, ended_at=ended_at,
                    companions=companions, remarks=text.seen(remarks), by=by, logged_at=at,
                )
            )  # fmt: skip
    except IntegrityError:
        earlier = Patrol.objects.filter(key=key).first()
        if earlier is None:
            raise
        if earlier.by_id != by.pk:
            raise NotTheirPatrol(str(key)) from None
        return earlier


def _logged(patrol: Patrol) -> Patrol:
    on = clock.local_day(patrol.logged_at)
    policy.require(patrol.by, "forces.log_patrol", patrol.area, on=on)
    commune = patrol.area.parent
    if patrol.area.level != Tier.RESIDENTIAL_AREA or commune is None:
        raise policy.NotAllowed(patrol.area.full_name)
    if (
        not rules.patrol_times_fit(patrol.started_at, patrol.ended_at)
        or not 0 <= patrol.companions <= rules.MOST_COMPANIONS
        or len(patrol.remarks) > REMARKS_LENGTH
        or patrol.ended_at > patrol.logged_at
    ):
        raise NotOnePatrol(patrol)
    patrol.unit = commune
    patrol.save(force_insert=True)
    audit.record(
        event="forces.patrol_logged",
        subject=f"patrol {patrol.key}",
        actor=patrol.by.ref,
        at=patrol.logged_at,
        detail={"area": patrol.area.path},
    )
    return patrol


def take_patrols(
    *, unit: Unit, since: date, until: date, as_what: str, by: User, at: datetime
) -> Iterator[Patrol]:
    """Return the patrols of `unit` that began in [since, until), newest first and a few in memory at a time, after writing
    on the trail who took how many. Raises NotAllowed."""
    policy.require(by, "forces.read_patrols", unit, on=clock.local_day(at))
    found = queries.patrols(scope_of(unit), since=since, until=until)
    span = {"since": since.isoformat(), "until": until.isoformat()}
    _record_taken(unit, {**span, "as": as_what, "patrols": found.count()}, by, at)
    return found.iterator(chunk_size=500)


@transaction.atomic
def _record_taken(unit: Unit, detail: dict[str, object], by: User, at: datetime) -> None:
    audit.record(
        event="forces.patrols_taken", subject=unit.path, actor=by.ref, at=at, detail=detail
    )
