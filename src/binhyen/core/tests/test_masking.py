"""Numbers and addresses that lead to a person are masked. All of them are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.core import masking
from binhyen.core.masking import Kind

HIDDEN = [
    ("Gọi 0912 345 678 nhé", "Gọi ⟦PHONE⟧ nhé"),
    ("Gọi 0912.345.678.", "Gọi ⟦PHONE⟧."),
    ("+84 912 345 678", "⟦PHONE⟧"),
    ("(0272) 3822 123", "⟦PHONE⟧"),
    ("0 9 1 2 3 4 5 6 7 8", "⟦PHONE⟧"),
    ("0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "⟦PHONE⟧"),
    ("０９１２３４５６７８", "⟦ID_NUMBER⟧"),
    ("CCCD 080 099 123 456", "CCCD ⟦ID_NUMBER⟧"),
    ("CCCD 080099123456", "CCCD ⟦ID_NUMBER⟧"),
    ("CMND 301234567", "CMND ⟦ID_NUMBER⟧"),
    ("STK 1234567 Agribank", "⟦BANK⟧ Agribank"),
    ("chuyển vào tài khoản: 0071 0012 34567", "chuyển vào ⟦BANK⟧"),
    ("thẻ 9704 1234 5678 9012", "thẻ ⟦BANK⟧"),
    ("xe 62A1-234.56 và 29A 123.45", "xe ⟦PLATE⟧ và ⟦PLATE⟧"),
    ("a.b@vidu.vn", "⟦EMAIL⟧"),
    ("ten (at) vidu . com", "⟦EMAIL⟧"),
    ("ở số nhà 12/3 hẻm 5", "ở ⟦ADDRESS⟧ hẻm 5"),
    ("ở 12/3 đường Hoa Mai", "ở ⟦ADDRESS⟧ đường Hoa Mai"),
    ("số 5 đường Hoa Mai", "⟦ADDRESS⟧ đường Hoa Mai"),
]
LEFT = [
    "họp ngày 02-01-2026 08:30",
    "ngày 02/01/2026",
    "Thứ Tư, 27/03/2024 | 15:39:01",
    "kinh phí 1.500.000.000 đồng",
    "kinh phí 1500000000 đồng",
    "thu 1500000000đ",
    "xã có 2 đường bê tông",
    "năm 2023-2024 có 3 vụ, năm 2025 còn 1",
    "Quyết định 1234/QĐ-UBND, Thông tư 124/2021/TT-BCA",
    "gọi 113, 114, 115 hoặc 111",
    "20 em và 30 thầy cô",
]


@pytest.mark.parametrize(("words", "kept"), HIDDEN)
def test_what_leads_to_a_person_is_masked(words, kept):
    assert masking.masked(words) == kept


@pytest.mark.parametrize("words", LEFT)
def test_dates_money_and_numbers_of_papers_stay(words):
    assert masking.masked(words) == words


@given(st.text(alphabet="0123456789 .-()+aAđ@⟦⟧PHONE/:", max_size=60))
def test_masking_twice_changes_nothing(words):
    once = masking.masked(words)
    assert masking.masked(once) == once


@given(st.text(alphabet="0123456789", min_size=9, max_size=19), st.text(max_size=20))
def test_no_run_of_nine_digits_comes_through(digits, around):
    assert digits not in masking.masked(f"{around} {digits} .")


def test_what_was_masked_is_told_in_words():
    kept = masking.masked("0912 345 678, a@vidu.vn, 0912 345 679")
    assert masking.kinds_in(kept) == [Kind.PHONE, Kind.EMAIL]
    assert masking.told(kept, {Kind.PHONE: "[số]", Kind.EMAIL: "[thư]"}) == "[số], [thư], [số]"
