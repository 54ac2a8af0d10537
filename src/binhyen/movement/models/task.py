"""Tasks of a plan: who leads, when due, how far, what for evidence, what must be done before."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from binhyen.movement.models.committee import Seat
from binhyen.movement.models.plan import Goal, Phase, Plan
from binhyen.people.models import Body
from binhyen.places.models import Unit


class TaskState(models.TextChoices):
    """How far a task is."""

    PLANNED = "PLANNED", pgettext_lazy("task", "planned")
    RUNNING = "RUNNING", pgettext_lazy("task", "running")
    DONE = "DONE", pgettext_lazy("task", "done")
    DROPPED = "DROPPED", pgettext_lazy("task", "dropped")


OPEN = (TaskState.PLANNED.value, TaskState.RUNNING.value)


class Reminded(models.IntegerChoices):
    """What was said of a task's day so far."""

    NOT_YET = 0
    SOON = 1
    OVER = 2


class TaskQuerySet(models.QuerySet["Task"]):
    """Filters on tasks."""

    def open(self) -> "TaskQuerySet":
        """Keep what is neither done nor dropped."""
        return self.filter(state__in=OPEN)

    def overdue(self, on: date) -> "TaskQuerySet":
        """Keep the open tasks whose day is past."""
        return self.open().filter(due_on__lt=on)

    def whole(self) -> "TaskQuerySet":
        """Bring along what a list shows."""
        return self.select_related("phase", "goal", "lead_unit", "lead_seat").order_by(
            "due_on", "pk"
        )


class Task(models.Model):
    """Something to do: a body leads it, others help; it ends with evidence."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="tasks", null=True, blank=True)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="tasks", null=True, blank=True)
    title = models.CharField(max_length=200)
    lead = models.CharField(max_length=20, choices=Body.choices)
    #: Which of several is meant: this hamlet, this school.
    lead_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    lead_seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", null=True, blank=True)
    helpers = models.JSONField(default=list, blank=True)  # values of Body
    starts_on = models.DateField()
    due_on = models.DateField()
    progress = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(
        max_length=8, choices=TaskState.choices, default=TaskState.PLANNED.value
    )
    dropped_because = models.CharField(max_length=500, blank=True, default="")
    #: The gap it was made from, such as `criterion:dc9745.cm.2:2024`; empty for one that was planned freely.
    origin = models.CharField(max_length=80, blank=True, default="")
    reminded = models.PositiveSmallIntegerField(
        choices=Reminded.choices, default=Reminded.NOT_YET.value
    )
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "origin"], condition=~Q(origin=""), name="movement_task_of_gap_once"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")), name="movement_task_due_after_start"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="movement_task_progress"),
            models.CheckConstraint(
                condition=~Q(state="DROPPED") | ~Q(dropped_because=""),
                name="movement_task_dropped_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="movement_task_due"),
            models.Index(fields=["origin"], name="movement_task_origin"),
        ]

    class Privacy:
        plain = {
            "id", "plan", "phase", "goal", "title", "lead", "lead_unit", "lead_seat", "helpers", "starts_on",
            "due_on", "progress", "state", "dropped_because", "origin", "reminded", "version",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """The name by which notices and the trail know it; it says nothing."""
        return f"NV-{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.state in OPEN

    @property
    def helper_names(self) -> list[str]:
        """The helpers in words."""
        return [str(Body(body).label) for body in self.helpers]

    def is_overdue(self, on: date) -> bool:
        """Say whether it should have been done before `on`."""
        return self.is_open and self.due_on < on

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths of the plan's units and of the unit that leads."""
        own = self.plan.holding_paths()
        return (*own, self.lead_unit.path) if self.lead_unit else own


class TaskNeed(models.Model):
    """`task` waits for `needed`; never in a circle."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="needs")
    needed = models.ForeignKey(Task, models.CASCADE, related_name="needed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "needed"], name="movement_taskneed_once"),
            models.CheckConstraint(
                condition=~Q(task=F("needed")), name="movement_taskneed_not_itself"
            ),
        ]

    class Privacy:
        plain = {"id", "task", "needed"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.task_id} > {self.needed_id}"


class TaskEvidence(models.Model):
    """What shows that a task goes on or is done: a paper by its number and day, a note, or both."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="evidence")
    paper_number = models.CharField(max_length=40, blank=True, default="")
    dated = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(paper_number="") | ~Q(note=""), name="movement_evidence_says_something"
            ),
            models.CheckConstraint(
                condition=Q(paper_number="") | Q(dated__isnull=False),
                name="movement_evidence_paper_dated",
            ),
        ]

    class Privacy:
        plain = {"id", "task", "paper_number", "dated", "note", "by", "at"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.paper_number or self.note


class TaskChange(models.Model):
    """A line of a task's history: what was done, by whom, when; only ever added."""

    class What(models.TextChoices):
        """What was done."""

        ADDED = "ADDED", pgettext_lazy("task", "put into the plan")
        REPORTED = "REPORTED", pgettext_lazy("task", "progress told")
        EVIDENCE = "EVIDENCE", pgettext_lazy("task", "evidence added")
        CHANGED = "CHANGED", pgettext_lazy("task", "changed")
        TIED = "TIED", pgettext_lazy("task", "waits for another task")
        UNTIED = "UNTIED", pgettext_lazy("task", "waits no longer")
        DONE = "DONE", pgettext_lazy("task", "done")
        DROPPED = "DROPPED", pgettext_lazy("task", "dropped")
        REOPENED = "REOPENED", pgettext_lazy("task", "taken up again")

    task = models.ForeignKey(Task, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=8, choices=What.choices)
    words = models.CharField(max_length=500, blank=True, default="")
    progress = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        plain = {"id", "task", "what", "words", "progress", "due_on", "by", "at"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.task_id} {self.what}"
