"""Put tasks into a plan, change them, tie them to one another, drop them and take them up again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from binhyen.core import clock
from binhyen.movement import planning
from binhyen.movement.actions import keeping
from binhyen.movement.actions.refusals import (
    Circle,
    DueBeforeNeeded,
    DueBeforeStart,
    NeededEarlier,
    NotOpen,
    OfAnotherPlan,
    OutsidePlan,
    PlanClosed,
    PlannedAlready,
    ReasonNeeded,
)
from binhyen.movement.models import (
    OPEN,
    Goal,
    Phase,
    Plan,
    Reminded,
    Seat,
    Task,
    TaskChange,
    TaskNeed,
    TaskState,
)
from binhyen.movement.rules import Span, closes_a_circle
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people.models import Body, User
from binhyen.places.models import Unit

LONGEST_TITLE = 200


@dataclass(frozen=True)
class Lead:
    """Who leads a task: a body, and where there are several of it, which one; helpers beside it."""

    body: Body
    unit: Unit | None = None
    seat: Seat | None = None
    helpers: tuple[Body, ...] = ()

    def written(self) -> dict[str, object]:
        """Return the columns of a task; the leading body does not help itself."""
        return {
            "lead": self.body.value,
            "lead_unit": self.unit,
            "lead_seat": self.seat,
            "helpers": sorted({helper.value for helper in self.helpers} - {self.body.value}),
        }


@transaction.atomic
def add_task(
    *,
    plan: Plan,
    title: str,
    lead: Body | Lead,
    due_on: date,
    by: User,
    at: datetime,
    origin: str = "",
    starts_on: date | None = None,
    goal: Goal | None = None,
) -> Task:
    """Put a task into a plan and tell whoever leads it; one that was made from a gap before is returned as it stands.

    It starts today, or when the plan does. Raises NotAllowed, PlanClosed, DueBeforeStart, OutsidePlan, OfAnotherPlan, PlannedAlready.
    """
    on = clock.local_day(at)
    policy.require(by, "movement.plan", plan, on=on)
    if standing := _of_origin(plan, origin):
        return standing
    start = starts_on or min(Span(plan.starts_on, plan.ends_on).nearest(on), due_on)
    led = lead if isinstance(lead, Lead) else Lead(lead)
    _check(plan, start, due_on, goal, led)
    if not origin and _is_planned(plan, title, due_on, led):
        raise PlannedAlready(title)
    task = Task(
        plan=plan, title=title[:LONGEST_TITLE], starts_on=start, due_on=due_on, goal=goal, origin=origin,
        phase=_phase_of(plan, due_on), **led.written(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            task.save()
    except IntegrityError:  # the same gap at the same moment
        if standing := _of_origin(plan, origin):
            return standing
        raise
    keeping.note(task, TaskChange.What.ADDED, by=by, at=at)
    _tell_lead(task, by, at)
    return task


def _is_planned(plan: Plan, title: str, due_on: date, led: Lead) -> bool:
    """Say whether the same was asked for before: by a second tab, or by going back and sending again."""
    whose = {"lead": led.body.value, "lead_unit": led.unit, "lead_seat": led.seat}
    same = plan.tasks.filter(title=title[:LONGEST_TITLE], due_on=due_on, **whose)
    return same.filter(state__in=OPEN).exists()


def _of_origin(plan: Plan, origin: str) -> Task | None:
    return plan.tasks.filter(origin=origin).first() if origin else None


@transaction.atomic
def change_task(
    *,
    task: Task,
    title: str,
    lead: Lead,
    starts_on: date,
    due_on: date,
    goal: Goal | None,
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Change what a task says. Raises NotAllowed, PlanClosed, DueBeforeStart, OutsidePlan, OfAnotherPlan,
    DueBeforeNeeded, NeededEarlier, Outrun."""
    policy.require(by, "movement.plan", task.plan, on=clock.local_day(at))
    _check(task.plan, starts_on, due_on, goal, lead)
    _check_needs(task, due_on)
    before, moved = task.lead, task.due_on != due_on
    written: dict[str, object] = {
        "title": title, "starts_on": starts_on, "due_on": due_on, "goal": goal,
        "phase": _phase_of(task.plan, due_on), **lead.written(),
    }  # fmt: skip
    if moved:
        written["reminded"] = Reminded.NOT_YET.value
    keeping.write(task, version=version, **written)
    keeping.note(task, TaskChange.What.CHANGED, by=by, at=at)
    if before != task.lead:
        _tell_lead(task, by, at)


