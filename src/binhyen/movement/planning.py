"""Reads over plans and tasks: which plan runs, who stands for a task, whose task is whose."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from binhyen.figures.queries import Scope
from binhyen.movement.models import OPEN, Conclusion, Plan, Task, TaskNeed
from binhyen.people import policy
from binhyen.people.models import Body, Post, Role, User
from binhyen.places import queries as places
from binhyen.places.models import LOCAL_LEVELS, Level, Unit

#: For which body a post stands, where the role says it.
_BODY_OF_ROLE = {
    Role.SECRETARY: Body.PEOPLES_COMMITTEE,
    Role.HEAD: Body.PEOPLES_COMMITTEE,
    Role.CHIEF: Body.POLICE,
    Role.DUTY_OFFICER: Body.POLICE,
    Role.TEAM_MEMBER: Body.SECURITY_TEAM,
}
#: Who is told for a body that has posts of its own: whoever answers for it.
_TOLD = {
    Body.PEOPLES_COMMITTEE: (Role.SECRETARY, Role.HEAD),
    Body.POLICE: (Role.CHIEF,),
    Body.SECURITY_TEAM: (Role.TEAM_MEMBER,),
}


@dataclass(frozen=True)
class Readers:
    """A plan, as held by everybody who has a task in it."""

    paths: tuple[str, ...]

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with."""
        return self.paths


def readers_of(plan: Plan) -> Readers:
    """Return the plan as its readers hold it: its units, and the units that lead a task of it."""
    leading = Unit.objects.filter(pk__in=plan.tasks.values("lead_unit")).values_list(
        "path", flat=True
    )
    return Readers((*plan.holding_paths(), *leading))


def plans_for(user: User, scope: Scope, on: date) -> QuerySet[Plan]:
    """Return the plans that `user` may read, the newest first, with how many tasks stand how: those with a task for a
    unit of a post, and of the scope as far as the grant carries: all of it, or what its unit itself holds."""
    units = {post.unit_id for post in policy.posts_granting(user, "movement.read_plan", on=on)}
    wanted = Q(pk__in=Task.objects.filter(lead_unit__in=units).values("plan"))
    held = _readable_of(user, scope, on)
    wanted |= Q(unit_id__in=held) | Q(committee__unit_id__in=held)
    return (
        Plan.objects.filter(wanted)
        .select_related("unit", "committee__unit")
        .annotate(
            task_count=Count("tasks", filter=~Q(tasks__state="DROPPED")),
            done_count=Count("tasks", filter=Q(tasks__state="DONE")),
        )
        .order_by("-starts_on", "-pk")
    )


def _readable_of(user: User, scope: Scope, on: date) -> Collection[int]:
    """Return the units of the scope whose plans `user` reads."""
    if policy.can(user, "movement.read_plan", policy.Below(scope.unit.path), on=on):
        return scope.unit_ids
    if policy.can(user, "movement.read_plan", scope.unit, on=on):
        return [unit.pk for unit in places.selves(scope.unit)]
    return ()


def running_plan(unit: Unit, on: date) -> Plan | None:
    """Return the plan that runs for `unit` on `on`, else the next to begin; an area without one has the commune's."""
    found = Plan.objects.running(on).select_related("committee")
    for holder in _holders(unit):
        mine = list(found.filter(unit=holder).order_by("starts_on", "pk"))
        begun = [plan for plan in mine if plan.starts_on <= on]
        if mine:
            running = begun[-1] if begun else mine[0]
            running.unit = holder  # known already, and the policy asks for it
            return running
    return None


def _holders(unit: Unit) -> list[Unit]:
    is_local = Level(unit.level) in LOCAL_LEVELS
    return [unit, unit.parent] if is_local and unit.parent else [unit]


def tasks_of_origins(
    unit: Unit, origins: Iterable[str], *, on: date | None = None
) -> dict[str, Task]:
    """Return by origin the task that was made from a gap: in the plan that runs on `on`, or in any that is not closed."""
    found = Task.objects.filter(origin__in=[origin for origin in origins if origin])
    if on is not None:
        found = found.filter(plan=running_plan(unit, on))
    else:
        found = found.filter(plan__unit__in=_holders(unit), plan__closed_at=None)
    return {task.origin: task for task in found.order_by("plan__ends_on", "pk")}


def made_from_gaps(plan: Plan) -> dict[str, Task]:
    """Return by origin every task of the plan that was made from a gap."""
    return {task.origin: task for task in plan.tasks.exclude(origin="").order_by("pk")}


