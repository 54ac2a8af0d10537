"""What becomes of a comment."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from binhyen.audit.models import Entry
from binhyen.newsroom import actions
from binhyen.newsroom.commenting import queries, rules
from binhyen.newsroom.models import Comment, CommentReason, CommentState
from binhyen.newsroom.tests import commented
from binhyen.people.models import Role
from binhyen.people.policy import NotAllowed
from binhyen.people.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(commune, at):
    return commented.article(commune, at)


def told(article):
    return [each.told for each in queries.shown_beside(article).rows]


def test_a_comment_waits_is_let_through_and_then_read(article, editor, at):
    comment = commented.comment(article, at)
    assert told(article) == []
    assert [each.pk for each in queries.queue_of(article.unit)] == [comment.pk]
    actions.approve_comment(comment=comment, by=editor, at=at)
    assert told(article) == [commented.SAID]
    assert queries.queue_of(article.unit) == []


def test_a_refused_comment_is_never_shown_and_says_why(article, editor, at):
    comment = commented.comment(article, at)
    actions.refuse_comment(comment=comment, reason=CommentReason.INSULT, by=editor, at=at)
    assert told(article) == []
    assert comment.reason == "INSULT"


def test_what_was_shown_can_be_taken_down(article, editor, at):
    comment = commented.comment(article, at)
    with pytest.raises(actions.CommentOutrun):
        actions.hide_comment(comment=comment, reason=CommentReason.CHILD, by=editor, at=at)
    actions.approve_comment(comment=comment, by=editor, at=at)
    actions.hide_comment(comment=comment, reason=CommentReason.CHILD, by=editor, at=at)
    assert told(article) == []


def test_of_two_who_deal_with_one_comment_the_second_is_told(article, editor, at):
    first, second = commented.comment(article, at), Comment.objects.get()
    actions.approve_comment(comment=first, by=editor, at=at)
    with pytest.raises(actions.CommentOutrun):
        actions.refuse_comment(comment=second, reason=CommentReason.INSULT, by=editor, at=at)
    assert Comment.objects.get().state == CommentState.SHOWN


@pytest.mark.parametrize(
    "role", [Role.DUTY_OFFICER, Role.CHIEF, Role.ADMINISTRATOR, Role.APPRAISER]
)
def test_what_readers_think_is_not_for_the_police_to_sort(article, at, role):
    comment = commented.comment(article, at)
    somebody = factories.officer("Ai Đó", role, article.unit)
    with pytest.raises(NotAllowed):
        actions.approve_comment(comment=comment, by=somebody, at=at)


def test_an_editor_elsewhere_never_gets_in(article, other_commune, at):
    comment = commented.comment(article, at)
    elsewhere = factories.officer("Lê Văn Xa", Role.EDITOR, other_commune)
    with pytest.raises(NotAllowed):
        actions.approve_comment(comment=comment, by=elsewhere, at=at)
    assert queries.queue_of(other_commune) == []


def test_the_trail_tells_who_settled_it_and_no_word_of_it(article, editor, at):
    comment = commented.comment(article, at, words="Rất hay, chuyện bịa", name="Bà Bịa")
    assert not Entry.objects.filter(event__contains="comment").exists()
    actions.refuse_comment(comment=comment, reason=CommentReason.ELSEWHERE, by=editor, at=at)
    (entry,) = Entry.objects.filter(event="newsroom.comment_refused")
    assert entry.actor == editor.ref
    assert "bịa" not in f"{entry.subject}{entry.detail}".lower()


def test_numbers_are_masked_before_they_are_kept(article, at):
    comment = commented.comment(
        article, at, words="Gọi 0912 345 678, STK 123456789", name="Năm 0912345678"
    )
    kept = Comment.objects.get(pk=comment.pk)
    assert (kept.words, kept.name) == ("Gọi ⟦PHONE⟧, ⟦BANK⟧", "Năm ⟦PHONE⟧")
    assert kept.told == "Gọi [đã ẩn số điện thoại], [đã ẩn số tài khoản]"


def test_of_who_wrote_nothing_is_kept(article, at):
    fields = {field.name for field in Comment._meta.get_fields()}
    assert fields == {
        "id", "article", "unit", "name", "words", "sent_at", "key", "state", "reason", "settled_at",
    }  # fmt: skip
    first = commented.comment(article, at + timedelta(seconds=34), name="Bà Năm")
    second = commented.comment(article, at + timedelta(seconds=41), name="Bà Năm")
    assert first.sent_at == second.sent_at == at
    assert first.key != second.key


def test_a_form_sent_twice_is_one_comment(article, at):
    for _ in range(2):
        actions.send_comment(article=article, words="Hay", name="", key="same", at=at)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "name", "fault", "is_of_name"),
    [
        ("ạ" * 501, "", rules.Fault.TOO_LONG, False),
        ("  ", "", rules.Fault.EMPTY, False),
        ("Hay", "Công an xã", rules.Fault.NAME_OF_OFFICE, True),
    ],
)
def test_what_cannot_be_taken_is_told_and_not_kept(article, at, words, name, fault, is_of_name):
    with pytest.raises(actions.CommentFaulty) as told:
        commented.comment(article, at, words=words, name=name)
    assert (told.value.fault, told.value.is_of_name) == (fault, is_of_name)
    assert not Comment.objects.exists()


def test_comments_close_as_the_house_says(article, at, settings):
    settings.COMMENT_DAYS = 30
    assert queries.closes_on(article) == date(2026, 4, 1)
    commented.comment(article, at + timedelta(days=30))
    with pytest.raises(actions.CommentsClosed):
        commented.comment(article, at + timedelta(days=31))


def test_an_article_may_say_another_day_or_take_none(commune, at):
    short = commented.article(commune, at, title="Ngắn", comments_until=at.date())
    commented.comment(short, at)
    with pytest.raises(actions.CommentsClosed):
        commented.comment(short, at + timedelta(days=1))
    silent = commented.article(commune, at, title="Không", has_comments=False)
    with pytest.raises(actions.CommentsClosed):
        commented.comment(silent, at)


def test_an_article_that_is_not_out_takes_none(commune, at):
    draft = commented.article(commune, at, live=False)
    with pytest.raises(actions.CommentsClosed):
        commented.comment(draft, at)


@pytest.mark.slow
def test_ten_thousand_comments_in_a_minute_leave_a_queue_that_can_be_read(commune, at):
    articles = [commented.article(commune, at, title=f"Tin {n}") for n in range(20)]
    turned_away = 0
    for n in range(10_000):
        try:
            commented.comment(articles[n % 20], at, words=f"Bình luận bịa số {n}")
        except actions.TooManyComments:
            turned_away += 1
    kept = Comment.objects.count()
    assert (kept, turned_away) == (rules.MOST_OF_HOUSE, 10_000 - rules.MOST_OF_HOUSE)
    assert all(
        Comment.objects.filter(article=each).count() <= rules.MOST_OF_ARTICLE for each in articles
    )
    later = at + rules.SPAN + timedelta(minutes=1)
    commented.comment(articles[0], later)
    assert Comment.objects.count() == kept + 1


def test_one_article_takes_no_more_than_its_share_and_others_go_on(commune, at):
    loud, quiet = (commented.article(commune, at, title=title) for title in ("Ồn", "Vắng"))
    for _ in range(rules.MOST_OF_ARTICLE):
        commented.comment(loud, at)
    with pytest.raises(actions.TooManyComments):
        commented.comment(loud, at)
    commented.comment(quiet, at)


def test_what_nobody_can_read_any_more_is_not_taken(article, at, monkeypatch):
    monkeypatch.setattr(rules, "MOST_WAITING", 3)
    for n in range(3):
        commented.comment(article, at + n * rules.SPAN * 2)
    with pytest.raises(actions.TooManyComments):
        commented.comment(article, at + rules.SPAN * 9)


def test_older_comments_are_found_sheet_by_sheet(article, editor, at):
    for n in range(45):
        comment = commented.comment(article, at + n * rules.SPAN, words=f"Lời {n}")
        actions.approve_comment(comment=comment, by=editor, at=at)
    read, before = [], None
    for _ in range(3):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            sheet = queries.shown_beside(article, before=before)
        assert len(asked) == 1
        read += [each.words for each in sheet.rows]
        before = sheet.older
    assert before is None
    assert read == [f"Lời {n}" for n in reversed(range(45))]


def test_the_editors_of_a_merged_unit_go_on_in_the_new_one(old_commune, commune, editor, at):
    comment = commented.comment(commented.article(old_commune, at), at)
    assert [each.pk for each in queries.queue_of(commune)] == [comment.pk]
    actions.approve_comment(comment=comment, by=editor, at=at)


def test_what_was_taken_down_or_never_looked_at_goes(article, editor, at):
    refused, shown, _waiting = (commented.comment(article, at) for _ in range(3))
    actions.refuse_comment(comment=refused, reason=CommentReason.INSULT, by=editor, at=at)
    actions.approve_comment(comment=shown, by=editor, at=at)
    assert actions.forget_comments(at=at + timedelta(days=29)) == 0
    assert actions.forget_comments(at=at + timedelta(days=31)) == 2
    assert list(Comment.objects.all()) == [shown]


@pytest.mark.parametrize(
    "wrong",
    [{"state": "REFUSED"}, {"reason": "INSULT"}, {"state": "SHOWN", "settled_at": None}],
)
def test_the_database_refuses_a_comment_without_its_reason_or_hour(article, at, wrong):
    comment = commented.comment(article, at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(**wrong)
