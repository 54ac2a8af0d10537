"""What people said: reports, photos and messages. None of it is ever changed by the workflow."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from binhyen.core.privacy import Kept
from binhyen.places.models import Unit
from binhyen.reports import rules
from binhyen.reports.identity import Identity

__all__ = ["Channel", "Disclosure", "Guess", "Identity", "Message", "Photo", "Report"]


class Channel(models.TextChoices):
    """How a report came in."""

    WEB = "WEB", _("web form")
    PHONE = "PHONE", _("telephone")
    DESK = "DESK", _("in person")
    TEAM = "TEAM", _("security team")
    IMPORT = "IMPORT", _("earlier records")
    API = "API", _("other system")


class Disclosure(models.TextChoices):
    """What may be known of who reported."""

    NAMED = "NAMED", _("named")
    CONFIDENTIAL = "CONFIDENTIAL", _("confidential")
    ANONYMOUS = "ANONYMOUS", _("anonymous")


class Unchangeable(Exception):
    """What a person said stays as it was said."""


class SaidQuerySet(models.QuerySet[Any]):
    """Adds and reads; refuses to change or remove."""

    def update(self, **changes: object) -> NoReturn:
        """Refuse."""
        raise Unchangeable(self.model.__name__)

    def bulk_update(
        self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None
    ) -> NoReturn:
        """Refuse."""
        raise Unchangeable(self.model.__name__)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise Unchangeable(self.model.__name__)


class Said(models.Model):
    """A row that is written once."""

    objects = SaidQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; refuse a second time."""
        if not self._state.adding:
            raise Unchangeable(str(self))
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise Unchangeable(str(self))


class Report(Said):
    """What one person said once: what, where, when. Who said it stands apart (identity.py)."""

    reference = models.CharField(max_length=12, unique=True)
    #: Digest of the key the sender made before sending: the same form sent twice is one report.
    key = models.UUIDField(unique=True)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    category = models.CharField(max_length=20)
    words = models.CharField(max_length=rules.MOST_WORDS)
    place_words = models.CharField(max_length=rules.MOST_PLACE_WORDS, blank=True)
    happened_at = models.DateTimeField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    #: A point was marked: that stays when the point is forgotten, so that figures stay as they were told.
    has_point = models.BooleanField(default=False)
    #: The commune of that day; history keeps pointing at it.
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    disclosure = models.CharField(max_length=12, choices=Disclosure.choices)
    received_at = models.DateTimeField()
    code_hash = models.CharField(max_length=120)
    language = models.CharField(max_length=2)

    class Meta:
        indexes = [models.Index(fields=["unit", "received_at", "id"], name="reports_by_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="reports_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(disclosure__in=Disclosure.values), name="reports_disclosure_known"
            ),
            models.CheckConstraint(
                condition=Q(GreaterThan(Length("words"), 0))
                & Q(LessThanOrEqual(Length("words"), rules.MOST_WORDS))
                & Q(LessThanOrEqual(Length("place_words"), rules.MOST_PLACE_WORDS)),
                name="reports_words_fit",
            ),
            models.CheckConstraint(
                condition=Q(happened_at=None)
                | Q(happened_at__gte=rules.EARLIEST, happened_at__lte=F("received_at")),
                name="reports_happened_before",
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(
                    lat__isnull=False,
                    lon__isnull=False,
                    lat__gte=rules.SOUTH,
                    lat__lte=rules.NORTH,
                    lon__gte=rules.WEST,
                    lon__lte=rules.EAST,
                ),
                name="reports_point_in_country",
            ),
        ]

    class Privacy:
        plain = {
            "id", "reference", "key", "channel", "category", "has_point", "unit", "area", "disclosure",
            "received_at", "code_hash", "language",
        }  # fmt: skip
        personal = {
            "words": Kept(365, "to settle what was reported"),
            "place_words": Kept(365, "to find the place"),
            "happened_at": Kept(365, "to settle what was reported"),
            "lat": Kept(365, "to find the place"),
            "lon": Kept(365, "to find the place"),
        }
        forgotten_by = "reports.forget_words"

    def __str__(self) -> str:
        return self.reference

    def holding_paths(self) -> tuple[str, ...]:
        """Return the path of the unit it was sent to."""
        return (self.unit.path,)


class Photo(models.Model):
    """A re-encoded photo without metadata. It waits under an unguessable token until a report claims it."""

    token = models.CharField(max_length=43, unique=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="photos")
    #: The message it came with, when it did not come with the report itself.
    message = models.ForeignKey("Message", models.PROTECT, null=True, related_name="photos")
    #: Path below MEDIA_ROOT; random, says nothing of the report.
    file = models.CharField(max_length=60, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["kept_at"], name="reports_photo_unclaimed", condition=Q(report=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(message=None) | Q(report__isnull=False),
                name="reports_photo_of_message_has_report",
            )
        ]

    class Privacy:
        plain = {"id", "token", "report", "message", "width", "height", "size", "kept_at"}
        personal = {
            # After the last matter of the report has ended: so long a reporter's "not settled" takes it up again (ADR 23).
            "file": Kept(30, "what the reporter saw, while the matter may be taken up again"),
            "sha256": Kept(30, "to prove the file is unchanged"),
        }
        forgotten_by = "reports.destroy_photos"

    def __str__(self) -> str:
        return f"photo {self.pk}"


class Message(Said):
    """One message between a reporter and the officers of the unit; both see it."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="messages")
    from_reporter = models.BooleanField()
    words = models.CharField(max_length=rules.MOST_MESSAGE_WORDS)
    at = models.DateTimeField()
    by_ref = models.CharField(max_length=40, blank=True)  # people's User.ref

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_reporter=True, by_ref="")
                | (Q(from_reporter=False) & ~Q(by_ref="")),
                name="reports_message_from_one_side",
            ),
            models.CheckConstraint(
                condition=Q(GreaterThan(Length("words"), 0))
                & Q(LessThanOrEqual(Length("words"), rules.MOST_MESSAGE_WORDS)),
                name="reports_message_fits",
            ),
        ]

    class Privacy:
        plain = {"id", "report", "from_reporter", "at", "by_ref"}
        personal = {"words": Kept(365, "to settle what was reported")}
        forgotten_by = "reports.forget_words"

    def __str__(self) -> str:
        return f"message {self.pk} on report {self.report_id}"


class Guess(models.Model):
    """One wrong code for one reference, kept for a quarter of an hour so that all web processes count together.

    Names a digest of the reference alone: who guesses is not known here.
    """

    slot = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "guesses"
        indexes = [
            models.Index(fields=["slot", "at"], name="reports_guess_of_slot"),
            models.Index(fields=["at"], name="reports_guess_old"),
        ]

    class Privacy:
        plain = {"id", "slot", "at"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"guess {self.pk}"