def tasks_of_conclusions(conclusions: Iterable[Conclusion]) -> dict[str, Task]:
    """Return by origin the tasks that conclusions of reviews became, in whatever plan."""
    origins = [conclusion.origin for conclusion in conclusions]
    return {task.origin: task for task in Task.objects.filter(origin__in=origins).order_by("pk")}


def needs_of(plan: Plan) -> dict[int, set[int]]:
    """Return task -> tasks it waits for."""
    needs: dict[int, set[int]] = {}
    for task, needed in TaskNeed.objects.filter(task__plan=plan).values_list("task", "needed"):
        needs.setdefault(task, set()).add(needed)
    return needs


def standing(tasks: Iterable[Task], on: date) -> dict[str, int]:
    """Return how many tasks stand how on a day, by state, and how many are overdue."""
    counts = {"PLANNED": 0, "RUNNING": 0, "DONE": 0, "DROPPED": 0, "OVERDUE": 0}
    for task in tasks:
        counts[task.state] += 1
        counts["OVERDUE"] += task.is_overdue(on)
    return counts


def body_of(post: Post) -> Body | None:
    """Return the body a post stands for, None for one that leads nothing."""
    return Body(post.body) if post.body else _BODY_OF_ROLE.get(Role(post.role))


def leads(user: User, task: Task, on: date) -> bool:
    """Say whether a post of `user` stands for the body that leads the task, in the unit that is meant."""
    where = (task.lead_unit.path,) if task.lead_unit else task.plan.holding_paths()
    return any(
        body_of(post) == task.lead and post.unit.path in where
        for post in policy.posts_granting(user, "movement.report_own_task", on=on)
    )


def has_a_hand(user: User, on: date) -> bool:
    """Say whether some post of `user` takes part in plans at all."""
    return bool(policy.posts_granting(user, "movement.read_plan", on=on))


def tasks_of(user: User, on: date) -> list[tuple[Task, bool]]:
    """Return the open tasks of running plans that a body of `user` leads or helps with, with whether it leads."""
    posts = policy.posts_granting(user, "movement.report_own_task", on=on)
    bodies = {body_of(post) for post in posts}
    found = (
        Task.objects.filter(state__in=OPEN, plan__closed_at=None)
        .filter(_held_by(posts))
        .select_related("plan__unit", "plan__committee__unit", "lead_unit", "goal", "phase")
        .order_by("due_on", "pk")
    )
    told = [(task, leads(user, task, on)) for task in found]
    return [(task, is_lead) for task, is_lead in told if is_lead or bodies & set(task.helpers)]


def due_in_plans_kept(user: User, last: date, on: date) -> QuerySet[Task]:
    """Return the open tasks, due by `last`, of the running plans that `user` keeps."""
    posts = policy.posts_granting(user, "movement.plan", on=on)
    found = Task.objects.open().filter(plan__closed_at=None, due_on__lte=last)
    return found.filter(_held_by(posts)).order_by("due_on", "pk")


def _held_by(posts: list[Post]) -> Q:
    """Return what keeps the tasks of plans for the posts' units, for those they grew out of, and tasks they lead."""
    own = {unit.pk for post in posts for unit in places.selves(post.unit)}
    return Q(plan__unit__in=own) | Q(plan__committee__unit__in=own) | Q(lead_unit__in=own)


def tasks_told_of(references: Iterable[str]) -> QuerySet[Task]:
    """Return the tasks that notices name, such as NV-12."""
    told = [reference.removeprefix("NV-") for reference in references if reference[:3] == "NV-"]
    found = Task.objects.filter(pk__in=[int(number) for number in told if number.isdecimal()])
    return found.select_related("plan__unit", "plan__committee__unit", "lead_unit")


def people_for(task: Task, on: date) -> list[User]:
    """Return who answers for a task: the people of the body that leads it, where it is led."""
    body = Body(task.lead)
    where = (task.lead_unit.path,) if task.lead_unit else places.paths_onward(task.plan.unit)
    posts = Post.objects.in_force(on).filter(unit__path__in=where)
    if body in _TOLD:
        posts = posts.filter(role__in=[role.value for role in _TOLD[body]])
    else:
        posts = posts.filter(role=Role.PARTNER.value, body=body.value)
    return _users(posts)


def committee_of(plan: Plan, on: date) -> list[User]:
    """Return the secretaries and heads who are told what of the plan is overdue."""
    roles = (Role.SECRETARY.value, Role.HEAD.value)
    posts = Post.objects.in_force(on).filter(unit__path__in=plan.holding_paths(), role__in=roles)
    return _users(posts)


def _users(posts: QuerySet[Post]) -> list[User]:
    held = posts.filter(user__is_active=True).select_related("user").order_by("pk")
    return list({post.user_id: post.user for post in held}.values())
