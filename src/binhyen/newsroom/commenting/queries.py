"""Comments as they are read: beside the article, in the queue of who looks at them, and how long an article takes some."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from binhyen.core import clock
from binhyen.newsroom.models import ArticlePage
from binhyen.newsroom.models.comment import Comment, CommentQuerySet
from binhyen.places import queries as places
from binhyen.places.models import Unit

PAGE = 20
#: The queue is told as "99+" beyond this: a longer one is not read in one go.
MOST_COUNTED = 99


@dataclass(frozen=True)
class Sheet:
    """Some comments, newest first, and before which the next older ones stand; None where there are none."""

    rows: Sequence[Comment]
    older: int | None


def closes_on(article: ArticlePage) -> date | None:
    """Return the last day on which `article` takes comments: its own, else as the house sets it; None: it takes none."""
    if not article.has_comments:
        return None
    if article.comments_until:
        return article.comments_until
    if article.released_at is None:
        return None
    return clock.local_day(article.released_at) + timedelta(days=settings.COMMENT_DAYS)


def takes_comments(article: ArticlePage, on: date) -> bool:
    """Say whether `article` can be commented on the day `on`."""
    last = closes_on(article)
    return bool(article.live and last and on <= last)


def shown_beside(article: ArticlePage, *, before: int | None = None) -> Sheet:
    """Return what readers see beside `article`, older than the comment numbered `before`. As fast on the last sheet as on
    the first: none is counted.
    """
    return _sheet(Comment.objects.shown().filter(article=article), before)


def queue_of(unit: Unit) -> Sequence[Comment]:
    """Return what waits for the editors of `unit`, what came first, first."""
    found = _of_unit(unit).waiting().select_related("article", "unit")
    return list(found.order_by("pk")[:PAGE])


def shown_of(unit: Unit, *, before: int | None = None) -> Sheet:
    """Return what stands beside the articles of `unit`, newest first."""
    return _sheet(_of_unit(unit).shown().select_related("article", "unit"), before)


def waiting_count(unit: Unit) -> int:
    """Return how many wait for the editors of `unit`, counted to one more than MOST_COUNTED."""
    return _of_unit(unit).waiting().order_by()[: MOST_COUNTED + 1].count()


def _of_unit(unit: Unit) -> CommentQuerySet:
    found: CommentQuerySet = Comment.objects.filter(unit__in=places.selves(unit))
    return found


def _sheet(found: CommentQuerySet, before: int | None) -> Sheet:
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-pk")[: PAGE + 1])
    return Sheet(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)
