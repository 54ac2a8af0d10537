"""Catalogues as stored."""

from datetime import date

from django.db import models

from binhyen.places.models import Unit
from binhyen.standards import catalogues


class StoredCatalogue(models.Model):
    """One version of a catalogue. Once an assessment uses it, it is only superseded, never changed."""

    catalogue_id = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    sha256 = models.CharField(max_length=64)
    content = models.TextField()  # canonical JSON: what the hash covers
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    loaded_at = models.DateTimeField()
    #: The province whose own sheet it is; None for the catalogues of the whole country.
    owner = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="catalogues"
    )
    clone_of = models.CharField(max_length=60, blank=True, default="")  # the sheet it began as

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue_id", "version"], name="standards_catalogue_once"
            )
        ]

    class Privacy:
        plain = {
            "id", "catalogue_id", "version", "sha256", "content", "valid_from", "valid_to",
            "loaded_at", "owner", "clone_of",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.catalogue_id} {self.version}"

    def is_in_force_on(self, day: date) -> bool:
        """Say whether it is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to > day)

    def read(self) -> catalogues.Catalogue:
        """Return the catalogue, parsed once per process."""
        return catalogues.remembered(self.sha256, self.content)
