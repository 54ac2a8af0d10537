"""Takes in a request's body before it takes up a place among those being worked on.

On a bad line a photo needs a minute to arrive. Were it read by the code that handles it, a few such phones would
hold every place, and everybody else would wait. Here many threads may listen to slow phones at once, and only what
has arrived whole is worked on, a few at a time: one per worker measured best, because more writers at once only
wait for SQLite's one lock (2 workers, 12 clients, SQLite: 205 reports a second with one place each, 171 with two).
"""

from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

Start = Callable[..., Any]
App = Callable[[dict[str, Any], Start], Iterable[bytes]]

#: Three photos as a phone takes them, with room; anything larger is not read at all.
MOST = 64_000_000
IN_MEMORY = 512_000
PIECE = 65_536
TOO_LARGE = (
    "<!DOCTYPE html><html lang=vi><meta charset=utf-8><title>Quá lớn</title>"
    "<p>Tệp gửi lên quá lớn nên chưa được nhận. Hãy quay lại và chọn ảnh nhỏ hơn."
    "<p lang=en>What you sent is too large and was not taken. Go back and choose a smaller photo."
).encode()


class Buffered:
    """A WSGI application that hands `app` whole requests, at most `at_once` at a time."""

    def __init__(self, app: App, *, at_once: int = 1) -> None:
        self.app = app
        self.places = BoundedSemaphore(at_once)

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer one request."""
        length = environ.get("CONTENT_LENGTH") or "0"
        expected = int(length) if str(length).isdecimal() else 0
        if expected > MOST:
            start_response("413 Content Too Large", [("Content-Type", "text/html; charset=utf-8")])
            return [TOO_LARGE]
        if not expected:
            with self.places:
                return self.app(environ, start_response)
        with take_in(environ["wsgi.input"], expected) as body, self.places:
            return self.app(environ | {"wsgi.input": body}, start_response)


def take_in(body: IO[bytes], expected: int) -> IO[bytes]:
    """Return a copy of `body`, read to its end or to `expected` bytes; large ones lie on disk."""
    taken: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (lives as long as the request)
    while expected and (piece := body.read(min(PIECE, expected))):
        taken.write(piece)
        expected -= len(piece)
    taken.seek(0)
    return taken
