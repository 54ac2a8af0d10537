"""The clocks that run for a matter, and what a unit has said about them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from binhyen.core.working_time import Measure
from binhyen.matters import words
from binhyen.matters.models.matter import Matter
from binhyen.matters.running import Standing
from binhyen.people.models import User
from binhyen.places.models import Unit

#: The clock still asks for something.
LIVE = (Standing.RUNNING.value, Standing.PAUSED.value)


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Filters on deadlines."""

    def live(self) -> "DeadlineQuerySet":
        """Keep those that run or stand still, and are neither met nor lapsed."""
        return self.filter(state__in=LIVE)

    def due_within(self, since: datetime, until: datetime) -> "DeadlineQuerySet":
        """Keep those that run out in [since, until)."""
        return self.filter(due_at__gte=since, due_at__lt=until)


class Deadline(models.Model):
    """One clock of one matter, from what started it to what met it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="deadlines")
    #: The unit that keeps the matter, here too so that a month is read from one index.
    keeper = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    clock = models.CharField(max_length=20)
    purpose = models.CharField(max_length=12)
    amount = models.PositiveSmallIntegerField()  # 0 means "at once"
    measure = models.CharField(
        max_length=14, choices=[(each.value, each.value) for each in Measure]
    )
    since = models.DateTimeField()
    #: When a message that had waited with another matter came to this one; None where the clock began here.
    came_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    half_at = models.DateTimeField(null=True, blank=True)
    day_before_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=8, choices=words.choices(words.STANDINGS), default=Standing.RUNNING.value
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_cause = models.CharField(max_length=10, blank=True, choices=words.choices(words.CAUSES))
    extensions = models.PositiveSmallIntegerField(default=0)
    #: When it was met or lapsed, and by which act.
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=12, blank=True)
    #: The latest stage somebody was warned of (running.Stage); compared and set, so that two workers warn once.
    warned = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager["Deadline"]] = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "clock", "since"], name="matters_deadline_once"
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("since")), name="matters_deadline_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(state=Standing.PAUSED.value, paused_at__isnull=False)
                | ~Q(state=Standing.PAUSED.value) & Q(paused_at=None),
                name="matters_deadline_paused",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at=None)
                | ~Q(state__in=LIVE) & Q(ended_at__isnull=False),
                name="matters_deadline_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["keeper", "due_at"], name="matters_due_by_unit"),
            # The worker's three questions, each over what still runs and was not warned of.
            models.Index(
                fields=["due_at"],
                condition=Q(state=Standing.RUNNING.value, warned__lt=3),
                name="matters_warn_over",
            ),
            models.Index(
                fields=["day_before_at"],
                condition=Q(state=Standing.RUNNING.value, warned__lt=2),
                name="matters_warn_day",
            ),
            models.Index(
                fields=["half_at"],
                condition=Q(state=Standing.RUNNING.value, warned=0),
                name="matters_warn_half",
            ),
        ]

    class Privacy:
        plain = {
            "id", "matter", "keeper", "clock", "purpose", "amount", "measure", "since", "came_at", "due_at", "half_at",
            "day_before_at", "state", "paused_at", "pause_cause", "extensions", "ended_at", "ended_by", "warned",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.matter_id} {self.clock} {self.state}"

    @property
    def is_live(self) -> bool:
        """Say whether the clock still asks for something."""
        return self.state in LIVE


class ClockRule(models.Model):
    """What a unit has said of a clock: shorter than the law, or that the law's limit for remote places holds."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="clock_rules")
    clock = models.CharField(max_length=20)
    is_remote = models.BooleanField(default=False)
    #: In the measure of the clock's own limit; nothing where the law's amount holds.
    amount = models.PositiveSmallIntegerField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "clock"], name="matters_clockrule_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=1), name="matters_clockrule_amount"
            ),
        ]

    class Privacy:
        plain = {"id", "unit", "clock", "is_remote", "amount", "set_at", "set_by"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit_id} {self.clock}"
