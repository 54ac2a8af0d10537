"""A report from POST to durable reference number, and what a resident's phone has to fetch.

A real server with two workers on this machine answers clients of this process; both share its cores, so the
server alone is a little faster than the table says. Photos are left aside.
"""

import http.client
import os
import re
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from random import Random
from uuid import uuid4

from benchmarks import harness

COMMUNE = "28051"
SEQUENTIAL = 300
CLIENTS = 12
SECONDS = float(os.environ.get("BENCH_SECONDS", "12"))
REFERENCE = re.compile(rb">(BY-[0-9A-Z]{4}-[0-9A-Z]{4})<")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
FETCHED = re.compile(r'(?:src|href)="(/static/[^"]+\.(?:js|css|svg)[^"]*)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
WORDS = "Quán nhậu đầu đường hát loa kéo tới hai giờ sáng, cả xóm mất ngủ (chuyện bịa để đo)."
#: What a commune hears of on an ordinary day. One subject alone would queue for one row of the day's counts.
EVERYDAY = (
    "NOI",
    "THF",
    "DSP",
    "TRF-VIO",
    "ENV",
    "ANI",
    "LST",
    "GMB",
    "FIR-RISK",
    "FRD-ONL",
    "TRF",
)
ANSWERS = {"category": "NOI", "words": WORDS, "when": "now", "disclosure": "ANONYMOUS"}


def run() -> list[harness.Row]:
    """Measure on SQLite and on PostgreSQL, then weigh the pages."""
    rows: list[harness.Row] = []
    with house({}) as served:
        rows += intake(served, "SQLite", least=150)
        rows += weights(served.port)
    with harness.postgresql() as address, house({"DATABASE_URL": address}) as served:
        rows += intake(served, "PostgreSQL", least=250)
    return rows


@contextmanager
def house(more: dict[str, str]) -> Iterator[harness.Served]:
    """Yield a served house in which one commune receives reports."""
    with harness.home() as folder:
        env = harness.environment(folder, {**more, "BINHYEN_PASSWORD": "measured-only-once-7"})
        harness.binhyen(["setup"], env)
        post = ["--role", "duty_officer", "--unit", COMMUNE, "--email", "truc@vidu.vn"]
        harness.binhyen(["add_officer", "--name", "Người Trực (bịa)", *post], env)
        with harness.served(env) as served:
            yield served


def intake(served: harness.Served, where: str, *, least: int) -> list[harness.Row]:
    """Return how long one report takes, how many go through in a second, and what one costs the server.

    The last does not depend on what else the machine does meanwhile: two cores give 2,000 ms a second.
    """
    port = served.port
    taken = harness.timings(sender(port, 0), rounds=SEQUENTIAL, warm_up=40)
    before = processor_seconds(served.pid)
    together = harness.load(lambda number: sender(port, number), clients=CLIENTS, seconds=SECONDS)
    spent = (processor_seconds(served.pid) - before) / len(together)
    half, most = (harness.milliseconds(harness.percentile(taken, share)) for share in (0.5, 0.95))
    return [
        (f"report to reference number, {where}, p50", half, "< 15 ms"),
        (f"report to reference number, {where}, p95", most, ""),
        (
            f"reports per second, {where}, {CLIENTS} clients",
            f"{len(together) / SECONDS:.0f}",
            f">= {least}",
        ),
        (
            f"one of {CLIENTS} clients waits, {where}, p95",
            harness.milliseconds(harness.percentile(together, 0.95)),
            "",
        ),
        (f"processor time of the server per report, {where}", harness.milliseconds(spent), ""),
    ]


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process and all its children so far (Linux)."""
    total, waiting = 0, [pid]
    while waiting:
        each = Path(f"/proc/{waiting.pop()}")
        user, system = (each / "stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
        total += int(user) + int(system)
        children = (each / "task" / each.name / "children").read_text(encoding="ascii")
        waiting.extend(int(child) for child in children.split())
    return total / os.sysconf("SC_CLK_TCK")


def sender(port: int, number: int) -> Callable[[], None]:
    """Return a call that sends one report over one connection and reads its reference number."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/bao-tin/")
    page = connection.getresponse()
    token = TOKEN.search(page.read())
    cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
    assert token is not None
    fields = {**ANSWERS, "step": "you", "go": "send", "csrfmiddlewaretoken": token[1].decode()}

    subjects = cycle(Random(number).sample(EVERYDAY, len(EVERYDAY)))

    def send() -> None:
        body = urllib.parse.urlencode({**fields, "category": next(subjects), "key": str(uuid4())})
        connection.request("POST", "/bao-tin/", body, {**FORM, "Cookie": cookie})
        answer = connection.getresponse().read()
        if not REFERENCE.search(answer):
            raise RuntimeError(answer.decode()[:2000])

    return send


