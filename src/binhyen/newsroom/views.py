"""Pages beside those that Wagtail finds by their place in the tree."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.i18n import JavaScriptCatalog
from wagtail import hooks
from wagtail.views import serve, serve_chain

from binhyen.newsroom import queries
from binhyen.newsroom.models import NewsIndexPage
from binhyen.newsroom.models.articles import TO_PRINT

#: A picture of an article has a name that no other ever gets.
FOREVER = "public, max-age=31536000, immutable"
LONGEST_SEARCH = 100
#: What a map of a site may hold (sitemaps.org); the newest go first.
IN_A_MAP = 50_000
#: What the bench's scripts say: Wagtail's words, and ours over them.
bench_words = JavaScriptCatalog.as_view(packages=["wagtail.admin", "binhyen.newsroom.bench_words"])
_TYPES = {
    ".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
}  # fmt: skip


@require_safe
def article(request: HttpRequest, unit: str, slug: str, *, to_print: bool = False) -> HttpResponse:
    """Answer with an article, found by one query in place of Wagtail's walk down the tree: that and what it loads on its way was
    four tenths of what a remembered page took. Its hooks are asked as ever; what is no article out goes its own way."""
    found = queries.article_at(unit, slug)
    if found is None:
        path = f"{unit}/{slug}/{TO_PRINT}/" if to_print else f"{unit}/{slug}/"
        other: HttpResponse = serve(request, path)
        return other
    answer_with = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        answer_with = hook(answer_with)
    for hook in hooks.get_hooks("before_serve_page"):
        refused = hook(found, request, [], {})
        if isinstance(refused, HttpResponse):
            return refused
    answer: HttpResponse = answer_with(found, request, [], {"to_print": to_print})
    return answer


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Answer with a picture in one size; what it was made from has no address."""
    path = Path(settings.MEDIA_ROOT) / "newsroom" / "shown" / name
    kind = _TYPES.get(path.suffix)
    if kind is None or not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=kind)
    answer.headers["Cache-Control"] = FOREVER
    return answer


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Articles in which the words stand, typed with marks or without."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH].strip()
    return render(request, "newsroom/search.html", {"words": words, "found": queries.search(words)})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say where the map of the news is, and that the desk and what belongs to one report is not for search engines."""
    shown = {"sitemap": request.build_absolute_uri(reverse("news_sitemap"))}
    return render(request, "newsroom/robots.txt", shown, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page of the news, for search engines."""
    whole = request.build_absolute_uri
    entries = [(whole(reverse("wagtail_serve", args=[""])), None)]
    entries += [(whole(page.url), None) for page in NewsIndexPage.objects.live().order_by("pk")]
    entries += [
        (whole(page.url), page.last_published_at) for page in queries.published()[:IN_A_MAP]
    ]
    return render(
        request, "newsroom/sitemap.xml", {"entries": entries}, content_type="application/xml"
    )
