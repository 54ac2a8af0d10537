"""Numbers and addresses that lead to a person: how they are found in what somebody wrote, and masked (P-21, P-27). Pure.

What masks is greedier than what warns: a number too many that is hidden from a public page harms nobody.
"""

import re
from enum import StrEnum

_GAP = r"[ .\-]?"
#: A Vietnamese number with its leading zero or +84, however it is grouped.
PHONE = re.compile(rf"(?<![\d.])(?:\+?84|0){_GAP}(?:\d{_GAP}){{8}}\d(?!{_GAP}\d)")
#: The citizen's number has twelve digits; the identity card of before had nine.
ID_NUMBER = re.compile(r"(?<!\d)(?:0\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}|[1-9]\d{8})(?!\d)")
#: "62A1-234.56", "29A 123.45", "59-X3 123.45".
PLATE = re.compile(
    r"(?<![\w.])\d{2}\s?-?\s?[a-zđ]{1,2}\d?[ \-–]{0,3}\d{3}\.?\d{1,2}(?![\d.]*\d)", re.IGNORECASE
)


class Kind(StrEnum):
    """What was masked."""

    EMAIL = "EMAIL"
    BANK = "BANK"
    PHONE = "PHONE"
    ID_NUMBER = "ID_NUMBER"
    PLATE = "PLATE"
    ADDRESS = "ADDRESS"


#: What people put between the digits of a number so that nobody finds it; a keycap emoji is a digit with two signs.
_BETWEEN = r"[ .,\-–_·*()\uFE0F\u20E3\u00A0]{0,3}"
_DATE = r"(?!\d{1,2}[./\- ]\d{1,2}[./\- ]\d{4})"
_MONEY = r"(?!\d*[ .,]?\d*\s?(?:đồng|đ\b|vnd|vnđ|usd|triệu|tỷ|tỉ))"
_NOT_IN_NUMBER = r"(?<!\d)(?<!\d[.,])"
#: In the order in which they are looked for: what names itself before what only looks like a number.
_MASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.EMAIL, re.compile(r"[\w.+\-]+\s?(?:@|[(\[]\s?at\s?[)\]]|\ba còng\b)\s?[\w\-]+(?:\s?\.\s?[a-z]{2,})+", re.IGNORECASE)),
    (Kind.BANK, re.compile(rf"\b(?:stk|tk|(?:số )?tài khoản|so tai khoan|tai khoan|account)\b\D{{0,25}}?\d(?:{_BETWEEN}\d){{5,18}}", re.IGNORECASE)),
    (Kind.PHONE, re.compile(rf"{_NOT_IN_NUMBER}{_DATE}\(?(?:\+?84|0){_BETWEEN}[2-9](?:{_BETWEEN}\d){{8,9}}(?!\d)[\uFE0F\u20E3]*")),
    (Kind.BANK, re.compile(r"(?<!\d)\d{4}[ \-]\d{4}[ \-]\d{4}[ \-]\d{4}(?!\d)")),
    (Kind.ID_NUMBER, re.compile(rf"{_NOT_IN_NUMBER}0\d{{2}}(?:{_BETWEEN}\d){{9}}(?!\d)")),
    (Kind.PLATE, PLATE),
    (Kind.ID_NUMBER, re.compile(rf"{_NOT_IN_NUMBER}{_MONEY}\d{{9,19}}(?!\d)(?!\s?(?:đồng|đ\b|vnd|vnđ|usd))", re.IGNORECASE)),
    (Kind.ADDRESS, re.compile(r"\b(?:số nhà|nhà số|so nha|nha so)\s*:?\s*\d+[a-z]?(?:[/\-]\d+[a-z]?)*", re.IGNORECASE)),
    (Kind.ADDRESS, re.compile(r"\b(?:số\s+\d+[a-z]?(?:/\d+[a-z]?)*|\d+[a-z]?(?:/\d+[a-z]?)+)(?=,?\s+(?:đường|phố|hẻm|ngõ|ngách|kiệt)\b)", re.IGNORECASE)),
)  # fmt: skip
_PUT = re.compile("⟦(" + "|".join(Kind) + ")⟧")


def masked(words: str) -> str:
    """Return `words` with a sign such as ⟦PHONE⟧ in the place of each number or address; it cannot be undone.

    Words that already hold such a sign keep it: masking twice changes nothing.
    """
    for kind, pattern in _MASKED:
        words = pattern.sub(f"⟦{kind.value}⟧", words)
    return words


def kinds_in(masked_words: str) -> list[Kind]:
    """Return what was masked in `masked_words`, each once, in their order."""
    return list(dict.fromkeys(Kind(one) for one in _PUT.findall(masked_words)))


def told(masked_words: str, names: dict[Kind, str]) -> str:
    """Return `masked_words` with what each sign is called in `names` in its place."""
    return _PUT.sub(lambda one: names[Kind(one.group(1))], masked_words)
