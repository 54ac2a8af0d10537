import pytest

from binhyen.audit.models import Entry
from binhyen.matters import actions as matters
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.reports import actions as reports
from binhyen.reports.models import Message, Report


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


@pytest.mark.parametrize("code", ["ACDE-ACDE-ACDE-ACDE", "SAI"])
def test_a_wrong_code_says_so_and_keeps_what_was_typed(client, sent, code):
    page = client.post("/theo-doi/", {"reference": sent.reference, "code": code})
    text = page.content.decode()
    assert "không khớp" in text or "chữ không dấu" in text
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
    with django_assert_num_queries(4):
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
