"""References that people read aloud and copy by hand, and secrets that nobody can guess."""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: nothing that looks or sounds like another letter on paper.
ALPHABET = "ACDEFGHJKMNPQRTWXY34679"

#: How many letters and digits a follow-up code has, without its dashes.
CODE_LENGTH = 16
_REFERENCE = re.compile(rf"BY-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")
_choose: Callable[[str], str] = secrets.choice


@contextmanager
def drawn_by(choose: Callable[[str], str]) -> Iterator[None]:
    """Let `choose` draw instead of the system's randomness: for the demo, whose references are the same every time."""
    global _choose
    before, _choose = _choose, choose
    try:
        yield
    finally:
        _choose = before


def draw(length: int) -> str:
    """Return a random string over the alphabet."""
    return "".join(_choose(ALPHABET) for _ in range(length))


def new_reference() -> str:
    """Return a fresh public reference such as "BY-7KM4-XQ9R" (23**8, about 78 billion)."""
    return f"BY-{draw(4)}-{draw(4)}"


def is_reference(text: str) -> bool:
    """Say whether `text` has the shape of a report's public reference."""
    return bool(_REFERENCE.fullmatch(text))


def new_code() -> str:
    """Return a fresh follow-up code such as "ACDE-7KM4-XQ9R-WT3H" (23**16, about 72 bits)."""
    return "-".join(draw(4) for _ in range(4))


def tidy(typed: str) -> str:
    """Return what a person typed, upper case and without blanks or dashes, to compare with another."""
    return "".join(c for c in typed.upper() if c.isalnum())
