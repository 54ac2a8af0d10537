"""Day counts, and totals that only an authority may state."""

from django.db import models

from binhyen.places.models import Unit


class DayCount(models.Model):
    """How often an event happened in a unit on a day, per category. Written in the act's own transaction."""

    event = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    category = models.CharField(max_length=20, blank=True, default="")
    n = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit", "day", "category"], name="figures_daycount_once"
            )
        ]

    class Privacy:
        plain = {"id", "event", "unit", "day", "category", "n"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.event} {self.unit_id} {self.day} {self.category}: {self.n}"


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
                condition=models.Q(until__gt=models.F("since")), name="figures_statedtotal_period"
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