def weights(port: int) -> list[harness.Row]:
    """Return what a browser that speaks Brotli fetches, headers included, nothing cached."""
    first = fetched(port, "/")
    form = max(fetched(port, "/bao-tin/", step) for step in ("", "subject", "story"))
    boundary = f"/don-vi/2025-{COMMUNE}/ranh-gioi.json"
    by_hand = [f"/static/{path}" for path in MAP]
    with_map = fetched(port, "/bao-tin/", "subject", [*by_hand, boundary])
    return [
        ("first page over the wire", kilobytes(first), "<= 35 kB"),
        ("heaviest page of the form, without map", kilobytes(form), "<= 40 kB"),
        ("the page with the map opened", kilobytes(with_map), "<= 90 kB"),
    ]


MAP = ("binhyen/built/map.js", "binhyen/built/map.css")


def kilobytes(size: int) -> str:
    """Return a size for the table."""
    return f"{size / 1000:.1f} kB"


def fetched(
    port: int, path: str, answered: str | None = None, more: list[str] | None = None
) -> int:
    """Return the bytes of a page (after answering `answered`, when given) and of all it names."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    page, size = get(connection, path)
    if answered:
        page, size = ask(connection, path, page, answered)
    assets = [*FETCHED.findall(page), *(hashed(page, asset) for asset in more or [])]
    return size + sum(get(connection, asset)[1] for asset in dict.fromkeys(assets))


def hashed(page: str, asset: str) -> str:
    """Return the hashed name under which the page knows an asset."""
    stem, _, ending = asset.rpartition(".")
    named = re.search(rf"{re.escape(stem)}[.\w]*\.{ending}", page)
    return named[0] if named else asset


def ask(connection: http.client.HTTPConnection, path: str, page: str, step: str) -> tuple[str, int]:
    """Answer one question and return the next page with its bytes."""
    token = TOKEN.search(page.encode())
    assert token is not None
    fields = {**ANSWERS, "step": step, "go": "next", "csrfmiddlewaretoken": token[1].decode()}
    headers = {**FORM, "Cookie": COOKIES[-1]}
    return get(connection, path, urllib.parse.urlencode(fields), headers)


#: The protection cookie of the page fetched last.
COOKIES: list[str] = [""]


def get(
    connection: http.client.HTTPConnection,
    path: str,
    body: str | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[str, int]:
    """Return a text and the bytes it took over the wire, head included."""
    asked = {"Accept-Encoding": "br, gzip", **(headers or {})}
    connection.request("POST" if body else "GET", path, body, asked)
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status == 200, (path, answer.status)
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + 17
    if cookie := answer.getheader("Set-Cookie"):
        COOKIES[-1] = cookie.partition(";")[0]
    return unpacked(content, answer.getheader("Content-Encoding")), head + len(content)


def unpacked(content: bytes, encoding: str | None) -> str:
    """Return the text of an answer."""
    if encoding == "gzip":
        import gzip

        content = gzip.decompress(content)
    if encoding == "br":
        import brotli

        content = brotli.decompress(content)
    return content.decode()
