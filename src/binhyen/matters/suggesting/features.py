"""Words as numbers: hashed runs of two to five letters, of the text with its marks and without.

Pure and numpy only. Equal to scikit-learn's HashingVectorizer, which tests prove: the learning process and the web
process must count the same, and the web process must not import what learns.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from binhyen.core import text

SHORTEST, LONGEST = 2, 5
PLACES = 2**16
#: Letters that are read: what a report is about is said by then, and a suggestion stays quick.
MOST_LETTERS = 800

_GAPS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_TONES = str.maketrans("\u0300\u0309\u0303\u0301\u0323", "12345")
_TONE = re.compile("([\u0300\u0309\u0303\u0301\u0323])([^ ]*)")

_U32 = np.uint32
_C1, _C2, _C3 = _U32(0xCC9E2D51), _U32(0x1B873593), _U32(0xE6546B64)
_MIX1, _MIX2 = _U32(0x85EBCA6B), _U32(0xC2B2AE35)


class Runs(NamedTuple):
    """Every run of letters of some lines: the line it stands in and its hashed place."""

    lines: NDArray[np.int32]
    places: NDArray[np.int32]


def plain(words: str) -> str:
    """Return the words without marks, each number as one 0: no phone or plate number is looked at."""
    return _DIGITS.sub("0", text.fold(words))


def marked(words: str) -> str:
    """Return the words with their marks, the tone as a digit behind its syllable: "hòa" and "hoà" are one word."""
    composed = unicodedata.normalize("NFC", words).casefold()
    letters = unicodedata.normalize("NFD", _DIGITS.sub("0", _GAPS.sub(" ", composed)).strip())
    return unicodedata.normalize("NFC", _TONE.sub(r"\2\1", letters).translate(_TONES))


def prepared(words: str) -> str:
    """Return the line whose runs of letters are counted: without marks, then with them."""
    short = words[:MOST_LETTERS]
    line = f"{plain(short)} {marked(short)}".strip()
    return f" {line} " if line else ""


def runs_of(lines: Sequence[str]) -> Runs:
    """Return every run of letters of the prepared lines, as often as it stands there."""
    raw, bounds, line_of = _letters(lines)
    parts = [_runs(raw, bounds, line_of, length) for length in range(SHORTEST, LONGEST + 1)]
    return Runs(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def of_line(line: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Return the places of one prepared line and their values, together of length one."""
    places, counts = np.unique(runs_of([line]).places, return_counts=True)
    values = counts.astype(np.float32)
    return places, values / (np.linalg.norm(values) or np.float32(1))


def _letters(
    lines: Sequence[str],
) -> tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.int32]]:
    """Return all lines as bytes in a row, where each letter begins (and the end), and the line of each letter."""
    raw = np.frombuffer("".join(lines).encode(), dtype=np.uint8)
    starts = np.flatnonzero((raw & 0xC0) != 0x80)
    line_of = np.repeat(np.arange(len(lines), dtype=np.int32), [len(line) for line in lines])
    return raw, np.append(starts, len(raw)).astype(np.int32), line_of


def _runs(
    raw: NDArray[np.uint8], bounds: NDArray[np.int32], line_of: NDArray[np.int32], length: int
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the line and the place of every run of `length` letters that lies within one line."""
    if len(line_of) < length:
        return np.empty(0, np.int32), np.empty(0, np.int32)
    first, last = line_of[: len(line_of) - length + 1], line_of[length - 1 :]
    inside = np.flatnonzero(first == last)
    hashes = murmur3(raw, bounds[inside], bounds[inside + length]).view(np.int32)
    # the absolute value of the signed hash, as scikit-learn has it; of the least of all, the bits say the same
    return first[inside], np.abs(hashes) & np.int32(PLACES - 1)


def murmur3(
    raw: NDArray[np.uint8], starts: NDArray[np.int32], ends: NDArray[np.int32]
) -> NDArray[np.uint32]:
    """Return MurmurHash3 (32 bits, x86, seed 0) of raw[start:end] for each pair, all at once."""
    padded = np.concatenate([raw, np.zeros(4, np.uint8)]).astype(np.uint32)
    four = padded[:-3] | padded[1:-2] << _U32(8) | padded[2:-1] << _U32(16) | padded[3:] << _U32(24)
    sizes = ends - starts
    hashes = np.zeros(len(starts), _U32)
    blocks = sizes // 4
    for number in range(int(blocks.max(initial=0))):
        has = np.flatnonzero(blocks > number)
        hashes[has] = _folded_in(hashes[has], four[starts[has] + 4 * number])
    rest = sizes % 4
    keep = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF], _U32)[rest]
    hashes ^= _scrambled(four[starts + 4 * blocks] & keep)  # of nothing it is nothing
    return _finished(hashes ^ sizes.astype(_U32))


def _turned(value: NDArray[np.uint32], by: int) -> NDArray[np.uint32]:
    return value << _U32(by) | value >> _U32(32 - by)


def _scrambled(block: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return _turned(block * _C1, 15) * _C2


def _folded_in(hashes: NDArray[np.uint32], block: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return _turned(hashes ^ _scrambled(block), 13) * _U32(5) + _C3


def _finished(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    hashes = (hashes ^ hashes >> _U32(16)) * _MIX1
    hashes = (hashes ^ hashes >> _U32(13)) * _MIX2
    return hashes ^ hashes >> _U32(16)
