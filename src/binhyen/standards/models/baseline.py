"""How far a model unit was when its programme began: measured on one day, then frozen."""

import json
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from binhyen.figures.rules import Period
from binhyen.movement.models import Designation
from binhyen.places import queries as places
from binhyen.places.models import Unit
from binhyen.standards import catalogues, rules
from binhyen.standards.models.assessment import OutcomeChoices
from binhyen.standards.models.catalogue import StoredCatalogue


class Baseline(models.Model):
    """A designated unit held against the criteria of a model unit on the day of its survey. It is no assessment.

    `others_met` is what the survey's paper says of the criteria that the signed text has and the catalogue lacks.
    """

    designation = models.OneToOneField(Designation, models.PROTECT, related_name="baseline")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="baselines")
    catalogue = models.ForeignKey(StoredCatalogue, models.PROTECT, related_name="baselines")
    measured_on = models.DateField()
    since = models.DateField()  # the figures are those of this period, the last whole one
    until = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    others_met = models.PositiveSmallIntegerField(null=True, blank=True)
    others_paper = models.CharField(max_length=40, blank=True)
    others_dated = models.DateField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen = models.TextField(blank=True)  # canonical JSON of every reading
    frozen_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="standards_baseline_period"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None) | ~Q(frozen_sha256=""),
                name="standards_baseline_frozen_whole",
            ),
        ]

    class Privacy:
        plain = {
            "id", "designation", "unit", "catalogue", "measured_on", "since", "until", "opened_by",
            "opened_at", "others_met", "others_paper", "others_dated", "frozen_by", "frozen_at",
            "frozen", "frozen_sha256",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit}, {self.measured_on:%Y-%m-%d}"

    @property
    def period(self) -> Period:
        """The period whose figures were read."""
        return Period(self.since, self.until)

    @property
    def last_day(self) -> date:
        """The last day of that period."""
        return self.until - timedelta(days=1)

    @property
    def ref(self) -> str:
        """The name the audit trail knows it by."""
        return f"KS-{self.pk}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit and of the one it was merged into: it is kept up there."""
        return places.paths_onward(self.unit)

    def is_frozen_intact(self) -> bool:
        """Say whether the readings still have the hash they had when they were frozen."""
        return not self.frozen_sha256 or (
            catalogues.digest(json.loads(self.frozen)) == self.frozen_sha256
        )


class Reading(models.Model):
    """What one criterion came to at the survey: as computed, or as a person stated it by a paper where nothing could be."""

    baseline = models.ForeignKey(Baseline, models.CASCADE, related_name="readings")
    criterion = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20, choices=OutcomeChoices.choices)
    reason = models.CharField(max_length=30, blank=True)
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(null=True, blank=True)
    previous = models.BigIntegerField(null=True, blank=True)
    pending = models.PositiveIntegerField(default=0)
    is_summed = models.BooleanField(default=False)
    lineage = models.JSONField(default=list)
    stated_outcome = models.CharField(max_length=20, choices=OutcomeChoices.choices, blank=True)
    paper_number = models.CharField(max_length=40, blank=True)
    dated = models.DateField(null=True, blank=True)
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    stated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["baseline", "criterion"], name="standards_reading_once")
        ]

    class Privacy:
        plain = {
            "id", "baseline", "criterion", "outcome", "reason", "numerator", "denominator",
            "previous", "pending", "is_summed", "lineage", "stated_outcome", "paper_number",
            "dated", "stated_by", "stated_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.criterion}: {self.effective}"

    @property
    def is_computed(self) -> bool:
        """Say whether the registers of the house answer it."""
        return rules.Outcome(self.outcome) in rules.SETTLED

    @property
    def effective(self) -> rules.Outcome:
        """The outcome that counts: as computed; only where nothing could be, as stated."""
        if self.is_computed or not self.stated_outcome:
            return rules.Outcome(self.outcome)
        return rules.Outcome(self.stated_outcome)
