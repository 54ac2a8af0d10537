"""The help pages: Markdown under docs/vi and docs/en, one page for each role and two for papers, shown in the house with its own look.

The same files read well on a code host; in a wheel they lie beside this module. A page without an English version is
shown in Vietnamese.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

#: In a wheel the pages lie beside us; in a checkout they are the repository's docs.
FOLDERS = (Path(__file__).with_name("handbook_pages"), Path(__file__).resolve().parents[3] / "docs")
#: Every page in the order of the index: the resident first, then who works most with the house.
SLUGS = (
    "nguoi-dan", "truc-ban", "truong-cong-an", "to-bao-ve", "hoa-giai-vien", "thu-ky", "van-ban", "quyet-dinh", "truong-ban", "thanh-vien-phong-trao",
    "tham-dinh", "quan-tri", "bien-tap", "kiem-tra",
)  # fmt: skip
_PICTURE = re.compile(r"[a-z0-9-]{1,60}\.webp")
_CLASSES = {
    "h1": "govuk-heading-l",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "a": "govuk-link",
    "table": "govuk-table",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "blockquote": "govuk-inset-text",
}


@dataclass(frozen=True)
class Page:
    """One help page, ready to be shown."""

    slug: str
    title: str
    html: SafeString


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Name every help page."""
    found = [page for slug in SLUGS if (page := read(slug, _language()))]
    return render(request, "binhyen/help_index.html", {"pages": found})


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one help page."""
    found = read(slug, _language()) if slug in SLUGS else None
    if found is None:
        raise Http404
    return render(request, "binhyen/help.html", {"page": found})


@require_GET
@cache_control(public=True, max_age=3600)
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Serve a picture of a help page."""
    path = _picture(name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/webp")


@lru_cache(maxsize=64)
def read(slug: str, language: str) -> Page | None:
    """Return the page in `language`, else in Vietnamese, None where there is none."""
    path = _find(f"{language}/{slug}.md") or _find(f"vi/{slug}.md")
    if path is None:
        return None
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(path.read_text(encoding="utf-8"))
    title = next(
        (after.content for before, after in pairwise(tokens) if before.tag == "h1"),
        slug,
    )
    _dress(tokens)
    # Our own files, read with raw HTML switched off below: nobody types into them through the house.
    return Page(slug, title, mark_safe(reader.renderer.render(tokens, reader.options, {})))  # noqa: S308


def _language() -> str:
    return "en" if get_language() == "en" else "vi"


def _dress(tokens: Sequence[Token]) -> None:
    """Give every element the class of the house's look, and every picture its address and size."""
    for token in tokens:
        if token.nesting != -1 and token.tag in _CLASSES:
            token.attrSet("class", _CLASSES[token.tag])
        if token.type == "image":
            _frame(token)
        elif token.type == "link_open":
            _lead(token)
        _dress(token.children or ())


def _frame(token: Token) -> None:
    name = str(token.attrs.get("src", "")).rsplit("/", 1)[-1]
    path = _picture(name)
    token.attrSet("src", reverse("help_picture", args=[name]))
    token.attrSet("class", "by-help__picture")
    token.attrSet("loading", "lazy")
    if path is not None:
        with Image.open(path) as seen:
            token.attrSet("width", str(seen.width))
            token.attrSet("height", str(seen.height))


def _lead(token: Token) -> None:
    """Lead a link to another page's file, as a code host reads it, to that page."""
    slug = str(token.attrs.get("href", "")).removesuffix(".md")
    if slug in SLUGS:
        token.attrSet("href", reverse("help_page", args=[slug]))


def _picture(name: str) -> Path | None:
    return _find(f"vi/screens/{name}") if _PICTURE.fullmatch(name) else None


def _find(name: str) -> Path | None:
    return next((path for folder in FOLDERS if (path := folder / name).is_file()), None)
