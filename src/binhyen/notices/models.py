"""Notices, one row for each person told."""

from django.db import models

from binhyen.notices.words import What
from binhyen.people.models import User


class Notice(models.Model):
    """One person was to know one thing. Holds a kind and a reference, never what it is about."""

    user = models.ForeignKey(User, models.PROTECT, related_name="notices", db_index=False)
    what = models.CharField(max_length=12, choices=What.choices)
    #: The reference of what it is about, such as that of a matter.
    subject = models.CharField(max_length=40)
    #: Tells apart what may be said once only: the clock that ran out, the proposal answered.
    mark = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "subject", "what", "mark"], name="notices_notice_once"
            )
        ]
        indexes = [models.Index(fields=["user", "read_at", "at"], name="notices_of_user")]

    class Privacy:
        plain = {"id", "user", "what", "subject", "mark", "at", "read_at"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"
