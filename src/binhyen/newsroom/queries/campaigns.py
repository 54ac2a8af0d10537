"""Reads over campaigns: those of a unit, what came of one in totals, how its quiz was answered."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from binhyen.figures import fewness
from binhyen.newsroom.kits import Question
from binhyen.newsroom.models import Activity, Campaign, CampaignQuerySet
from binhyen.newsroom.models.campaign import SESSIONS
from binhyen.newsroom.workflow import State
from binhyen.people import policy
from binhyen.people.models import Body, User
from binhyen.places import queries as places
from binhyen.places.models import Unit

READ, NOTE_OWN = "newsroom.read_campaigns", "newsroom.note_own_activity"


def campaigns_of(unit: Unit, *, bodies: Collection[str] | None = None) -> CampaignQuerySet:
    """Return the campaigns of the unit and of what it grew out of, newest first; with `bodies`, those they take part in."""
    selves = [one.pk for one in places.selves(unit)]
    found = Campaign.objects.filter(unit_id__in=selves)
    if bodies is not None:
        found = found.filter(partners__body__in=bodies).distinct()
    return found.select_related("unit").order_by("-since", "-pk")


def running_at(unit: Unit, on: date) -> CampaignQuerySet:
    """Return the campaigns that run in the unit on a day, the one that ends first before the others."""
    return campaigns_of(unit).running_on(on).order_by("until", "pk")


@dataclass(frozen=True)
class Stand:
    """For which body somebody is a partner, and where: `place` None is the whole unit, else a school, an area, an enterprise of it."""

    body: Body
    place: Unit | None


def stands_of(user: User, unit: Unit, *, on: date) -> list[Stand]:
    """Return for which bodies `user` is a partner in the unit or below it, or in what it was merged into."""
    paths = places.paths_onward(unit)
    return [
        Stand(Body(post.body), None if post.unit.path in paths else post.unit)
        for post in policy.posts_granting(user, NOTE_OWN, on=on)
        if post.body and post.unit.path.startswith(paths)
    ]


def stands_in(user: User, campaign: Campaign, *, on: date) -> list[Stand]:
    """Return for which of the bodies that take part in the campaign `user` is a partner."""
    stands = stands_of(user, campaign.unit, on=on)
    if not stands:
        return []
    bodies = set(campaign.partners.values_list("body", flat=True))
    return [stand for stand in stands if stand.body.value in bodies]


def may_read(user: User, campaign: Campaign, *, on: date) -> bool:
    """Say whether `user` reads the campaign: by office, or standing for a body that takes part."""
    by_office = policy.can(user, READ, campaign, on=on)
    return by_office or bool(stands_in(user, campaign, on=on))


def activities_of(
    campaign: Campaign, stands: Collection[Stand] | None = None
) -> "QuerySet[Activity]":
    """Return the activities of the campaign, oldest first; with `stands`, those alone that were noted for one of them."""
    found = campaign.activities.select_related("area").order_by("held_on", "pk")
    if stands is None:
        return found
    own = Q(pk__in=[])
    for stand in stands:
        here = Q(area__in=places.selves(stand.place)) if stand.place else Q()
        own |= Q(body=stand.body.value) & here
    return found.filter(own)


def held_together(activities: Collection[Activity]) -> set[int]:
    """Return the keys of those of which another body noted the same kind on the same day in the same place: perhaps one and
    the same, counted twice."""
    alike: dict[tuple[str, date, int], list[int]] = defaultdict(list)
    for one in activities:
        alike[one.kind, one.held_on, one.area_id].append(one.pk)
    return {pk for keys in alike.values() if len(keys) > 1 for pk in keys}


@dataclass(frozen=True)
class Results:
    """What came of a campaign, in totals; `cost` in đồng."""

    activities: int
    sessions: int
    attended: int
    reached: int
    pledges: int
    cost: int


def results(campaign: Campaign, stands: Collection[Stand] | None = None) -> Results:
    """Return the totals over all activities; with `stands`, over what was noted for one of them."""
    kinds = [kind.value for kind in SESSIONS]
    found = activities_of(campaign, stands).aggregate(
        activities=Count("pk"), sessions=Count("pk", filter=Q(kind__in=kinds)), attended=Sum("attended"),
        reached=Sum("reached"), pledges=Sum("pledges"), cost=Sum("cost"),
    )  # fmt: skip
    return Results(**{name: n or 0 for name, n in found.items()})


def reached_by_area(campaign: Campaign) -> list[tuple[str, int]]:
    """Return how many were reached where, most first."""
    rows = campaign.activities.values("area__full_name").annotate(n=Sum("reached"))
    return [(row["area__full_name"], row["n"]) for row in rows.order_by("-n", "area__full_name")]


@dataclass(frozen=True)
class Answered:
    """How a question was answered: `right` of `all`; both None where so few stand on a side that somebody could be seen."""

    question: Question
    right: int | None
    all: int | None

    @property
    def percent(self) -> int | None:
        """The share of right answers, rounded."""
        if self.right is None or not self.all:
            return None
        return round(100 * self.right / self.all)


def quiz_results(campaign: Campaign) -> list[Answered] | None:
    """Return how each question was answered; None while the campaign runs.

    Each answer more would tell what it was, so it waits until no more are taken; and both sides, right and wrong, are
    told only where each is of five or more.
    """
    if campaign.state != State.ENDED.value:
        return None
    told: dict[int, dict[int, int]] = defaultdict(dict)
    for question, option, n in campaign.tallies.values_list("question", "option", "n"):
        told[question][option] = n
    return [_answered(one, told[place]) for place, one in enumerate(campaign.kit.quiz)]


def _answered(question: Question, chosen: dict[int, int]) -> Answered:
    right, total = chosen.get(question.answer, 0), sum(chosen.values())
    if not fewness.are_many((right, total - right)):
        return Answered(question, None, None)
    return Answered(question, right, total)
