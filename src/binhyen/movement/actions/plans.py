"""Draw up plans with their phases and goals."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.movement.actions import decisions
from binhyen.movement.actions.refusals import (
    AlreadyThere,
    NotBelow,
    OutsidePlan,
    PhasesOverlap,
    PlanClosed,
    refuse_future,
)
from binhyen.movement.models import Committee, Designation, Goal, Phase, Plan
from binhyen.movement.rules import Span, follow_each_other, two_phases
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.places.models import Unit


@transaction.atomic
def draw_up_plan(
    *,
    committee: Committee,
    title: str,
    starts_on: date,
    ends_on: date,
    decision_number: str,
    decided_on: date,
    by: User,
    at: datetime,
    unit: Unit | None = None,
    designation: Designation | None = None,
    phases: Sequence[tuple[str, Span]] = (),
) -> Plan:
    """Enter a plan of a committee by its paper, for the designated unit or for `unit`, by default the committee's own.

    Without phases it has two, until 30 June and after. Raises NotAllowed, InTheFuture, AlreadyThere, NotBelow, OutsidePlan,
    PhasesOverlap.
    """
    policy.require(by, "movement.plan", committee, on=clock.local_day(at))
    refuse_future(clock.local_day(at), decided_on)
    span = Span(starts_on, ends_on)
    if span.days < 1:
        raise OutsidePlan(starts_on, ends_on)
    unit = designation.unit if designation else unit or committee.unit
    if not unit.path.startswith(committee.unit.path):
        raise NotBelow(unit.full_name)
    decisions.require_free(decisions.Decision(decision_number, decided_on), committee.unit)
    told = list(phases) or [("", each) for each in two_phases(span)]
    if not follow_each_other((each for _name, each in told), span):
        raise PhasesOverlap(title)
    plan = _write(
        Plan(
            committee=committee,
            designation=designation,
            unit=unit,
            title=title,
            starts_on=starts_on,
            ends_on=ends_on,
            decision_number=decision_number,
            decided_on=decided_on,
        )
    )
    Phase.objects.bulk_create(
        [
            Phase(plan=plan, number=number, name=name, starts_on=each.first, ends_on=each.last)
            for number, (name, each) in enumerate(told, start=1)
        ]
    )
    audit.record(
        event="movement.plan_drawn_up",
        subject=f"plan {plan.pk}",
        actor=by.ref,
        at=at,
        detail={"unit": unit.path, "committee": committee.pk, "paper": decision_number},
    )
    return plan


def _write(plan: Plan) -> Plan:
    """Save a plan; of two at the same moment with one number the first stands."""
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError as reason:
        raise AlreadyThere(plan.decision_number) from reason
    return plan


@transaction.atomic
def add_goal(*, plan: Plan, title: str, by: User, at: datetime) -> Goal:
    """Give a plan a goal. Raises NotAllowed, PlanClosed, AlreadyThere."""
    policy.require(by, "movement.plan", plan, on=clock.local_day(at))
    if plan.closed_at is not None:
        raise PlanClosed(plan.title)
    if plan.goals.filter(title__iexact=title).exists():
        raise AlreadyThere(title)
    goal = Goal.objects.create(plan=plan, title=title)
    audit.record(
        event="movement.plan_goal_added",
        subject=f"plan {plan.pk}",
        actor=by.ref,
        at=at,
        detail={"goal": goal.pk},
    )
    return goal
