"""Half-year and final reviews of a plan; what they conclude becomes tasks."""

from django.db import models
from django.utils.translation import pgettext_lazy

from binhyen.movement.models.plan import Plan
from binhyen.people.models import Body


class ReviewKind(models.TextChoices):
    """Which review it is; the final one closes the plan."""

    HALF_YEAR = "HALF_YEAR", pgettext_lazy("review", "half-year review")
    FINAL = "FINAL", pgettext_lazy("review", "final review")


class Review(models.Model):
    """A meeting that looked at a plan, by its report."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=10, choices=ReviewKind.choices)
    held_on = models.DateField()
    paper_number = models.CharField(max_length=40)
    words = models.TextField(max_length=2000, blank=True, default="")
    #: How the tasks stood on that day, by state, and how many were overdue: later work does not change it.
    standing = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "kind"], name="movement_review_once")
        ]

    class Privacy:
        plain = {"id", "plan", "kind", "held_on", "paper_number", "words", "standing"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.paper_number}"


class Conclusion(models.Model):
    """What a review wants done: by whom and until when."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="conclusions")
    text = models.CharField(max_length=200)
    lead = models.CharField(max_length=20, choices=Body.choices)
    due_on = models.DateField()

    class Privacy:
        plain = {"id", "review", "text", "lead", "due_on"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return self.text

    @property
    def origin(self) -> str:
        """The name of the gap it is for a task."""
        return f"review:{self.pk}"
