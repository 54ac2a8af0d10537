"""Figures of campaigns and articles: how many campaigns, what was held, whom they reached, what was pledged, what it cost;
how many articles came out, and of how many a later version did. Of comments there is no figure (ADR 31).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.figures import queries, registry
from binhyen.figures.computing import Together, told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value, ids_of
from binhyen.newsroom.models import Activity, ArticlePage, Campaign
from binhyen.newsroom.models.campaign import SESSIONS

CAMPAIGNS, ACTIVITIES, ARTICLES = "campaigns", "campaign_activities", "articles"


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


def _articles(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Answer for each scope how many articles came out for the first time."""
    rows = ArticlePage.objects.filter(
        released_at__gte=clock.start_of(period.since),
        released_at__lt=clock.start_of(period.until),
        unit_id__among=queries.all_units(scopes),
    )
    return _told(scopes, rows.order_by("released_at", "pk").values_list("unit_id", "pk"))


registry.figure(
    "newsroom.articles",
    measure=Measure.ARTICLES,
    title=_("Articles published"),
    definition=_("Articles that came out for the first time, by that day; one that was taken down later still counts."),
)(Together(_articles))  # fmt: skip


def _corrected(scopes: Sequence[Scope], period: Period) -> list[Value]:
    """Answer for each scope of how many articles a later version came out. When it did, the trail alone keeps."""
    rows = ArticlePage.objects.filter(
        unit_id__among=queries.all_units(scopes), released_at__isnull=False
    ).exclude(last_published_at=F("first_published_at"))
    units = {row.reference: (row.unit_id, row.pk) for row in rows.only("pk", "unit_id")}
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    first: dict[str, object] = {}
    found: dict[str, tuple[int, int]] = {}
    out = Entry.objects.filter(event="newsroom.published", subject__in=units, at__lt=until)
    for entry in out.order_by("pk"):
        version = entry.detail["revision"]
        if first.setdefault(entry.subject, version) != version and entry.at >= since:
            found[entry.subject] = units[entry.subject]
    return _told(scopes, found.values())


registry.figure(
    "newsroom.corrected",
    measure=Measure.ARTICLES,
    title=_("Articles corrected"),
    definition=_("Articles of which a later version came out in the period, each once; one that came back unchanged does not count."),
)(Together(_corrected))  # fmt: skip


def _told(scopes: Sequence[Scope], rows: Iterable[tuple[int, int]]) -> list[Value]:
    found = queries.by_scope(scopes, rows)
    return [Value(len(ids), sources=(Source.naming(ARTICLES, ids),)) for ids in found]


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
            what=row.told_kind(),
            where=row.area.full_name,
            on=row.held_on,
        )


@registry.lists(ARTICLES, guarded_by="figures.read")
def behind_articles(filters: Mapping[str, str]) -> Iterator[registry.Line]:
    """List the articles that `filters` names."""
    rows = ArticlePage.objects.filter(pk__in=ids_of(filters)).select_related("unit")
    for row in rows.order_by("released_at", "pk"):
        yield registry.Line(
            reference=row.title,
            what=row.kicker,
            where=row.unit.full_name,
            on=clock.local_day(row.shown_at),
        )
