"""The bench's form of a picture: whatever comes in is written anew, so that no place, device or name stands in the file."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from binhyen.newsroom.models import Photo
from binhyen.reports import photos


class PhotoForm(BaseImageForm):
    """A picture, and on what ground people in it are shown."""

    def clean_file(self) -> Any:
        """Return the picture decoded, turned upright and written anew."""
        given = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return given
        given.seek(0)
        try:
            picture = photos.clean(given)
        except photos.PhotoRefused as reason:
            raise forms.ValidationError(str(reason.sentence)) from reason
        return ContentFile(picture.content, name="picture.jpg")

    def clean(self) -> dict[str, Any]:
        """Ask for both consents where a child can be recognised, and for where they are kept."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen = cleaned.get("seen")
        if seen == Photo.Seen.CHILD:
            for name in ("child_agreed_on", "guardian_agreed_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Both consents are needed before a child is shown."))
        if seen in {Photo.Seen.CHILD, Photo.Seen.AGREED} and not cleaned.get("agreement_kept"):
            self.add_error("agreement_kept", _("Say where the consent is kept."))
        return cleaned
