"""Proposals to the level above and their answers."""

from django.db import models
from django.db.models import Q

from binhyen.matters import words
from binhyen.matters.models.matter import ABOUT, WORDS_LENGTH, Matter
from binhyen.people.models import User
from binhyen.places.models import Unit


class Answer(models.TextChoices):
    """What became of a proposal."""

    OPEN = "", words.ANSWERS["open"]
    ACCEPTED = "ACCEPTED", words.ANSWERS["accepted"]
    SENT_BACK = "SENT_BACK", words.ANSWERS["sent_back"]
    WITHDRAWN = "WITHDRAWN", words.ANSWERS["withdrawn"]


class Proposal(models.Model):
    """A question to the level above: direct us, support us, or take it over."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=words.choices(words.KINDS))
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField(max_length=WORDS_LENGTH)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    answer_words = models.TextField(max_length=WORDS_LENGTH, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(answer=""), name="matters_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="matters_proposal_answered",
            ),
        ]
        indexes = [models.Index(fields=["to_unit", "answer", "due_at"], name="matters_to_answer")]

    class Privacy:
        plain = {
            "id", "matter", "kind", "from_unit", "to_unit", "asked_at", "asked_by", "due_at",
            "answer", "answered_at", "answered_by",
        }  # fmt: skip
        personal = {"words": ABOUT, "answer_words": ABOUT}

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind} {self.answer or 'open'}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit that answers."""
        return (self.to_unit.path,)
