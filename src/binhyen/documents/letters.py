"""The letters of the papers' font: which there are and how wide they stand.

Tinos has the advance widths of Times New Roman, so what is measured here holds for the PDF and for the other file as
a word processor shows it. Kerning is off in both.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
#: Signs that Tinos lacks and a second serif font of the typesetter has.
BORROWED = frozenset("≥≤≠≈→−☐")
_MM = 25.4 / 72


@cache
def _widths(face: str) -> dict[str, int]:
    """Return the width of each letter of a face in thousandths of the size."""
    held = json.loads((FONTS / "widths.json").read_text(encoding="ascii"))
    return {chr(int(code)): width for code, width in held[face].items()}


def width(said: str, *, size: float, bold: bool = False, italic: bool = False) -> float:
    """Return how many millimetres `said` takes on one line at `size` points."""
    face = {(True, True): "bold-italic", (True, False): "bold", (False, True): "italic"}.get(
        (bold, italic), "regular"
    )
    known = _widths(face)
    return sum(known.get(letter, 600) for letter in said) * size * _MM / 1000


def lacking(said: Iterable[str]) -> str:
    """Return the first letter that the font lacks, or nothing."""
    known = _widths("regular").keys() | BORROWED
    return next((letter for line in said for letter in line if letter not in known), "")
