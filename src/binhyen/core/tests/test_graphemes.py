"""Characters as people see them."""

import unicodedata

import pytest

from binhyen.core import graphemes


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("", 0),
        ("Mỹ Lạc", 6),
        (unicodedata.normalize("NFD", "Mỹ Lạc"), 6),
        ("ệ", 1),
        ("e\u0302\u0323", 1),
        ("👨‍👩‍👧‍👦", 1),
        ("👍🏽", 1),
        ("🇻🇳🇻🇳", 2),
        ("1️⃣", 1),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1),
        ("a" + "\u0301" * 500, 1),
        ("\r\n", 1),
        ("ក្ខ", 1),
        ("क्षि", 1),
    ],
)
def test_a_character_is_what_a_reader_sees_as_one(words, n):
    assert graphemes.count(words) == n


@pytest.mark.parametrize(
    ("one", "n"), [("e", 0), ("ệ", 2), ("e\u0302\u0323", 2), ("👨‍👩‍👧‍👦", 0), ("❤️", 0), ("a" + "\u0301" * 9, 9)]
)  # fmt: skip
def test_marks_are_counted_however_the_letter_is_composed(one, n):
    assert graphemes.marks(one) == n
