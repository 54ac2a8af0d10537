"""Phone intake: who may, what is kept, what is found while typing, and what each wrong input says."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from binhyen.desk.intake import spelling
from binhyen.matters import actions
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.matters.words import Outcome
from binhyen.reports.models import Identity, Report

HOUR = timedelta(hours=1)
PAGE, KNOWN = "/ban-lam-viec/tiep-nhan/", "/ban-lam-viec/tiep-nhan/da-biet/"
WORDS = "Loa kéo hát karaoke tới khuya trước cầu (chuyện bịa)."


def typed(**more):
    return {
        "key": str(uuid4()), "words": WORDS, "category": "tieng on", "area": "", "place_words": "",
        "lat": "", "lon": "", "when": "now", "day": "", "hour": "", "disclosure": "ANONYMOUS",
        "full_name": "", "phone": "", "channel": "PHONE", "go": "send",
    } | more  # fmt: skip


def shown(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, **more):
    return shown(client.post(PAGE, typed(**more)))


def test_a_call_becomes_a_report_and_a_matter(desk, area, hanh):
    page = send(desk, area="cau lon", place_words="Trước cầu")
    report = Report.objects.get()
    assert (report.channel, report.category, report.area, report.disclosure) == ("PHONE", "NOI", area, "ANONYMOUS")  # fmt: skip
    assert report.happened_at is not None
    assert "Đã ghi nhận tin báo" in page
    assert Matter.objects.get().moves.get().by == hanh
    for group, said in spelling.groups(report.reference):
        assert group in page
        assert said in page


def test_number_and_code_read_aloud_open_the_thread(desk, area):
    answer = desk.post(PAGE, typed())
    assert "no-store" in answer["Cache-Control"]
    code = "-".join(group for group, _said in answer.context["code"])
    sent = {"reference": Report.objects.get().reference, "code": code}
    assert WORDS in desk.post("/theo-doi/", sent).content.decode()


def test_every_sign_of_a_code_can_be_said():
    from binhyen.core.references import ALPHABET

    assert set(ALPHABET) | {"B", "Y"} == set(spelling.ALOUD)
    assert spelling.groups("BY-7KM4") == [("BY", "bê, i dài"), ("7KM4", "bảy, ca, em mờ, bốn")]


def test_pressed_twice_it_is_one_report(desk, area):
    key = str(uuid4())
    send(desk, key=key)
    assert "Gửi hai lần, chỉ giữ một tin" in send(desk, key=key)
    assert (Report.objects.count(), Matter.objects.count()) == (1, 1)


def test_a_name_is_kept_apart_with_the_consent_said_by_voice(desk, area):
    send(desk, disclosure="CONFIDENTIAL", full_name="Trần Bịa", phone="0912 345 678", consent="on")
    kept = Identity.objects.get()
    assert kept.consent == "2026-11 by voice"
    assert b"0912" not in bytes(kept.sealed)


@pytest.mark.parametrize("who", ["lan", "tam", "chief"])
def test_police_take_reports_for_their_own_unit_alone(client, request, commune, area, now, who):
    matter = factories.matter(commune, now, words=WORDS)
    officer = request.getfixturevalue(who)
    client.force_login(officer)
    assert client.get(PAGE).status_code == 200
    assert (matter.reference in shown(client.post(KNOWN, typed()))) == (who == "chief")
    if who != "chief":
        page = send(client, attach=matter.reference)
        assert "không còn nữa" in page
        assert Report.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["team_member", "administrator", "auditor", "editor", "secretary", "head", "appraiser"]
)
def test_nobody_else_opens_it(client, request, commune, who):
    client.force_login(request.getfixturevalue(who))
    for address in (PAGE, KNOWN):
        assert client.post(address, typed()).status_code == 403
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get(reverse("desk:home")).content.decode()
    assert not Report.objects.exists()


def test_emergency_numbers_stand_above(desk):
    page = shown(desk.get(PAGE))
    assert page.index('tel:113"') < page.index('name="words"')


# Known already


def test_while_it_is_typed_what_is_known_is_found_with_the_reason(desk, commune, now):
    matter = factories.matter(commune, now - 2 * HOUR, words=WORDS)
    page = shown(desk.post(KNOWN, {"words": "hat karaoke loa keo truoc cau khuya"}))
    assert matter.reference in page
    assert "2 giờ" in page
    assert "từ giống nhau" in page
    assert "Có 1 vụ việc có thể trùng." in page
    assert "<html" not in page


def test_a_few_letters_look_for_nothing(desk, commune, now):
    factories.matter(commune, now, words=WORDS)
    assert "VV-" not in shown(desk.post(KNOWN, {"words": "loa"}))


def test_without_scripts_a_button_looks_and_keeps_what_was_typed(desk, commune, area, now):
    matter = factories.matter(commune, now, words=WORDS)
    page = send(desk, go="look", category="", area="cau lon", phone="0912")
    assert matter.reference in page
    assert "govuk-error" not in page
    for kept in (WORDS, "cau lon", "0912"):
        assert kept in page
    assert Report.objects.count() == 1


def test_a_suggestion_without_scripts_fills_the_kind_in(desk, area):
    page = send(desk, go="", suggested="Tiếng ồn, gây mất trật tự nơi ở", category="")
    assert 'value="Tiếng ồn, gây mất trật tự nơi ở"' in page
    assert not Report.objects.exists()


def test_one_key_adds_the_report_to_what_is_known_even_without_words(desk, commune, now):
    matter = factories.matter(commune, now, words=WORDS)
    page = send(desk, attach=matter.reference, words="", category="")
    assert "Đã ghi thêm tin báo vào vụ việc" in page
    assert matter.attached.count() == 2
    assert Report.objects.order_by("pk").last().words == "Tôi cũng gặp việc này."
    assert Matter.objects.count() == 1


def test_what_ended_meanwhile_becomes_a_new_matter_and_the_officer_is_told(
    desk, commune, hanh, now
):
    matter = factories.in_hand(commune, now, hanh, words=WORDS)
    actions.settle(matter=matter, outcome=Outcome.PLEDGED, words="Xong.", by=hanh, at=now)
    page = send(desk, attach=matter.reference)
    assert "Đã ghi nhận tin báo" in page
    assert Matter.objects.count() == 2


def test_a_restricted_matter_is_not_shown_beside_noise(desk, commune, now):
    secret = factories.matter(commune, now, words=WORDS, category="CHD")
    assert secret.reference not in shown(desk.post(KNOWN, {"words": WORDS}))


def test_logged_out_while_typing_nothing_is_swapped_in_and_sending_keeps_the_words(
    client, hanh, area
):
    assert client.post(KNOWN, typed()).status_code == 401
    answer = client.post(PAGE, typed(place_words="Trước cầu"))
    assert answer.status_code == 302
    client.force_login(hanh)
    page = shown(client.get(PAGE))
    assert WORDS in page
    assert "Trước cầu" in page
    assert not Report.objects.exists()


# Bad input


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"words": " "}, "vài chữ cũng được"),
        ({"words": "x" * 5001}, "dài quá"),
        ({"category": ""}, "Gõ vài chữ rồi chọn loại việc"),
        ({"category": "khong co loai nay"}, "không có tên này"),
        ({"category": "a"}, "Có nhiều mục phù hợp"),
        ({"category": "OUT-PETITION"}, "không có tên này"),
        ({"category": "!!!"}, "không có tên này"),
        ({"area": "Ấp Không Có"}, "không có tên này"),
        ({"place_words": "x" * 301}, "dài quá"),
        ({"lat": "10.6"}, "Không đọc được điểm"),
        ({"lat": "abc", "lon": "106"}, "Không đọc được điểm"),
        ({"lat": "48.8", "lon": "2.3"}, "ngoài"),
        ({"lat": "nan", "lon": "nan"}, "Không đọc được điểm"),
        ({"when": "earlier"}, "Ghi ngày, hoặc chọn không rõ"),
        ({"when": "hôm kia"}, "govuk-error-summary"),
        ({"when": "earlier", "day": "31/02/2026"}, "ghi ngày như"),
        ({"when": "earlier", "day": "2999-01-01"}, "chưa tới"),
        ({"when": "earlier", "day": "1066-10-14"}, "sau 01/01/1990"),
        ({"when": "earlier", "day": "2026-03-01", "hour": "25:99"}, "ghi giờ như"),
        ({"disclosure": ""}, "muốn để tên thế nào"),
        ({"disclosure": "NAMED", "consent": "on"}, "Ghi họ tên"),
        ({"disclosure": "NAMED", "full_name": "Trần Bịa"}, "Hãy đọc câu này"),
        ({"full_name": "Trần Bịa"}, "hãy chọn cách giữ, hoặc xóa đi"),
        ({"disclosure": "NAMED", "full_name": "A", "consent": "on", "phone": "gọi bác Ba"}, "Số điện thoại chưa đúng"),
        ({"full_name": "x" * 200}, "120"),
        ({"channel": "WEB"}, "govuk-error-summary"),
        ({"key": "abc"}, "Hãy xem lại rồi gửi lần nữa"),
        ({"attach": "VV-AAAA-AAAA"}, "không còn nữa"),
        ({"attach": "\0" * 99}, "không còn nữa"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk, area, more, sentence):
    page = send(desk, **more)
    assert "govuk-error-summary" in page
    assert sentence in page
    if "words" not in more:
        assert WORDS in page
    assert not Report.objects.exists()


def test_emoji_and_right_to_left_text_are_kept_and_marks_that_turn_a_line_around_are_not(
    desk, area
):
    words = "Cháy 🔥 ở مقهى, kề bên chợ"
    send(desk, words=f"{words}\u202e")
    assert Report.objects.get().words == words


def test_a_change_of_language_keeps_what_was_typed(desk, area):
    page = send(desk, language="en", go="")
    assert WORDS in page
    assert not Report.objects.exists()


def test_looking_costs_a_fixed_number_of_questions(desk, commune, area, now, django_assert_num_queries):  # fmt: skip
    for _ in range(2):
        for _ in range(5):
            factories.matter(commune, now, words=WORDS, area=area)
        with django_assert_num_queries(9):
            shown(desk.post(KNOWN, typed()))
