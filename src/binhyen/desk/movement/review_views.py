"""The reviews of a plan with their conclusions, each a click away from being a task."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.desk.officers import done, officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.movement import actions, planning
from binhyen.movement.models import Plan, Review, ReviewKind

from . import plan_forms, plan_sentences
from .plan_views import frame, papers_on, readable
from .tags import STATE_TAGS


@officers_page
@require_http_methods(["GET", "POST"])
def plan_reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reviews of a plan and enter one."""
    visitor = visit_of(request)
    plan = readable(visitor, pk)
    form = plan_forms.ReviewForm(
        request.POST if request.method == "POST" else None, initial={"held_on": visitor.on}
    )
    if request.method == "POST" and form.is_valid() and (held := _held(plan, form, visitor)):
        done(request, _("The review is entered. Now write what it concluded."))
        return redirect("desk:review", held.pk)
    tasks = list(plan.tasks.whole())
    reviews = plan.reviews.prefetch_related("conclusions").order_by("held_on", "pk")
    return show(
        request,
        "movement/plan_reviews",
        frame(plan, visitor, tasks)
        | {"reviews": reviews, "form": form, "papers": papers_on(plan, visitor)},
    )


def _held(plan: Plan, form: plan_forms.ReviewForm, visitor: Visit) -> Review | None:
    """Return the review, or None with what stands against it in the form."""
    typed: dict[str, Any] = form.cleaned_data | {"kind": ReviewKind(form.cleaned_data["kind"])}
    try:
        return actions.hold_review(plan=plan, by=visitor.user, at=visitor.at, **typed)
    except actions.OutsidePlan:
        form.add_error("held_on", _("A review is held after the plan began and not later than today."))  # fmt: skip
    except plan_sentences.REFUSED as reason:
        plan_sentences.add_to(form, reason, twice=("kind", _("This review was held already.")))
    return None


@officers_page
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a review: how the tasks stood, its conclusions and what became of them; add a conclusion."""
    visitor = visit_of(request)
    found = get_object_or_404(Review.objects.select_related("plan"), pk=pk)
    plan = readable(visitor, found.plan_id)
    form = plan_forms.ConclusionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.conclude(review=found, by=visitor.user, at=visitor.at, **form.cleaned_data)
        except actions.OutsidePlan:
            form.add_error("due_on", _("A conclusion is due after the review."))
        except plan_sentences.REFUSED as reason:
            plan_sentences.add_to(form, reason)
        else:
            done(request, _("The conclusion is written down. Make it a task, so that it is done."))
            return redirect("desk:review", found.pk)
    conclusions = found.conclusions.order_by("due_on", "pk")
    made = planning.tasks_of_conclusions(conclusions)
    return show(
        request,
        "movement/review",
        {
            "review": found,
            "plan": plan,
            "rows": [
                {"conclusion": each, "task": task, "tag": STATE_TAGS[task.state] if task else ""}
                for each in conclusions
                for task in [made.get(each.origin)]
            ],
            "form": form,
            "may_plan": visitor.may("movement.plan", plan),
            "lacks_next_plan": plan.closed_at is not None
            and planning.running_plan(plan.unit, visitor.on) is None,
        },
    )
