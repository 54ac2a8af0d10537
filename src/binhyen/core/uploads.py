"""A form field that takes several files at once."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

#: What the chooser of a photo offers; what a photo is, the act decides.
PICTURES = "image/jpeg,image/png,image/webp"


class ManyFiles(forms.FileInput):
    """A plain file input that takes several."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Several uploads; which of them are photos, the act decides."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """Return the uploads that are not empty choices."""
        return [item for item in data or [] if item]


def photos(label: Any, hint: Any, *, most: int) -> Files:
    """Return a field for photos that may be left empty; the page's script leaves out what comes after the first `most`."""
    return Files(
        label=label,
        help_text=hint,
        required=False,
        widget=ManyFiles(attrs={"accept": PICTURES, "data-most": most}),
    )
