"""The marks of Vietnamese state secrets, which nothing in the house may bear (P-30)."""

import re

#: As stamps write them, and not "BẢO MẬT", "MẬT ONG" or "MẬT ĐỘ".
_MARK = re.compile(
    r"(?<!\w)(?:TUYỆT|TỐI)\s+MẬT(?!\w)"
    r"|(?<!\w)(?<!BÍ )(?<!BẢO )(?<!CƠ )(?<!CẨN )MẬT(?!\w)(?!\s+(?:ONG|ĐỘ|KHẨU|MÃ|MÍA|THIẾT|THƯ|VỤ|DANH)(?!\w))"
)


def is_marked(said: str) -> bool:
    """Return whether composed words (NFC) bear such a mark."""
    return bool(_MARK.search(said))
