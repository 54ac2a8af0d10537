"""Reads for pages and feeds: what is published, and what is found in it."""

from typing import Any

from wagtail.models import Page

from binhyen.core import text
from binhyen.newsroom.models import ArticlePage, NewsroomIndex

#: So many articles are shown of a search.
FOUND = 24


def is_founded() -> bool:
    """Say whether the front page is there."""
    return bool(NewsroomIndex.objects.exists())


def published(above: Page | None = None) -> Any:
    """Return the articles that are out, newest first: below the page `above`, or all."""
    found = ArticlePage.objects.live()
    return (found.descendant_of(above) if above else found).newest_first()


def search(words: str) -> list[ArticlePage]:
    """Return the articles that hold all of `words`, with or without marks, best first."""
    folded = text.fold(words)
    return list(published().search(folded, operator="and")[:FOUND]) if folded else []
