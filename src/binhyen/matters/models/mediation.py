"""Mediation at the base (Law 35/2013/QH13): who was asked, when they met, how it ended.

Never what the parties said: mediation is confidential (Art. 4), and so is who mediates outside the team and its chief.
"""

from django.db import models
from django.db.models import F, Q

from binhyen.matters import words
from binhyen.matters.models.matter import ABOUT, WORDS_LENGTH, Matter
from binhyen.people.models import User

PLACE_LENGTH = 120
PAPER_LENGTH = 40


class Mediation(models.Model):
    """One attempt to reconcile the parties of a dispute."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="mediations")
    number = models.PositiveSmallIntegerField()  # the first attempt, the second
    mediators = models.ManyToManyField(User, related_name="mediations")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    start_due = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=10, blank=True, choices=words.choices(words.MEDIATION_OUTCOMES)
    )
    #: The settlement was written down (Art. 24), and the number of that paper.
    is_written = models.BooleanField(default=False)
    paper_number = models.CharField(max_length=PAPER_LENGTH, blank=True)
    #: What the unit wrote for the mediators: what the dispute is about, without the reports.
    words = models.TextField(max_length=WORDS_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="matters_mediation_once"),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(ended_at=None), name="matters_mediation_one_open"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at=None) | ~Q(outcome="") & Q(ended_at__isnull=False),
                name="matters_mediation_outcome",
            ),
            models.CheckConstraint(
                condition=Q(started_at=None) | Q(started_at__gte=F("asked_at")),
                name="matters_mediation_starts_after",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at=None) | Q(ended_at__gte=F("started_at")),
                name="matters_mediation_ends_after",
            ),
        ]

    class Privacy:
        plain = {
            "id", "matter", "number", "mediators", "asked_at", "asked_by", "start_due", "started_at", "ended_at", "outcome",
            "is_written", "paper_number",
        }  # fmt: skip
        personal = {"words": ABOUT}
        forgotten_by = "matters.forget_ended"

    def __str__(self) -> str:
        return f"{self.matter_id} mediation {self.number}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths of the units whose mediators may be asked: the keeper and the area."""
        near = (self.matter.keeper, self.matter.area)
        return tuple(unit.path for unit in near if unit is not None)


class MediationSession(models.Model):
    """The parties met with the mediators: when, where, how many. Nothing of what was said."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="sessions")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=PLACE_LENGTH)
    is_open = models.BooleanField(
        default=False
    )  # others may listen, as the parties chose (Art. 17)
    households = models.PositiveSmallIntegerField()  # how many were there

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mediation", "held_at"], name="matters_mediationsession_once"
            )
        ]

    class Privacy:
        plain = {"id", "mediation", "held_at", "is_open", "households"}
        personal = {"place": ABOUT}
        forgotten_by = "matters.forget_ended"

    def __str__(self) -> str:
        return f"{self.mediation_id} {self.held_at:%Y-%m-%d}"
