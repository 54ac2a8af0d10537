"""A campaign on paper and on the wall: the leaflet, A4 or A5, and the slide, each with a code that opens a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from binhyen.documents import typesetting
from binhyen.documents.posters import code_of

_TEMPLATE = "campaign.typ"
_PICTURE_PPI = 96
#: So many emergency numbers stand in the strip.
_CALLS = 4
#: Spaces at which no line ends: before a number to call, and inside "Công an xã".
_HELD = re.compile(r" (?=\d{3}\b)|(?<=Công) (?=an\b)|(?<=Công an) (?=xã\b)")


class Shape(StrEnum):
    """What it is drawn on."""

    A4 = "a4"
    A5 = "a5"
    SLIDE = "slide"


@dataclass(frozen=True)
class Leaflet:
    """What a leaflet says: `lines` are what is to be remembered, `address` is where its code leads, `shown` that in short."""

    title: str
    slogan: str
    lines: Sequence[str]
    commune: str
    address: str
    shown: str


def pdf(leaflet: Leaflet, *, shape: Shape, calls: Sequence[tuple[str, str]]) -> bytes:
    """Return the leaflet or slide as a PDF of one page; `calls` are the emergency numbers with who answers."""
    return typesetting.pdf(_TEMPLATE, _data(leaflet, shape, calls))


def picture(leaflet: Leaflet, *, shape: Shape, calls: Sequence[tuple[str, str]]) -> bytes:
    """Return the same as a PNG."""
    return typesetting.pictures(_TEMPLATE, _data(leaflet, shape, calls), ppi=_PICTURE_PPI)[0]


def _data(leaflet: Leaflet, shape: Shape, calls: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "shape": shape.value,
        "language": get_language() or "vi",
        "author": leaflet.commune,
        "title": leaflet.title,
        "slogan": leaflet.slogan,
        "lines": [_HELD.sub("\N{NO-BREAK SPACE}", line) for line in leaflet.lines],
        "commune": leaflet.commune,
        "shown": leaflet.shown,
        "code": code_of(leaflet.address),
        "calls": [list(call) for call in calls[:_CALLS]],
        "words": {
            "report": _("Tell the commune police"),
            "scan": _("Point your phone at the code"),
            "or-open": _("or open"),
            "code": _("Code that opens the report form"),
        },
    }
