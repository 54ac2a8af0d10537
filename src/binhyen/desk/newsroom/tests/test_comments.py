"""The comments that wait, as an editor reads them."""

import pytest

from binhyen.newsroom import actions
from binhyen.newsroom.models import Comment, CommentReason
from binhyen.newsroom.tests import commented

pytestmark = pytest.mark.django_db
LIST = "/ban-lam-viec/binh-luan/"


@pytest.fixture(autouse=True)
def _standing_clock(at, monkeypatch):
    monkeypatch.setattr("binhyen.core.clock.now", lambda: at)


@pytest.fixture
def article(commune, at):
    return commented.article(commune, at)


@pytest.fixture
def bench(client, editor):
    client.force_login(editor)
    return client


def text(answer):
    return answer.content.decode()


def test_an_empty_queue_says_what_will_stand_there(bench):
    assert "Không có bình luận nào đang chờ" in text(bench.get(LIST))
    assert "Chưa có bình luận nào được đăng" in text(bench.get(f"{LIST}da-dang/"))


def test_what_waits_is_counted_on_the_first_page_and_read_first_come_first(bench, article, at):
    for n in range(3):
        commented.comment(article, at, words=f"Lời bịa {n}")
    home = text(bench.get("/ban-lam-viec/"))
    assert '<span class="by-figure">3</span>' in home and "Bình luận chờ đọc" in home
    shown = text(bench.get(LIST))
    assert shown.index("Lời bịa 0") < shown.index("Lời bịa 1") < shown.index("Lời bịa 2")


def test_shown_by_one_press(bench, article, at):
    comment = commented.comment(article, at)
    answer = bench.post(f"{LIST}{comment.pk}/dang/", follow=True)
    assert "Bình luận đã đứng dưới bài viết" in text(answer)
    assert commented.SAID in text(bench.get(f"{LIST}da-dang/"))


def test_refused_for_a_reason_and_for_none_without_one(bench, article, at):
    comment = commented.comment(article, at)
    answer = bench.post(f"{LIST}{comment.pk}/tu-choi/")
    assert "govuk-error-summary" in text(answer) and f'href="#id_{comment.pk}_reason_0"' in text(
        answer
    )
    answer = bench.post(f"{LIST}{comment.pk}/tu-choi/", {"reason": "INSULT"}, follow=True)
    assert "Nội dung bị xóa sau 30 ngày" in text(answer)
    assert Comment.objects.get().reason == "INSULT"


def test_taken_down_later(bench, editor, article, at):
    comment = commented.comment(article, at)
    actions.approve_comment(comment=comment, by=editor, at=at)
    assert "govuk-error-summary" in text(bench.post(f"{LIST}{comment.pk}/go-xuong/"))
    bench.post(f"{LIST}{comment.pk}/go-xuong/", {"reason": "CHILD"})
    assert Comment.objects.get().state == "HIDDEN"


@pytest.mark.parametrize("way", ["dang", "tu-choi", "go-xuong"])
def test_who_comes_second_is_told(bench, editor, article, at, way):
    comment = commented.comment(article, at)
    actions.refuse_comment(comment=comment, reason=CommentReason.INSULT, by=editor, at=at)
    answer = bench.post(f"{LIST}{comment.pk}/{way}/", {"reason": "INSULT"}, follow=True)
    assert "Vừa có người khác xử lý bình luận này" in text(answer)


def test_the_police_has_no_such_page(desk):
    answer = desk.get(LIST)
    assert answer.status_code == 403
    assert "Chức trách của bạn không làm việc với bình luận" in text(answer)


def test_a_long_queue_is_told_as_99_and_more(bench, article, at):
    Comment.objects.bulk_create(
        Comment(article=article, unit=article.unit, words=f"Lời {n}", sent_at=at, key=str(n)) for n in range(150)
    )  # fmt: skip
    shown = text(bench.get(LIST))
    assert "99+" in shown
    assert shown.count("data-row=") == 20


def test_a_queue_longer_than_the_page_says_that_more_come(bench, article, at):
    def wait(since, until):
        Comment.objects.bulk_create(
            Comment(article=article, unit=article.unit, words=f"Lời {n}", sent_at=at, key=str(n)) for n in range(since, until)
        )  # fmt: skip

    wait(0, 20)
    assert "chờ lâu nhất" not in text(bench.get(LIST))
    wait(20, 21)
    assert "Đây là 20 bình luận chờ lâu nhất." in text(bench.get(LIST))


def test_as_many_queries_for_twenty_as_for_one(bench, article, at, django_assert_max_num_queries):
    Comment.objects.bulk_create(
        Comment(article=article, unit=article.unit, words=f"Lời {n}", sent_at=at, key=str(n)) for n in range(20)
    )  # fmt: skip
    bench.get(LIST)
    with django_assert_max_num_queries(14):
        bench.get(LIST)
