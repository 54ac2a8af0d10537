"""What is put into a dossier: papers and attestations."""

from django.conf import settings
from django.db import models

from binhyen.places.models import Unit
from binhyen.standards.models.assessment import Assessment


class Evidence(models.Model):
    """A paper behind a document criterion: number, date, title, and a PDF where one may be kept."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="evidence")
    criterion = models.CharField(max_length=80)
    document = models.CharField(max_length=60)  # a key of the criterion's evidence
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    title = models.CharField(max_length=200, blank=True, default="")
    file = models.CharField(max_length=120, blank=True, default="")  # below MEDIA_ROOT
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        plain = {
            "id", "assessment", "criterion", "document", "number", "issued_on", "title", "file",
            "sha256", "size", "added_by", "added_at", "removed_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.document} {self.number}"


class Attestation(models.Model):
    """A competent authority's word on a criterion: met or not, which paper, of which day. No text, no file.

    A later attestation takes the place of an earlier one; both stay.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="attestations")
    criterion = models.CharField(max_length=80)
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # the unit of the post
    is_met = models.BooleanField()
    paper_number = models.CharField(max_length=40)
    dated = models.DateField()
    attested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attested_at = models.DateTimeField()

    class Privacy:
        plain = {
            "id", "assessment", "criterion", "office", "is_met", "paper_number", "dated",
            "attested_by", "attested_at",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def __str__(self) -> str:
        return f"{self.criterion} {self.paper_number}"
