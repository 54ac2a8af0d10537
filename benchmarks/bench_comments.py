"""Comments: how fast 1,000 and 100,000 beside one article are read and moderated, and what a flood costs the house.

`BENCH_COMMENTS` is what lies beside the fullest article, `BENCH_FLOOD` what is sent at once.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

from benchmarks import harness

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
#: Beside one article: many, and what nobody will ever see.
SIZES = (20, 1_000, int(os.environ.get("BENCH_COMMENTS", "100000")))
FLOOD = int(os.environ.get("BENCH_FLOOD", "10000"))
PART, QUEUE, SEND = 25, 80, 15


def run() -> list[harness.Row]:
    """Measure on each database in a process of its own."""
    engines = os.environ.get("BENCH_ENGINES", "PostgreSQL,SQLite").split(",")
    return [row for engine in engines for row in harness.apart("benchmarks.bench_comments", engine)]


def measured(engine: str) -> list[harness.Row]:
    """Fill an empty house and ask it everything."""
    from django.test import Client

    from binhyen.core import clock
    from binhyen.newsroom.models import Comment
    from binhyen.newsroom.tests import commented
    from binhyen.people.models import Role
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    at = clock.now()
    above = factories.unit("Tây Ninh", level=Level.PROVINCE, code="80")
    unit = factories.unit("Mỹ Thạnh", code="28051", parent=above)
    reader, editor = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    editor.force_login(factories.officer("Người Biên (bịa)", Role.EDITOR, unit))
    rows: list[harness.Row] = []
    for size in SIZES:
        article = commented.article(unit, at, title=f"Tin có {size} bình luận")
        _fill(article, size, at, state="SHOWN", settled_at=at)
        path = f"/binh-luan/{article.pk}/"
        oldest = Comment.objects.filter(article=article).order_by("pk")[min(19, size - 1)].pk
        rows += [
            _p95(f"{engine}, {size:,} comments, part beside the article", reader, f"{path}phan/", PART),
            _p95(f"{engine}, {size:,} comments, last sheet", reader, f"{path}phan/?truoc={oldest}", PART),
            _p95(f"{engine}, {size:,} comments, page of its own", reader, path, PART * 2),
        ]  # fmt: skip
    _fill(article, 2_000, at - timedelta(days=1))
    rows.append(_p95(f"{engine}, queue of 2,000", editor, "/ban-lam-viec/binh-luan/", QUEUE))
    quiet = commented.article(unit, at, title="Tin vắng")
    Comment.objects.filter(state="WAITING").delete()
    return [*rows, *_flood(engine, quiet, at)]


def _fill(article: Any, size: int, at: Any, **given: Any) -> None:
    from binhyen.newsroom.models import Comment

    keys = count(Comment.objects.count() * 10)
    words = "Bà con ấp tôi cũng làm như vậy, sáng đèn đầu cầu (lời bịa để đo). " * 3
    made = (
        Comment(article=article, unit=article.unit, words=words, sent_at=at - timedelta(hours=1), key=f"b{next(keys)}", **given)
        for _ in range(size)
    )  # fmt: skip
    Comment.objects.bulk_create(made, batch_size=2_000)


def _flood(engine: str, article: Any, at: Any) -> list[harness.Row]:
    """Send FLOOD comments at once: what one that is taken costs, and one that is turned away."""
    from binhyen.newsroom import actions
    from binhyen.newsroom.commenting import rules
    from binhyen.newsroom.models import Comment
    from binhyen.newsroom.tests import commented

    words = "Gọi 0912 345 678, chuyện bịa để đo. " * 13

    def send() -> None:
        commented.comment(article, at, words=words)

    def turned_away() -> None:
        try:
            send()
        except actions.TooManyComments:
            return

    taken = harness.timings(send, rounds=rules.MOST_OF_ARTICLE - 1, warm_up=0)
    flood = harness.timings(turned_away, rounds=FLOOD, warm_up=0)
    kept = Comment.objects.filter(article=article).count()
    return [
        (f"{engine}, a comment is taken, p95", _ms(taken), f"< {SEND} ms"),
        (f"{engine}, {FLOOD:,} at once, one is turned away, p95", _ms(flood), f"< {SEND} ms"),
        (f"{engine}, {FLOOD:,} at once, kept to be read", str(kept), f"<= {rules.MOST_OF_ARTICLE}"),
        (f"{engine}, {FLOOD:,} at once, together", f"{sum(flood):.1f} s", "< 60 s"),
    ]


def _ms(taken: list[float]) -> str:
    return harness.milliseconds(harness.percentile(taken, 0.95))


def _p95(name: str, client: Any, address: str, most: int) -> harness.Row:
    work: Callable[[], object] = lambda: _get(client, address)  # noqa: E731
    return f"{name}, p95", _ms(harness.timings(work, rounds=ROUNDS)), f"< {most} ms"


def _get(client: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


if __name__ == "__main__":
    print(
        json.dumps(
            harness.in_a_house(sys.argv[1], lambda: measured(sys.argv[1]), is_from_models=True)
        )
    )
