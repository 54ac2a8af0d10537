"""What is done with a task, a page for each: its form, its act, its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.desk.officers import done, number_sent, officers_page, show
from binhyen.desk.posts import Visit, visit_of
from binhyen.matters.models import PaperKind
from binhyen.matters.papers import PaperRefused
from binhyen.movement import actions, planning
from binhyen.movement.models import Task, TaskFile
from binhyen.people import policy

from . import plan_forms, plan_sentences
from .task_views import as_typed, loaded

Asked = Callable[[Task, Visit, Any], forms.Form]
Run = Callable[[Task, forms.Form, int, Visit], object]


@dataclass(frozen=True)
class Step:
    """One thing to do with a task: the form to ask, the act, what the page and the button say."""

    asked: Asked
    run: Run
    title: "str | Promise"
    told: "str | Promise"
    is_planning: bool = True
    is_warning: bool = False
    takes_file: bool = False


def _evidence(_task: Task, _visitor: Visit, typed: Any) -> forms.Form:
    return plan_forms.EvidenceForm(*typed) if typed else plan_forms.EvidenceForm()


def _simple(form: type[forms.Form], **initial: Any) -> Asked:
    return lambda task, _visitor, typed: form(
        typed, initial={name: getattr(task, read) for name, read in initial.items()}
    )


def _task_form(task: Task, visitor: Visit, typed: Any) -> forms.Form:
    return plan_forms.TaskForm(
        task.plan, visitor.on, typed,
        initial={
            "title": task.title, "lead": task.lead, "lead_unit": task.lead_unit_id, "lead_seat": task.lead_seat_id,
            "helpers": task.helpers, "starts_on": task.starts_on, "due_on": task.due_on, "goal": task.goal_id,
        },
    )  # fmt: skip


def _change(task: Task, form: forms.Form, version: int, visitor: Visit) -> object:
    assert isinstance(form, plan_forms.TaskForm)  # noqa: S101  (asked by `_task_form`)
    typed = as_typed(form) | {"version": version}
    return actions.change_task(task=task, by=visitor.user, at=visitor.at, **typed)


def _versioned(act: Callable[..., object]) -> Run:
    return lambda task, form, version, visitor: act(
        task=task, version=version, by=visitor.user, at=visitor.at, **form.cleaned_data
    )


def _plain(act: Callable[..., object]) -> Run:
    return lambda task, form, _version, visitor: act(
        task=task, by=visitor.user, at=visitor.at, **form.cleaned_data
    )


STEPS = {
    "tien-do": Step(
        _simple(plan_forms.ProgressForm, progress="progress"), _versioned(actions.report_progress),
        gettext_lazy("Say how far it is"), gettext_lazy("The progress is noted."), is_planning=False,
    ),
    "minh-chung": Step(
        _evidence, _plain(actions.add_task_evidence),
        gettext_lazy("Add evidence"), gettext_lazy("The evidence stands beside the task."), is_planning=False,
        takes_file=True,
    ),
    "sua": Step(
        _task_form, _change, gettext_lazy("Change the task"), gettext_lazy("The task is changed."),
    ),
    "cho": Step(
        lambda task, _visitor, typed: plan_forms.NeedForm(task, typed), _plain(actions.tie_task),
        gettext_lazy("Let it wait for another task"), gettext_lazy("The task waits for the other now."),
    ),
    "bo": Step(
        _simple(plan_forms.DropForm), _versioned(actions.drop_task),
        gettext_lazy("Drop the task"), gettext_lazy("The task is dropped."), is_warning=True,
    ),
    "lam-lai": Step(
        _simple(forms.Form), _versioned(actions.reopen_task),
        gettext_lazy("Take it up again"), gettext_lazy("The task runs again."),
    ),
}  # fmt: skip


@officers_page
@require_http_methods(["GET", "POST"])
def task_act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Ask for what the step needs and take it."""
    visitor = visit_of(request)
    task, step = loaded(visitor, pk), STEPS.get(slug)
    if step is None:
        raise Http404
    _require(visitor, task, step)
    form = step.asked(task, visitor, _sent(request, step))
    if request.method == "POST" and form.is_valid() and _taken(step, task, form, request, visitor):
        done(request, str(step.told))
        return redirect("desk:task", task.pk)
    task.refresh_from_db(fields=["version"])
    return show(request, "movement/task_act", {"task": task, "step": step, "form": form})


def _sent(request: HttpRequest, step: Step) -> Any:
    """Return what was typed, with the files where the step takes one; None where nothing was sent."""
    if request.method != "POST":
        return None
    return (request.POST, request.FILES) if step.takes_file else request.POST


def _require(visitor: Visit, task: Task, step: Step) -> None:
    """Raise NotAllowed before a form is shown that could not be sent."""
    may_plan = visitor.may("movement.plan", task.plan)
    if not may_plan and (step.is_planning or not planning.leads(visitor.user, task, visitor.on)):
        raise policy.NotAllowed(task.reference)


def _taken(step: Step, task: Task, form: forms.Form, request: HttpRequest, visitor: Visit) -> bool:
    """Say whether the act took what was typed; what stands against it is in the form."""
    try:
        step.run(task, form, _version(request), visitor)
    except PaperRefused as reason:
        form.add_error("file", str(reason.sentence))
    except plan_sentences.REFUSED as reason:
        plan_sentences.add_to(form, reason)
    else:
        return True
    return False


def _version(request: HttpRequest) -> int:
    return number_sent(request, "version") or 0


@officers_page
@require_POST
def untie_task(request: HttpRequest, pk: int, needed: int) -> HttpResponse:
    """Let a task wait for another no longer."""
    visitor = visit_of(request)
    task = loaded(visitor, pk)
    other = get_object_or_404(Task, pk=needed, plan=task.plan)
    try:
        actions.untie_task(task=task, needed=other, by=visitor.user, at=visitor.at)
    except actions.PlanClosed as reason:
        done(request, plan_sentences.said(reason)[1])
    else:
        done(request, _("The task waits for the other no longer."))
    return redirect("desk:task", task.pk)


_TYPES = {PaperKind.PHOTO: "image/jpeg", PaperKind.PDF: "application/pdf"}


@officers_page
@require_GET
def task_file(request: HttpRequest, pk: int, token: str) -> HttpResponseBase:
    """Hand out the file of an evidence to who reads its task: to be kept by the browser, never shown inside our pages."""
    kept = _kept(visit_of(request), pk, token)
    path = actions.task_file_path(kept.file)
    if not path.is_file():
        raise Http404
    kind = _TYPES[PaperKind(kept.kind)]
    response = FileResponse(path.open("rb"), as_attachment=True, filename=kept.name, content_type=kind)  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _kept(visitor: Visit, pk: int, token: str) -> TaskFile:
    """Return a file of a task that the visitor may read."""
    task = loaded(visitor, pk)
    found = TaskFile.objects.select_related("evidence__task__plan__unit")
    return get_object_or_404(found, evidence__task=task, token=token)


@officers_page
@require_POST
def drop_task_file(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Take the wrong file away, for good."""
    visitor = visit_of(request)
    kept = _kept(visitor, pk, token)
    try:
        actions.drop_task_file(kept=kept, by=visitor.user, at=visitor.at)
    except actions.PlanClosed as reason:
        done(request, plan_sentences.said(reason)[1])
    else:
        done(request, _("The file is deleted; the evidence stands without it."))
    return redirect("desk:task", pk)
