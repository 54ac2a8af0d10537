"""Notices, one row for each person told; how each goes out; what each person chose."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q

from binhyen.core import crypto
from binhyen.core.privacy import Kept
from binhyen.notices import words
from binhyen.notices.rules import SHIFT_STARTS
from binhyen.notices.words import Channel, Group, What
from binhyen.people.models import User

_ENDPOINT = "push endpoint"


class Notice(models.Model):
    """One person was to know one thing. Holds a kind and a reference, never what it is about."""

    user = models.ForeignKey(User, models.PROTECT, related_name="notices", db_index=False)
    what = models.CharField(max_length=12, choices=What.choices)
    #: The reference of what it is about, such as that of a matter; empty for the digest.
    subject = models.CharField(max_length=40, blank=True)
    #: Tells apart what may be said once only: the clock that ran out, the proposal answered.
    mark = models.CharField(max_length=60, blank=True)
    #: Counts that the sentence needs, by Tally; never a word.
    numbers = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    #: Whether the person's choice was looked at and the deliveries planned.
    is_sent_out = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "subject", "what", "mark"], name="notices_notice_once"
            )
        ]
        indexes = [
            models.Index(fields=["user", "read_at", "at"], name="notices_of_user"),
            models.Index(fields=["id"], name="notices_to_send_out", condition=Q(is_sent_out=False)),
        ]

    class Privacy:
        plain = {
            "id", "user", "what", "subject", "mark", "numbers", "at", "read_at", "is_sent_out",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"

    @property
    def group(self) -> Group:
        """The group under which people choose for this kind."""
        return words.GROUP_OF[What(self.what)]

    @property
    def was_opened(self) -> bool:
        """Whether the person read it; one that is not wanted in the app counts as read from its first moment."""
        return self.read_at is not None and self.read_at > self.at

    @property
    def counts(self) -> str:
        """The counts in words, empty but for the digest."""
        return words.counts_sentence(self.numbers)


class Subscription(models.Model):
    """A browser that asked to be pushed to. Its address and keys are sealed: with them anybody could disturb the person."""

    user = models.ForeignKey(User, models.CASCADE, related_name="subscriptions")
    #: Finds the row of a browser again without keeping its address readable.
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    created_at = models.DateTimeField()
    last_failure = models.DateTimeField(null=True, blank=True)

    class Privacy:
        plain = {"id", "user", "digest", "created_at", "last_failure"}
        personal = {"sealed": Kept(90, "to reach the browser that the person chose")}
        forgotten_by = "notices.forget_browsers"

    def __str__(self) -> str:
        return f"a browser of {self.user_id}"

    @staticmethod
    def digest_of(endpoint: str) -> str:
        """Return the name under which a browser's address is found again."""
        return crypto.keyed_digest(endpoint, secret=settings.SECRET_KEY, purpose=_ENDPOINT)


class State(models.TextChoices):
    """How far a delivery is."""

    WAITING = "WAITING"
    CLAIMED = "CLAIMED"  # one worker is at it
    SENT = "SENT"
    DROPPED = "DROPPED"  # read meanwhile, or no longer this person's business
    GIVEN_UP = "GIVEN_UP"


class Delivery(models.Model):
    """A notice on its way out: to one browser, or without a browser by e-mail."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries", db_index=False)
    subscription = models.ForeignKey(Subscription, models.CASCADE, null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)
    #: When it is to be tried next; while claimed, when another worker may take it over.
    due_at = models.DateTimeField()
    #: The kind of failure, such as a status of the push service; never an address.
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice"], name="notices_mailed_once", condition=Q(subscription=None)
            ),
            models.UniqueConstraint(fields=["notice", "subscription"], name="notices_pushed_once"),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="notices_delivery_due")]

    class Privacy:
        plain = {"id", "notice", "subscription", "state", "tries", "due_at", "failure"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"

    @property
    def channel(self) -> Channel:
        """The way it goes."""
        return Channel.EMAIL if self.subscription_id is None else Channel.PUSH


class Preference(models.Model):
    """What a person chose for a group of kinds; without a row words.DEFAULTS holds."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notice_choices", db_index=False)
    group = models.CharField(max_length=8, choices=Group.choices)
    #: Not chosen: the notice is in the list, but counts as read.
    is_app = models.BooleanField(default=True)
    is_email = models.BooleanField(default=False)
    is_push = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="notices_choice_once")
        ]

    class Privacy:
        plain = {"id", "user", "group", "is_app", "is_email", "is_push"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.group} of {self.user_id}"

    @property
    def channels(self) -> frozenset[Channel]:
        """The ways chosen."""
        chosen: Mapping[Channel, bool] = {
            Channel.APP: self.is_app,
            Channel.EMAIL: self.is_email,
            Channel.PUSH: self.is_push,
        }
        return frozenset(channel for channel, is_on in chosen.items() if is_on)


class Habit(models.Model):
    """When a person's shift starts, when not to disturb, in which language."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notice_habit")
    shift_starts = models.TimeField(default=SHIFT_STARTS)
    has_digest = models.BooleanField(default=False)
    #: The day of the last digest.
    digest_on = models.DateField(null=True, blank=True)
    quiet_since = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    language = models.CharField(max_length=5, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_since=None, quiet_until=None)
                | Q(quiet_since__isnull=False, quiet_until__isnull=False),
                name="notices_quiet_from_and_to",
            )
        ]

    class Privacy:
        plain = {
            "id", "user", "shift_starts", "has_digest", "digest_on", "quiet_since", "quiet_until",
            "language",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"habit of {self.user_id}"
