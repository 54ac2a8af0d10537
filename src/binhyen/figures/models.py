"""Day counts, their sums by month, totals that only an authority may state, and the years that are closed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.places import queries as places
from binhyen.places.models import Unit


class DayCountQuerySet(models.QuerySet["DayCount"]):
    """Filters on day counts."""

    def unsummed(self) -> "DayCountQuerySet":
        """Keep those that the months do not hold in full."""
        return self.exclude(late=0)

    def by_day(self) -> "DayCountQuerySet":
        """Keep those that count, to be found by their day alone."""
        return self.exclude(n=0)


class DayCount(models.Model):
    """How often an event happened in a unit on a day, per category. Written in the act's own transaction."""

    event = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    category = models.CharField(max_length=20, blank=True, default="")
    n = models.IntegerField()
    late = models.IntegerField(default=0, db_default=0)  # how much of n stands in no month yet

    objects = DayCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "day", "category"], name="figures_daycount_once"
            )
        ]
        indexes = [
            # Of a whole country. Partial, or the planner takes it for a hundred communes too and reads the days of all others.
            models.Index(fields=["day"], condition=~Q(n=0), name="figures_daycount_by_day"),
            models.Index(fields=["day"], condition=~Q(late=0), name="figures_daycount_unsummed"),
        ]

    class Privacy:
        plain = {"id", "event", "unit", "day", "category", "n", "late"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.event} {self.unit_id} {self.day} {self.category}: {self.n}"


class MonthCount(models.Model):
    """The sum of the day counts of a month in a province and in all below it, as far as they are summed up.

    The whole count of a month is this and `DayCount.late` of its days, at any moment: an act that counts late waits for
    nobody.
    """

    event = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()  # its first day
    category = models.CharField(max_length=20, blank=True, default="")
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "month", "category"], name="figures_monthcount_once"
            )
        ]

    class Privacy:
        plain = {"id", "event", "unit", "month", "category", "n"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.event} {self.unit_id} {self.month:%Y-%m} {self.category}: {self.n}"


class MonthTotal(models.Model):
    """The month counts of all categories together: a question for years of a country reads a fortieth of the rows."""

    event = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    n = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "month"], name="figures_monthtotal_once"
            )
        ]

    class Privacy:
        plain = {"id", "event", "unit", "month", "n"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.event} {self.unit_id} {self.month:%Y-%m}: {self.n}"


class StatedTotal(models.Model):
    """A total that only an authority may state, such as the police's count of serious crimes in a period.

    Never inferred from residents' reports: a unit must not look worse because its people report more.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    category = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField()
    total = models.PositiveIntegerField()
    paper_number = models.CharField(max_length=60)
    stated_by = models.CharField(max_length=40)  # people's User.ref
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "category", "since", "until"], name="figures_statedtotal_once"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="figures_statedtotal_period"
            ),
        ]

    class Privacy:
        plain = {
            "id", "unit", "category", "since", "until", "total", "paper_number", "stated_by",
            "stated_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.category} {self.unit_id} {self.since}: {self.total}"


class Closing(models.TextChoices):
    """How a year came to be closed."""

    HAND = "HAND", _("by hand")
    DUE = "DUE", _("on its day")


class ClosedYearQuerySet(models.QuerySet["ClosedYear"]):
    """Filters on closed years."""

    def standing(self) -> "ClosedYearQuerySet":
        """Keep those that nobody opened again."""
        return self.filter(reopened_at=None)


class ClosedYear(models.Model):
    """A year of a unit of which no figure changes any more, and with it every day before; all below the unit counts too.

    Opened again, the row stays with its reason; the next closing is a row of its own.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=40)  # people's User.ref, or the house
    how = models.CharField(max_length=4, choices=Closing)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.CharField(max_length=40, blank=True, default="")
    reopened_because = models.CharField(max_length=300, blank=True, default="")

    objects = ClosedYearQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=Q(reopened_at=None),
                name="figures_closedyear_once",
            )
        ]

    class Privacy:
        plain = {
            "id", "unit", "year", "closed_at", "closed_by", "how", "reopened_at", "reopened_by",
            "reopened_because",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with."""
        return places.paths_onward(self.unit)
