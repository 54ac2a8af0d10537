"""Makes campaigns for tests. What they state is invented."""

from datetime import date, datetime

from binhyen.newsroom import actions
from binhyen.newsroom.actions import Draft, Totals
from binhyen.newsroom.kits import kits
from binhyen.newsroom.models import Activity, ActivityKind, Campaign, Channel
from binhyen.people.models import Body, User
from binhyen.places.models import Unit

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)


def draft(topic: str = "fire", **changed: object) -> Draft:
    """Return the plan that a topic's kit proposes, for March 2026."""
    kit = kits()[topic]
    told: dict[str, object] = {
        "title": kit.title.vi, "audience": kit.audience.vi, "since": FIRST, "last_day": LAST, "channels": list(Channel),
        "partners": [Body(body) for body in kit.partners], "areas": [],
        **{name: text.vi for name, text in kit.texts.items()},
    }  # fmt: skip
    return Draft(**told | changed)  # type: ignore[arg-type]


def planned(unit: Unit, by: User, at: datetime, topic: str = "fire", **changed: object) -> Campaign:
    """Return a campaign that is planned."""
    return actions.plan_campaign(
        unit=unit, topic=topic, draft=draft(topic, **changed), by=by, at=at
    )


def running(unit: Unit, by: User, at: datetime, topic: str = "fire", **changed: object) -> Campaign:
    """Return a campaign that was begun."""
    campaign = planned(unit, by, at, topic, **changed)
    actions.begin_campaign(campaign=campaign, by=by, at=at)
    return campaign


def noted(
    campaign: Campaign,
    area: Unit,
    by: User,
    at: datetime,
    *,
    kind: ActivityKind = ActivityKind.MEETING,
    on: date = FIRST,
    **totals: int,
) -> Activity:
    """Return an activity of the campaign."""
    return actions.note_activity(
        campaign=campaign, kind=kind, held_on=on, area=area, totals=Totals(**totals), by=by, at=at
    )
