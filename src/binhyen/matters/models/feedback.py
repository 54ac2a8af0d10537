"""What reporters said of how their matter was handled."""

from django.db import models
from django.db.models import Q

from binhyen.core.privacy import Kept
from binhyen.matters.models.matter import Matter
from binhyen.reports.models import Report

LEAST_STARS, MOST_STARS = 1, 5
#: Content: so many stars or more.
CONTENT = 4


class Feedback(models.Model):
    """Whether it is settled, and how content the reporter is: what counts is one answer for each end of a matter.

    No officer reads it on its own; it is counted with others and then only (`matters.satisfaction_share`).
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="feedback")
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    #: The end that it is about: a matter that was reopened ends again.
    ended_at = models.DateTimeField()
    is_settled = models.BooleanField()
    #: Forgotten after a year; what figures are told from is `is_content`, which stays.
    stars = models.PositiveSmallIntegerField(null=True)
    is_content = models.BooleanField(null=True)
    at = models.DateTimeField()
    #: When the reporter said otherwise: a row of its own, so that a year that was closed before tells what it told.
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "feedback"
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "report", "ended_at"],
                condition=Q(replaced_at=None),
                name="matters_feedback_once",
            ),
            models.CheckConstraint(
                condition=Q(stars=None) | Q(stars__range=(LEAST_STARS, MOST_STARS)),
                name="matters_feedback_stars",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="matters_feedback_at")]

    class Privacy:
        plain = {
            "id", "matter", "report", "ended_at", "is_settled", "is_content", "at", "replaced_at",
        }  # fmt: skip
        personal = {"stars": Kept(365, "to count how content residents are")}
        forgotten_by = "matters.forget_loose"

    def __str__(self) -> str:
        return f"feedback {self.pk}"
