"""Day counts, their sums by month, and totals that only an authority may state."""

from django.db import models
from django.db.models import F, Q

from binhyen.places.models import Unit


class DayCountQuerySet(models.QuerySet["DayCount"]):
    """Filters on day counts."""

    def unsummed(self) -> "DayCountQuerySet":
        """Keep those that a month count does not hold in full."""
        return self.filter(~Q(n=F("summed")))


class DayCount(models.Model):
    """How often an event happened in a unit on a day, per category. Written in the act's own transaction."""

    event = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    category = models.CharField(max_length=20, blank=True, default="")
    n = models.IntegerField()
    summed = models.IntegerField(default=0, db_default=0)  # how much of n stands in a MonthCount

    objects = DayCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "day", "category"], name="figures_daycount_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["day"], condition=~Q(n=F("summed")), name="figures_daycount_unsummed"
            )
        ]

    class Privacy:
        plain = {"id", "event", "unit", "day", "category", "n", "summed"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.event} {self.unit_id} {self.day} {self.category}: {self.n}"


class MonthCount(models.Model):
    """The sum of the day counts of a month in a province and in all below it, as far as they are summed up.

    The whole count of a month is this and what its days hold beyond `DayCount.summed`, at any moment: an act that
    counts late waits for nobody.
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
