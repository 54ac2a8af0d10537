"""A PDF from outside is kept only if nothing in it acts and no mark of a state secret stands in its text."""

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from binhyen.core import secrecy

_MEGABYTE = 1024 * 1024
#: Objects looked at before a file counts as made to wear us out.
MOST_OBJECTS = 60_000
#: What a PDF must not hold: scripts, files inside, programs and forms that act, media. That it opens at a page is no harm.
ACTIVE = frozenset({
    "/JS", "/JavaScript", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/XFA", "/AA",
    "/SubmitForm", "/ImportData", "/Movie", "/Sound", "/GoToR", "/GoToE",
})  # fmt: skip


class PdfRefused(Exception):
    """The file is not kept; `sentence` tells the person why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Limits:
    """How large a PDF may be."""

    megabytes: int
    pages: int


def clean(upload: IO[bytes], limits: Limits) -> bytes:
    """Return the PDF as it is. Raises PdfRefused where it is too large, locked, cannot be read, acts or bears the mark of a
    state secret in its text; of a scan without a text layer that cannot be told.
    """
    content = upload.read(limits.megabytes * _MEGABYTE + 1)
    if len(content) > limits.megabytes * _MEGABYTE:
        raise PdfRefused(
            _("This PDF is larger than %(most)d MB. Choose a smaller one.")
            % {"most": limits.megabytes}
        )
    try:
        words = _checked(content, limits.pages)
    except PdfRefused:
        raise
    except Exception as reason:
        raise PdfRefused(
            _("This PDF cannot be opened. Print it to PDF anew, or scan the paper once more.")
        ) from reason
    if secrecy.is_marked(words):
        raise PdfRefused(
            _("This paper bears the mark of a state secret. It must not be kept here: send it the way the law says.")
        )  # fmt: skip
    return content


def _checked(content: bytes, most_pages: int) -> str:
    """Return the text of a PDF in which nothing acts. Raises PdfRefused, and what pypdf raises."""
    reader = opened(content)
    if len(reader.pages) > most_pages:
        raise PdfRefused(
            _("This PDF has more than %(most)d pages. Choose the pages that matter.")
            % {"most": most_pages}
        )
    text = "\n".join(page.extract_text() for page in reader.pages)
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", text))


def opened(content: bytes) -> Any:
    """Return pypdf's reader of a PDF in which nothing acts. Raises PdfRefused, and what pypdf raises."""
    from pypdf import PdfReader  # half a second to import, for the few who attach a PDF

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise PdfRefused(_("This PDF is locked with a password. Save it without one."))
    if _acts(reader.trailer):
        raise PdfRefused(
            _("This PDF holds scripts or other files. Print it to PDF anew and send that.")
        )
    return reader


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
