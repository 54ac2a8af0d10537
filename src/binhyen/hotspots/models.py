"""What a unit wants to be warned of, the scans asked for, the alerts they raised and what was done about each."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from binhyen.core.privacy import ARCHIVE_DAYS, Kept
from binhyen.hotspots.rules import Span, Usual
from binhyen.hotspots.workflow import OPEN, State
from binhyen.people.models import User
from binhyen.places import queries as places
from binhyen.places.models import Unit

LONGEST_WORDS = 1000
_WORDS = Kept(ARCHIVE_DAYS, "to learn from what was done about a hot spot")
#: A scan that began and was not heard of for so long is taken for dead; a replay says after each night that it lives.
TAKES_AT_MOST = timedelta(minutes=30)


class Cells(models.TextChoices):
    """What is told apart on the map: of a province its communes or all residential areas, of a commune these or hexagons;
    what is not of its level stands for the first of them.
    """

    UNITS = "UNITS", pgettext_lazy("hot spot", "Communes")
    AREAS = "AREAS", pgettext_lazy("hot spot", "Residential areas")
    WIDE = "WIDE", pgettext_lazy("hot spot", "Hexagons of about 0.7 km²")
    NARROW = "NARROW", pgettext_lazy("hot spot", "Hexagons of about 0.1 km²")


#: The resolution of the hexagons (`places.cells`) that are told apart, by what a commune wants.
RESOLUTIONS = {Cells.WIDE.value: 8, Cells.NARROW.value: 9}


class Watch(models.Model):
    """How a unit wants to be warned; without a row the defaults hold."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    #: Chance alone may disturb the unit once in so many days, over all kinds together.
    interval_days = models.PositiveIntegerField(default=365)
    #: A cluster is looked for within the last days, at most so many.
    window_days = models.PositiveIntegerField(default=28)
    #: A cluster takes no more than so many hundredths of all that was reported.
    most_percent = models.PositiveIntegerField(default=50)
    #: And reaches no farther than this; None: as far as its share allows.
    most_km = models.FloatField(null=True, blank=True)
    cells = models.CharField(max_length=8, choices=Cells.choices, default=Cells.UNITS.value)

    class Privacy:
        plain = {"id", "unit", "interval_days", "window_days", "most_percent", "most_km", "cells"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit_id}: once in {self.interval_days} days"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with."""
        return places.paths_onward(self.unit)


class Stage(models.TextChoices):
    """How far a scan has come."""

    WAITING = "WAITING", pgettext_lazy("scan", "waiting to begin")
    RUNNING = "RUNNING", pgettext_lazy("scan", "scanning now")
    DONE = "DONE", pgettext_lazy("scan", "done")
    FAILED = "FAILED", pgettext_lazy("scan", "failed")


#: A scan that is not over.
PENDING = (Stage.WAITING.value, Stage.RUNNING.value)


class ScanQuerySet(models.QuerySet["Scan"]):
    """Filters on scans."""

    def to_run(self, at: datetime) -> "ScanQuerySet":
        """Keep those that nobody runs: asked for, or begun so long ago that the process must be dead."""
        dead = Q(stage=Stage.RUNNING.value, begun_at__lt=at - TAKES_AT_MOST)
        return self.filter(Q(stage=Stage.WAITING.value) | dead)


class Scan(models.Model):
    """One scan of a unit: of whole days, the last of which is `day`, or a replay of the years before it."""

    #: None: the nation, all communes at once.
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    day = models.DateField()
    is_replay = models.BooleanField(default=False)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.WAITING.value)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    kinds = models.PositiveIntegerField(default=0)  # groups of categories that were scanned
    cases = models.PositiveIntegerField(default=0)
    #: Places left out because they only began to be counted: what begins is no hot spot.
    beginning = models.PositiveIntegerField(default=0)
    #: What it did not see: places that no map knows, and reports of the year from no place that it knows.
    places_left_out = models.PositiveIntegerField(default=0)
    cases_left_out = models.PositiveIntegerField(default=0)
    raised = models.PositiveIntegerField(default=0)
    followed = models.PositiveIntegerField(default=0)
    #: Of a replay: how often chance alone was allowed to disturb, once in so many days.
    interval_days = models.PositiveIntegerField(null=True, blank=True)

    objects = ScanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "is_replay"],
                condition=Q(stage__in=PENDING),
                name="hotspots_scan_one_pending",
            ),
            models.UniqueConstraint(
                fields=["is_replay"],
                condition=Q(stage__in=PENDING, unit=None),
                name="hotspots_scan_one_of_the_nation",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(is_replay=False),
                name="hotspots_scan_nation_is_not_replayed",
            ),
        ]
        indexes = [models.Index(fields=["unit", "is_replay", "-day"], name="hotspots_scan_of_unit")]

    class Privacy:
        plain = {
            "id", "unit", "day", "is_replay", "stage", "asked_at", "asked_by", "begun_at", "ended_at", "kinds", "cases",
            "beginning", "places_left_out", "cases_left_out", "raised", "followed", "interval_days",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.stage}"

    @property
    def home(self) -> Unit:
        """Return the unit that is scanned. Raises ValueError for the nation, which is none."""
        if self.unit is None:
            message = "the nation is no unit"
            raise ValueError(message)
        return self.unit

    @property
    def is_pending(self) -> bool:
        """Say whether it is not over."""
        return self.stage in PENDING


