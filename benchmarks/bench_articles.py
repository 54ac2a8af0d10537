"""The page of an article as a local paper's reader gets it: remembered and not, what it weighs, and with 1,000 comments.

The article has a picture, 40 paragraphs, quotes and four others below it. Comments come in late and by an address of their
own (bench_comments); here is asked whether the page itself stays as fast with them. Each answer is that of the whole house,
middleware and compression included, without the line.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import harness
from benchmarks.bench_intake import FETCHED, kilobytes

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "60"))
COMMENTS, WARM = 1_000, 5
#: What is promised: milliseconds, and kilobytes without the pictures.
CACHED, UNCACHED, WEIGHT = 25, 80, 100
#: The medians of two pages that do the same work differ by so much from one measurement to the next.
SAME = 1.15
#: Seconds by the clock and of the processor.
Taken = tuple[float, float]
_WORDS = (
    "Bà con ấp góp công làm đường, mắc đèn, giữ sạch bờ kênh và nhắc nhau khoá cửa (chuyện bịa để đo). "
    * 3
)


def run() -> list[harness.Row]:
    """Measure on each database in a process of its own."""
    engines = os.environ.get("BENCH_ENGINES", "PostgreSQL,SQLite").split(",")
    return [row for engine in engines for row in harness.apart("benchmarks.bench_articles", engine)]


def measured(engine: str) -> list[harness.Row]:
    """Write the news of a commune into an empty house and read them."""
    from django.core.cache import cache
    from django.test import Client

    quiet, busy = _articles()
    reader = Client(SERVER_NAME="127.0.0.1", headers={"Accept-Encoding": "br, gzip"})

    def anew() -> None:
        cache.clear()
        _read(reader, quiet)

    def again() -> None:
        _read(reader, quiet)

    def beside() -> None:
        _read(reader, busy)

    alone, full = _in_turns(again, beside)
    (uncached,) = _in_turns(anew)
    ratio = _median(full) / _median(alone)
    return [
        (f"{engine}, article, cached, p95", _told(alone), f"< {CACHED} ms"),
        (f"{engine}, article, uncached, p95", _told(uncached), f"< {UNCACHED} ms"),
        (f"{engine}, article with {COMMENTS:,} comments, cached, p95", _told(full), f"< {CACHED} ms"),
        (f"{engine}, with {COMMENTS:,} comments to without, medians of processor", f"{ratio:.2f}", f"<= {SAME}"),
        (f"{engine}, article with what it loads, without pictures", kilobytes(_weight(reader, quiet)), f"<= {WEIGHT} kB"),
    ]  # fmt: skip


def _articles() -> tuple[str, str]:
    """Return the addresses of two articles with the same words, one without comments and one with COMMENTS."""
    from binhyen.core import clock
    from binhyen.newsroom import pictures
    from binhyen.newsroom.models import Comment, Photo
    from binhyen.newsroom.tests import commented
    from binhyen.newsroom.tests import factories as news
    from binhyen.people.models import Role
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    at = clock.now()
    above = factories.unit("Tây Ninh", level=Level.PROVINCE, code="80")
    unit = factories.unit("Mỹ Thạnh", code="28051", parent=above)
    photo: Photo = news.photo(  # type: ignore[no-untyped-call]  # of the tests
        unit, factories.officer("Người Biên (bịa)", Role.EDITOR, unit)
    )
    pictures.prepare(photo)
    body: list[dict[str, Any]] = [{"type": "paragraph", "value": f"<p>{_WORDS}</p>"}] * 40
    body += [{"type": "quote", "value": {"words": _WORDS, "said_by": "Một bác ở ấp"}}] * 4
    made = [
        commented.article(unit, at, title=f"Ba lực lượng giữ cổng trường, kỳ {number}", lead_photo=photo, body=body)
        for number in range(6)
    ]  # fmt: skip
    quiet, busy = made[-2:]
    Comment.objects.bulk_create(
        Comment(article=busy, unit=unit, words=_WORDS, sent_at=at, key=f"b{number}", state="SHOWN", settled_at=at)
        for number in range(COMMENTS)
    )  # fmt: skip
    return quiet.url, busy.url


def _in_turns(*pages: Callable[[], object]) -> list[list[Taken]]:
    """Return what each of `pages` took ROUNDS times, asked in turns: what else the machine does then slows all of them."""
    taken: list[list[Taken]] = [[] for _ in pages]
    for number in range(ROUNDS + WARM):
        for page, each in zip(pages, taken, strict=True):
            begun, busy = time.perf_counter(), time.process_time()
            page()
            if number >= WARM:
                each.append((time.perf_counter() - begun, time.process_time() - busy))
    return taken


def _median(taken: list[Taken]) -> float:
    return harness.percentile([busy for _, busy in taken], 0.5)


def _told(taken: list[Taken]) -> str:
    slowest = harness.milliseconds(harness.percentile([waited for waited, _ in taken], 0.95))
    return f"{slowest} ({harness.milliseconds(_median(taken))} of processor)"


def _weight(reader: Any, address: str) -> int:
    """Return the bytes of the page and of the sheets, scripts and drawings it names, as sent, heads included."""
    import gzip

    page = _read(reader, address)
    html = gzip.decompress(page.content) if page.headers.get("Content-Encoding") else page.content
    named = dict.fromkeys(FETCHED.findall(html.decode()))
    return _sent(page) + sum(_sent(_read(reader, asset)) for asset in named)


def _sent(answer: Any) -> int:
    head = sum(len(name) + len(value) + 4 for name, value in answer.items()) + 17
    return head + len(b"".join(answer))


def _read(reader: Any, address: str) -> Any:
    answer = reader.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


if __name__ == "__main__":
    print(
        json.dumps(
            harness.in_a_house(sys.argv[1], lambda: measured(sys.argv[1]), is_from_models=True)
        )
    )
