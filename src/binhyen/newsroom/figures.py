"""Figures of campaigns: how many, what was held, whom they reached, what was pledged, what it cost."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.figures import queries, registry
from binhyen.figures.computing import Together, told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.newsroom.models import Activity, Campaign
from binhyen.newsroom.models.campaign import SESSIONS

CAMPAIGNS, ACTIVITIES = "campaigns", "campaign_activities"


def _campaigns(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Answer for each scope how many campaigns began, of its topics where it names some."""
    rows = Campaign.objects.public().filter(since__gte=period.since, since__lt=period.until)
    rows = rows.filter(unit_id__among=queries.all_units(scopes))
    if scopes and scopes[0].categories is not None:
        rows = rows.filter(topic__in=scopes[0].categories)
    found = queries.by_scope(scopes, rows.order_by("since", "pk").values_list("unit_id", "pk"))
    return [Value(len(ids), sources=(Source.naming(CAMPAIGNS, ids),)) for ids in found]


registry.figure(
    "newsroom.campaigns",
    measure=Measure.CAMPAIGNS,
    title=_("Campaigns"),
    definition=_("Campaigns that were begun, by their first day; those only planned or called off do not count."),
    by_category=True,
)(Together(_campaigns))  # fmt: skip


def _activities(scopes: Sequence[Scope], period: Period) -> list[list[Activity]]:
    """Return for each scope what was done there in the period, oldest first."""
    rows = Activity.objects.filter(
        held_on__gte=period.since,
        held_on__lt=period.until,
        area_id__among=queries.all_units(scopes),
    ).order_by("held_on", "pk")
    return queries.by_scope(scopes, ((row.area_id, row) for row in rows))


@registry.figure(
    "newsroom.sessions",
    measure=Measure.SESSIONS,
    title=_("Sessions held in campaigns"),
    definition=_("Village meetings and sessions at schools that were held as part of a campaign."),
)  # fmt: skip
@told_from(_activities)
def sessions(found: Sequence[Activity]) -> Value:
    """Village meetings and sessions at schools."""
    held = [row for row in found if row.kind in SESSIONS]
    return Value(len(held), sources=(Source.naming(ACTIVITIES, (row.pk for row in held)),))


@registry.figure(
    "newsroom.attendance",
    measure=Measure.PEOPLE,
    title=_("Attendance at campaigns"),
    definition=_("People who came to the activities of campaigns, by heads at each: who came twice counts twice."),
)  # fmt: skip
@told_from(_activities)
def attendance(found: Sequence[Activity]) -> Value:
    """People who came, by heads at each activity."""
    return _sum(found, "attended")


@registry.figure(
    "newsroom.people_reached",
    measure=Measure.PEOPLE,
    title=_("People reached by campaigns"),
    definition=_("Those who came to an activity, and those whom a broadcast, leaflets or a post reached as the organiser states; who was reached twice counts twice."),
)  # fmt: skip
@told_from(_activities)
def people_reached(found: Sequence[Activity]) -> Value:
    """People reached, as stated for each activity."""
    return _sum(found, "reached")


@registry.figure(
    "newsroom.pledges",
    measure=Measure.PLEDGES,
    title=_("Pledges signed in campaigns"),
    definition=_("Pledges signed at the activities of campaigns, as totals."),
)  # fmt: skip
@told_from(_activities)
def pledges(found: Sequence[Activity]) -> Value:
    """Pledges signed at the activities."""
    return _sum(found, "pledges")


@registry.figure(
    "newsroom.cost",
    measure=Measure.DONG,
    title=_("Cost of campaigns"),
    definition=_("What the activities of campaigns cost, in đồng, as the organiser states."),
)  # fmt: skip
@told_from(_activities)
def cost(found: Sequence[Activity]) -> Value:
    """What the activities cost, in đồng."""
    return _sum(found, "cost")


def _sum(found: Sequence[Activity], name: str) -> Value:
    rows = [row for row in found if getattr(row, name)]
    total = sum(getattr(row, name) for row in rows)
    return Value(total, sources=(Source.naming(ACTIVITIES, (row.pk for row in rows)),))


@registry.lists(CAMPAIGNS, guarded_by="figures.read")
def behind_campaigns(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the campaigns that `filters` names."""
    rows = Campaign.objects.filter(pk__in=ids_of(filters)).select_related("unit")
    for row in rows.order_by("since", "pk"):
        yield registry.Line(
            reference=row.shown_title(),
            what=row.kit.title.told(get_language() or "vi"),
            where=row.unit.full_name,
            on=row.since,
        )


@registry.lists(ACTIVITIES, guarded_by="figures.read")
def behind_activities(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the activities that `filters` names."""
    rows = Activity.objects.filter(pk__in=ids_of(filters)).select_related("campaign", "area")
    for row in rows.order_by("held_on", "pk"):
        yield registry.Line(
            reference=row.campaign.shown_title(),
            what=row.get_kind_display(),
            where=row.area.full_name,
            on=row.held_on,
        )
