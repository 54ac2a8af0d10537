"""What members of the security team and officers bring in from the field."""

from django.db import models

from binhyen.matters import words
from binhyen.matters.models.matter import ABOUT, WORDS_LENGTH, Matter
from binhyen.matters.workflow import Act
from binhyen.people.models import User


class MatterPhoto(models.Model):
    """A photo taken at the place, written anew; read by whoever may read the matter, never by the reporter."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="field_photos")
    token = models.CharField(max_length=40, unique=True)
    file = models.CharField(max_length=120)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_at = models.DateTimeField()
    at = models.DateTimeField()

    class Privacy:
        plain = {"id", "matter", "token", "width", "height", "sha256", "by", "done_at", "at"}
        personal = {"file": ABOUT}
        forgotten_by = "matters.forget_ended"

    def __str__(self) -> str:
        return f"{self.matter_id} {self.at:%Y-%m-%d}"


class FieldKind(models.TextChoices):
    """What can be done from the phone."""

    NOTE = "NOTE", words.ACTS[Act.NOTE]
    PHOTO = "PHOTO", words.PHOTO
    DONE = "DONE", words.REPORTED_DONE
    PART = "PART", words.ACTS[Act.END_PART]


class SentOnce(models.Model):
    """One act that a phone sent, and what became of it: sent again, the answer is the same and nothing is done."""

    #: Made on the phone.
    key = models.UUIDField(unique=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=FieldKind.choices)
    #: The reference as it was sent; the matter only where `by` may know it.
    subject = models.CharField(max_length=12)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField()
    at = models.DateTimeField()
    refusal = models.CharField(max_length=10, choices=words.Refusal.choices, blank=True)
    kept = models.CharField(max_length=5, choices=words.Kept.choices, blank=True)
    #: Only what was refused and could not become a note.
    words = models.TextField(max_length=WORDS_LENGTH, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "at"], name="matters_sent_by")]

    class Privacy:
        plain = {
            "id", "key", "by", "kind", "subject", "matter", "done_at", "at", "refusal", "kept",
        }  # fmt: skip
        personal = {"words": ABOUT}
        forgotten_by = "matters.forget_loose"

    def __str__(self) -> str:
        return f"{self.key} {self.refusal or 'done'}"
