"""Where the files of papers lie, and how they are read again: what is not what it was is not handed out."""

import hashlib
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings

from binhyen.documents.models import FileKind, Paper, PaperFile

_ENDINGS = {FileKind.DOCX: "docx"}


class Altered(Exception):
    """The file on the disk is not the one that was kept: it is gone, or its hash differs."""


def digest(kept: bytes) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    return hashlib.sha256(kept).hexdigest()


def keep(
    paper: Paper,
    kind: FileKind,
    kept: bytes,
    *,
    at: datetime,
    signatures: list[dict[str, str]] | None = None,
) -> PaperFile:
    """Write a file under a random name, readable by the house alone. Called by the act it belongs to."""
    name = secrets.token_hex(16)
    file = f"papers/{name[:2]}/{name}.{_ENDINGS.get(kind, 'pdf')}"
    path = Path(settings.MEDIA_ROOT) / file
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(kept)
    path.chmod(0o600)
    return PaperFile.objects.create(
        paper=paper, kind=kind, file=file, sha256=digest(kept), size=len(kept), at=at,
        signatures=signatures or [],
    )  # fmt: skip


def read(file: PaperFile) -> bytes:
    """Return the file as it was kept. Raises Altered."""
    try:
        kept = (Path(settings.MEDIA_ROOT) / file.file).read_bytes()
    except OSError as reason:
        raise Altered(file.file) from reason
    if digest(kept) != file.sha256:
        raise Altered(file.file)
    return kept
