"""Articles that can be commented, and comments on them. All of it is invented."""

from datetime import datetime
from itertools import count
from typing import Any

from binhyen.newsroom import actions
from binhyen.newsroom.models import ArticlePage, Comment
from binhyen.places.models import Unit

SAID = "Bài hay, bà con ấp tôi cũng làm như vậy (lời bịa để thử)."
_keys = count()


def article(unit: Unit, at: datetime, **given: Any) -> ArticlePage:
    """Return an article of `unit` that came out at `at`."""
    index = actions.open_news(unit=unit, at=at)
    fields = {"title": "Ba lực lượng cùng giữ cổng trường", "lede": "Chuyện bịa để thử.", "byline": "Người Thử", "live": True}  # fmt: skip
    page: ArticlePage = index.add_child(
        instance=ArticlePage(**{**fields, "unit": unit, "released_at": at, **given})
    )
    return page


def comment(on: ArticlePage, at: datetime, words: str = SAID, name: str = "") -> Comment:
    """Return a comment that a guest has just sent."""
    return actions.send_comment(article=on, words=words, name=name, key=f"k{next(_keys)}", at=at)
