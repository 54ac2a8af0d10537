"""Makes what goes with a proposal safe: a photo is written anew, a PDF is kept only if nothing in it acts and no mark of a
state secret stands in its text.
"""

import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.core import secrecy
from binhyen.matters.models import PaperKind
from binhyen.reports import photos

MOST_PAPERS = 3
MOST_BYTES = 5 * 1024 * 1024
MOST_PAGES = 40
#: Objects looked at before a file counts as made to wear us out.
MOST_OBJECTS = 60_000
#: What a PDF must not hold: scripts, files inside, programs and forms that act, media. That it opens at a page is no harm.
ACTIVE = frozenset({
    "/JS", "/JavaScript", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/XFA", "/AA",
    "/SubmitForm", "/ImportData", "/Movie", "/Sound", "/GoToR", "/GoToE",
})  # fmt: skip


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
        return Clean(PaperKind.PDF, _pdf(upload))
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


def _pdf(upload: IO[bytes]) -> bytes:
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise PaperRefused(_("This PDF is larger than 5 MB. Choose a smaller one."))
    try:
        words = _checked(content)
    except PaperRefused:
        raise
    except Exception as reason:
        raise PaperRefused(
            _("This PDF cannot be opened. Print it to PDF anew, or take a photo of it.")
        ) from reason
    if secrecy.is_marked(words):
        raise PaperRefused(
            _("This paper bears the mark of a state secret. It must not be kept here: send it the way the law says.")
        )  # fmt: skip
    return content


def _checked(content: bytes) -> str:
    """Return the text of a PDF in which nothing acts. Raises PaperRefused, and what pypdf raises."""
    from pypdf import PdfReader  # half a second to import, for the few who attach a PDF

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise PaperRefused(_("This PDF is locked with a password. Save it without one."))
    if len(reader.pages) > MOST_PAGES:
        raise PaperRefused(_("This PDF has more than 40 pages. Choose the pages that matter."))
    if _acts(reader.trailer):
        raise PaperRefused(
            _("This PDF holds scripts or other files. Print it to PDF anew and send that.")
        )
    text = "\n".join(page.extract_text() for page in reader.pages)
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text))


def _acts(root: object) -> bool:
    """Say whether anything reachable from the trailer bears a key or a name of ACTIVE; each object is looked at once."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting, seen = [root], set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if (found.idnum, found.generation) in seen:
                continue
            seen.add((found.idnum, found.generation))
            if len(seen) > MOST_OBJECTS:
                return True
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            if ACTIVE.intersection(found) or str(found.get("/S", "")) in ACTIVE:
                return True
            waiting.extend(found.values())
        elif isinstance(found, ArrayObject):
            waiting.extend(found)
    return False
