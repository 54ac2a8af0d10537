"""What guests say beside an article. Who said it is not known: there is no author, no address, no tie between two comments."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from binhyen.core import masking
from binhyen.core.privacy import Kept
from binhyen.places import queries as places
from binhyen.places.models import Unit

_KEPT = Kept(30, "to be read beside the article for as long as it is not taken down")


class CommentState(models.TextChoices):
    """Where a comment stands: it waits, then is shown or refused; what is shown may be taken down."""

    WAITING = "WAITING", pgettext_lazy("comment", "waiting")
    SHOWN = "SHOWN", pgettext_lazy("comment", "shown")
    REFUSED = "REFUSED", pgettext_lazy("comment", "refused")
    HIDDEN = "HIDDEN", pgettext_lazy("comment", "taken down")


class CommentReason(models.TextChoices):
    """Why a comment is not shown. What somebody thinks is none: there is no reason for that and never will be."""

    PERSON = "PERSON", gettext_lazy("It tells something about a person")
    CHILD = "CHILD", gettext_lazy("It is about a child")
    INSULT = "INSULT", gettext_lazy("It insults somebody")
    VIOLENCE = "VIOLENCE", gettext_lazy("It threatens, or calls for violence")
    INCIDENT = "INCIDENT", gettext_lazy("It reports an incident: that belongs into a report")
    ADVERTISING = "ADVERTISING", gettext_lazy("It is an advertisement")
    ELSEWHERE = "ELSEWHERE", gettext_lazy("It has nothing to do with the article")
    UNREADABLE = "UNREADABLE", gettext_lazy("It cannot be read, or stands there twice")


class CommentQuerySet(models.QuerySet["Comment"]):
    """Filters on comments."""

    def waiting(self) -> "CommentQuerySet":
        """Keep what nobody has looked at."""
        return self.filter(state=CommentState.WAITING.value)

    def shown(self) -> "CommentQuerySet":
        """Keep what readers see."""
        return self.filter(state=CommentState.SHOWN.value)


class Comment(models.Model):
    """Some words of a guest. Numbers that lead to a person are masked before they come here (P-21)."""

    article = models.ForeignKey(
        "newsroom.ArticlePage", models.CASCADE, related_name="+", db_index=False
    )
    #: Whose editors look at it: the unit of the article on that day.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=640, blank=True)
    words = models.TextField()
    #: To the minute: the second could be laid beside a log.
    sent_at = models.DateTimeField()
    #: Digest of the form's random number: the same form sent twice is one comment. Another comment has another form.
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        max_length=8, choices=CommentState.choices, default=CommentState.WAITING.value
    )
    reason = models.CharField(max_length=12, choices=CommentReason.choices, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[CommentState.REFUSED.value, CommentState.HIDDEN.value])
                ^ Q(reason=""),
                name="newsroom_comment_reason_where_taken_down",
            ),
            models.CheckConstraint(
                condition=Q(state=CommentState.WAITING.value) ^ Q(settled_at__isnull=False),
                name="newsroom_comment_settled_unless_waiting",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "state", "id"], name="newsroom_comment_of_article"),
            models.Index(fields=["unit", "state", "id"], name="newsroom_comment_of_unit"),
            models.Index(fields=["sent_at"], name="newsroom_comment_lately"),
        ]

    class Privacy:
        plain = {"id", "article", "unit", "sent_at", "key", "state", "reason", "settled_at"}
        personal = {"name": _KEPT, "words": _KEPT}
        forgotten_by = "newsroom.forget_comments"

    def __str__(self) -> str:
        return f"comment {self.pk} {self.state}"

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with."""
        return places.paths_onward(self.unit)

    @property
    def told(self) -> str:
        """Return the words as a reader sees them, with what was masked named in the reader's language."""
        return masking.told(self.words, _names())

    @property
    def told_name(self) -> str:
        """Return the name as a reader sees it; of who gave none, "Guest"."""
        return masking.told(self.name, _names()) or _("Guest")


def _names() -> dict[masking.Kind, str]:
    return {
        masking.Kind.PHONE: _("[phone number hidden]"),
        masking.Kind.EMAIL: _("[e-mail hidden]"),
        masking.Kind.ID_NUMBER: _("[ID number hidden]"),
        masking.Kind.BANK: _("[account number hidden]"),
        masking.Kind.PLATE: _("[number plate hidden]"),
        masking.Kind.ADDRESS: _("[house number hidden]"),
    }
