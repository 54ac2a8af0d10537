"""A unit's periodic reports: the draft, its words, the notable matters, what became of it; and when a unit owes which."""

from django.db import models
from django.db.models import F, Q

from binhyen.core.privacy import ARCHIVE_DAYS, Kept
from binhyen.documents.models import Paper
from binhyen.figures.rules import Period
from binhyen.matters.models import Matter
from binhyen.people.models import User
from binhyen.periodic import words
from binhyen.periodic.rules import Kind, Rule
from binhyen.periodic.skeleton import LONGEST_WORDS
from binhyen.periodic.workflow import OPEN, State
from binhyen.places import queries as places
from binhyen.places.models import Unit

#: The officer's own sentence about a notable matter, and the words with which a report comes back.
LONGEST_SENTENCE = 500
_WORDS = Kept(ARCHIVE_DAYS, "an official report is kept as long as the paper it stands for")
_OPEN = tuple(sorted(state.value for state in OPEN))


class Timing(models.Model):
    """When a report of a kind is due in a unit and in those below that say nothing themselves; see `rules.Rule`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    starts = models.PositiveIntegerField()
    due = models.PositiveIntegerField()
    apart = models.PositiveIntegerField()
    is_owed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind"], name="periodic_timing_once")
        ]

    class Privacy:
        plain = {"id", "unit", "kind", "starts", "due", "apart", "is_owed"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind}"

    @property
    def rule(self) -> Rule:
        """What it says."""
        return Rule(self.starts, self.due, self.apart, self.is_owed)


class ReportQuerySet(models.QuerySet["Report"]):
    """Filters on reports."""

    def open(self) -> "ReportQuerySet":
        """Keep those that the unit still has to send."""
        return self.filter(state__in=_OPEN)

    def sent(self) -> "ReportQuerySet":
        """Keep those that the level above has before it."""
        return self.exclude(state__in=_OPEN)

    def of_window(self, kind: Kind, window: Period) -> "ReportQuerySet":
        """Keep those of one kind and window."""
        return self.filter(kind=kind.value, since=window.since, until=window.until)


class Report(models.Model):
    """The report of a unit for one window. Its state changes through one act per move; its history is in `Move`."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    #: Who it is owed to; nobody in the house for a province, which reports to the Government.
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)  # fmt: skip
    kind = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField()  # the day after the window
    due_on = models.DateField()
    state = models.CharField(max_length=10, default=State.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    #: The numbers with what stands behind each, as they were when it was made a paper or sent last; see `numbers.Numbers`.
    frozen = models.JSONField(null=True, blank=True)
    #: The report of the level above that it is part of.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts"
    )
    #: The paper under which it goes out, once it was made one; of a report that came back the issued paper stands in
    #: `earlier_paper`, and the next takes its place.
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    earlier_paper = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: What was said of its day so far.
    is_reminded = models.BooleanField(default=False)
    is_named_late = models.BooleanField(default=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "since", "until"], name="periodic_report_once"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="periodic_report_lasts"),
            models.CheckConstraint(
                condition=Q(state__in=_OPEN) | Q(sent_at__isnull=False, frozen__isnull=False),
                name="periodic_report_sent",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED.value, merged_into__isnull=False)
                | ~Q(state=State.MERGED.value) & Q(merged_into=None),
                name="periodic_report_merged",
            ),
        ]
        indexes = [
            models.Index(fields=["to_unit", "kind", "until"], name="periodic_owed_to"),
            models.Index(fields=["due_on"], condition=Q(state__in=_OPEN), name="periodic_to_send"),
        ]

    class Privacy:
        plain = {
            "id", "unit", "to_unit", "kind", "since", "until", "due_on", "state", "version", "made_at", "sent_at", "frozen",
            "merged_into", "paper", "earlier_paper", "is_reminded", "is_named_late",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Name it in the trail and in notices: "periodic report 7"."""
        return f"periodic report {self.pk}"

    @property
    def window(self) -> Period:
        """The days it tells of."""
        return Period(self.since, self.until)

    @property
    def length(self) -> Kind:
        """Its kind."""
        return Kind(self.kind)

    @property
    def is_open(self) -> bool:
        """Say whether the unit still has to do something."""
        return self.state in OPEN

    @property
    def title(self) -> str:
        """Say what it is: "Monthly report, month 3 of 2026"."""
        return f"{words.KINDS[self.length]}, {words.window_name(self.length, self.window)}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with: the unit, and whatever it went into."""
        return places.paths_onward(self.unit)


class SectionWords(models.Model):
    """What was written in one section."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    section = models.CharField(max_length=8)
    words = models.TextField(max_length=LONGEST_WORDS)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "section"], name="periodic_section_once")
        ]

    class Privacy:
        plain = {"id", "report", "section", "written_at"}
        personal = {"words": _WORDS}
        forgotten_by = "periodic.forget_words"

    def __str__(self) -> str:
        return f"{self.report_id} {self.section}"


class Notable(models.Model):
    """A matter that an officer holds for worth telling, in a sentence of the officer's own that names nobody."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="notables")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    words = models.TextField(max_length=LONGEST_SENTENCE)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "matter"], name="periodic_notable_once")
        ]

    class Privacy:
        plain = {"id", "report", "matter", "by", "at"}
        personal = {"words": _WORDS}
        forgotten_by = "periodic.forget_words"

    def __str__(self) -> str:
        return f"{self.report_id}: {self.matter_id}"


class Move(models.Model):
    """One act on a report: by whom, when, and with which words."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="moves")
    act = models.CharField(max_length=10)
    state = models.CharField(max_length=10)  # after it
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(max_length=LONGEST_SENTENCE, blank=True)

    class Privacy:
        plain = {"id", "report", "act", "state", "by", "at"}
        personal = {"words": _WORDS}
        forgotten_by = "periodic.forget_words"

    def __str__(self) -> str:
        return f"{self.report_id} {self.act}"
