"""Pictures and articles for tests."""

import io

from PIL import Image

from binhyen.newsroom import actions
from binhyen.newsroom.models import ArticlePage, Photo
from binhyen.newsroom.models.topics import Topic, packed
from binhyen.people.tests.factories import AT


def picture(colour="teal", size=(900, 600)):
    """Return a file such as an editor picks."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    out.seek(0)
    return out


def photo(unit, by):
    """Return a kept picture on which nobody can be recognised."""
    return actions.keep_photo(
        unit=unit, upload=picture(), title="Cầu", description="Một cây cầu lúc chiều.", seen=Photo.Seen.NOBODY,
        by=by, at=AT,
    )  # fmt: skip


def article(unit, by, title="Thêm đèn ở đầu cầu", **fields):
    """Return a draft; what is not given is invented."""
    made = {
        "lede": "Hai ngọn đèn đã sáng.", "byline": "Ban biên tập", "topics": packed([Topic.TRAFFIC]),
        "body": [{"type": "paragraph", "value": "<p>Đường về ấp sáng hơn.</p>"}],
    }  # fmt: skip
    return actions.write(
        article=ArticlePage(title=title, **(made | fields)), unit=unit, by=by, at=AT
    )


def release(one, by):
    """Let a draft out and return it."""
    actions.release(article=one, by=by, at=AT)
    return one
