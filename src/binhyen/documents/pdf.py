"""A paper as PDF: to be signed and kept (PDF/A-2a), and to be read aloud (PDF/UA-1)."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from binhyen.documents import checks, layout, tables, typesetting
from binhyen.documents.content import Content, Head
from binhyen.documents.layout import Item, Line, Pairs, Sheet

_TEMPLATE = "paper.typ"
_LOOK_PPI = 80
#: PDF/A wants a day of making; a draft has none that anybody could hold it to.
_UNDATED = date(1970, 1, 1)


def render(head: Head, content: Content) -> bytes:
    """Return the paper as a tagged, searchable PDF with its fonts inside. Raises checks.Refused with a sentence."""
    checks.check(head, content)
    made = head.day or _UNDATED
    sheet = replace(layout.lay_out(head, content), day=made)
    return typesetting.pdf(_TEMPLATE, _data(sheet), standards=typesetting.STANDARDS, day=made)


def pictures(head: Head, content: Content, *, ppi: float = _LOOK_PPI) -> list[bytes]:
    """Return the pages as PNG, to be looked at on a screen. Raises checks.Refused."""
    checks.check(head, content)
    return typesetting.pictures(_TEMPLATE, _data(layout.lay_out(head, content)), ppi=ppi)


def _data(sheet: Sheet) -> dict[str, Any]:
    page = (layout.TOP, layout.RIGHT, layout.BOTTOM, layout.LEFT)
    columns = layout.SIGN_COLUMNS
    if sheet.certificate:
        page = (layout.CERTIFICATE_MARGIN,) * 4
        columns = (layout.CERTIFICATE_WIDTH / 2,) * 2
    return {
        "page": dict(zip(("top", "right", "bottom", "left"), page, strict=True)),
        "day": [sheet.day.year, sheet.day.month, sheet.day.day] if sheet.day else None,
        "number-size": layout.PAGE_NUMBER_SIZE,
        "head-columns": layout.HEAD_COLUMNS,
        "sign-columns": columns,
        "padding": tables.PADDING,
        "drawing": layout.DRAWING_WIDTH,
        "gap": layout.SIGN_GAP,
        "styles": {name: asdict(style) for name, style in layout.STYLES.items()},
        "sheet": {
            "name": sheet.name,
            "issuer": sheet.issuer,
            "foot": sheet.foot,
            "certificate": sheet.certificate,
            "head": _rows(sheet.head),
            "body": _items(sheet.body),
            "end": _rows(sheet.end),
            "appendices": [_items(each) for each in sheet.appendices],
        },
    }


def _rows(rows: layout.Rows) -> list[list[dict[str, Any]]]:
    return [[{"items": _items(cell)} for cell in row] for row in rows]


def _items(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    """Return the items with the space before each line: between two, a word processor leaves the larger of what the
    one asks after and the other before, and so do we."""
    told, after = [], 0.0
    for item in items:
        held: dict[str, Any] = {"is": type(item).__name__}
        held |= {"rows": _rows(item.rows)} if isinstance(item, Pairs) else asdict(item)
        if isinstance(item, Line):
            style = layout.STYLES[item.style]
            held["before"] = max(0.0, style.before - after)
            after = style.after
        else:
            after = 0.0
        told.append(held)
    return told
