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


def store(folder: str, kept: bytes, ending: str) -> str:
    """Write a file under a random name, readable by the house alone, and return its path below MEDIA_ROOT."""
    name = secrets.token_hex(16)
    file = f"{folder}/{name[:2]}/{name}.{ending}"
    path = Path(settings.MEDIA_ROOT) / file
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(kept)
    path.chmod(0o600)
    return file


def keep(
    paper: Paper,
    kind: FileKind,
    kept: bytes,
    *,
    at: datetime,
    signatures: list[dict[str, str]] | None = None,
) -> PaperFile:
    """Keep a file of a paper. Called by the act it belongs to."""
    file = store("papers", kept, _ENDINGS.get(kind, "pdf"))
    return PaperFile.objects.create(
        paper=paper, kind=kind, file=file, sha256=digest(kept), size=len(kept), at=at,
        signatures=signatures or [],
    )  # fmt: skip


def read(file: PaperFile) -> bytes:
    """Return the file as it was kept. Raises Altered."""
    return load(file.file, file.sha256)


def load(file: str, sha256: str) -> bytes:
    """Return what was stored under a path. Raises Altered where it is gone or its hash is another."""
    try:
        kept = (Path(settings.MEDIA_ROOT) / file).read_bytes()
    except OSError as reason:
        raise Altered(file) from reason
    if digest(kept) != sha256:
        raise Altered(file)
    return kept


def remove(file: str) -> None:
    """Remove what was stored under a path."""
    (Path(settings.MEDIA_ROOT) / file).unlink(missing_ok=True)
