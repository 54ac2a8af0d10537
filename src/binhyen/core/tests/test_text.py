"""Vietnamese text."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.core import text


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
