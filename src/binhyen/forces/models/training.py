"""Training of the force: what was taught on which day, who was called and who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from binhyen.core.privacy import ARCHIVE_DAYS, Kept
from binhyen.forces.models.member import Member
from binhyen.places import queries as places
from binhyen.places.models import Unit


class Topic(models.TextChoices):
    """What training is about."""

    LAW = "LAW", _("law and duties")
    SKILLS = "SKILLS", _("patrol and skills of the work")
    FIRE = "FIRE", _("fire prevention and rescue")
    FIRST_AID = "FIRST_AID", _("first aid")
    MOVEMENT = "MOVEMENT", _("talking with people, the movement")
    OTHER = "OTHER", _("something else")


class Training(models.Model):
    """A session of training that a commune held or sent its members to."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="force_trainings")
    held_on = models.DateField(_("day of the training"))
    topic = models.CharField(_("topic of the training"), max_length=12, choices=Topic.choices)
    title = models.CharField(_("what was taught"), max_length=160)
    hours = models.PositiveSmallIntegerField(_("hours of training"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "held_on", "title"], name="forces_training_once"
            ),
            models.CheckConstraint(
                condition=models.Q(hours__range=(1, 200)), name="forces_training_hours"
            ),
        ]

    class Privacy:
        plain = {"id", "unit", "held_on", "topic", "title", "hours"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.held_on} {self.title}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the commune and of the one it was merged into."""
        return places.paths_onward(self.unit)


class Attendance(models.Model):
    """A member who was called to a session, and whether the member came."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="called")
    member = models.ForeignKey(Member, models.PROTECT, related_name="trainings")
    has_attended = models.BooleanField(_("attended"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["training", "member"], name="forces_called_once_to_a_training"
            )
        ]

    class Privacy:
        plain = {"id", "training", "member"}
        personal = {
            # As long as the member's name: with it the row stops being about anybody, and figures stay as they were told.
            "has_attended": Kept(ARCHIVE_DAYS, "the rating and the plan ask who was trained")
        }
        forgotten_by = "forces.forget_names"

    def __str__(self) -> str:
        return f"{self.training_id} {self.member_id}"
