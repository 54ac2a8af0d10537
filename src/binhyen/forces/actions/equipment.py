"""Count what a team holds."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.forces import catalogues
from binhyen.forces.actions.members import require_day
from binhyen.forces.models import Holding, Team
from binhyen.people import policy
from binhyen.people.models import User


class UnknownItem(LookupError):
    """The list of equipment has no such item."""


@transaction.atomic
def count_equipment(
    *, team: Team, held: Mapping[str, int], counted_on: date, by: User, at: datetime
) -> None:
    """Note how many of each item a team holds on a day; what is not named, and what earlier days held, stays as counted
    before. Raises NotAllowed, UnknownItem, WrongDay, YearClosed."""
    policy.require(by, "forces.manage", team, on=clock.local_day(at))
    known = {item.id for item in catalogues.equipment()}
    if unknown := sorted(set(held) - known):
        raise UnknownItem(", ".join(unknown))
    refuse_closed(team.unit, counted_on)
    require_day(counted_on, team.established_on, at)
    for item, number in held.items():
        Holding.objects.update_or_create(
            team=team, item=item, counted_on=counted_on, defaults={"held": number}
        )
    audit.record(
        event="forces.equipment_counted", subject=f"team {team.pk}", actor=by.ref, at=at,
        detail={"held": dict(held), "on": counted_on.isoformat()},
    )  # fmt: skip
