"""What reporters said of how their matter was handled."""

from django.db import models
from django.db.models import Q

from binhyen.core.privacy import Kept
from binhyen.matters.models.matter import Matter
from binhyen.reports.models import Report

LEAST_STARS, MOST_STARS = 1, 5


class Feedback(models.Model):
    """Whether it is settled, and how content the reporter is: once for each end of a matter.

    No officer reads it on its own; it is counted with others and then only (`matters.satisfaction_share`).
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="feedback")
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    #: The end that it is about: a matter that was reopened ends again.
    ended_at = models.DateTimeField()
    is_settled = models.BooleanField()
    stars = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "report", "ended_at"], name="matters_feedback_once"
            ),
            models.CheckConstraint(
                condition=Q(stars=None) | Q(stars__range=(LEAST_STARS, MOST_STARS)),
                name="matters_feedback_stars",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="matters_feedback_at")]

    class Privacy:
        plain = {"id", "matter", "report", "ended_at", "is_settled", "at"}
        personal = {"stars": Kept(365, "to count how content residents are")}

    def __str__(self) -> str:
        return f"feedback {self.pk}"
