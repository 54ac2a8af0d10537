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
    PARTLY = "PARTLY", words.ANSWERS["partly"]
    SENT_BACK = "SENT_BACK", words.ANSWERS["sent_back"]
    WITHDRAWN = "WITHDRAWN", words.ANSWERS["withdrawn"]


#: What lets the unit that asked go on with the level above behind it.
AGREED = (Answer.ACCEPTED, Answer.PARTLY)
MEANS_LENGTH = 200


class Proposal(models.Model):
    """A question to the level above: direct us, support us, or take it over."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=words.choices(words.KINDS))
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    words = models.TextField(max_length=WORDS_LENGTH)
    #: What is asked for, where it can be counted or named.
    people = models.PositiveSmallIntegerField(default=0)
    means = models.CharField(max_length=MEANS_LENGTH, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default="")
    answer_words = models.TextField(max_length=WORDS_LENGTH, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    #: What is given.
    given_people = models.PositiveSmallIntegerField(default=0)
    given_means = models.CharField(max_length=MEANS_LENGTH, blank=True)
    #: The one polite reminder.
    reminded_at = models.DateTimeField(null=True, blank=True)
    #: When what was taken over was given back: from then on it is as if nobody above had it.
    returned_at = models.DateTimeField(null=True, blank=True)

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
        indexes = [
            models.Index(fields=["to_unit", "answer", "due_at"], name="matters_to_answer"),
            models.Index(fields=["to_unit", "answered_at"], name="matters_answered"),
        ]

    class Privacy:
        plain = {
            "id", "matter", "kind", "from_unit", "to_unit", "asked_at", "asked_by", "due_at",
            "answer", "answered_at", "answered_by", "people", "given_people", "reminded_at", "returned_at",
        }  # fmt: skip
        personal = {
            "words": ABOUT, "answer_words": ABOUT, "means": ABOUT, "given_means": ABOUT,
        }  # fmt: skip
        forgotten_by = "matters.forget_ended"

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind} {self.answer or 'open'}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit that answers."""
        return (self.to_unit.path,)


class PaperKind(models.TextChoices):
    """What a paper is on disk."""

    PHOTO = "PHOTO", words.PAPERS["photo"]
    PDF = "PDF", words.PAPERS["pdf"]


class ProposalPaper(models.Model):
    """A photo or PDF that goes with a proposal; served to who reads the matter, under an unguessable token."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=5, choices=PaperKind.choices)
    token = models.CharField(max_length=43, unique=True)
    #: Path below MEDIA_ROOT; random, says nothing of the matter.
    file = models.CharField(max_length=60, unique=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Privacy:
        plain = {"id", "proposal", "kind", "token", "size"}
        personal = {"file": ABOUT, "sha256": ABOUT}
        forgotten_by = "matters.forget_ended"

    def __str__(self) -> str:
        return f"paper {self.pk}"