def _check(plan: Plan, starts_on: date, due_on: date, goal: Goal | None, lead: Lead) -> None:
    """Raise what stands against a task as it is given."""
    if plan.closed_at is not None:
        raise PlanClosed(plan.title)
    if due_on < starts_on:
        raise DueBeforeStart(due_on.isoformat())
    span = Span(plan.starts_on, plan.ends_on)
    if starts_on not in span or due_on not in span:
        raise OutsidePlan(plan.starts_on, plan.ends_on)
    if goal is not None and goal.plan_id != plan.pk:
        raise OfAnotherPlan(goal.title)
    if lead.seat is not None and lead.seat.committee_id != plan.committee_id:
        raise OfAnotherPlan(str(lead.seat.pk))
    if lead.unit is not None and not lead.unit.path.startswith(plan.unit.path):
        raise OfAnotherPlan(lead.unit.full_name)


def _check_needs(task: Task, due_on: date) -> None:
    """Raise unless `due_on` lies after what the task waits for and before what waits for it."""
    last = Task.objects.filter(needed_by__task=task).order_by("-due_on").first()
    if last is not None and last.is_open and due_on < last.due_on:
        raise DueBeforeNeeded(last.title, last.due_on)
    first = Task.objects.filter(needs__needed=task).order_by("due_on").first()
    if first is not None and first.is_open and first.due_on < due_on:
        raise NeededEarlier(first.title, first.due_on)


def _phase_of(plan: Plan, due_on: date) -> Phase | None:
    return plan.phases.filter(starts_on__lte=due_on, ends_on__gte=due_on).first()


def _tell_lead(task: Task, by: User, at: datetime) -> None:
    told: Iterable[User] = planning.people_for(task, clock.local_day(at))
    notices.tell(
        to=[user for user in told if user.pk != by.pk],
        what=What.TASK,
        subject=task.reference,
        at=at,
    )


@transaction.atomic
def tie_task(*, task: Task, needed: Task, by: User, at: datetime) -> None:
    """Let `task` wait for `needed`. Raises NotAllowed, PlanClosed, OfAnotherPlan, Circle, DueBeforeNeeded.

    The plan is written first, so that of two ties at once the second waits: each alone could close no circle, both could.
    """
    policy.require(by, "movement.plan", task.plan, on=clock.local_day(at))
    if needed.plan_id != task.plan_id:
        raise OfAnotherPlan(needed.title)
    if not Plan.objects.filter(pk=task.plan_id, closed_at=None).update(closed_at=None):
        raise PlanClosed(task.plan.title)
    if closes_a_circle(planning.needs_of(task.plan), task=task.pk, needed=needed.pk):
        raise Circle(needed.title)
    if task.due_on < needed.due_on:
        raise DueBeforeNeeded(needed.title, needed.due_on)
    _tie, is_new = TaskNeed.objects.get_or_create(task=task, needed=needed)
    if is_new:
        keeping.note(task, TaskChange.What.TIED, by=by, at=at, words=needed.title)


@transaction.atomic
def untie_task(*, task: Task, needed: Task, by: User, at: datetime) -> None:
    """Let `task` wait for `needed` no longer. Raises NotAllowed, PlanClosed."""
    policy.require(by, "movement.plan", task.plan, on=clock.local_day(at))
    keeping.require_running(task.plan)
    if TaskNeed.objects.filter(task=task, needed=needed).delete()[0]:
        keeping.note(task, TaskChange.What.UNTIED, by=by, at=at, words=needed.title)


@transaction.atomic
def drop_task(*, task: Task, reason: str, version: int, by: User, at: datetime) -> None:
    """Give a task up for a reason. Raises NotAllowed, PlanClosed, NotOpen, ReasonNeeded, Outrun."""
    policy.require(by, "movement.plan", task.plan, on=clock.local_day(at))
    keeping.require_running(task.plan)
    if not task.is_open:
        raise NotOpen(task.title)
    if not reason.strip():
        raise ReasonNeeded(task.title)
    keeping.write(
        task, version=version, state=TaskState.DROPPED.value, dropped_because=reason.strip()
    )
    keeping.note(task, TaskChange.What.DROPPED, by=by, at=at, words=reason.strip())


@transaction.atomic
def reopen_task(*, task: Task, version: int, by: User, at: datetime) -> None:
    """Take up again a task that was done or dropped. Raises NotAllowed, PlanClosed, NotOpen, Outrun."""
    policy.require(by, "movement.plan", task.plan, on=clock.local_day(at))
    keeping.require_running(task.plan)
    if task.is_open:
        raise NotOpen(task.title)
    keeping.write(
        task, version=version, state=TaskState.RUNNING.value, dropped_because="",
        progress=min(task.progress, 99), reminded=Reminded.NOT_YET.value,
    )  # fmt: skip
    keeping.note(task, TaskChange.What.REOPENED, by=by, at=at)
