"""Who reported: sealed, apart from the report, with a key of its own. Only the acts of this room open it.

A copy of the database without the identity key shows that somebody gave a name, and nothing else.
"""

import json
from collections.abc import Mapping

from django.conf import settings
from django.db import models

from binhyen.core import crypto
from binhyen.core.privacy import Kept

PURPOSE = "reporter"


class Identity(models.Model):
    """The sealed identity behind one report, bound to its reference so that it cannot be moved to another."""

    report = models.OneToOneField("reports.Report", models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    #: The wording of the consent that was given, and when; provable as Decree 356/2025/NĐ-CP asks.
    consent = models.CharField(max_length=20)
    consented_at = models.DateTimeField()

    class Privacy:
        plain = {"id", "report", "consent", "consented_at"}
        personal = {"sealed": Kept(90, "to answer the reporter and to protect them")}
        forgotten_by = "reports.destroy_identities"

    def __str__(self) -> str:
        return f"identity of report {self.report_id}"


def seal(who: Mapping[str, str], *, reference: str) -> bytes:
    """Return `who` sealed for the report `reference`."""
    plain = json.dumps(dict(who), ensure_ascii=False).encode()
    return crypto.seal(plain, secret=settings.IDENTITY_KEY, purpose=PURPOSE, bound_to=reference)


def unseal(sealed: bytes | memoryview, *, reference: str) -> dict[str, str]:
    """Return what `seal` was given. Raises crypto.Unreadable."""
    plain = crypto.unseal(
        bytes(sealed), secret=settings.IDENTITY_KEY, purpose=PURPOSE, bound_to=reference
    )
    who: dict[str, str] = json.loads(plain)
    return who
