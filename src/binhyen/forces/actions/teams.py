"""Set teams up and note how many serve."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.forces.actions.refusals import AlreadyThere, InTheFuture, NotOfTheCommune
from binhyen.forces.actions.strengths import told_from
from binhyen.forces.models import Team
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Level, Unit


class RosterKept(Exception):
    """The members of the team are kept by name: their number is counted, and nobody reports another."""


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
    """Enter a team by its founding decision. Raises NotAllowed, InTheFuture, YearClosed, NotOfTheCommune or AlreadyThere."""
    policy.require(by, "forces.manage", unit, on=clock.local_day(at))
    if established_on > clock.local_day(at):
        raise InTheFuture(established_on)
    refuse_closed(unit, established_on)
    if unit.level != Level.COMMUNE:
        raise NotOfTheCommune(unit.full_name)
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
    """Note how many members serve today, where no roster is kept. Raises NotAllowed or RosterKept."""
    policy.require(by, "forces.manage", team, on=clock.local_day(at))
    if team.services.exists():
        raise RosterKept(team.name)
    told_from(team, clock.local_day(at), serving)
    audit.record(
        event="forces.strength_reported",
        subject=f"team {team.pk}",
        actor=by.ref,
        at=at,
        detail={"serving": serving},
    )
