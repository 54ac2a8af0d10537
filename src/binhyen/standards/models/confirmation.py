"""Who compared a criterion with the signed text."""

from django.conf import settings
from django.db import models

from binhyen.standards.models.catalogue import StoredCatalogue


class Confirmation(models.Model):
    """An administrator held a criterion of one version against the signed text: who, when, which paper."""

    catalogue = models.ForeignKey(StoredCatalogue, models.PROTECT, related_name="confirmations")
    criterion = models.CharField(max_length=80)
    paper_number = models.CharField(max_length=40)
    dated = models.DateField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["catalogue", "criterion"], name="standards_confirmation_once"
            )
        ]

    class Privacy:
        plain = {
            "id", "catalogue", "criterion", "paper_number", "dated", "confirmed_by", "confirmed_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.criterion} {self.paper_number}"
