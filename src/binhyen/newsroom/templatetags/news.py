"""What the news' templates ask of Python: pictures, date lines, and data for machines."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from binhyen.core import clock
from binhyen.newsroom import pictures, rules
from binhyen.newsroom.models import ArticlePage, Photo

register = template.Library()
_SIZES = {
    "wide": (pictures.WIDE, "(min-width: 48em) 704px, 100vw"),
    "card": (pictures.CARD, "(min-width: 48em) 330px, 100vw"),
    "front": (pictures.WIDE, "(min-width: 48em) 630px, 100vw"),
    "small": (pictures.SMALL, "96px"),
}
_SHARED_AT = {
    "facebook": "https://www.facebook.com/sharer/sharer.php?u=",
    "zalo": "https://sp.zalo.me/share_inline?url=",
}
#: Letters that end a script element or begin a comment in it.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def news_picture(
    photo: Photo, shape: str, *, is_first: bool = False, is_plain: bool = False
) -> SafeString:
    """Draw `photo` as "wide", "card", "front" or "small"; the first of a page is not waited with; a plain one stands beside its own words."""
    forms, sizes = _SIZES[shape]
    drawn = pictures.drawn(photo, forms)
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((kind, srcset, sizes) for kind, srcset in drawn.sources),
    )
    return format_html(
        '<picture>{}<img src="{}" width="{}" height="{}" alt="{}"{}></picture>',
        sources, drawn.last.url, drawn.last.width, drawn.last.height, "" if is_plain else photo.description,
        mark_safe(' fetchpriority="high"' if is_first else ' loading="lazy" decoding="async"'),  # noqa: S308  (constants)
    )  # fmt: skip


@register.filter
def date_line(at: datetime) -> str:
    """Return "Thứ Tư, 27/03/2024 | 15:39:01 [GMT+7]"."""
    return rules.date_line(at.astimezone(clock.VIETNAM), is_english=get_language() == "en")


@register.filter
def weekday_date(at: datetime) -> str:
    """Return "Thứ Tư, 27/03/2024"."""
    return date_line(at).partition(" | ")[0]


@register.simple_tag
def this_moment() -> datetime:
    """Return the moment of the page."""
    return clock.now()


@register.filter
def whose(credit: str) -> str:
    """Return a picture's credit as it stands behind "Ảnh:"."""
    return rules.credit(credit)


@register.filter
def encoded(text: str) -> str:
    """Return `text` for the query of an address of another site."""
    return quote(text, safe="")


@register.simple_tag
def share_address(where: str, url: str) -> str:
    """Return where a reader passes `url` on: a plain link, from which nothing is loaded before it is pressed."""
    return f"{_SHARED_AT[where]}{encoded(url)}"


@register.simple_tag(takes_context=True)
def absolute(context: dict[str, Any], path: str) -> str:
    """Return the whole address of a path of this house."""
    url: str = context["request"].build_absolute_uri(path)
    return url


@register.simple_tag(takes_context=True)
def news_article_data(context: dict[str, Any], page: ArticlePage) -> SafeString:
    """Return the article as schema.org's NewsArticle, safe inside a script element of data."""
    request = context["request"]
    unit = {"@type": "GovernmentOrganization", "name": page.unit.full_name}
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title[:110],
        "description": page.lede,
        "datePublished": page.shown_at.astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
        "inLanguage": "vi",
        "author": {
            "@type": "Organization" if rules.is_of_a_body(page.byline) else "Person",
            "name": page.byline,
        },
        "publisher": unit,
        "mainEntityOfPage": request.build_absolute_uri(page.get_url(request)),
        "articleSection": [str(topic.label) for topic in page.about],
        "wordCount": sum(len(text.split()) for text in page.texts),
    }
    if page.last_published_at:
        said["dateModified"] = page.last_published_at.astimezone(clock.VIETNAM).isoformat(
            timespec="seconds"
        )
    if page.lead_photo:
        said["image"] = [
            request.build_absolute_uri(pictures.drawn(page.lead_photo, pictures.WIDE).last.url)
        ]
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308  (escaped above)


@register.simple_tag(takes_context=True)
def news_image_url(context: dict[str, Any], photo: Photo) -> str:
    """Return the whole address of `photo` for whoever shows a preview of the page."""
    return absolute(context, pictures.drawn(photo, pictures.WIDE).last.url)
