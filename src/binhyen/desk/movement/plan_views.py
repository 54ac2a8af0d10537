"""Plans of a unit, and one plan with its phases, goals and what is overdue."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.decisions.field import written_at
from binhyen.desk.officers import done, officers_page, show, unit_for
from binhyen.desk.posts import Visit, not_allowed, visit_of
from binhyen.figures.queries import scope_of
from binhyen.movement import actions, planning
from binhyen.movement.models import Committee, Designation, Goal, Plan, Task
from binhyen.movement.rules import Span, two_phases
from binhyen.places.models import Unit

from . import plan_forms, plan_sentences

PAGE = 25


@officers_page
@require_http_methods(["GET", "POST"])
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans of a unit and of those it grew out of, and draw one up."""
    visitor = visit_of(request)
    if not planning.has_a_hand(visitor.user, visitor.on):
        return not_allowed(request, _("No post of yours takes part in a plan."))
    unit = unit_for(visitor, request.GET.get("don-vi"), action="movement.read_plan")
    committees = _committees(unit, visitor)
    form = plan_forms.PlanForm(
        committees, _designations(committees), request.POST if request.method == "POST" else None,
        initial=_usual(visitor),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and (plan := _drawn_up(form, visitor)):
        done(request, _("The plan is drawn up. Now give it goals and tasks."))
        return redirect("desk:plan", plan.pk)
    found = planning.plans_for(visitor.user, scope_of(unit), visitor.on)
    return show(
        request,
        "movement/plans",
        {
            "unit": unit,
            "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
            "form": form,
            "may_plan": visitor.may("movement.plan", unit) and committees.exists(),
            "lacks_committee": visitor.may("movement.plan", unit) and not committees.exists(),
            "is_staff": visitor.may("figures.read", unit),
            "today": visitor.on,
        },
    )


def _committees(unit: Unit, visitor: Visit) -> QuerySet[Committee]:
    """Return the committees of the unit that sit today."""
    found = Committee.objects.filter(unit=unit, since__lte=visitor.on)
    return (found.filter(until=None) | found.filter(until__gt=visitor.on)).order_by("-since", "pk")


def _designations(committees: QuerySet[Committee]) -> QuerySet[Designation]:
    found = Designation.objects.standing().filter(committee__in=committees).select_related("unit")
    return found.order_by("-year", "pk")


def _usual(visitor: Visit) -> dict[str, Any]:
    """Return the running year as the span of a plan."""
    year = Span(visitor.on.replace(month=1, day=1), visitor.on.replace(month=12, day=31))
    return {"starts_on": year.first, "ends_on": year.last}


def _drawn_up(form: plan_forms.PlanForm, visitor: Visit) -> Plan | None:
    """Return the plan, or None with what stands against it in the form."""
    typed = dict(form.cleaned_data)
    cut = typed.pop("first_phase_ends_on")
    span = Span(typed["starts_on"], typed["ends_on"])
    phases = span.cut_after(cut) if cut else two_phases(span)
    try:
        return actions.draw_up_plan(
            **typed, phases=[("", phase) for phase in phases], by=visitor.user, at=visitor.at
        )
    except plan_sentences.REFUSED as reason:
        twice = _("A plan with this number of this year is in the register already.")
        plan_sentences.add_to(form, reason, twice=("decision_number", twice))
        return None


def readable(visitor: Visit, pk: int) -> Plan:
    """Return a plan that the visitor may read; another does not exist for them."""
    found = get_object_or_404(
        Plan.objects.select_related("unit", "committee__unit", "designation"), pk=pk
    )
    if not visitor.may("movement.read_plan", planning.readers_of(found)):
        raise Http404
    return found


def frame(plan: Plan, visitor: Visit, tasks: list[Task]) -> dict[str, object]:
    """Return what every page of a plan shows above its own part."""
    return {
        "plan": plan,
        "unit": plan.unit,
        "standing": planning.standing(tasks, visitor.on),
        "share": round(sum(task.progress for task in _kept(tasks)) / (len(_kept(tasks)) or 1)),
        "may_plan": plan.closed_at is None and visitor.may("movement.plan", plan),
        "today": visitor.on,
    }


def papers_on(plan: Plan, visitor: Visit) -> list[tuple[str, str]]:
    """Return the reports on the plan that the visitor may write for its unit or its committee's, each with its address."""
    known = {"launch_report": _("Write the report on the launch"), "final_review": _("Write the final report")}  # fmt: skip
    found = []
    for wording, label in known.items():
        about = {"tu": plan.pk}
        units = (plan.unit, plan.committee.unit)
        places = (written_at(visitor, unit, wording, about) for unit in units)
        if address := next(filter(None, places), ""):
            found.append((label, address))
    return found


def _kept(tasks: list[Task]) -> list[Task]:
    return [task for task in tasks if task.state != "DROPPED"]


@officers_page
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan: what is overdue first, then its tasks by phase and goal; add a goal."""
    visitor = visit_of(request)
    found = readable(visitor, pk)
    form = plan_forms.GoalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_goal(
                plan=found, title=form.cleaned_data["title"], by=visitor.user, at=visitor.at
            )
        except plan_sentences.REFUSED as reason:
            twice = _("The plan has this goal already.")
            plan_sentences.add_to(form, reason, twice=("title", twice))
        else:
            done(request, _("The goal stands in the plan."))
            return redirect("desk:plan", found.pk)
    tasks = list(found.tasks.whole())
    return show(
        request,
        "movement/plan",
        frame(found, visitor, tasks)
        | {
            "phases": grouped(found, tasks),
            "overdue": [task for task in tasks if task.is_overdue(visitor.on)],
            "reviews": found.reviews.order_by("held_on", "pk"),
            "form": form,
        },
    )


def grouped(plan: Plan, tasks: list[Task]) -> list[dict[str, object]]:
    """Return the phases of a plan, each with its goals and their tasks; what belongs to none comes last."""
    phases = [*plan.phases.order_by("number"), None]
    goals: list[Goal | None] = [*plan.goals.order_by("pk"), None]
    found: list[dict[str, object]] = []
    for phase in phases:
        inside = [task for task in tasks if task.phase_id == (phase.pk if phase else None)]
        rows = [
            {"goal": goal, "tasks": of_goal}
            for goal in goals
            if (of_goal := [t for t in inside if t.goal_id == (goal.pk if goal else None)])
        ]
        if phase is not None or rows:
            found.append({"phase": phase, "goals": rows, "count": len(inside)})
    return found
