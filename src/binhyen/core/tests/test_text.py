"""Vietnamese text."""

import random
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from binhyen.core import text, typed


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Thủ Thừa", "thu thua"),
        ("THỦ THỪA", "thu thua"),
        ("Đường Đông Đô", "duong dong do"),
        ("đ", "d"),
        ("Thị trấn Đắk Đoa", "thi tran dak doa"),
        ("Ấp 3, xã Mỹ Lạc!", "ap 3 xa my lac"),
        ("  nhiều   chỗ   trống ", "nhieu cho trong"),
        ("Quận_1", "quan 1"),
        ("Hòa – Hoà", "hoa hoa"),
        ("Straße", "strasse"),
        ("", ""),
        ("...", ""),
    ],
)
def test_folding(written, folded):
    assert text.fold(written) == folded
    assert text.fold(unicodedata.normalize("NFD", written)) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(written):
    assert text.fold(text.fold(written)) == text.fold(written)


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Đơn vị điển hình", "don-vi-dien-hinh"),
        ("Xã Mỹ Thạnh", "xa-my-thanh"),
        ("Tổ 1 (mới)", "to-1-moi"),
    ],
)
def test_slugs_keep_the_d_of_đ(written, slug):
    assert text.slug(written) == slug


def test_words_stand_in_the_order_of_the_dictionary():
    ordered = [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mai",
        "măng",
        "mâm",
        "mo",
        "mô",
        "mơ",
        "mu",
        "mư",
    ]
    shuffled = random.Random(7).sample(ordered, len(ordered))
    assert sorted(shuffled, key=text.sort_key) == ordered


def test_đ_comes_after_d_and_before_e():
    assert sorted(["e", "đa", "dạ", "da"], key=text.sort_key) == ["da", "dạ", "đa", "e"]


def test_whole_syllables_come_before_longer_ones():
    assert sorted(["An Bình", "An", "Anh"], key=text.sort_key) == ["An", "An Bình", "Anh"]


def test_people_stand_by_their_given_names():
    roll = ["Trần Văn An", "Nguyễn Thị Ánh", "Lê Văn An", "Phạm Bình"]
    assert sorted(roll, key=text.person_sort_key) == [
        "Lê Văn An",
        "Trần Văn An",
        "Nguyễn Thị Ánh",
        "Phạm Bình",
    ]


@given(st.text())
def test_a_sort_key_is_digits_so_that_every_database_orders_it_alike(written):
    assert set(text.sort_key(written)) <= set("0123456789")


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậĐỨ "))
def test_a_sort_key_is_the_same_for_composed_and_decomposed_text(written):
    assert text.sort_key(written) == text.sort_key(unicodedata.normalize("NFD", written))


def test_text_is_stored_composed():
    assert text.nfc(unicodedata.normalize("NFD", " Mỹ Lạc ")) == "Mỹ Lạc"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Xã \u202egnod iếv\u202c \u2067x\u2069", "Xã gnod iếv x"),
        ("Tổ\u200b 1\ufeff\u2060\xad\u200e\u200f", "Tổ 1"),
        ("مرحبا שלום", "مرحبا שלום"),
        ("👨\u200d👩\u200d👧 می\u200cخواهم", "👨\u200d👩\u200d👧 می\u200cخواهم"),
        ("\u202e \u200b", ""),
        (unicodedata.normalize("NFD", " Mỹ Lạc "), "Mỹ Lạc"),
    ],
)
def test_a_reader_sees_what_was_written_and_nothing_that_cannot_be_seen(typed, kept):
    assert text.seen(typed) == kept


def test_a_field_filled_with_what_cannot_be_seen_is_empty_and_nul_is_refused():
    field = typed.Words(max_length=4)
    assert field.clean("\u202eTổ 1\u202c") == "Tổ 1"
    for wrong in ("\u202e\u200b", "a\0b", "Tổ 12"):
        with pytest.raises(ValidationError):
            field.clean(wrong)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("0042", 42), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("", None), ("-1", None), (" 1", None), ("1.0", None),
     ("²", None), ("١٢", None), ("1" * 5000, None), ("x", None)],
)  # fmt: skip
def test_a_number_is_digits_alone(typed, number):
    assert text.whole(typed) == number


def test_of_a_number_more_digits_than_asked_for_are_none():
    assert (text.whole("99", most_digits=2), text.whole("100", most_digits=2)) == (99, None)
