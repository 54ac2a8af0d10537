"""The trail: entries, never changed, and the seals that chain them."""

import hashlib
import json
from datetime import UTC

from django.db import models


def entry_digest(event: str, subject: str, actor: str, at: str, detail: object) -> bytes:
    """Return the SHA-256 of one entry's content in canonical JSON."""
    content = json.dumps(
        [event, subject, actor, at, detail],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(content.encode()).digest()


class Entry(models.Model):
    """One act: what, on which reference, by whom, when. Plain ids, no foreign keys."""

    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    actor = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    #: The seal that covers this entry; empty until the sealer has passed.
    seal_number = models.PositiveBigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_subject"),
            models.Index(
                fields=["id"],
                name="audit_unsealed",
                condition=models.Q(seal_number__isnull=True),
            ),
            models.Index(fields=["seal_number"], name="audit_seal_number"),
        ]

    class Privacy:
        plain = {"id", "at", "event", "subject", "actor", "detail", "seal_number"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.pk} {self.event} {self.subject}"

    def digest(self) -> bytes:
        """Return the digest of what stands in this row now."""
        return entry_digest(
            self.event, self.subject, self.actor, self.at.astimezone(UTC).isoformat(), self.detail
        )


class Seal(models.Model):
    """One batch: its entries with their digests, and the hash that covers them and the seal before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    #: One line per entry, "<id> <hex digest>", in order of id.
    manifest = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Privacy:
        plain = {"number", "sealed_at", "manifest", "previous_hash", "hash"}
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"

    def lines(self) -> dict[int, str]:
        """Return entry id -> hex digest as sealed."""
        return {
            int(number): digest
            for number, digest in (line.split(" ") for line in self.manifest.splitlines())
        }

    def expected_hash(self) -> str:
        """Return the hash that number, time, manifest and predecessor call for."""
        sealed_at = self.sealed_at.astimezone(UTC).isoformat()
        content = f"{self.number}\n{sealed_at}\n{self.previous_hash}\n{self.manifest}"
        return hashlib.sha256(content.encode()).hexdigest()
