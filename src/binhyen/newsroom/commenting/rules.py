"""What a guest may write beside an article, and how much at once. Pure.

`tidy` and the count have a twin in the browser, frontend/scripts/comments.js; a journey holds them together.
"""

import re
from datetime import timedelta
from enum import StrEnum

from binhyen.core import graphemes, masking, text

#: In characters as a reader sees them (P-21).
MOST, MOST_NAME = 500, 40
#: Vietnamese needs two marks on a letter, some scripts three; what has more climbs over the lines above.
MOST_MARKS = 4
#: Of code points in one character: a family of four with their skins has eleven.
MOST_IN_ONE = 16
#: A source may be named; two addresses are an advertisement. None is ever a link.
MOST_ADDRESSES = 1
#: What may come in within the span: beside one article and in the whole house. Nobody's address is known, so all share it.
SPAN = timedelta(minutes=10)
MOST_OF_ARTICLE, MOST_OF_HOUSE = 30, 300
#: What may wait to be looked at: more than that nobody reads.
MOST_WAITING, MOST_WAITING_OF_UNIT = 300, 2000

# No letter has them; fillers that look like nothing, but count as letters or symbols for Unicode.
_FILLERS = dict.fromkeys([0x34F, 0x115F, 0x1160, 0x180E, 0x2800, 0x3164, 0xFFA0])
_BULLET = re.compile(r"[\uF0A7\uF0A8\uF0B7\uF0D8\uF0FC]")  # of a font that only Word has
_LINE = re.compile(r"\r\n?|[\u2028\u2029]")
_BLANK = re.compile(r"[\x00-\x09\x0b-\x20\x7f-\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_LINE = re.compile(r" ?\n ?")
_GAP = re.compile(r"\n{3,}")
_SEEN = re.compile(r"[^\s\u200c\u200d\ufe00-\ufe0f]")
_ADDRESS = re.compile(
    r"(?:https?\s?:\s?//|www\s?\.)\S*|\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|info|vn|xyz|top|shop|club|site|online|me|ly|gg|tk)\b\S*",
    re.IGNORECASE,
)
#: Names under which nobody speaks as a guest; folded, as whole words.
_OFFICES = (
    "cong an", "uy ban", "ubnd", "dang uy", "hdnd", "hoi dong nhan dan", "mat tran to quoc", "ban chi dao", "ban bien tap",
    "quan tri", "quan tri vien", "admin", "administrator", "moderator", "toa soan", "truong cong an", "chu tich xa", "bi thu",
)  # fmt: skip


class Fault(StrEnum):
    """Why a comment cannot be taken as it is."""

    EMPTY = "EMPTY"
    TOO_LONG = "TOO_LONG"
    TOO_MANY_MARKS = "TOO_MANY_MARKS"
    TOO_MANY_ADDRESSES = "TOO_MANY_ADDRESSES"
    NAME_TOO_LONG = "NAME_TOO_LONG"
    NAME_OF_OFFICE = "NAME_OF_OFFICE"


def tidy(words: str) -> str:
    """Return `words` without what no reader sees: blanks that Word leaves, marks without width, empty lines in a row."""
    words = _BLANK.sub(" ", _LINE.sub("\n", _BULLET.sub("•", words.translate(_FILLERS))))
    return _GAP.sub("\n\n", _AROUND_LINE.sub("\n", text.seen(words))).strip()


def tidy_name(name: str) -> str:
    """Return a guest's name on one line; empty for one that shows nothing."""
    tidied = tidy(name).replace("\n", " ")
    return tidied if _SEEN.search(tidied) else ""


def fault_of(words: str) -> Fault | None:
    """Return what is wrong with tidied `words`, the first thing a writer should know, or None."""
    if not _SEEN.search(words):
        return Fault.EMPTY
    if _is_longer(words, MOST):
        return Fault.TOO_LONG
    if _is_piled_up(words):
        return Fault.TOO_MANY_MARKS
    if len(_ADDRESS.findall(words)) > MOST_ADDRESSES:
        return Fault.TOO_MANY_ADDRESSES
    return None


def fault_of_name(name: str) -> Fault | None:
    """Return what is wrong with a tidied name, or None; none at all is as good as any."""
    if _is_longer(name, MOST_NAME):
        return Fault.NAME_TOO_LONG
    if _is_piled_up(name):
        return Fault.TOO_MANY_MARKS
    if _ADDRESS.search(name):
        return Fault.TOO_MANY_ADDRESSES
    folded = f" {text.fold(name)} "
    return Fault.NAME_OF_OFFICE if any(f" {office} " in folded for office in _OFFICES) else None


def masked(words: str) -> str:
    """Return `words` as the house keeps them: numbers and addresses that lead to a person are gone for good."""
    return masking.masked(words)


def _is_longer(words: str, most: int) -> bool:
    # By code points first: what cannot be taken anyway is not taken apart.
    return len(words) > most * MOST_IN_ONE or graphemes.count(words) > most


def _is_piled_up(words: str) -> bool:
    return any(len(one) > MOST_IN_ONE or graphemes.marks(one) > MOST_MARKS for one in graphemes.each(words) if len(one) > 1)  # fmt: skip
