"""What a guest may write."""

import unicodedata

import pytest

from binhyen.newsroom.commenting import rules
from binhyen.newsroom.commenting.rules import Fault


def fault(words):
    return rules.fault_of(rules.tidy(words))


def test_five_hundred_characters_are_taken_and_one_more_is_not():
    assert fault("ạ" * 500) is None
    assert fault("ạ" * 501) is Fault.TOO_LONG


@pytest.mark.parametrize("one", ["ệ", unicodedata.normalize("NFD", "ệ"), "👨‍👩‍👧‍👦", "🇻🇳", "👍🏽"])
def test_characters_are_counted_as_a_reader_sees_them(one):
    assert fault(one * 500) is None
    assert fault(one * 501) is Fault.TOO_LONG


def test_five_hundred_and_one_letters_each_with_marks_are_too_long():
    assert fault(("a" + "\u0301" * 3) * 501) is Fault.TOO_LONG


@pytest.mark.parametrize(
    "words",
    [
        "a" + "\u0301" * 500,
        "Z\u0351\u036b\u0343\u036a\u0302a\u0363\u0366\u030b\u0310l",
        "👨" + "\u200d👩" * 12,
        "e" + "\u0302\u0323" * 3,
    ],
)
def test_a_letter_that_climbs_over_the_lines_is_refused(words):
    assert fault(words) is Fault.TOO_MANY_MARKS


@pytest.mark.parametrize(
    "words", ["", "   ", "\r\n\t ", "\u200b\u200b", "\u3164\u3164", "\u2800", "\u200d", "\ufe0f", "\u00ad", "\u202e"]
)  # fmt: skip
def test_what_shows_nothing_is_empty(words):
    assert fault(words) is Fault.EMPTY


def test_word_soup_becomes_plain_lines():
    soup = "\uf0b7\tMột\u00a0việc\u00ad nhỏ\x0b\r\n\r\n\r\n\r\n\uf0b7   Hai\u2028ba\ufeff  "
    assert rules.tidy(soup) == "• Một việc nhỏ\n\n• Hai\nba"


def test_one_address_may_be_named_and_two_are_an_advertisement():
    assert fault("Xem https://vidu.vn/bai nhé") is None
    assert fault("www.mua.vn và http://ban.com") is Fault.TOO_MANY_ADDRESSES
    assert fault("mua.vn ban.shop re.top") is Fault.TOO_MANY_ADDRESSES
    assert fault("Tốt. Rất tốt. Ông A. B. làm tốt...") is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", None), ("Một người dân", None), ("Bà Năm", None), ("a" * 41, Fault.NAME_TOO_LONG), ("Công an xã", Fault.NAME_OF_OFFICE),
        ("CÔNG-AN", Fault.NAME_OF_OFFICE), ("admin", Fault.NAME_OF_OFFICE), ("mua.vn", Fault.TOO_MANY_ADDRESSES),
        ("a" + "\u0301" * 9, Fault.TOO_MANY_MARKS),
    ],
)  # fmt: skip
def test_a_guest_has_a_name_of_a_person_or_none(name, why):
    assert rules.fault_of_name(rules.tidy_name(name)) is why


def test_a_name_that_shows_nothing_is_none():
    assert rules.tidy_name(" \u200d\u3164 ") == ""
    assert rules.tidy_name("Bà\nNăm") == "Bà Năm"


def test_a_million_characters_are_turned_away_at_once():
    assert fault("a" * 1_000_000) is Fault.TOO_LONG
