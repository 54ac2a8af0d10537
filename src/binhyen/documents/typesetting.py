"""The one typesetter of the room: a compiler for each template, which reads nothing but templates and fonts."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from binhyen.documents.letters import FONTS

TEMPLATES = Path(__file__).with_name("templates")
#: For archives and for screen readers at once: ISO 19005-2 level A, ISO 14289-1.
STANDARDS: list[Any] = ["a-2a", "ua-1"]
# A compiler serves one thread at a time; sheets take milliseconds.
_ONE_AT_A_TIME = Lock()


@cache
def _compiler(template: str) -> typst.Compiler:
    """Return the one compiler of a template: making it costs more than a sheet."""
    return typst.Compiler(
        TEMPLATES / template, root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True
    )


def pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    standards: list[Any] | None = None,
    day: date | None = None,
) -> bytes:
    """Return what the template makes of the data as a PDF; `day` is written into the file as its day of making."""
    made = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    with _ONE_AT_A_TIME:
        drawn = _compiler(template).compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=standards or [],
            timestamp=made,
        )
    assert isinstance(drawn, bytes)  # noqa: S101 a PDF is one file
    return drawn


def pictures(template: str, data: Mapping[str, Any], *, ppi: float) -> list[bytes]:
    """Return the pages as PNG."""
    with _ONE_AT_A_TIME:
        drawn = _compiler(template).compile(
            format="png", ppi=ppi, sys_inputs={"data": json.dumps(data)}
        )
    return drawn if isinstance(drawn, list) else [drawn or b""]
