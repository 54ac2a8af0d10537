"""How an article's date, length and words are told: pure, values in and values out."""

import math
import re
from collections.abc import Iterable
from datetime import datetime

#: What an adult reads of Vietnamese in a minute, in words as they are spaced (syllables).
SYLLABLES_A_MINUTE = 220
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: How names of bodies begin in Vietnamese; no name of a person does ("Đoàn" alone would be one).
_BODIES = (
    "ban", "bộ", "câu lạc bộ", "chi", "công an", "công đoàn", "đảng ủy", "đoàn thanh niên", "đoàn thể", "đoàn trường", "đoàn xã", "hội", "huyện", "khu phố", "mặt trận", "nhà",
    "nhóm", "phòng", "phường", "quân sự", "thôn", "tỉnh", "tổ", "trạm", "trung tâm", "trường", "ủy ban", "văn phòng", "xã", "ấp",
)  # fmt: skip
_CREDIT = re.compile(r"^\s*(?:ảnh|hình|photo|picture)\s*:\s*", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")


def weekday(local: datetime, *, is_english: bool = False) -> str:
    """Return the day of the week of a moment in Viet Nam: "Thứ Tư" (Django says "Thứ 4")."""
    return (_ENGLISH if is_english else _WEEKDAYS)[local.weekday()]


def date_line(local: datetime, *, is_english: bool = False) -> str:
    """Return the full line of a moment in Viet Nam: "Thứ Tư, 27/03/2024 | 15:39:01 [GMT+7]"."""
    return f"{weekday(local, is_english=is_english)}, {local:%d/%m/%Y | %H:%M:%S} [GMT+7]"


def is_of_a_body(byline: str) -> bool:
    """Say whether a byline names a body ("Ban biên tập", "Đoàn Thanh niên xã"), and not a person ("Đoàn Thị Hoa")."""
    said = byline.strip().lower()
    return any(said == word or said.startswith(f"{word} ") for word in _BODIES)


def credit(said: str) -> str:
    """Return whose a picture is, without the "Ảnh:" that the page says itself."""
    return _CREDIT.sub("", said).strip()


def plain(html: str) -> str:
    """Return the words of rich text."""
    return " ".join(_TAG.sub(" ", html).split())


def minutes_to_read(texts: Iterable[str]) -> int:
    """Return the minutes, one at least, in which somebody reads `texts`."""
    return max(1, math.ceil(sum(len(text.split()) for text in texts) / SYLLABLES_A_MINUTE))