class Ending(models.TextChoices):
    """How an alert ended."""

    EASED = "EASED", pgettext_lazy("hot spot", "It eased")
    GOES_ON = "GOES_ON", pgettext_lazy("hot spot", "It goes on and is worked on elsewhere")
    NOTHING = "NOTHING", pgettext_lazy("hot spot", "There was nothing behind it")


class Alert(models.Model):
    """A cluster that chance seldom deals, at its strongest, from the night it was first seen until it is closed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    group = models.CharField(max_length=20)  # of categories
    state = models.CharField(max_length=12, default=State.RAISED.value)
    version = models.PositiveIntegerField(default=1)
    raised_at = models.DateTimeField()
    #: The window at its strongest, both days inside.
    starts_on = models.DateField()
    ends_on = models.DateField()
    observed = models.PositiveIntegerField()
    expected = models.FloatField()  # by the model of the scan, of what was counted with the cluster
    llr = models.FloatField()
    recurrence_days = models.FloatField()
    is_beyond = models.BooleanField(default=False)  # chance never showed as much
    #: Of the same kind in these places in the year before it, and how many days of that were recorded.
    year = models.PositiveIntegerField()
    year_days = models.PositiveIntegerField()
    #: Places of the same cluster that lie in other provinces: what the scan of the nation saw.
    elsewhere = models.PositiveIntegerField(default=0)
    #: Of the hexagons it was found in; None: in residential areas or communes.
    resolution = models.PositiveSmallIntegerField(null=True, blank=True)
    #: The last day of the last window in which it was seen.
    seen_until = models.DateField()
    measured_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    lesson = models.TextField(max_length=LONGEST_WORDS, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "state", "-raised_at"], name="hotspots_of_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CLOSED.value, closed_at__isnull=False) & ~Q(ending="")
                | ~Q(state=State.CLOSED.value) & Q(closed_at=None, ending=""),
                name="hotspots_alert_closed",
            )
        ]

    class Privacy:
        plain = {
            "id", "unit", "group", "state", "version", "raised_at", "starts_on", "ends_on", "observed", "expected", "llr",
            "recurrence_days", "is_beyond", "year", "year_days", "elsewhere", "resolution", "seen_until", "measured_on", "ending", "closed_at",
        }  # fmt: skip
        personal = {"lesson": _WORDS}
        forgotten_by = "hotspots.forget_words"

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Name it in the trail and in notices: "hot spot 7"."""
        return f"hot spot {self.pk}"

    @property
    def span(self) -> Span:
        """Return the days of its window at its strongest."""
        return Span(self.starts_on, self.ends_on)

    @property
    def usual(self) -> float:
        """Return what as many days usually bring."""
        return Usual(self.year, self.year_days).of(self.span.days)

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to do something."""
        return self.state in OPEN

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with: the unit, and whatever it went into."""
        return places.paths_onward(self.unit)


class AlertArea(models.Model):
    """A place of an alert at its strongest, or one nearest to its hexagons; places too small to be told apart share a cell."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="areas")
    area = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "area"], name="hotspots_area_once")]

    class Privacy:
        plain = {"id", "alert", "area"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.area_id} in {self.alert_id}"


class AlertCell(models.Model):
    """A hexagon of an alert at its strongest. It says more of a place than its area does, so it goes as points go."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="cells")
    cell = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "cell"], name="hotspots_cell_once")]

    class Privacy:
        plain = {"id", "alert"}
        personal = {"cell": Kept(365, "to find the place")}
        forgotten_by = "hotspots.forget_words"

    def __str__(self) -> str:
        return f"{self.cell} in {self.alert_id}"


