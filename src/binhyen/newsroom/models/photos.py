"""The newsroom's pictures: written anew and stripped when they come in, and shown only with what consent they need."""

import secrets
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet


class Photo(AbstractImage):
    """A picture with its words for those who cannot see it, and on what ground people in it are shown.

    Law 91/2025/QH15, Art. 24, and rule P-20: a child who can be recognised is shown only with the child's own consent and
    the representative's, both recorded. The papers themselves stay with the editor; here stands where.
    """

    class Seen(models.TextChoices):
        NOBODY = "NOBODY", _("Nobody can be recognised")
        EVENT = "EVENT", _("Adults at a public event")
        AGREED = "AGREED", _("Adults who agreed")
        CHILD = "CHILD", _("A child can be recognised")

    description = models.CharField(
        _("words for who cannot see it"), max_length=255, help_text=_("What the picture shows, in one sentence.")
    )  # fmt: skip
    seen = models.CharField(_("who is seen"), max_length=10, choices=Seen.choices)
    child_agreed_on = models.DateField(_("the child agreed on"), null=True, blank=True)
    guardian_agreed_on = models.DateField(
        _("the parent or guardian agreed on"), null=True, blank=True
    )
    agreement_kept = models.CharField(
        _("where the consent is kept"), max_length=120, blank=True, default="",
        help_text=_("The number of the paper or the folder; no names."),
    )  # fmt: skip
    withdrawn_on = models.DateField(
        _("consent withdrawn on"), null=True, blank=True,
        help_text=_("Articles that show the picture are taken down within minutes."),
    )  # fmt: skip

    objects: Any = ImageQuerySet.as_manager()
    admin_form_fields = (
        "title", "file", "description", "seen", "child_agreed_on", "guardian_agreed_on", "agreement_kept",
        "withdrawn_on", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    class Privacy:
        plain = {
            "id", "collection", "title", "file", "description", "width", "height", "created_at", "uploaded_by_user",
            "tags", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height", "file_size",
            "file_hash", "seen", "child_agreed_on", "guardian_agreed_on", "agreement_kept", "withdrawn_on",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def get_upload_to(self, filename: str) -> str:
        """Return a random name: it tells nothing, and nobody guesses it before the article is out."""
        return f"newsroom/kept/{secrets.token_hex(16)}.jpg"

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> Any:  # noqa: A002  (Wagtail's)
        """Return one size in memory; Wagtail's own temporary file would stay open."""
        made = super().generate_rendition_file(filter, source=source)
        with made.file:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    def reason_against(self, on: date) -> Promise | None:
        """Return why the picture may not be shown on the day `on`, None where it may."""
        if self.withdrawn_on and self.withdrawn_on <= on:
            return _("the consent was withdrawn")
        if self.seen == self.Seen.CHILD and not (self.child_agreed_on and self.guardian_agreed_on):
            return _(
                "a child can be recognised, and the child's or the guardian's consent is not recorded"
            )
        if self.seen in {self.Seen.CHILD, self.Seen.AGREED} and not self.agreement_kept:
            return _("it is not recorded where the consent is kept")
        return None


class Rendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="newsroom_rendition_once"
            )
        ]

    class Privacy:
        plain = {"id", "image", "filter_spec", "file", "width", "height", "focal_point_key"}
        personal: dict[str, object] = {}

    def get_upload_to(self, filename: str) -> str:
        """Return a random name that keeps the format: a page links it, and it is never written anew."""
        return f"newsroom/shown/{secrets.token_hex(16)}.{filename.rpartition('.')[2]}"
