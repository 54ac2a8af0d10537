"""A slow phone holds no place among the requests worked on, and a body too large is not read."""

import io
import threading
import time

from binhyen.project.buffering import MOST, Buffered


class Slow(io.BytesIO):
    """A body that arrives only when it is let."""

    def __init__(self, content):
        super().__init__(content)
        self.may_arrive = threading.Event()

    def read(self, size=-1):
        self.may_arrive.wait(10)
        return super().read(size)


def echo(environ, start_response):
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


def ask(app, body=b"", **environ):
    said = []
    given = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), **environ}
    return b"".join(app(given, lambda status, headers: said.append(status))), said


def test_a_body_arrives_whole_whatever_its_size():
    app = Buffered(echo)
    for size in (0, 1, 70_000, 1_300_000):
        assert ask(app, b"a" * size) == (b"a" * size, ["200 OK"])


def test_others_are_answered_while_a_slow_phone_still_sends():
    app, slow, answers = Buffered(echo), Slow(b"photo"), []
    phone = threading.Thread(
        target=lambda: answers.append(ask(app, b"photo", **{"wsgi.input": slow}))
    )
    phone.start()
    assert ask(app, b"quick") == (b"quick", ["200 OK"])
    assert answers == []
    slow.may_arrive.set()
    phone.join(10)
    assert answers == [(b"photo", ["200 OK"])]


def test_only_so_many_are_worked_on_at_once():
    working, most = [], []

    def count(environ, start_response):
        working.append(1)
        most.append(len(working))
        time.sleep(0.01)
        working.pop()
        return []

    app = Buffered(count, at_once=1)
    threads = [threading.Thread(target=ask, args=(app,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert max(most) == 1
    assert len(most) == 6


def test_a_body_beyond_all_measure_is_refused_unread_with_a_sentence():
    answer, said = ask(Buffered(echo), CONTENT_LENGTH=str(MOST + 1))
    assert said == ["413 Content Too Large"]
    assert "chọn ảnh nhỏ hơn" in answer.decode()


def test_a_length_that_is_no_number_is_left_to_the_application():
    assert ask(Buffered(echo), b"", CONTENT_LENGTH="abc") == (b"", ["200 OK"])
