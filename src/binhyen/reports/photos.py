"""Makes a picture safe: decoded, turned upright, made smaller and written anew, so that nothing of the file survives but what is seen."""

import io
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP")
_TOO_MANY_PIXELS = _("This photo has more than 40 million pixels. Choose a smaller one.")


class PhotoRefused(Exception):
    """The file is not kept; `sentence` tells the person why and what to do."""

    def __init__(self, sentence: Promise | str) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True)
class Clean:
    """A picture written anew as JPEG."""

    content: bytes
    width: int
    height: int


def clean(upload: IO[bytes]) -> Clean:
    """Return the picture in `upload` without metadata, at most 1600 pixels wide or high. Raises PhotoRefused."""
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise PhotoRefused(_("This photo is larger than 15 MB. Choose a smaller one."))
    try:
        return _rewrite(content)
    except PhotoRefused:
        raise
    except Image.DecompressionBombError as reason:
        raise PhotoRefused(_TOO_MANY_PIXELS) from reason
    # Pillow answers a broken file with many kinds of exception, some from its C decoders.
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError, MemoryError) as reason:  # fmt: skip
        raise PhotoRefused(
            _("This file is not a photo we can open. Choose a photo in JPEG, PNG or WebP.")
        ) from reason


def write(picture: Clean, *, under: Path) -> str:
    """Write `picture` below the folder `under` with a random name that nobody but the house reads; return the name."""
    name = secrets.token_hex(16)
    file = f"photos/{name[:2]}/{name}.jpg"
    path = under / file
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(picture.content)
    path.chmod(0o600)
    return file


def _rewrite(content: bytes) -> Clean:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        # The size stands in the header: a bomb is turned away before it is unpacked.
        if picture.width * picture.height > MOST_PIXELS:
            raise PhotoRefused(_TOO_MANY_PIXELS)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        seen = _on_white(upright)
    out = io.BytesIO()
    # A fresh picture carries no EXIF, no profile, no comment: only the pixels go over.
    bare = Image.new("RGB", seen.size)
    bare.paste(seen)
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Clean(out.getvalue(), *bare.size)


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGB", layered.size, "white")
    white.paste(layered, mask=layered.getchannel("A"))
    return white
