"""What the house knows of a plan when the report on its launch or its final review is written: first values, to be gone over.

The words are those of paper, in Vietnamese. Criteria come from the survey of the model unit and today's scorecard, tasks and
conclusions from the plan; what people judge (strengths, shortcomings, causes) is left to them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from binhyen.movement import queries as movement
from binhyen.movement.models import Conclusion, Initiative, Plan, ReviewKind, Task, TaskState
from binhyen.movement.planning import made_from_gaps
from binhyen.periodic.issuing import committee_of
from binhyen.places.models import Unit
from binhyen.standards import baselines
from binhyen.standards.catalogues import Criterion
from binhyen.standards.models import Baseline
from binhyen.standards.rules import Outcome

Rows = list[list[str]]
#: An outcome as a table on paper says it.
_SAID: Mapping[Outcome, str] = {
    Outcome.MET: "Đạt",
    Outcome.NOT_MET: "Chưa đạt",
    Outcome.PENDING: "Chờ quyết định",
    Outcome.MISSING: "Chưa có số liệu",
    Outcome.NOT_APPLICABLE: "Không xét",
}
_OPEN = frozenset({Outcome.PENDING, Outcome.MISSING})
_TASK_DONE = "Đã xong nhiệm vụ"
_OTHERS = "Nhiệm vụ khác"


def movement_of(plan: Plan) -> str:
    """Return what was launched: the model unit that the plan builds, else the plan by its title."""
    if plan.designation is None:
        return plan.title
    return (
        f"xây dựng {plan.unit.name_within} điển hình về phong trào Toàn dân bảo vệ an ninh Tổ quốc"
        f" năm {plan.designation.year}"
    )


def addressee(unit: Unit) -> str:
    """Return the body above that a unit reports to, empty for one that has none above."""
    return committee_of(unit.parent) if unit.parent else ""


def aims(plan: Plan) -> Rows:
    """Return each criterion with how it stood at the survey and what is aimed at; none where no survey was made."""
    found = _survey_of(plan)
    if found is None:
        return []
    readings = {row.criterion: row.effective for row in found.readings.all()}
    return [
        [_titled(each), _SAID[readings[each.id]], _SAID[Outcome.MET]]
        for each in found.catalogue.read().criteria
        if each.id in readings
    ]


def before_and_after(plan: Plan, on: date) -> Rows:
    """Return each criterion at the survey and on the day of the report; where the house has no finding, whether the task
    that was made of the gap is done."""
    found = _survey_of(plan)
    if found is None:
        return []
    compared, _tally = baselines.against_today(found, on=on)
    finished = {origin for origin, task in made_from_gaps(plan).items() if task.state == TaskState.DONE}  # fmt: skip
    return [
        [
            _titled(each.criterion),
            _SAID[each.reading.effective],
            _TASK_DONE
            if each.now.outcome in _OPEN
            and any(f":{each.criterion.id}:" in origin for origin in finished)
            else _SAID[each.now.outcome],
        ]
        for each in compared
    ]


def to_do(plan: Plan) -> Rows:
    """Return each task with who leads it and its day."""
    return [
        [task.title, _named(task.get_lead_display()), f"{task.due_on:%d/%m/%Y}"]
        for task in _tasks(plan)
    ]


def done(plan: Plan) -> Rows:
    """Return for each goal how many tasks it has, how many are done and how many not."""
    every: Counter[str] = Counter()
    finished: Counter[str] = Counter()
    for task in _tasks(plan):
        goal = task.goal.title if task.goal else _OTHERS
        every[goal] += 1
        finished[goal] += task.state == TaskState.DONE
    return [
        [goal, f"{count}", f"{finished[goal]}", f"{count - finished[goal]}"]
        for goal, count in every.items()
    ]


def goals(plan: Plan) -> list[str]:
    """Return what the plan wants to reach."""
    return list(plan.goals.order_by("pk").values_list("title", flat=True))


def course(plan: Plan) -> list[str]:
    """Return what its reviews found, in their order."""
    return [row.words for row in plan.reviews.order_by("held_on", "pk") if row.words]


def conclusions(plan: Plan) -> list[str]:
    """Return what the final review wants done; of the half-year's, what no task that is done came of."""
    every = Conclusion.objects.filter(review__plan=plan).select_related("review")
    finished = set(
        Task.objects.filter(
            origin__in=[each.origin for each in every], state=TaskState.DONE
        ).values_list("origin", flat=True)
    )
    return [
        f"{each.text} ({_named(each.get_lead_display())}, trước ngày {each.due_on:%d/%m/%Y})"
        for each in every.order_by("due_on", "pk")
        if each.review.kind == ReviewKind.FINAL or each.origin not in finished
    ]


def replications(plan: Plan) -> list[str]:
    """Return the initiatives of the unit that were copied elsewhere, and where."""
    found = []
    for initiative in Initiative.objects.filter(unit=plan.unit).order_by("founded_on", "pk"):
        where = [copy.unit.full_name for copy in movement.copies(initiative)]
        if where:
            found.append(f"{initiative.name}: {', '.join(where)}")
    return found


def _survey_of(plan: Plan) -> Baseline | None:
    if plan.designation is None:
        return None
    return Baseline.objects.filter(designation=plan.designation).select_related("catalogue").first()


def _tasks(plan: Plan) -> Iterable[Task]:
    return plan.tasks.whole().exclude(state=TaskState.DROPPED)


def _titled(criterion: Criterion) -> str:
    return f"{criterion.no}. {criterion.title('vi')}"


def _named(label: object) -> str:
    said = str(label)
    return said[:1].upper() + said[1:]
