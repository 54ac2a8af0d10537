"""A guest comments, without an account, with or without scripts."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from binhyen.core import clock
from binhyen.newsroom import actions
from binhyen.newsroom.commenting import rules
from binhyen.newsroom.models import Comment, CommentReason
from binhyen.newsroom.tests import commented

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(commune, at):
    return commented.article(commune, at)


@pytest.fixture
def guest():
    """A browser that sends what a real one does: without the token of a session it does not have."""
    return Client(enforce_csrf_checks=True)


def page(guest, article, tail=""):
    return guest.get(f"/binh-luan/{article.pk}/{tail}")


def form(guest, article):
    return {"key": re.search(r'name="key" value="(\w+)"', page(guest, article, "phan/").content.decode())[1]}  # fmt: skip


def send(guest, article, tail="", **typed):
    return guest.post(f"/binh-luan/{article.pk}/{tail}", {**form(guest, article), "words": commented.SAID, **typed})  # fmt: skip


def text(answer):
    return answer.content.decode()


def test_a_comment_waits_and_its_sender_is_told(guest, article):
    answer = send(guest, article)
    assert answer["Location"] == f"/binh-luan/{article.pk}/da-gui/"
    assert "Bình luận đang chờ được đọc" in text(guest.get(answer["Location"]))
    assert commented.SAID not in text(page(guest, article))
    assert Comment.objects.get().told_name == "Khách" or Comment.objects.get().name == ""


def test_no_cookie_is_set_or_needed_by_the_part_beside_the_article(guest, article):
    answer = send(guest, article, "phan/")
    assert "Bình luận đang chờ được đọc" in text(answer)
    assert not guest.cookies
    assert Comment.objects.count() == 1


def test_what_was_let_through_is_read_by_everybody(guest, article, editor, at):
    comment = commented.comment(article, at)
    actions.approve_comment(comment=comment, by=editor, at=at)
    for tail in ("", "phan/"):
        shown = text(page(guest, article, tail))
        assert commented.SAID in shown
        assert "<b>Khách</b>" in shown
    actions.hide_comment(comment=comment, reason=CommentReason.PERSON, by=editor, at=at)
    assert commented.SAID not in text(page(guest, article))


def test_a_script_is_shown_as_text_and_an_address_is_no_link(guest, article, editor, at):
    words = "<script>alert(1)</script> <img src=x onerror=alert(2)> xem https://vidu.vn"
    actions.approve_comment(comment=commented.comment(article, at, words=words, name="<b>A</b>"), by=editor, at=at)  # fmt: skip
    shown = text(page(guest, article))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x" in shown
    assert "<b>&lt;b&gt;A&lt;/b&gt;</b>" in shown
    assert 'href="https://vidu.vn' not in shown


@pytest.mark.parametrize("tail", ["", "phan/"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": "ạ" * 501}, "Bình luận quá dài: nhiều nhất 500 ký tự"),
        ({"words": ("a" + "\u0301" * 3) * 501}, "Bình luận quá dài"),
        ({"words": "hay " + "a" + "\u0301" * 50}, "Có chữ mang quá nhiều dấu"),
        ({"words": ""}, "Hãy viết vài lời"),
        ({"words": " \u200b\r\n "}, "Hãy viết vài lời"),
        ({"words": "mua.vn ban.vn"}, "Nhiều nhất một địa chỉ"),
        ({"name": "Công an xã"}, "Khách không nói thay cho một cơ quan"),
        ({"words": "a\0b"}, "Bình luận của bạn"),
    ],
)
def test_what_cannot_be_taken_is_told_and_stays(guest, article, tail, typed, said):
    answer = send(guest, article, tail, **typed)
    shown = text(answer)
    assert answer.status_code == 200
    assert said in shown
    assert "Có điểm cần sửa" in shown or "govuk-error-summary" in shown
    assert typed.get("words", commented.SAID).replace("\r\n", "\n").replace("\0", "") in shown.replace("\r\n", "\n").replace("\0", "")  # fmt: skip
    assert not Comment.objects.exists()


def test_the_longest_comment_is_taken_in_either_composition(guest, article):
    for words in ("ệ" * 500, "e\u0323\u0302" * 500, "👨‍👩‍👧‍👦" * 500):
        assert send(guest, article, words=words).status_code == 302
    assert Comment.objects.count() == 3


def test_a_machine_that_fills_in_everything_is_thanked_and_not_heard(guest, article):
    assert send(guest, article, website="https://vidu.vn").status_code == 302
    assert not Comment.objects.exists()


def test_a_flood_is_told_of_and_what_was_typed_stays(guest, article, at):
    for _ in range(rules.MOST_OF_ARTICLE):
        commented.comment(article, at)
    shown = text(send(guest, article, words="Lời của tôi"))
    assert "Hiện có rất nhiều bình luận gửi đến" in shown
    assert "Lời của tôi" in shown


def test_a_closed_article_says_since_when(guest, commune, at, monkeypatch):
    article = commented.article(commune, at)
    typed = form(guest, article)
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(days=31))
    assert "Đã ngừng nhận bình luận từ sau ngày 01/04/2026" in text(page(guest, article))
    answer = guest.post(f"/binh-luan/{article.pk}/", {**typed, "words": "Muộn rồi"})
    assert "Bài này không nhận bình luận nữa" in text(answer)
    assert "Muộn rồi" in text(answer)


def test_sheets_lead_on_without_scripts(guest, article, editor, at):
    for n in range(25):
        comment = commented.comment(article, at + n * rules.SPAN, words=f"Lời số {n} bịa")
        actions.approve_comment(comment=comment, by=editor, at=at)
    first = text(page(guest, article))
    assert "Lời số 24 bịa" in first and "Lời số 4 bịa" not in first
    (older,) = re.findall(r'href="(/binh-luan/\d+/\?truoc=\d+)"', first)
    second = text(guest.get(older))
    assert "Lời số 4 bịa" in second and "Bình luận cũ hơn" not in second


@pytest.mark.parametrize("asked", ["x", "-1", "9" * 30, "٣"])
def test_an_address_that_no_link_says_does_not_exist(guest, article, asked):
    assert guest.get(f"/binh-luan/{article.pk}/", {"truoc": asked}).status_code == 404


def test_what_is_not_out_has_no_comments(guest, commune, at):
    draft = commented.article(commune, at, live=False)
    assert page(guest, draft).status_code == 404
    assert guest.post(f"/binh-luan/{draft.pk}/", {"words": "x", "key": "y"}).status_code == 404
    assert guest.get("/binh-luan/999999999999999999999/").status_code == 404


def test_a_button_of_the_head_keeps_what_was_typed_and_sends_nothing(guest, article):
    shown = text(send(guest, article, words="Đang viết dở", co_chu="+"))
    assert "Đang viết dở" in shown
    assert not Comment.objects.exists()


def test_as_many_queries_for_a_thousand_as_for_one(guest, article, at, django_assert_num_queries):
    Comment.objects.bulk_create(
        Comment(article=article, unit=article.unit, words=f"Lời {n}", sent_at=at, key=str(n), state="SHOWN", settled_at=at)
        for n in range(1000)
    )  # fmt: skip
    with django_assert_num_queries(2):
        page(guest, article, "phan/")
