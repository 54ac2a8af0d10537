"""Posters for the notice boards: one sheet per residential area, with a code that opens the report form there."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from binhyen.documents import typesetting

_PICTURE_PPI = 96
_TEMPLATE = "posters.typ"


class Size(StrEnum):
    """The paper."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True)
class Sheet:
    """One poster: where it hangs, and the address that its code leads to."""

    area: str
    commune: str
    address: str


def posters(
    sheets: Iterable[Sheet],
    *,
    size: Size,
    shown: str,
    lines: Sequence[tuple[str, str]],
    words: Mapping[str, str] | None = None,
) -> bytes:
    """Return the posters as one PDF, a page for each sheet.

    `shown` is the address written out for whoever has no reader of codes, `lines` the emergency numbers with who
    answers; the first three stand on top. `words` take the place of those that ask for reports, name by name.
    """
    return typesetting.pdf(_TEMPLATE, _data(sheets, size, shown, lines, words or {}))


def picture(
    sheets: Iterable[Sheet], *, size: Size, shown: str, lines: Sequence[tuple[str, str]]
) -> bytes:
    """Return the first poster as a PNG, to be looked at before paper is spent."""
    data = _data(sheets, size, shown, lines, {})
    return typesetting.pictures(_TEMPLATE, data, ppi=_PICTURE_PPI)[0]


def _data(
    sheets: Iterable[Sheet],
    size: Size,
    shown: str,
    lines: Sequence[tuple[str, str]],
    words: Mapping[str, str],
) -> dict[str, Any]:
    return {
        "size": size.value,
        "language": get_language() or "vi",
        "author": "Bình Yên",
        "shown": shown,
        "lines": [list(line) for line in lines[:3]],
        "sheets": [{**asdict(sheet), "code": code_of(sheet.address)} for sheet in sheets],
        "words": {**_words(), **words},
    }


def _words() -> dict[str, str]:
    return {
        "title": _("Tell the commune police"),
        "danger": _("IN DANGER? CALL NOW"),
        "headline": _("Something wrong? Tell the police"),
        "examples": _("Noise, theft, fights, fire hazards, scams, loan sharks…"),
        "nameless": _("You need not give your name"),
        "scan": _("Point your phone at the code"),
        "or-write": _("or open"),
        "code": _("Code that opens the report form"),
    }


def code_of(address: str) -> str:
    """Return the code as SVG; the middle error correction survives rain and a torn corner."""
    drawn = io.BytesIO()
    segno.make(address, micro=False, error="m").save(drawn, kind="svg", border=2, omitsize=True)
    return drawn.getvalue().decode()