class Sighting(models.Model):
    """What one night's scan saw of an alert, at its strongest."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="sightings")
    day = models.DateField()
    starts_on = models.DateField()
    observed = models.PositiveIntegerField()
    usual = models.FloatField()
    llr = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "day"], name="hotspots_seen_once_a_night")
        ]

    class Privacy:
        plain = {"id", "alert", "day", "starts_on", "observed", "usual", "llr"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.alert_id} on {self.day}: {self.observed}"


#: How the origin of a task begins that was made for a hot spot.
ORIGIN = "hotspot"


class MeasureKind(models.TextChoices):
    """What can be done about a place."""

    PATROL = "PATROL", pgettext_lazy("hot spot", "Patrols")
    LIGHTING = "LIGHTING", pgettext_lazy("hot spot", "Lighting")
    MEDIATION = "MEDIATION", pgettext_lazy("hot spot", "Mediation")
    CAMPAIGN = "CAMPAIGN", pgettext_lazy("hot spot", "Campaign among the residents")


class Measure(models.Model):
    """What was chosen to be done; the task for it stands in the unit's plan, found by `origin`."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="measures")
    kind = models.CharField(max_length=10, choices=MeasureKind.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "kind"], name="hotspots_measure_once")
        ]

    class Privacy:
        plain = {"id", "alert", "kind", "by", "at"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.kind} for {self.alert_id}"

    @property
    def origin(self) -> str:
        """Name the gap its task is made from."""
        return f"{ORIGIN}:{self.alert_id}:{self.kind}"


class Look(models.Model):
    """A second look at a place so many days after the first measure; the counts are kept as they were on that day."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="looks")
    after_days = models.PositiveIntegerField()
    due_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    before = models.PositiveIntegerField(default=0)
    before_days = models.PositiveIntegerField(default=0)
    after = models.PositiveIntegerField(default=0)
    #: In the year before, and how many days of that were recorded.
    year = models.PositiveIntegerField(default=0)
    year_days = models.PositiveIntegerField(default=1)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "after_days"], name="hotspots_look_once")
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(done_at=None), name="hotspots_looks_to_come"
            )
        ]

    class Privacy:
        plain = {
            "id", "alert", "after_days", "due_on", "told_on", "done_at", "by", "before", "before_days", "after", "year",
            "year_days",
        }  # fmt: skip
        personal = {"words": _WORDS}
        forgotten_by = "hotspots.forget_words"

    def __str__(self) -> str:
        return f"{self.alert_id} after {self.after_days} days"

    @property
    def usual(self) -> float:
        """Return what as many days usually bring there."""
        return Usual(self.year, self.year_days).of(self.after_days)

    def is_due(self, on: date) -> bool:
        """Say whether its days have gone by and nobody has looked yet."""
        return self.done_at is None and self.due_on <= on


class Replayed(models.Model):
    """An alert that a replay of the years gone by would have raised, and how it compares with what officers knew."""

    scan = models.ForeignKey(Scan, models.CASCADE, related_name="replayed")
    group = models.CharField(max_length=20)
    raised_on = models.DateField()
    starts_on = models.DateField()  # at its strongest, as what follows
    ends_on = models.DateField()
    observed = models.PositiveIntegerField()
    usual = models.FloatField()
    recurrence_days = models.FloatField()
    is_beyond = models.BooleanField(default=False)
    places = models.CharField(max_length=400)  # names
    #: When officers first set their own sign of this kind there, from a month before to a month after it was last seen.
    flagged_on = models.DateField(null=True, blank=True)

    class Privacy:
        plain = {
            "id", "scan", "group", "raised_on", "starts_on", "ends_on", "observed", "usual", "recurrence_days",
            "is_beyond", "places", "flagged_on",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.group} {self.raised_on}"

    @property
    def peak_days(self) -> int:
        """Return how many days after the alert it was at its strongest: so much could still be prevented."""
        return (self.ends_on - self.raised_on).days + 1

    @property
    def lead_days(self) -> int | None:
        """Return how many days before the officers' own sign it would have been raised; negative: after it."""
        return (self.flagged_on - self.raised_on).days if self.flagged_on else None
