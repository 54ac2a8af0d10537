"""An article: everything that the page of a local paper shows."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Self

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.search import index
from wagtail.url_routing import RouteResult

from binhyen.core import text
from binhyen.newsroom import rules
from binhyen.newsroom.article_form import ArticleForm
from binhyen.newsroom.blocks import BodyBlock
from binhyen.newsroom.models.page_fields import PAGE_FIELDS
from binhyen.newsroom.models.photos import Photo
from binhyen.newsroom.models.topics import Topic, unpacked
from binhyen.newsroom.releasing import Releasing
from binhyen.places import queries as places
from binhyen.places.models import Unit

#: What of an address behind an article's own asks for the page to print.
TO_PRINT = "ban-in"
RELATED = 4


class ArticleQuerySet(PageQuerySet):
    """Filters on articles."""

    def newest_first(self) -> Self:
        """Order by when they came out; what is not out yet comes last."""
        ordered: Self = self.order_by(models.F("released_at").desc(nulls_last=True), "-pk")
        return ordered

    def about(self, topic: Topic) -> Self:
        """Keep the articles about `topic`."""
        kept: Self = self.filter(topics__contains=f" {topic.value} ")
        return kept


class ArticlePage(Releasing, Page):
    """An article of a unit's news. `title` is the headline."""

    slug: Any
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", editable=False)
    kicker = models.CharField(_("kicker"), max_length=80, blank=True, default="", help_text=_("The small line above the headline."))  # fmt: skip
    lede = models.TextField(_("lede"), max_length=500, help_text=_("What it is about, in two or three sentences."))  # fmt: skip
    #: As the author wants to be named in public: a name, a pen name or an office.
    byline = models.CharField(_("byline"), max_length=120)
    lead_photo = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    lead_caption = models.CharField(_("caption"), max_length=250, blank=True, default="")
    lead_credit = models.CharField(_("credit"), max_length=80, blank=True, default="")
    body = StreamField(BodyBlock(), verbose_name=_("article text"))
    topics = models.CharField(_("topics"), max_length=120, blank=True, default="")
    has_comments = models.BooleanField(_("takes comments"), default=True)
    #: None: as many days as the house says after it came out.
    comments_until = models.DateField(_("comments until"), null=True, blank=True, help_text=_("The last day on which readers may comment. Left empty, as the house has it."))  # fmt: skip
    #: When it first came out, by the house's clock; a later version keeps it.
    released_at = models.DateTimeField(null=True, editable=False)

    objects: Any = PageManager.from_queryset(ArticleQuerySet)()
    parent_page_types = ["newsroom.NewsIndexPage"]
    subpage_types: list[str] = []
    #: News are for everybody: the bench closes none of them to some.
    private_page_options: list[str] = []
    template = "newsroom/article.html"
    base_form_class = ArticleForm
    content_panels = [
        FieldPanel("kicker"),
        FieldPanel("title", heading=_("headline")),
        FieldPanel("lede"),
        FieldPanel("byline"),
        MultiFieldPanel(
            [FieldPanel("lead_photo"), FieldPanel("lead_caption"), FieldPanel("lead_credit")],
            heading=_("First picture"),
        ),
        FieldPanel("body"),
        FieldPanel("topics"),
        MultiFieldPanel(
            [FieldPanel("has_comments"), FieldPanel("comments_until")], heading=_("Comments")
        ),
        InlinePanel("related_articles", heading=_("Related articles"), max_num=RELATED),
    ]
    promote_panels: list[Any] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
        index.FilterField("released_at"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["unit", "released_at"], name="newsroom_article_newest")]

    class Privacy:
        plain = PAGE_FIELDS | {
            "unit", "kicker", "lede", "byline", "lead_photo", "lead_caption", "lead_credit", "body", "topics",
            "released_at", "has_comments", "comments_until",
        }  # fmt: skip
        personal: dict[str, object] = {}

    def holding_paths(self) -> tuple[str, ...]:
        """Return the paths the policy compares a post with: an article is held by its unit."""
        return tuple(self.unit.holding_paths())

    # keeping

    def _set_core_field_defaults(self) -> None:
        """Give it the unit of its place and an address from the folded headline, in which đ stays a d."""
        if self.path:
            if self.unit_id is None:
                self.unit = self.get_parent().specific.unit
            if not self.slug:
                self.slug = self._get_autogenerated_slug(
                    text.slug(self.title)[:80].strip("-") or "tin"
                )
        super()._set_core_field_defaults()

    def with_content_json(self, content: dict[str, Any]) -> "ArticlePage":
        """Return the page as a revision has it, but as released as it is."""
        kept: ArticlePage = super().with_content_json(content)
        kept.released_at, kept.unit_id = self.released_at, self.unit_id
        return kept

    @property
    def reference(self) -> str:
        """The name the trail knows it by."""
        return f"A-{self.pk}"

    # reading

    @property
    def about(self) -> list[Topic]:
        """Its topics."""
        return unpacked(self.topics)

    @cached_property
    def texts(self) -> list[str]:
        """The words of its parts, without marks of form."""
        found = [self.title, self.lede]
        for block in self.body:
            if block.block_type == "paragraph":
                found.append(rules.plain(block.value.source))
            elif block.block_type == "heading":
                found.append(block.value)
            else:
                found.extend(str(block.value.get(name) or "") for name in ("words", "caption"))
        return found

    @property
    def minutes(self) -> int:
        """How many minutes somebody reads."""
        return rules.minutes_to_read(self.texts)

    def folded(self) -> str:
        """Return its words without marks, for the search."""
        return text.fold(" ".join([self.kicker, *self.texts]))

    def photos_against(
        self, on: date, *, lead: Photo | None = None, body: Any = None
    ) -> Iterator[tuple[Photo, Promise]]:
        """Yield each picture it shows that may not be shown on the day `on`, with the reason."""
        for photo in self.photos(lead=lead, body=body):
            if why := photo.reason_against(on):
                yield photo, why

    def photos(self, *, lead: Photo | None = None, body: Any = None) -> list[Photo]:
        """Return each picture it shows, once; `lead` and `body` stand for what is typed and not kept yet."""
        shown = [lead or self.lead_photo]
        shown += [
            block.value.get("photo")
            for block in (self.body if body is None else body)
            if block.block_type == "photo"
        ]
        return list({photo.pk: photo for photo in shown if photo}.values())

    def related(self) -> list["ArticlePage"]:
        """Return the articles chosen for below it, filled up with others of the unit and of what it grew out of, those about the
        same first."""
        chosen = [
            line.article
            for line in self.related_articles.select_related("article__unit", "article__lead_photo")
            .prefetch_related("article__lead_photo__renditions")
            .order_by("sort_order", "pk")
            if line.article.live
        ]
        if len(chosen) < RELATED:
            known = {self.pk, *(article.pk for article in chosen)}
            units = [one.pk for one in places.selves(self.unit)]
            others = ArticlePage.objects.live().filter(unit_id__in=units).exclude(pk__in=known)
            same = [
                models.When(topics__contains=f" {topic.value} ", then=0) for topic in self.about
            ]
            others = others.annotate(
                distance=models.Case(*same, default=1, output_field=models.IntegerField())
            )
            chosen.extend(
                others.order_by("distance", models.F("released_at").desc(), "-pk")
                .select_related("unit", "lead_photo")
                .prefetch_related("lead_photo__renditions")[: RELATED - len(chosen)]
            )
        return chosen

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find the page to print behind its own address."""
        if path_components == [TO_PRINT] and self.live:
            return RouteResult(self, kwargs={"to_print": True})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, to_print: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """Answer with the page, or with the one to print."""
        request.to_print = to_print  # type: ignore[attr-defined]  # read by get_template
        answer: HttpResponse = super().serve(request, *args, **kwargs)
        return answer

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Return the template."""
        return "newsroom/print.html" if getattr(request, "to_print", False) else self.template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what stands around the article."""
        if self.unit_id is None:
            self.unit = self.get_parent().specific.unit
        return {
            **super().get_context(request, *args, **kwargs),
            "unit": self.unit,
            "index": self.get_parent(),
            "related": self.related
            if self.pk
            else [],  # asked by the page when it is not remembered
        }


class RelatedArticle(Orderable):
    """An article chosen to stand below another."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_articles")
    article = models.ForeignKey(
        ArticlePage, models.CASCADE, related_name="+", verbose_name=_("article")
    )

    panels = [PageChooserPanel("article", "newsroom.ArticlePage")]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "article"], name="newsroom_related_once")
        ]

    class Privacy:
        plain = {"id", "page", "article", "sort_order"}
        personal: dict[str, object] = {}
