"""Assessments with their findings and their history."""

import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from binhyen.figures.rules import Period
from binhyen.places.models import Unit
from binhyen.standards import catalogues, rules, workflow
from binhyen.standards.models.catalogue import StoredCatalogue


class StateChoices(models.TextChoices):
    """States with their names."""

    DRAFT = workflow.State.DRAFT.value, pgettext_lazy("assessment", "draft")
    SUBMITTED = workflow.State.SUBMITTED.value, pgettext_lazy("assessment", "submitted")
    UNDER_APPRAISAL = workflow.State.UNDER_APPRAISAL.value, _("under appraisal")
    RETURNED = workflow.State.RETURNED.value, _("returned for completion")
    RECOGNISED = workflow.State.RECOGNISED.value, _("recognised")
    REFUSED = workflow.State.REFUSED.value, pgettext_lazy("assessment", "refused")
    WITHDRAWN = workflow.State.WITHDRAWN.value, _("recognition withdrawn")


class OutcomeChoices(models.TextChoices):
    """Outcomes of a criterion with their names."""

    MET = rules.Outcome.MET.value, pgettext_lazy("criterion", "met")
    NOT_MET = rules.Outcome.NOT_MET.value, _("not met")
    PENDING = rules.Outcome.PENDING.value, _("waiting for a decision")
    MISSING = rules.Outcome.MISSING.value, _("missing")
    NOT_APPLICABLE = rules.Outcome.NOT_APPLICABLE.value, _("not applicable")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Filters on assessments."""

    def open(self) -> "AssessmentQuerySet":
        """Keep those still on their way."""
        return self.filter(state__in=sorted(workflow.OPEN))

    def of_period(self, period: Period) -> "AssessmentQuerySet":
        """Keep those of exactly this period."""
        return self.filter(since=period.since, until=period.until)


class Assessment(models.Model):
    """One unit held against one catalogue for one period."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessments")
    keeper = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # who holds the file now
    catalogue = models.ForeignKey(StoredCatalogue, models.PROTECT, related_name="assessments")
    since = models.DateField()
    until = models.DateField()
    state = models.CharField(max_length=20, choices=StateChoices.choices)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    frozen = models.TextField(blank=True, default="")  # canonical JSON of every input, at decision
    frozen_sha256 = models.CharField(max_length=64, blank=True, default="")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "catalogue", "since", "until"],
                condition=~Q(state__in=["REFUSED", "WITHDRAWN"]),
                name="standards_assessment_once",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="standards_assessment_period"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["RECOGNISED", "REFUSED", "WITHDRAWN"])
                | (Q(decided_at__isnull=False) & ~Q(frozen_sha256="")),
                name="standards_assessment_frozen_when_decided",
            ),
        ]
        indexes = [models.Index(fields=["state", "until"], name="standards_assessment_state")]

    class Privacy:
        plain = {
            "id", "unit", "keeper", "catalogue", "since", "until", "state", "version", "opened_at",
            "computed_at", "submitted_at", "decided_at", "frozen", "frozen_sha256",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.unit}, {self.catalogue.catalogue_id}, {self.year}"

    @property
    def period(self) -> Period:
        """The assessed period."""
        return Period(self.since, self.until)

    @property
    def year(self) -> int:
        """The year the period is named after."""
        return rules.year_of(self.period)

    @property
    def ref(self) -> str:
        """The name the audit trail knows it by."""
        return f"HS-{self.pk}"

    @staticmethod
    def number_in(ref: str) -> int | None:
        """Return the key that such a name holds, None for any other."""
        number = ref.removeprefix("HS-")
        return int(number) if ref.startswith("HS-") and number.isdecimal() else None

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit that holds the file: the assessed one, or its successor."""
        return (self.keeper.path,)

    def is_frozen_intact(self) -> bool:
        """Say whether the inputs still have the hash they had at the decision."""
        return not self.frozen_sha256 or (
            catalogues.digest(json.loads(self.frozen)) == self.frozen_sha256
        )


class Finding(models.Model):
    """What a criterion came to, with its lineage; a person's decision stands beside it, never in its place."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="findings")
    criterion = models.CharField(max_length=80)
    outcome = models.CharField(max_length=20, choices=OutcomeChoices.choices)
    reason = models.CharField(max_length=30, blank=True, default="")
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(null=True, blank=True)
    previous = models.BigIntegerField(null=True, blank=True)
    chance = models.FloatField(null=True, blank=True)
    pending = models.PositiveIntegerField(default=0)
    is_summed = models.BooleanField(default=False)
    lineage = models.JSONField(default=list)  # sources with their records as counted
    computed_at = models.DateTimeField()
    decided_outcome = models.CharField(
        max_length=20, choices=OutcomeChoices.choices, blank=True, default=""
    )
    decided_why = models.CharField(max_length=300, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="standards_finding_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("decided_by")),
                name="standards_finding_two_people",
            ),
        ]

    class Privacy:
        plain = {
            "id", "assessment", "criterion", "outcome", "reason", "numerator", "denominator",
            "previous", "chance", "pending", "is_summed", "lineage", "computed_at",
            "decided_outcome", "decided_why", "decided_by", "confirmed_by", "confirmed_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.criterion}: {self.effective}"

    @property
    def effective(self) -> rules.Outcome:
        """The outcome that counts: a decision confirmed by a second person goes before the computed one."""
        return rules.Outcome(self.decided_outcome if self.confirmed_by_id else self.outcome)


class Step(models.Model):
    """One move of an assessment: who, when, why, by which paper. Appended, never edited."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, choices=StateChoices.choices, blank=True)
    to_state = models.CharField(max_length=20, choices=StateChoices.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=500, blank=True, default="")
    paper = models.CharField(max_length=40, blank=True, default="")

    class Privacy:
        plain = {"id", "assessment", "act", "from_state", "to_state", "by", "at", "why", "paper"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d}"
