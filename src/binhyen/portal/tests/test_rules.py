import pytest

from binhyen.portal import rules
from binhyen.portal.rules import Notice


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Gọi cho nó theo số 0912345678 là ra", Notice.PHONE),
        ("số của họ: 0912 345 678", Notice.PHONE),
        ("+84 912 345 678", Notice.PHONE),
        ("+84.912.345.678", Notice.PHONE),
        ("căn cước 080 123 456 789", Notice.ID_NUMBER),
        ("CMND cũ 301234567", Notice.ID_NUMBER),
        ("xe 62A1-234.56 chạy ẩu", Notice.PLATE),
        ("xe 29A 123.45", Notice.PLATE),
        ("xe 59-X3 123.45", Notice.PLATE),
        ("Tôi muốn khiếu nại quyết định thu hồi đất", Notice.NOT_TAKEN),
        ("TỐ CÁO CÁN BỘ xã", Notice.NOT_TAKEN),
        ("ho theo ta dao", Notice.NOT_TAKEN),
    ],
)
def test_what_should_not_stand_in_a_report_is_noticed(words, what):
    assert rules.noticed(words) == [what]


@pytest.mark.parametrize(
    "words",
    [
        "Hát loa kéo đến nửa đêm, ngày 12/03/2026 lúc 21:30.",
        "Đánh nhau trước số nhà 125/7, khoảng 15 người.",
        "Mất 3.500.000 đồng và 2 con gà, cách cầu 200 m.",
        "Khu 5 ấp 3, đường 62 gần cột điện 475.",
        "Bán hàng đa cấp cạnh nhà thờ và chùa.",
        "Trộm 1200000000 đồng",
        "",
    ],
)
def test_an_ordinary_report_sets_nothing_off(words):
    assert rules.noticed(words) == []
