"""Characters as people see them: grapheme clusters (Unicode UAX #29), the same on the server and in the browser.

A browser counts them with `Intl.Segmenter`; a journey compares both over letters with marks, emoji and flags. Pure.
"""

import unicodedata
from collections.abc import Iterator

import regex

_ONE = regex.compile(r"\X")
#: Choose how the sign before them looks; they are no marks that anybody sees.
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))


def each(words: str) -> Iterator[str]:
    """Yield the characters of `words` as a reader sees them: "ệ" is one, however it is composed, and so is 👨‍👩‍👧‍👦."""
    return (one.group() for one in _ONE.finditer(words))


def count(words: str) -> int:
    """Return how many characters a reader sees in `words`."""
    return sum(1 for _one in each(words))


def marks(one: str) -> int:
    """Return how many marks stand on the character `one`, composed or not: "ệ" has two."""
    return sum(
        1
        for char in unicodedata.normalize("NFD", one)
        if unicodedata.combining(char) or (unicodedata.category(char) in {"Mn", "Me"} and char not in _SELECTORS)
    )  # fmt: skip
