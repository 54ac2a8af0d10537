"""Reads for pages and feeds: what is published, and what is found in it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from wagtail.models import Page, Revision

from binhyen.core import text
from binhyen.newsroom.models import ArticlePage, NewsIndexPage, NewsroomIndex, Photo
from binhyen.places import queries as places
from binhyen.places.models import Unit

#: So many articles are shown of a search.
FOUND = 24
#: And so many stand where a unit's news are only pointed at.
LATEST = 3


def is_founded() -> bool:
    """Say whether the front page is there."""
    return bool(NewsroomIndex.objects.exists())


def published(above: Page | None = None) -> Any:
    """Return the articles that are out, newest first: below the page `above`, or all."""
    found = ArticlePage.objects.live()
    return (found.descendant_of(above) if above else found).newest_first()


def latest_of(unit: Unit) -> list[ArticlePage]:
    """Return the LATEST articles of the unit and of what it grew out of, newest first, with their pictures."""
    found = published().filter(unit__in=places.selves(unit)).select_related("unit", "lead_photo")
    return list(found.prefetch_related("lead_photo__renditions")[:LATEST])


def front_of(unit: Unit) -> NewsIndexPage | None:
    """Return the page of the unit's own news, None where it has none yet."""
    found: NewsIndexPage | None = NewsIndexPage.objects.live().filter(unit=unit).first()
    return found


def article_at(unit: str, slug: str) -> ArticlePage | None:
    """Return the article that is out at an address, with its unit and its picture; None for what Wagtail itself has to find."""
    found = ArticlePage.objects.live().filter(slug=slug, url_path__endswith=f"/{unit}/{slug}/")
    known: list[ArticlePage] = list(found.select_related("unit", "lead_photo").order_by()[:1])
    return known[0] if known else None


def search(words: str) -> list[ArticlePage]:
    """Return the articles that hold all of `words`, with or without marks, best first."""
    folded = text.fold(words)
    return list(published().search(folded, operator="and")[:FOUND]) if folded else []


def refused(
    pages: Iterable[Page], *, with_below: bool = False, on: date
) -> Iterator[tuple[ArticlePage, Photo, Promise]]:
    """Yield each article among the pages, or below them, whose latest version shows a picture that may not be shown on a day."""
    for page in pages:
        below = (
            page.get_descendants(inclusive=True) if with_below else Page.objects.filter(pk=page.pk)
        )
        for article in ArticlePage.objects.filter(pk__in=below.values("pk")).order_by("pk"):
            latest = article.get_latest_revision_as_object()
            yield from ((latest, photo, why) for photo, why in latest.photos_against(on))


def waiting_for_their_hour(until: datetime) -> list[Revision]:
    """Return the versions of articles that are to come out by themselves up to `until`, the earliest first."""
    kind = ContentType.objects.get_for_model(ArticlePage)
    found = Revision.objects.filter(content_type=kind, approved_go_live_at__lte=until)
    return list(found.order_by("approved_go_live_at", "pk"))
