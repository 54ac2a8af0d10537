"""Plan a campaign from the kit of its topic, change it, begin it, end it, or call it off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.newsroom.actions.refusals import AlreadyThere, NotBegunYet, NotHere, Outrun, Over
from binhyen.newsroom.kits import kits
from binhyen.newsroom.models import Campaign, CampaignPartner, Channel, QuizTally
from binhyen.newsroom.workflow import Move, State, after
from binhyen.people import policy
from binhyen.people.models import Body, User
from binhyen.places.models import Unit

RUN = "newsroom.run_campaigns"
_ONE_DAY = timedelta(days=1)
#: What a draft says of the campaign itself; days, areas and partners are kept otherwise.
_PLAIN = ("title", "audience", "loudspeaker", "leaflet", "zalo")


@dataclass(frozen=True)
class Draft:
    """What is planned: whom it is for, who takes part, on which ways, where and when; no areas means all of the unit."""

    title: str
    audience: str
    since: date
    last_day: date
    channels: Sequence[Channel]
    partners: Sequence[Body]
    areas: Sequence[Unit]
    loudspeaker: str
    leaflet: str
    zalo: str


@transaction.atomic
def plan_campaign(*, unit: Unit, topic: str, draft: Draft, by: User, at: datetime) -> Campaign:
    """Plan a campaign on a topic that has a kit. Raises NotAllowed, KeyError, YearClosed, NotHere or AlreadyThere."""
    policy.require(by, RUN, unit, on=clock.local_day(at))
    kit = kits()[topic]
    refuse_closed(unit, draft.since)
    _require_here(unit, draft.areas)
    campaign, is_new = Campaign.objects.get_or_create(
        unit=unit, topic=topic, since=draft.since, defaults=_told(draft)
    )
    if not is_new:
        raise AlreadyThere(topic)
    _write_many(campaign, draft)
    QuizTally.objects.bulk_create(
        QuizTally(campaign=campaign, question=place, option=option)
        for place, question in enumerate(kit.quiz)
        for option in range(len(question.options))
    )
    audit.record(
        event="newsroom.campaign_planned",
        subject=f"campaign {campaign.pk}",
        actor=by.ref,
        at=at,
        detail={"unit": unit.path, "topic": topic, "since": draft.since.isoformat()},
    )
    return campaign


@transaction.atomic
def change_campaign(
    *, campaign: Campaign, version: int, draft: Draft, by: User, at: datetime
) -> None:
    """Change what is planned, days and texts included. Raises NotAllowed, Over, YearClosed, NotHere, AlreadyThere or Outrun."""
    policy.require(by, RUN, campaign, on=clock.local_day(at))
    if State(campaign.state) in {State.ENDED, State.CALLED_OFF}:
        raise Over(campaign.state)
    refuse_closed(campaign.unit, campaign.since, draft.since)
    _require_here(campaign.unit, draft.areas)
    same = Campaign.objects.filter(unit=campaign.unit, topic=campaign.topic, since=draft.since)
    if same.exclude(pk=campaign.pk).exists():
        raise AlreadyThere(campaign.topic)
    _set(campaign, version, **_told(draft))
    campaign.partners.all().delete()
    _write_many(campaign, draft)
    audit.record(
        event="newsroom.campaign_changed",
        subject=f"campaign {campaign.pk}",
        actor=by.ref,
        at=at,
        detail={"since": draft.since.isoformat(), "last_day": draft.last_day.isoformat()},
    )


@transaction.atomic
def begin_campaign(*, campaign: Campaign, by: User, at: datetime) -> None:
    """Begin a planned campaign: from now on anybody reads its page. Raises NotAllowed, MoveNotAllowed, NotBegunYet,
    YearClosed or Outrun."""
    today = clock.local_day(at)
    policy.require(by, RUN, campaign, on=today)
    state = after(State(campaign.state), Move.BEGIN)
    refuse_closed(campaign.unit, campaign.since)
    if today < campaign.since:
        raise NotBegunYet(campaign.since)
    _set(campaign, campaign.version, state=state.value)
    audit.record(
        event="newsroom.campaign_begun", subject=f"campaign {campaign.pk}", actor=by.ref, at=at
    )


@transaction.atomic
def end_campaign(*, campaign: Campaign, by: User, at: datetime) -> None:
    """End a running campaign; ended before its last day, today is the last. Raises NotAllowed, MoveNotAllowed or Outrun."""
    today = clock.local_day(at)
    policy.require(by, RUN, campaign, on=today)
    state = after(State(campaign.state), Move.END)
    until = min(campaign.until, max(today, campaign.since) + _ONE_DAY)
    _set(campaign, campaign.version, state=state.value, until=until)
    audit.record(
        event="newsroom.campaign_ended",
        subject=f"campaign {campaign.pk}",
        actor=by.ref,
        at=at,
        detail={"last_day": (until - _ONE_DAY).isoformat()},
    )


@transaction.atomic
def call_off_campaign(*, campaign: Campaign, by: User, at: datetime) -> None:
    """Call off a campaign that has not begun. Raises NotAllowed, MoveNotAllowed or Outrun."""
    policy.require(by, RUN, campaign, on=clock.local_day(at))
    state = after(State(campaign.state), Move.CALL_OFF)
    _set(campaign, campaign.version, state=state.value)
    audit.record(
        event="newsroom.campaign_called_off", subject=f"campaign {campaign.pk}", actor=by.ref, at=at
    )


def _set(campaign: Campaign, version: int, **values: object) -> None:
    """Write the values where nobody changed the campaign since `version`. Raises Outrun."""
    same = Campaign.objects.filter(pk=campaign.pk, version=version)
    if not same.update(version=F("version") + 1, **values):
        raise Outrun(str(campaign))
    campaign.refresh_from_db()


def _told(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in _PLAIN} | {
        "channels": [channel.value for channel in draft.channels],
        "since": draft.since,
        "until": draft.last_day + _ONE_DAY,
    }


def _write_many(campaign: Campaign, draft: Draft) -> None:
    campaign.areas.set(draft.areas)
    CampaignPartner.objects.bulk_create(
        CampaignPartner(campaign=campaign, body=body) for body in dict.fromkeys(draft.partners)
    )


def _require_here(unit: Unit, areas: Sequence[Unit]) -> None:
    for area in areas:
        if area.parent_id != unit.pk:
            raise NotHere(area.full_name)
