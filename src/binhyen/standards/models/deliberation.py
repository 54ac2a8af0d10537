"""What is said about a dossier: the vote of the unit, its own marks and the appraiser's, questions with their answers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binhyen.standards.models.assessment import Assessment, Finding, OutcomeChoices


class Vote(models.Model):
    """The meeting that judged its own unit: totals only, nobody's name and nobody's vote."""

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="vote")
    paper_number = models.CharField(max_length=40)  # of the minutes
    held_on = models.DateField()
    present = models.PositiveIntegerField()
    votes_for = models.PositiveIntegerField()
    against = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(present=F("votes_for") + F("against") + F("abstained")),
                name="standards_vote_adds_up",
            )
        ]

    class Privacy:
        plain = {
            "id", "assessment", "paper_number", "held_on", "present", "votes_for", "against",
            "abstained", "recorded_by", "recorded_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.votes_for}/{self.present}"


class Mark(models.Model):
    """How one side judges a criterion, and the points it gives. No text: papers and questions say why."""

    class Side(models.TextChoices):
        UNIT = "UNIT", _("the unit itself")
        ABOVE = "ABOVE", _("the level above")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="marks")
    criterion = models.CharField(max_length=80)
    side = models.CharField(max_length=5, choices=Side.choices)
    is_met = models.BooleanField()
    points = models.PositiveIntegerField(null=True, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion", "side"], name="standards_mark_once"
            )
        ]

    class Privacy:
        plain = {
            "id", "assessment", "criterion", "side", "is_met", "points", "marked_by", "marked_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.criterion} {self.side}"


class Question(models.Model):
    """What the level above asks about a criterion, and the unit's answer. Never about one that is attested."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="questions")
    criterion = models.CharField(max_length=80)
    words = models.CharField(max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="standards_question_answered_by_somebody",
            )
        ]

    class Privacy:
        plain = {
            "id", "assessment", "criterion", "words", "asked_by", "asked_at", "answer",
            "answered_by", "answered_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.criterion} {self.asked_at:%Y-%m-%d}"


class Override(models.Model):
    """A decision of two people that went before what was computed. Appended, never edited: it shows for ever."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="overrides")
    computed = models.CharField(max_length=20, choices=OutcomeChoices.choices)
    numerator = models.BigIntegerField(null=True, blank=True)
    denominator = models.BigIntegerField(null=True, blank=True)
    decided = models.CharField(max_length=20, choices=OutcomeChoices.choices)
    why = models.CharField(max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Privacy:
        plain = {
            "id", "finding", "computed", "numerator", "denominator", "decided", "why",
            "decided_by", "confirmed_by", "confirmed_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.finding.criterion}: {self.computed} → {self.decided}"
