"""Makes what goes with a proposal safe: a photo is written anew, a PDF is kept only if nothing in it acts and no mark of a
state secret stands in its text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.core import pdfs
from binhyen.matters.models import PaperKind
from binhyen.reports import photos

MOST_PAPERS = 3
MOST_MEGABYTES = 5
MOST_PAGES = 40


class PaperRefused(Exception):
    """The file is not kept; `sentence` tells the person why and what to do."""

    def __init__(self, sentence: Promise | str) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True)
class Clean:
    """A file that may be kept."""

    kind: PaperKind
    content: bytes


def clean(upload: IO[bytes]) -> Clean:
    """Return what may be kept of `upload`, whatever its name says it is. Raises PaperRefused."""
    head = upload.read(1024)
    upload.seek(0)
    if b"%PDF-" in head:
        try:
            limits = pdfs.Limits(MOST_MEGABYTES, MOST_PAGES)
            return Clean(PaperKind.PDF, pdfs.clean(upload, limits))
        except pdfs.PdfRefused as reason:
            raise PaperRefused(reason.sentence) from reason
    try:
        return Clean(PaperKind.PHOTO, photos.clean(upload).content)
    except photos.PhotoRefused as reason:
        if head[:2] in {b"\xff\xd8", b"\x89P", b"RI"}:
            raise PaperRefused(reason.sentence) from reason
        raise PaperRefused(
            _("This file is neither a photo nor a PDF. Choose a JPEG, PNG, WebP or PDF.")
        ) from reason


def clean_all(uploads: Iterable[IO[bytes]]) -> list[Clean]:
    """Return what may be kept of a few files, all of them or none. Raises PaperRefused."""
    uploads = list(uploads)
    if len(uploads) > MOST_PAPERS:
        raise PaperRefused(_("At most three files go with a proposal. Choose the most important."))
    return [clean(upload) for upload in uploads]
