"""Vietnamese text: folding for search and comparison, slugs, a sort key that needs no collation; and typed numbers."""

import re
import unicodedata

#: A key of either database has no more.
MOST_DIGITS = 18
_GAPS = re.compile(r"[\W_]+")
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# Two digits each and nothing but digits: whatever its collation, every database orders digits alike. A syllable
# ends with its tone, below every letter, so that "mạ" stands before "mai".
_RANK = {letter: f"{place:02d}" for place, letter in enumerate("0123456789" + _LETTERS, start=10)}
_OTHER = "99"
# ngang, huyền, hỏi, ngã, sắc, nặng: the order of the Vietnamese dictionary
_LEVEL = "00"
_TONES = {"\u0300": "01", "\u0309": "02", "\u0303": "03", "\u0301": "04", "\u0323": "05"}
_MARKS = frozenset(_TONES)
# NUL, which PostgreSQL cannot hold and nobody types; the marks that embed, override, isolate or hint at a direction; and
# what has no width and joins nothing. The joiners stay: letters of some scripts and families of emoji need them.
_UNSEEN = dict.fromkeys([
    0, 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065),
    *range(0x2066, 0x2070), 0xFEFF,
])  # fmt: skip


class _Plain(dict[int, int | None]):
    """What becomes of each character without its marks: a mark goes, all else stays; known from its first use on."""

    def __missing__(self, code: int) -> int | None:
        plain = None if unicodedata.combining(chr(code)) else code
        if code < _KEPT:
            self[code] = plain
        return plain


# All of Vietnamese lies below; nobody fills the memory with what lies above.
_KEPT = 0x2000
_PLAIN = _Plain()


def nfc(text: str) -> str:
    """Return the text as the house stores it: composed, without surrounding blanks."""
    return unicodedata.normalize("NFC", text).strip()


def visible(text: str) -> str:
    """Return `text` without the marks that turn a line around or cannot be seen: they would show a reader other words
    than were written, in a list, a file or on paper, and let two names look like one. Arabic or Hebrew letters need
    none."""
    return text.translate(_UNSEEN)


def seen(text: str) -> str:
    """Return what a reader sees of `text`, composed and without surrounding blanks: how the house stores a name."""
    return nfc(visible(text))


def whole(typed: str, *, most_digits: int = MOST_DIGITS) -> int | None:
    """Return the number that is written by digits alone, None for anything else: a sign, a blank, digits of other scripts,
    more digits than a key has."""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= most_digits
    return int(typed) if is_number else None


def fold(text: str) -> str:
    """Return `text` without case, marks and punctuation: "Thủ Thừa" and "THU THUA" fold to "thu thua"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return _GAPS.sub(" ", plain.translate(_PLAIN)).strip()


def words(text: str) -> list[str]:
    """Return the words of `text` without case, marks kept: "Tiếng ồn!" gives tiếng, ồn, whatever its composition."""
    return _GAPS.sub(" ", nfc(text).casefold()).split()


def slug(text: str) -> str:
    """Return an address-safe form; đ becomes d, which Django's slugify drops."""
    return fold(text).replace(" ", "-")


def sort_key(text: str) -> str:
    """Return a key of digits that orders Vietnamese text letter by letter, then by tone, on every database."""
    syllables = []
    for syllable in nfc(text).casefold().split():
        letters: list[str] = []
        tone = _LEVEL
        for char in unicodedata.normalize("NFD", syllable):
            if char in _MARKS:
                tone = _TONES[char]
            elif unicodedata.combining(char) and letters:
                letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
            else:
                letters.append(char)
        syllables.append("".join(_RANK.get(letter, _OTHER) for letter in letters) + tone)
    return "".join(syllables)


def person_sort_key(full_name: str) -> str:
    """Return a key that orders people as a Vietnamese roll does: given name (the last word) first."""
    words = nfc(full_name).split()
    return sort_key(" ".join(words[-1:] + words[:-1]))
