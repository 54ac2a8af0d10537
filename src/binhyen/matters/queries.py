"""Reads: whose matter a report is, who may see inside, what lies near, what the inbox shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Min, Q, QuerySet

from binhyen.matters import clocks, rules
from binhyen.matters.models import Matter, Move, Proposal, Shelf, posts_by_view
from binhyen.matters.words import MediationOutcome
from binhyen.matters.workflow import STAYS, Act, State
from binhyen.people import policy
from binhyen.people.models import Post, Role, User
from binhyen.places.models import Level, Unit
from binhyen.reports.catalogues import taxonomy
from binhyen.reports.models import Report

#: How far and how long ago another matter may be the same one (officers are offered it, never forced).
NEAR_METRES = 1000
NEAR_DAYS = 30
NEAR_MOST = 8
_METRES_PER_DEGREE = 111_320
#: A degree of longitude at 6 to 23 degrees north is at least this share of a degree of latitude.
_LEAST_SHRINK = 0.91


def matter_of(report: Report) -> Matter:
    """Return the matter a report is of, the one it opened where it tells of several. Raises Matter.DoesNotExist."""
    found = Matter.objects.select_related("keeper", "unit", "area", "crew__home")
    return found.filter(attached__report=report).order_by("attached__pk")[:1].get()


def is_masked(matter: Matter, user: User | AnonymousUser, on: date) -> bool:
    """Say whether a restricted matter hides its content from `user`."""
    if not matter.is_restricted:
        return False
    is_chief = policy.can(user, "matters.read_restricted", matter.readers(), on=on)
    is_handler = matter.handler_id is not None and matter.handler_id == user.pk
    masked = rules.is_masked(
        sensitivity=matter.sensitivity,
        is_new=State(matter.state) is State.RECEIVED,
        is_chief=is_chief,
        is_handler=is_handler,
    )
    return masked and not _was_asked(matter, user, on)


def _was_asked(matter: Matter, user: User | AnonymousUser, on: date) -> bool:
    """Say whether the user's unit has to answer a proposal, or the user answered one."""
    units = {post.unit_id for post in posts_by_view(user, on)[0]}
    return any(
        (proposal.answer == "" and proposal.to_unit_id in units)
        or (proposal.answered_by_id is not None and proposal.answered_by_id == user.pk)
        for proposal in matter.proposals.all()
    )


def level_above(unit: Unit, on: date) -> Unit | None:
    """Return the province or district above `unit` that exists on `on`; None for a province."""
    above = unit.parent
    while above is not None and not (
        above.level in {Level.DISTRICT, Level.PROVINCE} and above.exists_on(on)
    ):
        above = above.parent
    return above


def accepted_kinds(matter: Matter) -> list[rules.Kind]:
    """Return what the level above has agreed to so far."""
    kinds = matter.proposals.filter(answer="ACCEPTED").values_list("kind", flat=True)
    return [rules.Kind(kind) for kind in kinds.order_by("pk")]


def may_settle(matter: Matter, competence: Mapping[str, str]) -> bool:
    """Say whether the unit that keeps the matter may settle it as things stand."""
    return rules.may_settle(competence, level=matter.keeper.level, accepted=accepted_kinds(matter))


def failed_mediations(matter: Matter) -> int:
    """Return how many mediations ended without an agreement."""
    return matter.mediations.filter(outcome=MediationOutcome.FAILED.value).count()


def is_prolonged(matter: Matter, at: datetime) -> bool:
    """Say whether it is a dispute that shows the signs of a hot spot."""
    return matter.category in clocks.disputes() and rules.is_prolonged(
        opened_at=matter.opened_at,
        ended_at=matter.resolved_at,
        at=at,
        failed_mediations=failed_mediations(matter),
        households=matter.households,
        is_violence_threatened=matter.is_violence_threatened,
    )


def mediators_for(matter: Matter, on: date) -> list[User]:
    """Return the mediators of the unit that keeps the matter and of the residential area where it arose."""
    homes = [matter.keeper_id, *([matter.area_id] if matter.area_id else [])]
    held = Post.objects.in_force(on).filter(unit__in=homes, role=Role.MEDIATOR)
    people = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return list(people.order_by("full_name", "pk"))


@dataclass(frozen=True)
class Prolonged:
    """How many disputes of a residential area bear the flag, and since when the first does."""

    area: str
    n: int
    since: datetime


def prolonged_by_area(units: list[Unit]) -> list[Prolonged]:
    """Return how many open disputes of `units` bear the flag, by residential area, with the day of the first."""
    flagged = Matter.objects.filter(
        keeper__in=units, shelf=Shelf.OPEN.value, flagged_at__isnull=False
    )
    by_area = flagged.values("area__full_name").annotate(n=Count("pk"), since=Min("flagged_at"))
    return [
        Prolonged(row["area__full_name"] or "", row["n"], row["since"])
        for row in by_area.order_by("-n", "area__full_name")
    ]


def near(matter: Matter, user: User, on: date) -> QuerySet[Matter]:
    """Return open matters of the same keeper that may be the same one: of the same group, near in time, and of the
    same category, in the same area or near the same point."""
    around = Q(category=matter.category)
    if matter.area_id:
        around |= Q(area=matter.area_id)
    if matter.lat is not None and matter.lon is not None:
        reach = NEAR_METRES / _METRES_PER_DEGREE
        wide = reach / _LEAST_SHRINK
        around |= Q(
            lat__range=(matter.lat - reach, matter.lat + reach),
            lon__range=(matter.lon - wide, matter.lon + wide),
        )
    since = matter.opened_at - timedelta(days=NEAR_DAYS)
    until = matter.opened_at + timedelta(days=NEAR_DAYS)
    return (
        Matter.objects.visible_to(user, on)
        .filter(around, keeper=matter.keeper, state__in=_can_take_a_report(), sensitivity__lte="S2")
        .filter(opened_at__range=(since, until), category__in=_of_the_same_group(matter))
        .exclude(pk=matter.pk)
        .select_related("area")
        .order_by("-opened_at", "-pk")[:NEAR_MOST]
    )


def _of_the_same_group(matter: Matter) -> list[str]:
    categories = taxonomy().categories
    group = categories[matter.category].group
    return [category.code for category in categories.values() if category.group == group]


def _can_take_a_report() -> list[str]:
    return sorted(state.value for state in STAYS[Act.ATTACH])


def history(matter: Matter) -> QuerySet[Move]:
    """Return what was done, oldest first."""
    return matter.moves.select_related("by").order_by("pk")


def moves_since(matter: Matter, version: int) -> list[Move]:
    """Return what was done after the version somebody saw: each act adds one row and one version."""
    return list(history(matter)[version:])


def to_answer(units: list[Unit], *, at: datetime) -> QuerySet[Proposal]:
    """Return the open proposals that wait for an answer of `units`, the most urgent first."""
    return (
        Proposal.objects.filter(to_unit__in=units, answer="")
        .select_related("matter", "matter__area", "matter__keeper", "from_unit", "to_unit")
        .annotate(is_late=Q(due_at__lt=at))
        .order_by("due_at", "pk")
    )
