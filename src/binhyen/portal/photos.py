"""Photos that came with a form wait, stripped, under tokens; the form says which could not be kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from binhyen.portal.forms import Step
from binhyen.portal.wizard import Wizard
from binhyen.reports import actions as reports
from binhyen.reports.photos import PhotoRefused
from binhyen.reports.rules import MOST_PHOTOS


def keep_photos(wizard: Wizard, form: Step) -> bool:
    """Keep the photos of a report being written; say whether all could be kept."""
    waiting = wizard.photos
    good = keep(form, waiting, at=wizard.at)
    wizard.data.setlist("photos", waiting)
    return good


def keep(form: Step, tokens: list[str], *, at: datetime) -> bool:
    """Keep the uploads of `form` without metadata and add their tokens to `tokens`.

    One that cannot be kept is named at the field, the others stay. Returns whether all could be kept.
    """
    good = True
    uploads: Iterable[UploadedFile[Any]] = form.cleaned_data.get("photo") or []
    for upload in uploads:
        if len(tokens) >= MOST_PHOTOS:
            form.add_error("photo", _("At most three photos. The further ones were left out."))
            return False
        try:
            photo = reports.keep_photo(upload=upload, at=at)
        except PhotoRefused as reason:
            form.add_error("photo", f"{upload.name}: {reason.sentence}")
            good = False
        else:
            tokens.append(photo.token)
    return good
