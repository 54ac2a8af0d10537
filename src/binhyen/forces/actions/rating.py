"""Rate the teams of a commune by one decision, under the cap of the rule."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.queries import scope_of
from binhyen.forces import rules
from binhyen.forces.actions.refusals import TooManyExcellent, TooYoung
from binhyen.forces.models import Level, Team, TeamRating
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


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
