"""Beside a gap: the task that was made from it, or the button that makes one."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest

from binhyen.desk.movement.tags import STATE_TAGS
from binhyen.desk.posts import visit_of
from binhyen.movement import planning
from binhyen.movement.models import Plan, Task
from binhyen.places.models import Unit

register = template.Library()


@dataclass(frozen=True)
class OfUnit:
    """The running plan of a unit, its tasks by origin, and what the visitor may do with it."""

    plan: Plan | None
    tasks: dict[str, Task]
    may_plan: bool
    may_read: bool


@dataclass(frozen=True)
class Gap:
    """One gap as the template draws it."""

    task: Task | None
    is_offered: bool
    tag: str = ""


@register.simple_tag(takes_context=True)
def gap_of(context: dict[str, Any], unit_id: int, origin: str) -> Gap:
    """Return the task of an origin in the unit's running plan; a page asks the database once for all its gaps."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return Gap(None, is_offered=False)
    of_unit = _of_unit(request, unit_id)
    task = of_unit.tasks.get(origin) if of_unit.may_read else None
    return Gap(
        task,
        is_offered=of_unit.may_plan and task is None,
        tag=STATE_TAGS[task.state] if task else "",
    )


def _of_unit(request: HttpRequest, unit_id: int) -> OfUnit:
    kept: dict[int, OfUnit] = request.__dict__.setdefault("_plans_of_units", {})
    if unit_id not in kept:
        kept[unit_id] = _ask(request, unit_id)
    return kept[unit_id]


def _ask(request: HttpRequest, unit_id: int) -> OfUnit:
    visit = visit_of(request)
    unit = visit.unit
    if unit is None or unit.pk != unit_id:
        unit = Unit.objects.select_related("parent").filter(pk=unit_id).first()
    if unit is None:
        return OfUnit(None, {}, may_plan=False, may_read=False)
    plan = planning.running_plan(unit, visit.on)
    return OfUnit(
        plan,
        planning.made_from_gaps(plan) if plan else {},
        may_plan=visit.may("movement.plan", plan or unit),
        may_read=plan is not None and visit.may("movement.read_plan", plan),
    )
