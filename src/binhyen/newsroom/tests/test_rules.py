"""Date lines and reading time."""

from datetime import datetime

import pytest

from binhyen.newsroom import rules


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (datetime(2024, 3, 27, 15, 39, 1), "Thứ Tư, 27/03/2024 | 15:39:01 [GMT+7]"),  # noqa: DTZ001
        (datetime(2024, 3, 31, 0, 0, 0), "Chủ Nhật, 31/03/2024 | 00:00:00 [GMT+7]"),  # noqa: DTZ001
        (datetime(2024, 4, 1, 9, 5, 0), "Thứ Hai, 01/04/2024 | 09:05:00 [GMT+7]"),  # noqa: DTZ001
    ],
)
def test_the_full_date_line(day, line):
    assert rules.date_line(day) == line


def test_reading_takes_a_minute_at_least_and_grows_with_the_words():
    assert rules.minutes_to_read(["một hai"]) == 1
    assert rules.minutes_to_read(["từ " * 221]) == 2


@pytest.mark.parametrize(
    ("byline", "is_of_a_body"),
    [
        ("Ban biên tập", True), ("Đoàn Thanh niên xã", True), ("Công an xã Mỹ Thạnh", True), ("TỔ phóng viên", True),
        ("Hội Phụ nữ", True), ("Xã Mỹ Thạnh", True),
        ("Đoàn Thị Hoa", False), ("Trần Văn Tổ", False), ("Hoàng Chi", False), ("Banh Văn Sáu", False), ("", False),
    ],
)  # fmt: skip
def test_a_byline_is_of_a_body_or_of_a_person(byline, is_of_a_body):
    assert rules.is_of_a_body(byline) == is_of_a_body


@pytest.mark.parametrize("said", ["Đoàn xã", "Ảnh: Đoàn xã", " ảnh :Đoàn xã", "HÌNH: Đoàn xã"])
def test_a_credit_is_said_once(said):
    assert rules.credit(said) == "Đoàn xã"
