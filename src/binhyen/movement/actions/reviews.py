"""Hold the half-year and the final review of a plan; their conclusions become tasks."""

from datetime import date, datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.figures.closing import refuse_closed
from binhyen.movement import planning
from binhyen.movement.actions import keeping
from binhyen.movement.actions.refusals import AlreadyThere, ConcludedAlready, OutsidePlan
from binhyen.movement.actions.tasks import add_task
from binhyen.movement.models import Conclusion, Plan, Review, ReviewKind, Task
from binhyen.people import policy
from binhyen.people.models import Body, User


@transaction.atomic
def hold_review(
    *,
    plan: Plan,
    kind: ReviewKind,
    held_on: date,
    paper_number: str,
    by: User,
    at: datetime,
    words: str = "",
) -> Review:
    """Enter a review with how the tasks stood; the final one closes the plan.

    Raises NotAllowed, YearClosed, PlanClosed, AlreadyThere, OutsidePlan for a day before the plan began or still to come.
    """
    on = clock.local_day(at)
    policy.require(by, "movement.plan", plan, on=on)
    refuse_closed(plan.unit, held_on)
    keeping.require_running(plan)
    if plan.reviews.filter(kind=kind).exists():
        raise AlreadyThere(str(kind.label))
    if not plan.starts_on <= held_on <= on:
        raise OutsidePlan(plan.starts_on, on)
    review = Review.objects.create(
        plan=plan, kind=kind.value, held_on=held_on, paper_number=paper_number, words=words,
        standing=planning.standing(plan.tasks.all(), held_on),
    )  # fmt: skip
    if kind is ReviewKind.FINAL:
        plan.closed_at = at
        plan.save(update_fields=["closed_at"])
    audit.record(
        event="movement.plan_reviewed",
        subject=f"plan {plan.pk}",
        actor=by.ref,
        at=at,
        detail={"kind": kind, "paper": paper_number},
    )
    return review


@transaction.atomic
def conclude(
    *, review: Review, text: str, lead: Body, due_on: date, by: User, at: datetime
) -> Conclusion:
    """Enter what a review wants done, due after the review. Raises NotAllowed, OutsidePlan, ConcludedAlready."""
    policy.require(by, "movement.plan", review.plan, on=clock.local_day(at))
    if due_on < review.held_on:
        raise OutsidePlan(review.held_on, review.plan.ends_on)
    said = {"text": text, "lead": lead.value, "due_on": due_on}
    if review.conclusions.filter(**said).exists():
        raise ConcludedAlready(text)
    conclusion = Conclusion.objects.create(review=review, **said)
    audit.record(
        event="movement.review_concluded",
        subject=f"plan {review.plan_id}",
        actor=by.ref,
        at=at,
        detail={"review": review.pk, "lead": lead},
    )
    return conclusion


def task_of_conclusion(*, conclusion: Conclusion, plan: Plan, by: User, at: datetime) -> Task:
    """Make a conclusion a task of `plan`, once: of the plan reviewed, or after the final review of the next.

    Raises what `add_task` raises.
    """
    return add_task(
        plan=plan,
        title=conclusion.text,
        lead=Body(conclusion.lead),
        due_on=conclusion.due_on,
        origin=conclusion.origin,
        by=by,
        at=at,
    )
