"""Files as lines of text in UTF-8, whatever they are packed and written in: in pieces, so that size costs only time.

Packed by gzip or not; UTF-8, UTF-16 with its mark, or the encoding that was named. Letters with their marks apart are
put together, so that a name is the same name in every file.
"""

import codecs
import gzip
import unicodedata
import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import Final

from hotscan.problems import ScanProblem

_PIECE: Final = 1 << 20  # bytes read at a time
_LONGEST: Final = 1 << 20  # bytes of a line; who has none that ends is no table
_GZIP: Final = b"\x1f\x8b"
_ARCHIVE: Final = b"PK\x03\x04"
_UTF_8: Final = "utf-8"
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def pieces(path: Path, encoding: str | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """Return pieces of the file: the number of the first line (from 1), and lines without their ends.

    encoding   that of files without a mark of their own; UTF-8 where it is None
    Raises ScanProblem when the file is missing, damaged, empty, no text, or not written in that encoding.
    """
    number, anything = 1, False
    try:
        with path.open("rb") as packed:
            is_packed = packed.peek(2).startswith(_GZIP)
            file = gzip.GzipFile(fileobj=packed) if is_packed else packed
            for lines in _decoded(file, path, encoding):
                anything = anything or any(lines)
                yield number, lines
                number += len(lines)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise ScanProblem("The file is packed and damaged; pack it anew.", path) from None
    except OSError as error:
        raise ScanProblem(
            f"The file cannot be read ({error.strerror}); check its name and place.", path
        ) from None
    if not anything:
        raise ScanProblem("The file is empty; check that it is the right one.", path)


def _decoded(file: BufferedIOBase, path: Path, encoding: str | None) -> Iterator[list[bytes]]:
    start = file.read(_PIECE)
    if start.startswith(_ARCHIVE):
        raise ScanProblem("The file is a workbook or an archive; save it as CSV text.", path)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    reader = _Reader(path, marked or _known(encoding or _UTF_8))
    piece = start
    while piece:
        yield reader.lines(piece)
        piece = file.read(_PIECE)
    yield reader.lines(b"", is_last=True)


def _known(encoding: str) -> str:
    """Return an encoding's name as Python knows it. Raises ScanProblem for one that writes no plain letters plainly."""
    try:
        name = codecs.lookup(encoding).name
        plain = name.startswith("utf-16") or "A 1".encode(name) == b"A 1"
    except (LookupError, UnicodeError, TypeError):
        plain = False
    if not plain:
        raise ScanProblem(
            f"{encoding!r} is no encoding of text known here; write utf-8, utf-16 or windows-1258."
        )
    return name


class _Reader:
    """Turns bytes as they are read into whole lines in UTF-8."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._path, self._encoding = path, encoding
        self._plain, self._wide = encoding in ("utf-8", "utf-8-sig"), encoding.startswith("utf-16")
        self._decoder = codecs.getincrementaldecoder(encoding)()  # of wide letters
        self._rest = b""
        self._number = 1  # of the first line not yet returned
        self._marked_line: int | None = None  # the first with letters beyond ASCII

    def lines(self, piece: bytes, *, is_last: bool = False) -> list[bytes]:
        """Return the lines that end in a piece. Raises ScanProblem."""
        if self._wide:
            piece = self._from_wide(piece, is_last=is_last)
        elif self._encoding == "utf-8-sig" and self._number == 1 and not self._rest:
            piece = piece.removeprefix(codecs.BOM_UTF8)
        before, end, rest = (self._rest + piece).rpartition(b"\n")
        whole, rest = (before + end + rest, b"") if is_last else (before + end, rest)
        if len(rest) > _LONGEST:
            raise self._problem("The line does not end; check that the file is text with a line an entry.", 0)  # fmt: skip
        self._rest = rest
        lines = whole.splitlines()
        if b"\0" in whole:
            line = next(i for i, each in enumerate(lines) if b"\0" in each)
            raise self._problem("The line holds zero bytes, so this is no text; save the file as UTF-8 text.", line)  # fmt: skip
        if not whole.isascii():
            lines = [line if line.isascii() else self._composed(line, i) for i, line in enumerate(lines)]  # fmt: skip
        self._number += len(lines)
        return lines

    def _from_wide(self, piece: bytes, *, is_last: bool) -> bytes:
        try:
            return self._decoder.decode(piece, is_last).encode()
        except UnicodeError:
            raise ScanProblem(
                "The file begins as UTF-16 and does not stay so; save it as UTF-8 text.", self._path
            ) from None

    def _composed(self, line: bytes, i: int) -> bytes:
        """Return a line with letters beyond ASCII in UTF-8, letters and their marks put together."""
        if not self._plain and not self._wide and _is_utf_8(line):
            raise self._problem(
                f"The line is written in UTF-8 and not in {self._encoding}, so encodings are mixed; save the file in one.",
                i,
            )
        try:
            words = line.decode(_UTF_8 if self._plain or self._wide else self._encoding)
        except UnicodeDecodeError:
            raise self._problem(self._unreadable(), i) from None
        if self._marked_line is None:
            self._marked_line = self._number + i
        return unicodedata.normalize("NFC", words).encode()

    def _unreadable(self) -> str:
        if not self._plain:
            return f"The line holds bytes that {self._encoding} does not know; check the encoding named for the files."
        if self._marked_line is not None:
            return (
                f"The line is not UTF-8 while line {self._marked_line} is, so encodings are mixed; "
                "save the whole file as UTF-8 text."
            )
        return (
            "The line holds letters that are not UTF-8; save the file as UTF-8 text, or name its encoding "
            "(--encoding windows-1258)."
        )

    def _problem(self, words: str, i: int) -> ScanProblem:
        return ScanProblem(words, self._path, self._number + i)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode(_UTF_8)
    except UnicodeDecodeError:
        return False
    return True
