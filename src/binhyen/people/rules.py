"""What counts as the same phone number. Pure."""

import re

_NOT_DIGITS = re.compile(r"[^\d+]")
_INTERNATIONAL = re.compile(r"\+\d{9,15}")


def tidy_phone(typed: str) -> str:
    """Return a Vietnamese phone number in international form: "0912 345 678" becomes "+84912345678"."""
    digits = _NOT_DIGITS.sub("", typed)
    if digits.startswith("0"):
        return "+84" + digits[1:]
    return digits if digits.startswith("+") else "+" + digits


def is_phone(number: str) -> bool:
    """Say whether a tidied number can be one."""
    return _INTERNATIONAL.fullmatch(number) is not None
