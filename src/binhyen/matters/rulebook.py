"""The assignment rules of a commune as they stand today: which takes what, and which are broken and why. Reads only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.matters import routing
from binhyen.matters.models import AssignmentRule, Crew
from binhyen.people.grants import POLICE
from binhyen.people.models import Post
from binhyen.places.models import Level, Unit
from binhyen.reports.catalogues import Category, taxonomy


class Fault(StrEnum):
    """Why a rule gives nothing to anybody."""

    CREW_ENDED = "CREW_ENDED"
    NO_POST = "NO_POST"
    AREA_GONE = "AREA_GONE"
    NEVER = "NEVER"  # closer rules take everything, or a crew is named for what only an officer may be given


@dataclass(frozen=True)
class Entry:
    """A rule, and what is broken about it ("" when nothing is)."""

    rule: AssignmentRule
    fault: Fault | None


def which(unit: Unit, category: str, area: Unit | None, on: date) -> Entry | None:
    """Return the rule that takes a new matter. Asked anew each time: a crew that ended or an officer who was relieved
    a minute ago must get nothing more, and a cache of each process would not know. How a rule stands is asked of the
    one that takes it alone: most reports come where there is none, and that question is the dearest of an intake."""
    rules = AssignmentRule.objects.filter(unit=unit)
    found = routing.which(map(_routed, rules), _spot(taxonomy().categories[category], area))
    if found is None:
        return None
    rule = _with_standing(unit, on).get(pk=found.number)
    return Entry(rule, _fault(rule, on))


def entries(unit: Unit, on: date) -> list[Entry]:
    """Return every rule of `unit`, with what is broken about it."""
    rules = list(_with_standing(unit, on).order_by("area__sort_key", "group", "category", "pk"))
    idle = routing.idle(map(_routed, rules), _spots(unit, on)) if rules else set()
    return [
        Entry(rule, _fault(rule, on) or (Fault.NEVER if rule.pk in idle else None))
        for rule in rules
    ]


def _with_standing(unit: Unit, on: date) -> QuerySet[AssignmentRule]:
    """Return the rules, each with whether its crew and its officer are still there."""
    crews = Crew.objects.filter(pk=OuterRef("crew")).filter(Q(until=None) | Q(until__gt=on))
    posts = Post.objects.in_force(on).filter(
        user=OuterRef("person"), unit=OuterRef("unit"), role__in=POLICE, user__is_active=True
    )
    return (
        AssignmentRule.objects.filter(unit=unit)
        .select_related("area", "crew__home", "person", "unit")
        .annotate(has_crew=Exists(crews), has_post=Exists(posts))
    )


def _routed(rule: AssignmentRule) -> routing.Rule:
    return routing.Rule(
        rule.pk, rule.category, rule.group, rule.area_id, is_to_officer=rule.person_id is not None
    )


def _fault(rule: AssignmentRule, on: date) -> Fault | None:
    if rule.crew_id is not None and not rule.has_crew:  # type: ignore[attr-defined]
        return Fault.CREW_ENDED
    if rule.person_id is not None and not rule.has_post:  # type: ignore[attr-defined]
        return Fault.NO_POST
    if rule.area is not None and not rule.area.exists_on(on):
        return Fault.AREA_GONE
    return None


def _spot(category: Category, area: Unit | None) -> routing.Spot:
    return routing.Spot(
        category.code, category.group, area.pk if area else None, category.is_restricted
    )


def _spots(unit: Unit, on: date) -> list[routing.Spot]:
    """Return everything that can be reported in the unit."""
    areas = Unit.objects.on(on).filter(parent=unit, level=Level.RESIDENTIAL_AREA)
    kinds = [kind for kind in taxonomy().categories.values() if kind.is_offered]
    return [_spot(kind, area) for kind in kinds for area in (None, *areas)]
