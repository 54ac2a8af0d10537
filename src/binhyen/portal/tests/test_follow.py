import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.matters import actions as matters
from binhyen.matters.models import Feedback, Matter
from binhyen.matters.rules import Severity
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.reports import actions as reports
from binhyen.reports.models import Guess, Message, Photo, Report


@pytest.fixture
def sent(commune, hanh, at):
    return factories.receive(commune, at)


def look(client, sent, **more):
    return client.post("/theo-doi/", {"reference": sent.reference, "code": sent.code, **more})


def test_number_and_code_open_it_without_account_or_session(client, sent):
    page = look(client, sent)
    assert "Đã nhận tin của bạn" in page.content.decode()
    assert set(client.cookies) <= {"bao_ve"}
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("ACDE-ACDE-ACDE-ACDE", "không khớp"),
        ("ACDE-ACDE-ACDE-ACD0", "không có “0”"),
        ("ACDE-ACDE-ACDE", "bạn nhập 12"),
    ],
)
def test_a_wrong_code_says_so_and_keeps_what_was_typed(client, sent, code, says):
    page = client.post("/theo-doi/", {"reference": sent.reference, "code": code})
    text = page.content.decode()
    assert says in text
    assert code in text


def test_after_five_wrong_codes_one_waits_and_the_reporter_is_not_locked_out(client, sent):
    wrong = {"reference": sent.reference, "code": "ACDE-ACDE-ACDE-ACDE"}
    for _ in range(5):
        client.post("/theo-doi/", wrong)
    assert "đợi 15 phút" in client.post("/theo-doi/", wrong).content.decode()
    assert "đợi 15 phút" not in look(client, sent).content.decode()


def test_letters_with_marks_are_explained(client, sent):
    page = client.post("/theo-doi/", {"reference": sent.reference, "code": "ĂCDE-ACDE-ACDE-ACDE"})
    assert "bộ gõ tiếng Việt" in page.content.decode()


def test_the_reporter_reads_the_reply_and_the_state_and_nothing_of_the_officers_work(
    client, sent, hanh, at
):
    matter = Matter.objects.get()
    matters.take_in_hand(matter=matter, by=hanh, at=at)
    matter = Matter.objects.get()
    matters.note(matter=matter, words="GhiChúNộiBộ", by=hanh, at=at)
    matters.reply(
        matter=Matter.objects.get(),
        report=Report.objects.get(),
        words="Tối nay chúng tôi đến.",
        by=hanh,
        at=at,
    )
    text = look(client, sent).content.decode()
    assert "Tối nay chúng tôi đến." in text and "Cán bộ đang xác minh" in text
    assert "GhiChúNộiBộ" not in text and hanh.full_name not in text


def test_a_message_reaches_the_officers_once_however_often_it_is_sent(client, sent):
    for _ in range(2):
        text = look(client, sent, words="Còn ồn nữa.").content.decode()
        assert "Cán bộ sẽ đọc lời nhắn của bạn." in text
    assert Message.objects.count() == 1
    assert Matter.objects.get().has_news
    assert Entry.objects.filter(event="reports.said").count() == 1


def test_a_message_that_is_too_long_comes_back_whole(client, sent):
    text = look(client, sent, words="ồ" * 2001).content.decode()
    assert "Nội dung dài quá: 2001 ký tự, tối đa 2000." in text
    assert "ồ" * 2001 in text and not Message.objects.exists()


def test_a_merger_at_the_same_moment_does_not_cost_the_reporter_the_message(
    client, commune, sent, hanh, at, monkeypatch
):
    real, into = matters.hear, factories.matter(commune, at)

    def merged_meanwhile(**said):
        monkeypatch.setattr(matters, "hear", real)
        matters.merge(matter=sent.matter, into=into, by=hanh, at=at)
        raise matters.MoveNotAllowed  # as `hear` does, which read the matter before

    monkeypatch.setattr(matters, "hear", merged_meanwhile)
    look(client, sent, words="Còn ồn nữa.")
    assert Message.objects.count() == 1
    into.refresh_from_db()
    assert into.has_news


def test_the_page_costs_a_fixed_number_of_queries(client, sent, django_assert_num_queries):
    with django_assert_num_queries(5):
        look(client, sent)


def test_the_number_from_the_picture_is_filled_in(client, sent):
    assert sent.reference in client.get(f"/theo-doi/?so={sent.reference}").content.decode()


