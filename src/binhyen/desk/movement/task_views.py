"""Tasks: put one into a plan, one with its history, one made from a gap, and my own."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.core import text
from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.hotspots import queries as hotspots
from binhyen.hotspots.models import Alert
from binhyen.movement import actions, planning
from binhyen.movement.models import Plan, Task, TaskNeed
from binhyen.movement.rules import Span
from binhyen.people.models import Body
from binhyen.places.models import Unit

from . import plan_forms, plan_sentences
from .plan_views import readable
from .tags import STATE_TAGS

LONGEST_ORIGIN = 80
#: Who leads a task made from a gap of this kind until somebody says otherwise.
_LEAD_OF = {"team": Body.POLICE, "survey": Body.POLICE}


@officers_page
@require_http_methods(["GET", "POST"])
def add_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a task into a plan."""
    visitor = visit_of(request)
    plan = readable(visitor, pk)
    if not visitor.may("movement.plan", plan):
        return not_allowed(request, _("Tasks are given by the committee that keeps the plan."))
    span = Span(plan.starts_on, plan.ends_on)
    form = plan_forms.TaskForm(
        plan, visitor.on, request.POST if request.method == "POST" else None,
        initial={"starts_on": span.nearest(visitor.on)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            task = actions.add_task(plan=plan, by=visitor.user, at=visitor.at, **as_typed(form))
        except plan_sentences.REFUSED as reason:
            plan_sentences.add_to(form, reason)
        else:
            done(request, _("The task stands in the plan."))
            return redirect("desk:task", task.pk)
    return show(request, "movement/add_task", {"plan": plan, "form": form})


def as_typed(form: plan_forms.TaskForm) -> dict[str, Any]:
    """Return what the acts on a task take, from a valid form."""
    typed = form.cleaned_data
    lead = actions.Lead(
        typed["lead"], typed.get("lead_unit"), typed.get("lead_seat"), typed["helpers"]
    )
    return {
        "title": typed["title"],
        "lead": lead,
        "starts_on": typed["starts_on"],
        "due_on": typed["due_on"],
        "goal": typed.get("goal"),
    }


def loaded(visitor: Visit, pk: int) -> Task:
    """Return a task of a plan that the visitor may read, or one that is led by a unit of theirs."""
    task = get_object_or_404(
        Task.objects.select_related(
            "plan__unit", "plan__committee__unit", "phase", "goal", "lead_unit", "lead_seat"
        ),
        pk=pk,
    )
    if not visitor.may("movement.read_plan", planning.readers_of(task.plan)):
        raise Http404
    return task


@officers_page
@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a task: how far, who, what it waits for, what shows it, its history."""
    visitor = visit_of(request)
    found = loaded(visitor, pk)
    may_plan = found.plan.closed_at is None and visitor.may("movement.plan", found.plan)
    leads = found.plan.closed_at is None and planning.leads(visitor.user, found, visitor.on)
    return show(
        request,
        "movement/task",
        {
            "task": found,
            "plan": found.plan,
            "hot_spot": _hot_spot(visitor, found),
            "tag": STATE_TAGS[found.state],
            "is_overdue": found.is_overdue(visitor.on),
            "needs": _needs(found),
            "needed_by": Task.objects.filter(needs__needed=found).order_by("due_on", "pk"),
            "evidence": found.evidence.select_related("by", "kept__evidence__task").order_by(
                "at", "pk"
            ),
            "changes": found.changes.select_related("by").order_by("-at", "-pk"),
            "may_plan": may_plan,
            "may_report": (may_plan or leads) and found.is_open,
            "may_show": may_plan or leads,
        },
    )


def _hot_spot(visitor: Visit, task: Task) -> Alert | None:
    """Return the hot spot that the task was made for, to who may read it: the task itself names no place."""
    alert = hotspots.alert_of(task.origin)
    return alert if alert is not None and visitor.may("hotspots.read", alert) else None


def _needs(task: Task) -> list[dict[str, object]]:
    rows = TaskNeed.objects.filter(task=task).select_related("needed").order_by("needed__due_on", "pk")  # fmt: skip
    return [{"task": row.needed, "tag": STATE_TAGS[row.needed.state]} for row in rows]


@officers_page
@require_GET
def my_tasks(request: HttpRequest) -> HttpResponse:
    """List the open tasks that my body leads, what is overdue first, then those it helps with."""
    visitor = visit_of(request)
    if not planning.has_a_hand(visitor.user, visitor.on):
        return not_allowed(request, _("No post of yours takes part in a plan."))
    found = planning.tasks_of(visitor.user, visitor.on)
    return show(
        request,
        "movement/my_tasks",
        {
            "led": [_row(task, visitor.on) for task, is_lead in found if is_lead],
            "helped": [_row(task, visitor.on) for task, is_lead in found if not is_lead],
        },
    )


def _row(task: Task, on: date) -> dict[str, object]:
    return {"task": task, "tag": STATE_TAGS[task.state], "is_overdue": task.is_overdue(on)}


@officers_page
@require_POST
def task_from_gap(request: HttpRequest) -> HttpResponse:
    """Make a gap a task of the unit's running plan, and go back to where it was seen; asked twice, it is made once."""
    visitor = visit_of(request)
    unit = _unit(request.POST.get("unit", ""))
    origin, title = request.POST.get("origin", "").strip(), request.POST.get("title", "").strip()
    if not (origin and title) or len(origin) > LONGEST_ORIGIN or "\0" in origin + title:
        raise Http404
    plan = planning.running_plan(unit, visitor.on)
    if not visitor.may("movement.plan", plan or unit):
        raise Http404
    if plan is None:
        done(request, _("No plan runs for %(unit)s today. Draw one up first, then make the gap a task.") % {"unit": unit.full_name})  # fmt: skip
        return redirect("desk:plans")
    try:
        made = actions.add_task(
            plan=plan, title=title, origin=origin, lead=_lead(request, origin),
            due_on=_due(request, plan, visitor.on), by=visitor.user, at=visitor.at,
        )  # fmt: skip
    except plan_sentences.REFUSED as reason:
        done(request, plan_sentences.said(reason)[1])
        return redirect("desk:plan", plan.pk)
    done(request, _("“%(title)s” is a task of the plan now, due on %(due)s. Who leads it and when it is due can be changed on its page.") % {"title": made.title, "due": f"{made.due_on:%d/%m/%Y}"})  # fmt: skip
    back = request.POST.get("ve", "")
    # an address, not a word: `redirect` would look a word up among the names of pages
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    if is_ours and back.startswith("/"):
        return redirect(back)
    return redirect("desk:task", made.pk)


def _unit(typed: str) -> Unit:
    """Return the unit a gap was seen in; who may do something about it, its plan says."""
    return get_object_or_404(Unit.objects.select_related("parent"), pk=text.whole(typed))


def _lead(request: HttpRequest, origin: str) -> Body:
    asked = request.POST.get("lead", "")
    if asked in Body.values:
        return Body(asked)
    return _LEAD_OF.get(origin.partition(":")[0], Body.PEOPLES_COMMITTEE)


def _due(request: HttpRequest, plan: Plan, on: date) -> date:
    """Return the day asked for, else the end of the phase that runs or comes next."""
    try:
        return date.fromisoformat(request.POST.get("due", ""))
    except ValueError:
        phase = plan.phases.filter(ends_on__gte=on).order_by("ends_on", "pk").first()
        return phase.ends_on if phase else plan.ends_on
