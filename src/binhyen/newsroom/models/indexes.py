"""The front page of all news, and the page of one unit's."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from binhyen.newsroom.models.articles import ArticlePage
from binhyen.newsroom.models.page_fields import PAGE_FIELDS
from binhyen.newsroom.models.topics import Topic
from binhyen.places.models import Unit

ON_A_PAGE = 12


class NewsroomIndex(Page):
    """The root of the news; one in the house."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.NewsIndexPage"]
    #: News are for everybody: the bench closes none of them to some.
    private_page_options: list[str] = []
    template = "newsroom/front.html"
    preview_modes: list[Any] = []

    class Meta:
        verbose_name = _("newsroom")

    class Privacy:
        plain = PAGE_FIELDS
        personal: dict[str, object] = {}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the articles of all units."""
        return {**super().get_context(request, *args, **kwargs), **listing(self, request)}


class NewsIndexPage(Page):
    """The news of one unit; keeps its articles when the unit is merged."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="news")

    parent_page_types = ["newsroom.NewsroomIndex"]
    subpage_types = ["newsroom.ArticlePage"]
    #: News are for everybody: the bench closes none of them to some.
    private_page_options: list[str] = []
    template = "newsroom/index.html"
    is_creatable = False
    preview_modes: list[Any] = []
    content_panels = Page.content_panels
    promote_panels: list[Any] = []

    class Meta:
        verbose_name = _("news of a unit")

    class Privacy:
        plain = PAGE_FIELDS | {"unit"}
        personal: dict[str, object] = {}

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with: a unit's news is held by the unit."""
        return tuple(self.unit.holding_paths())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the articles of the unit."""
        return {**super().get_context(request, *args, **kwargs), **listing(self, request)}


def listing(above: Page, request: HttpRequest) -> dict[str, Any]:
    """Return the published articles below the page `above`, newest first, of the topic in the address where one is named."""
    asked = request.GET.get("chu-de", "").upper()
    topic = Topic(asked) if asked in Topic.values else None
    found = ArticlePage.objects.live().descendant_of(above).newest_first()
    if topic:
        found = found.about(topic)
    pages = Paginator(
        found.select_related("lead_photo", "unit").prefetch_related("lead_photo__renditions"),
        ON_A_PAGE,
    )
    page = pages.get_page(request.GET.get("page"))
    return {"page_obj": page, "topic": topic, "topics": Topic}