def test_the_identity_is_never_on_the_page(client, commune, hanh, at):
    sent = factories.receive(commune, at, person=reports.Person("Tên Thật", consent="1"))
    assert "Tên Thật" not in look(client, sent).content.decode()


def test_larger_text_neither_closes_the_thread_nor_sends_the_message(client, sent):
    page = look(client, sent, words="Chưa viết xong", co_chu="+")
    assert "Chưa viết xong" in page.content.decode()
    assert not Message.objects.exists()


def test_larger_text_keeps_a_number_that_is_typed_already(client, db):
    page = client.post("/theo-doi/", {"reference": "BY-7KM4-XQ9R", "code": "", "co_chu": "+"})
    assert 'value="BY-7KM4-XQ9R"' in page.content.decode()
    assert not page.context["form"].errors


def test_the_qr_picture_is_drawn_for_a_number_and_for_nothing_else(client):
    drawn = client.get("/theo-doi/ma-qr.svg", {"so": "BY-7KM4-XQ9R"})
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content.startswith(b"<?xml")
    for other in ("", "BY-7KM4", "BY-7KM4-XQ9R<script>", "https://example.org", "by-7km4-xq9r"):
        assert client.get("/theo-doi/ma-qr.svg", {"so": other}).status_code == 404


@pytest.fixture
def ended(sent, hanh, at):
    """The matter was settled by Hạnh."""
    matter = Matter.objects.get()
    matters.take_in_hand(matter=matter, by=hanh, at=at)
    matters.settle(matter=matter, outcome=Outcome.PLEDGED, words="Đã nhắc.", by=hanh, at=at)
    return sent


def images(page):
    return re.findall(r'<img src="(/theo-doi/anh/[^"]+)"', page.content.decode())


def test_it_is_asked_whether_it_is_settled_once_it_ended_and_not_before(client, sent):
    assert "đã giải quyết xong chưa" not in look(client, sent).content.decode()


def test_not_settled_puts_it_back_on_the_table(client, ended):
    text = look(client, ended, go="rate", settled="no", why="Lại ồn.", stars="2").content.decode()
    assert "đã trở lại bàn làm việc của cán bộ" in text and "Đang giải quyết" in text
    assert Matter.objects.get().news_due_at
    assert "Lại ồn." in text


def test_not_settled_wants_a_word(client, ended):
    page = look(client, ended, go="rate", settled="no", why="")
    assert "Hãy ghi vài chữ việc còn thế nào." in page.content.decode()
    assert Matter.objects.get().state == "RESOLVED"


def test_settled_is_thanked_for(client, ended):
    text = look(client, ended, go="rate", settled="yes", stars="5").content.decode()
    assert "Đã ghi nhận câu trả lời của bạn" in text
    assert Feedback.objects.get().stars == 5


@pytest.mark.parametrize("wrong", [{"settled": ""}, {"settled": "x"}, {"stars": "9"}])
def test_an_answer_that_is_none_is_asked_for_again(client, ended, wrong):
    page = look(client, ended, go="rate", **{"settled": "yes", "stars": "", **wrong})
    assert page.context["rate"].errors
    assert not Feedback.objects.exists()


def test_an_answer_that_comes_too_late_says_so(client, ended, hanh, at):
    matters.reopen(matter=Matter.objects.get(), words="Xem lại.", by=hanh, at=at)
    text = look(client, ended, go="rate", settled="yes").content.decode()
    assert "Cán bộ đã làm tiếp việc này" in text


def test_photos_go_both_ways_and_only_the_holder_of_the_code_sees_them(
    client, sent, hanh, at, upload
):
    page = look(client, sent, words="Ảnh đây.", go="say", photo=[upload("a.jpg")])
    assert len(images(page)) == 1
    report = Report.objects.get()
    kept = reports.keep_photo(upload=upload("b.jpg"), at=at)
    matters.reply(
        matter=Matter.objects.get(),
        report=report,
        words="Đã sửa.",
        photos=[kept.token],
        by=hanh,
        at=at,
    )
    seen = images(look(client, sent))
    assert len(seen) == 2
    answer = client.get(seen[1])
    assert answer["Content-Type"] == "image/jpeg" and "no-store" in answer["Cache-Control"]
    assert answer.getvalue().startswith(b"\xff\xd8")
    assert client.get(seen[1][:-2] + "x/").status_code == 404
    assert client.get("/theo-doi/anh/1/").status_code == 404


