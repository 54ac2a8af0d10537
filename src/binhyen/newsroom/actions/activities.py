"""Note what was done in a campaign, by the commune or by a partner; take back what was noted wrongly; take the list away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.newsroom import queries
from binhyen.newsroom.actions.campaigns import RUN
from binhyen.newsroom.actions.refusals import (
    AlreadyThere,
    FewerReached,
    InTheFuture,
    NotHere,
    OutsideDays,
)
from binhyen.newsroom.models import Activity, ActivityKind, Campaign
from binhyen.newsroom.queries import Stand
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


@dataclass(frozen=True)
class Totals:
    """What came of an activity; `cost` in đồng."""

    attended: int = 0
    reached: int = 0
    pledges: int = 0
    cost: int = 0


@transaction.atomic
def note_activity(
    *,
    campaign: Campaign,
    kind: ActivityKind,
    held_on: date,
    area: Unit,
    totals: Totals,
    by: User,
    at: datetime,
) -> Activity:
    """Note what was done on a day of a campaign that was begun. Raises NotAllowed, YearClosed, InTheFuture, OutsideDays,
    NotHere, FewerReached or AlreadyThere."""
    policy.require(by, RUN, campaign, on=clock.local_day(at))
    return _note(campaign, kind, held_on, area, totals, None, by, at)


@transaction.atomic
def note_own_activity(
    *,
    campaign: Campaign,
    stand: Stand,
    kind: ActivityKind,
    held_on: date,
    area: Unit,
    totals: Totals,
    by: User,
    at: datetime,
) -> Activity:
    """Note what a partner's body did on a day of a campaign that names it; a school, an area or an enterprise notes what was done
    at its own place. Raises NotAllowed, YearClosed, InTheFuture, OutsideDays, NotHere, FewerReached or AlreadyThere."""
    if stand not in queries.stands_in(by, campaign, on=clock.local_day(at)):
        raise policy.NotAllowed(str(campaign))
    if stand.place not in {None, area}:
        raise NotHere(area.full_name)
    return _note(campaign, kind, held_on, area, totals, stand, by, at)


def _note(
    campaign: Campaign,
    kind: ActivityKind,
    held_on: date,
    area: Unit,
    totals: Totals,
    stand: Stand | None,
    by: User,
    at: datetime,
) -> Activity:
    refuse_closed(campaign.unit, held_on)
    if held_on > clock.local_day(at):
        raise InTheFuture(held_on.isoformat())
    if not (campaign.is_public and campaign.since <= held_on < campaign.until):
        raise OutsideDays(held_on.isoformat())
    if campaign.unit_id not in {area.pk, area.parent_id}:
        raise NotHere(area.full_name)
    if totals.reached < totals.attended:
        raise FewerReached(str(totals.reached))
    activity, is_new = Activity.objects.get_or_create(
        campaign=campaign, kind=kind.value, held_on=held_on, area=area, body=stand.body.value if stand else "",
        defaults={"attended": totals.attended, "reached": totals.reached, "pledges": totals.pledges, "cost": totals.cost},
    )  # fmt: skip
    if not is_new:
        raise AlreadyThere(str(activity))
    audit.record(
        event="newsroom.activity_noted",
        subject=f"campaign {campaign.pk}",
        actor=by.ref,
        at=at,
        detail=_of(activity),
    )
    return activity


@transaction.atomic
def take_back_activity(*, activity: Activity, by: User, at: datetime) -> None:
    """Take back what was noted wrongly; the trail keeps what it said. Raises NotAllowed or YearClosed."""
    campaign = activity.campaign
    policy.require(by, RUN, campaign, on=clock.local_day(at))
    refuse_closed(campaign.unit, activity.held_on)
    audit.record(
        event="newsroom.activity_taken_back",
        subject=f"campaign {campaign.pk}",
        actor=by.ref,
        at=at,
        detail=_of(activity),
    )
    activity.delete()


@transaction.atomic
def take_activities(
    *, campaign: Campaign, as_what: str, by: User, at: datetime
) -> Iterator[Activity]:
    """Return the activities after writing on the trail who took how many. Raises NotAllowed."""
    policy.require(by, queries.READ, campaign, on=clock.local_day(at))
    found = queries.activities_of(campaign)
    audit.record(
        event="newsroom.activities_taken",
        subject=f"campaign {campaign.pk}",
        actor=by.ref,
        at=at,
        detail={"as": as_what, "activities": found.count()},
    )
    return found.iterator(chunk_size=500)


def _of(activity: Activity) -> dict[str, object]:
    names = ("kind", "attended", "reached", "pledges", "cost", "body")
    told = {name: getattr(activity, name) for name in names}
    return told | {"on": activity.held_on.isoformat(), "area": activity.area.path}
