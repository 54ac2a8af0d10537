"""Reads a PDF that came back with digital signatures: whether it is signed, whole, by whom, still the paper that was sent, and does nothing.

A digital signature of the person and of the body makes an electronic paper equal to the original (Decree 30/2020,
Art. 5). The house holds no keys and asks nobody over the network: it shows the name in the certificate and says that it
did not check who gave it out.
"""

import io
import logging
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from binhyen.core import clock, pdfs, secrecy

MOST_BYTES = 20 * 1024 * 1024
#: More signatures than a paper has places for wear the reader out.
MOST_SIGNATURES = 8


class Refused(Exception):
    """The file is not kept; `sentence` tells the person why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Signature:
    """Whom the certificate names, the body it names, and when the signer's machine says it signed."""

    name: str
    body: str
    at: datetime | None

    def told(self) -> dict[str, str]:
        """Return it as it is kept."""
        return {
            "name": self.name,
            "body": self.body,
            "at": clock.written(self.at) if self.at else "",
        }


def read(signed: bytes, *, sent: bytes) -> list[Signature]:
    """Return the signatures of a PDF, at least one, in their order. Raises Refused where there is none, where anything was
    changed after signing, and where its words are not those of the PDF `sent` for signing.
    """
    if len(signed) > MOST_BYTES:
        raise Refused(_("This file is larger than 20 MB. Choose the signed PDF itself."))
    if not signed.startswith(b"%PDF-"):
        raise Refused(_("This file is not a PDF. Choose the PDF that was signed."))
    try:
        words, found = _words(signed), _signatures(signed)
    except Refused:
        raise
    except pdfs.PdfRefused as reason:
        raise Refused(reason.sentence) from reason
    except Exception as reason:
        # Whatever a broken or hostile file makes the readers raise is one sentence to the person.
        raise Refused(_("This PDF cannot be read. Sign the PDF of the paper again.")) from reason
    if secrecy.is_marked(words):
        raise Refused(
            _("This paper bears the mark of a state secret. It must not be kept here: send it the way the law says.")
        )  # fmt: skip
    if not found:
        raise Refused(
            _("This PDF bears no digital signature. If the paper was signed by hand, choose so; else sign the PDF and send it again.")
        )  # fmt: skip
    if words != _words(sent):
        raise Refused(
            _("The words of this PDF are not those of the paper that was sent for signing. Sign the PDF that this page offers.")
        )  # fmt: skip
    return found


def _words(pdf: bytes) -> str:
    """Return the text layer with single blanks: what was only laid over it, as the picture of a seal, has no part in it."""
    reader = pdfs.opened(pdf)
    said = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(unicodedata.normalize("NFC", said).split())


def _signatures(pdf: bytes) -> list[Signature]:
    # A second to import, for the few who send a signed paper.
    from pyhanko.pdf_utils.reader import PdfFileReader

    # It would write the signers' names into the log.
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    embedded = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_regular_signatures
    if len(embedded) > MOST_SIGNATURES:
        raise Refused(_("This PDF bears too many signatures. Choose the PDF of this paper."))
    return [_checked(each) for each in embedded]


def _checked(embedded: Any) -> Signature:
    """Return one signature whose bytes are whole and after which nothing but further signatures came. Raises Refused."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    # No authority is trusted and none is asked: that is for whoever opens the file elsewhere to check.
    status = validate_pdf_signature(
        embedded, ValidationContext(trust_roots=[], allow_fetching=False)
    )
    changed = status.modification_level or ModificationLevel.NONE
    if not (status.intact and status.valid) or changed > ModificationLevel.FORM_FILLING:
        raise Refused(
            _("This PDF was changed after it was signed, so the signature no longer holds. Ask for the file as it was signed.")
        )  # fmt: skip
    named = status.signing_cert.subject.native
    return Signature(
        name=_said(named, "common_name"),
        body=_said(named, "organization_name"),
        at=status.signer_reported_dt,
    )


def _said(named: dict[str, Any], field: str) -> str:
    value = named.get(field, "")
    return "; ".join(value) if isinstance(value, list) else str(value)