def test_the_address_of_a_photo_ends_after_ten_minutes(client, sent, upload, at, monkeypatch):
    seen = images(look(client, sent, words="Ảnh.", go="say", photo=[upload("a.jpg")]))
    assert client.get(seen[0]).getvalue().startswith(b"\xff\xd8")
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(minutes=10, seconds=1))
    assert client.get(seen[0]).status_code == 404


def test_a_message_with_something_that_is_no_photo_comes_back_whole(client, sent, upload):
    page = look(
        client, sent, words="Ảnh.", go="say", photo=[upload("a.jpg"), upload("x.jpg", b"MZ")]
    )
    text = page.content.decode()
    assert "x.jpg" in text and "không phải là ảnh mở được" in text and "Ảnh." in text
    assert not Message.objects.exists() and not Photo.objects.exists()


def test_a_code_guessed_a_thousand_times_opens_nothing_and_locks_nobody_out(client, sent, at):
    wrong = {"reference": sent.reference, "code": "ACDE-ACDE-ACDE-ACDE"}
    assert "không khớp" in client.post("/theo-doi/", wrong).content.decode()
    refused = 0
    for _ in range(998):
        try:
            assert reports.find(**wrong, at=at) is None
        except reports.TooManyGuesses:
            refused += 1
    assert refused == 994
    assert "đợi 15 phút" in client.post("/theo-doi/", wrong).content.decode()
    assert Guess.objects.count() == 5  # no more is kept, and only for a quarter of an hour
    assert "Đã nhận tin của bạn" in look(client, sent).content.decode()


def test_all_web_processes_count_the_guesses_together(client, sent):
    wrong = {"reference": sent.reference, "code": "ACDE-ACDE-ACDE-ACDE"}
    for _ in range(5):
        client.post("/theo-doi/", wrong)
        cache.clear()  # another process remembers nothing of this one's memory
    assert "đợi 15 phút" in client.post("/theo-doi/", wrong).content.decode()


def test_a_guess_names_neither_the_reference_nor_who_guesses(client, sent):
    client.post("/theo-doi/", {"reference": sent.reference, "code": "ACDE-ACDE-ACDE-ACDE"})
    kept = str(Guess.objects.values().get())
    assert sent.reference not in kept and "127.0.0.1" not in kept


def test_a_note_for_colleagues_is_in_no_answer_to_the_reporter(client, ended, hanh, at):
    matter = Matter.objects.get()
    matters.note(matter=matter, words="GhiChúNộiBộ", by=hanh, at=at)
    for more in ({}, {"go": "rate", "settled": "yes"}, {"words": "Cảm ơn.", "go": "say"}):
        assert "GhiChúNộiBộ" not in look(client, ended, **more).content.decode()


def test_a_message_to_a_closed_matter_is_in_the_officers_list_with_a_clock(client, ended, hanh, at):
    matters.close(matter=Matter.objects.get(), by=hanh, at=at)
    assert "Cán bộ sẽ đọc lời nhắn" in look(client, ended, words="Lại ồn.").content.decode()
    matter = Matter.objects.get()
    assert (matter.state, matter.has_news) == ("CLOSED", True) and matter.news_due_at
    client.force_login(hanh)
    assert matter.reference in client.get("/ban-lam-viec/vu-viec/?muc=tin-nhan").content.decode()


def test_of_two_troubles_each_is_asked_for_by_itself(client, ended, commune, hanh, at):
    report = Report.objects.get()
    first = Matter.objects.get()
    matters.reopen(matter=first, words="Lại.", by=hanh, at=at)
    sorting = matters.Sorting("Rác", "ENV", Severity.ORDINARY)
    second = matters.split(matter=first, report=report, sorting=sorting, by=hanh, at=at)
    matters.take_in_hand(matter=second, by=hanh, at=at)
    for each in (first, second):
        matters.settle(matter=each, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=at)
    page = look(client, ended).content.decode()
    assert "Bạn nói về việc nào?" in page
    said = {"go": "rate", "settled": "yes", "stars": "", "why": ""}
    assert "Hãy chọn việc bạn muốn nói" in look(client, ended, **said).content.decode()
    look(client, ended, **said, which="2")
    assert [feedback.matter for feedback in Feedback.objects.all()] == [second]
