"""A plan's tasks in three pictures and a file: the board, by who leads, on the line of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from binhyen.desk import tables
from binhyen.desk.officers import officers_page, show
from binhyen.desk.posts import visit_of
from binhyen.movement import planning
from binhyen.movement.models import Task, TaskState
from binhyen.people.models import Body

from . import timeline
from .plan_views import frame, grouped, readable
from .tags import STATE_TAGS


@officers_page
@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the tasks in columns by state."""
    visitor = visit_of(request)
    plan = readable(visitor, pk)
    tasks = list(plan.tasks.whole())
    columns = [
        {
            "label": state.label,
            "tag": STATE_TAGS[state.value],
            "rows": [_row(task, visitor.on) for task in tasks if task.state == state],
        }
        for state in TaskState
    ]
    return show(request, "movement/plan_board", frame(plan, visitor, tasks) | {"columns": columns})


def _row(task: Task, on: date) -> dict[str, object]:
    return {"task": task, "tag": STATE_TAGS[task.state], "is_overdue": task.is_overdue(on)}


@officers_page
@require_GET
def owners(request: HttpRequest, pk: int) -> HttpResponse:
    """List the tasks by the body that leads, who has most overdue first, and of each what is overdue first."""
    visitor = visit_of(request)
    plan = readable(visitor, pk)
    tasks = list(plan.tasks.whole())
    return show(
        request,
        "movement/plan_owners",
        frame(plan, visitor, tasks) | {"owners": by_owner(tasks, visitor.on)},
    )


def by_owner(tasks: Sequence[Task], on: date) -> list[dict[str, object]]:
    """Return each body with its tasks: overdue, open by day, then done and dropped."""
    found = []
    for body in Body:
        led = [task for task in tasks if task.lead == body]
        led.sort(key=lambda task: (not task.is_overdue(on), not task.is_open, task.due_on, task.pk))
        overdue = sum(task.is_overdue(on) for task in led)
        if led:
            found.append({"body": body.label, "tasks": led, "overdue": overdue})
    return sorted(found, key=lambda row: -int(str(row["overdue"])))


@officers_page
@require_GET
def chart(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the plan on the line of time, with the same as a table below."""
    visitor = visit_of(request)
    plan = readable(visitor, pk)
    tasks = list(plan.tasks.whole())
    groups = grouped(plan, tasks)
    drawn = timeline.draw(plan, groups, planning.needs_of(plan), on=visitor.on)
    return show(
        request,
        "movement/plan_chart",
        frame(plan, visitor, tasks) | {"chart": drawn, "tasks": timeline.ordered(groups)},
    )


@dataclass(frozen=True)
class TaskTable:
    """The list of tasks as a file."""

    watermark: str
    waits: dict[int, list[str]]
    widths: Sequence[int] = (14, 30, 44, 34, 34, 12, 12, 16, 10, 34, 34)

    @property
    def sheet(self) -> str:
        """Return what its leaf is called."""
        return _("Tasks")

    def head(self) -> list[str]:
        """Return the names of the columns."""
        return [
            _("Phase"), pgettext("plan", "Goal"), pgettext("plan", "Task"), _("Who leads"),
            _("Who helps"), _("Start"), pgettext("plan", "Due on"), _("State"), _("Progress"),
            _("Must be done before"), _("Evidence"),
        ]  # fmt: skip

    def row(self, task: Task, /) -> list[tables.Cell]:
        """Return one task."""
        lead = str(Body(task.lead).label)
        shown = [each.paper_number or each.note for each in task.evidence.all()]
        return [
            str(task.phase or ""), task.goal.title if task.goal else "", task.title,
            f"{lead}, {task.lead_unit.full_name}" if task.lead_unit else lead,
            "; ".join(task.helper_names), task.starts_on, task.due_on,
            str(TaskState(task.state).label), task.progress, "; ".join(self.waits.get(task.pk, [])),
            "; ".join(shown),
        ]  # fmt: skip


@officers_page
@require_GET
def task_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the list of tasks as a file."""
    kind = request.GET.get("dang", "csv")
    if kind not in tables.KINDS:
        raise Http404
    plan = readable(visit_of(request), pk)
    rows = list(plan.tasks.whole().prefetch_related("evidence"))
    titles = {task.pk: task.title for task in rows}
    waits = {
        task: [titles[needed] for needed in sorted(needs)]
        for task, needs in planning.needs_of(plan).items()
    }
    table = TaskTable(tables.watermark(visit_of(request)), waits)
    return tables.answer(rows, table, name=f"nhiem-vu-{plan.pk}", kind=kind)
