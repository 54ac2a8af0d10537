"""The news for feed readers: RSS and Atom, of all units or of one."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from binhyen.newsroom import queries
from binhyen.newsroom.models import ArticlePage, NewsIndexPage

IN_A_FEED = 30


class Rss(Feed):  # type: ignore[type-arg]
    """The newest articles as RSS 2.0."""

    def get_object(self, request: HttpRequest, slug: str = "") -> NewsIndexPage | None:
        """Return whose news: of one unit, or of all."""
        return get_object_or_404(NewsIndexPage.objects.live(), slug=slug) if slug else None

    def title(self, of: NewsIndexPage | None) -> str:
        """Name the feed."""
        return f"{_('News')} · {of.unit.full_name if of else _('Bình Yên')}"

    def link(self, of: NewsIndexPage | None) -> str:
        """Return the page it stands for."""
        return str(of.url) if of else reverse("wagtail_serve", args=[""])

    def description(self, of: NewsIndexPage | None) -> str:
        """Say what it brings."""
        if of is None:
            return _("News and announcements of the communes.")
        return _("News and announcements of %(unit)s.") % {"unit": of.unit.full_name}

    def items(self, of: NewsIndexPage | None) -> Any:
        """Return the newest articles."""
        return queries.published(of).select_related("unit")[:IN_A_FEED]

    def item_title(self, item: Any) -> str:
        """Return the headline."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        """Return the lede."""
        return str(item.lede)

    def item_link(self, item: ArticlePage) -> str:
        """Return the article's address."""
        return str(item.url)

    def item_author_name(self, item: ArticlePage) -> str:
        """Return the byline."""
        return str(item.byline)

    def item_pubdate(self, item: ArticlePage) -> datetime:
        """Return when it came out."""
        return item.shown_at

    def item_updateddate(self, item: ArticlePage) -> datetime:
        """Return when it was last changed."""
        return item.last_published_at or item.shown_at

    def item_categories(self, item: ArticlePage) -> list[str]:
        """Return its topics."""
        return [str(topic.label) for topic in item.about]


class Atom(Rss):
    """The newest articles as Atom 1.0."""

    feed_type = Atom1Feed
    subtitle = Rss.description
