import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from binhyen.matters.models import Matter
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places import locate
from binhyen.portal import queries
from binhyen.portal.tests.conftest import STORY, SUBJECT, YOU
from binhyen.reports.models import Identity, Photo, Report
from binhyen.reports.tests import factories

CODE = re.compile(r">([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})<")


def test_an_anonymous_report_takes_three_pages_and_no_script(resident, commune, at):
    resident.to_check().send()
    report = Report.objects.get()
    assert report.reference in resident.text
    assert CODE.search(resident.text)
    assert (report.unit, report.category, report.happened_at) == (commune, "NOI", at)
    assert Matter.objects.get().keeper == commune
    assert "09/03/2026" in resident.text  # seven days: by when it is answered
    assert "no-store" in resident.page["Cache-Control"]


def test_it_leaves_no_session_no_cookie_but_the_form_protection_and_no_address(resident, caplog):
    resident.to_check().send()
    assert not Session.objects.exists() and not Identity.objects.exists()
    assert set(resident.client.cookies) <= {"bao_ve"}
    assert "127.0.0.1" not in caplog.text


def test_before_sending_nothing_is_kept(resident):
    resident.to_check()
    assert resident.step == "you"
    assert not Report.objects.exists() and not Session.objects.exists()


def test_a_confidential_report_asks_for_name_and_consent_and_locks_them_away(resident):
    resident.to_check().send(disclosure="CONFIDENTIAL")
    assert resident.step == "you" and "Hãy ghi tên" in resident.text
    resident.send(disclosure="CONFIDENTIAL", full_name="Nguyễn Văn Thử", phone="0912 345 678")
    assert "Hãy đánh dấu vào ô này" in resident.text and "Nguyễn Văn Thử" in resident.text
    resident.send(disclosure="CONFIDENTIAL", consent="on")
    assert Identity.objects.count() == 1
    assert "Nguyễn" not in resident.text


def test_the_consent_is_not_ticked_beforehand(resident):
    resident.to_check()
    consent = re.search(r'<input[^>]*name="consent"[^>]*>', resident.text)
    assert consent and "checked" not in consent[0]


def test_a_name_typed_and_then_kept_back_is_not_kept(resident):
    resident.to_check().send(full_name="Nguyễn Văn Thử", phone="x", consent="on")
    assert Report.objects.get().disclosure == "ANONYMOUS"
    assert not Identity.objects.exists()


def test_going_back_keeps_everything(resident):
    resident.to_check()
    for step in ("story", "subject"):
        resident.answer(go="back")
        assert resident.step == step
    assert STORY["words"] in resident.text
    resident.answer(**SUBJECT).answer().send()
    assert Report.objects.get().words == STORY["words"]


def test_going_back_keeps_what_is_not_right_yet(resident):
    resident.start().answer(**SUBJECT)
    resident.answer(go="back", place_words="x" * 400)
    resident.answer(**SUBJECT)
    assert "x" * 400 in resident.text


def test_a_change_leads_back_to_the_last_page(resident):
    resident.to_check().answer(go="change-story")
    assert resident.step == "story"
    resident.answer(words="Nay ồn hơn.")
    assert resident.step == "you" and "Nay ồn hơn." in resident.text


def test_the_subject_can_be_changed_at_the_end(resident):
    resident.to_check().answer(go="change-subject").answer(category="ENV")
    assert resident.step == "you"
    resident.send()
    assert Report.objects.get().category == "ENV"


def test_a_residential_area_and_words_say_where(resident, area):
    resident.to_check(area=str(area.pk), place_words="Sau chợ").send()
    report = Report.objects.get()
    assert (report.area, report.place_words) == (area, "Sau chợ")


def test_a_notice_board_names_the_residential_area(resident, area, commune, other_commune, lan):
    resident.start(f"?khu={area.address}").answer(**SUBJECT)
    assert f'value="{area.pk}" selected' in resident.text
    assert "Xã Mỹ An" not in resident.text  # the commune is not asked for
    resident.answer(**STORY).send()
    assert Report.objects.get().area == area


def test_with_several_communes_one_is_chosen(resident, other_commune, lan):
    resident.start().answer(**SUBJECT).answer(**STORY)
    assert resident.step == "story"
    assert "Hãy chọn xã nơi xảy ra việc." in resident.text and STORY["words"] in resident.text
    resident.answer(area=str(other_commune.pk))
    assert resident.step == "you" and "Xã Mỹ An" in resident.text
    resident.send()
    assert (Report.objects.get().unit, Report.objects.get().area) == (other_commune, None)


def test_an_area_chosen_from_the_list_of_all_names_its_commune(
    resident, area, commune, other_commune, lan
):
    resident.start().answer(**SUBJECT).answer(**STORY, area=str(area.pk)).send()
    assert (Report.objects.get().unit, Report.objects.get().area) == (commune, area)


def test_another_commune_can_be_chosen_instead(resident, commune, other_commune, lan):
    resident.start(f"?don-vi={commune.address}").answer(**SUBJECT)
    resident.answer(go="change-commune", words="Ồn")
    assert "Xã Mỹ An" in resident.text and "Ồn" in resident.text
    resident.answer(**STORY, area=str(other_commune.pk)).send()
    assert Report.objects.get().unit == other_commune


def test_many_communes_are_searched_with_or_without_marks(resident, province):
    for number in range(queries.LISTED + 1):
        unit = people.unit(f"Thử Nghiệm {number}", parent=province)
        people.officer(f"Người Trực {number}", Role.DUTY_OFFICER, unit)
    resident.start().answer(**SUBJECT)
    assert "Thử Nghiệm" not in resident.text
    resident.answer(go="find", search="my thanh", **STORY)
    assert "Xã Mỹ Thạnh" in resident.text and STORY["words"] in resident.text
    resident.answer(go="find", search="không có xã này")
    assert "Không tìm thấy xã tên này" in resident.text
    assert "không có xã này" in resident.text


def test_a_commune_without_officers_is_not_offered(resident, other_commune):
    resident.start().answer(**SUBJECT).answer(**STORY, unit=str(other_commune.pk))
    assert "Mỹ An" not in resident.text


def test_the_point_decides_the_commune(resident, commune, other_commune, lan, monkeypatch):
    monkeypatch.setattr(locate, "unit_at", lambda lat, lon, on: other_commune)
    resident.start().answer(**SUBJECT)
    resident.answer(**STORY, area=str(commune.pk), lat="10.61", lon="106.39")
    assert "Xã Mỹ An" in resident.text
    resident.send()
    report = Report.objects.get()
    assert (report.unit, report.lat) == (other_commune, 10.61)


def test_photos_are_kept_stripped_and_can_be_taken_out_again(resident, upload):
    resident.to_check().answer(go="change-story", photo=[upload("a.jpg"), upload("b.jpg")])
    assert resident.step == "story" and Photo.objects.count() == 2
    resident.answer()
    resident.answer(go=f"drop-{resident.fields['photos'][0]}")
    assert Photo.objects.count() == 1 and resident.step == "you"
    resident.send()
    assert Report.objects.get().photos.count() == 1


@pytest.mark.parametrize("category", ["OUT-PETITION", "OUT-BELIEF"])
def test_a_refused_subject_is_shown_where_to_go_and_nothing_is_kept(resident, category):
    resident.to_check().answer(go="change-subject").answer(category=category)
    assert "Việc này không nhận ở đây" in resident.text
    assert STORY["words"] not in resident.text
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("category", "numbers"), [("FIR", ["114"]), ("DMV", ["113", "111"]), ("TRF", ["113", "115"])]
)
def test_in_danger_the_numbers_stand_before_the_question(resident, category, numbers):
    resident.start().answer(category=category)
    before = resident.text.partition("<textarea")[0]
    for number in numbers:
        assert f"Gọi {number}" in before


@pytest.mark.parametrize(("category", "leaves"), [("DMV", True), ("CHD", True), ("NOI", False)])
def test_where_somebody_may_look_over_the_shoulder_one_tap_leaves_the_page(
    resident, category, leaves
):
    resident.start().answer(category=category)
    assert ("exit-this-page" in resident.text) == leaves


@pytest.mark.django_db
def test_the_first_page_shows_the_numbers_before_anything_else(client):
    text = client.get("/").content.decode()
    main = text[text.index("<main") :]
    assert main.index("tel:113") < main.index("/bao-tin/") < main.index("dichvucong")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/bao-tin/", "/theo-doi/", "/gioi-thieu/"])
def test_every_page_has_an_english_face(client, path):
    client.cookies["ngon_ngu"] = "en"
    page = client.get(path)
    assert page.status_code == 200
    main = re.sub(
        r"<[^>]+>", " ", page.content.decode().partition("<main")[2].partition("</main")[0]
    )
    assert not re.search(
        r"[ăơưạảấầẩẫậắằẳẵặẹẻẽếềểễệọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", main.replace("Bình Yên", "")
    )


def test_the_last_step_costs_a_fixed_number_of_queries(resident, django_assert_num_queries):
    resident.to_check()
    with django_assert_num_queries(18):  # the last two tell who is on duty
        resident.send()


def test_a_page_that_was_open_too_long_keeps_what_was_written_and_sends_it_again(commune, hanh):
    """The expired session: the protection of the form no longer fits, the words are still there."""
    browser = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    late = {**SUBJECT, **STORY, **YOU, "step": "you", "go": "send", "key": str(uuid4())}
    page = browser.post("/bao-tin/", late)
    assert page.status_code == 403
    text = page.content.decode()
    assert "Bạn hãy gửi lại" in text or "gửi lại" in text
    assert STORY["words"] in text
    assert not Report.objects.exists()
    again = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', text.partition("by-typed")[2]))
    sent = browser.post("/bao-tin/", {name: unescape(value) for name, value in again.items()})
    assert Report.objects.get().reference in sent.content.decode()
    assert Report.objects.get().words == STORY["words"]


def test_the_health_page_tells_only_whether_it_is_well(client, db):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "seal_late_seconds": 0}


def test_the_health_page_raises_the_alarm_when_the_seal_is_late(client, commune, at, monkeypatch):
    factories.submit(commune, at - timedelta(minutes=5))
    assert client.get("/healthz").status_code == 503


@pytest.mark.parametrize("button", [{"co_chu": "+"}, {"tuong_phan": "1"}, {"language": "en"}])
def test_larger_text_contrast_or_english_in_the_middle_loses_nothing_typed(resident, button):
    resident.start().answer(**SUBJECT)
    half = {**resident.fields, "words": "Mới kể nửa chừng", "when": "unknown", **button}
    sent_on = resident.client.post("/giao-dien/?giu=/bao-tin/", half)
    assert (sent_on.status_code, sent_on.url) == (307, "/bao-tin/")
    resident.page = resident.client.post("/bao-tin/", half)  # what a browser does on a 307
    resident._read()
    assert resident.step == "story" and not resident.page.context["form"].errors
    assert resident.fields["words"] == "Mới kể nửa chừng" and resident.fields["when"] == "unknown"


def test_a_photo_that_was_only_just_chosen_survives_larger_text(resident, upload):
    resident.to_check().answer(photo=[upload("a.jpg")], co_chu="+")
    assert resident.step == "you" and not resident.page.context["form"].errors
    assert "Ảnh 1 đã nhận" in resident.text


def test_return_goes_on_and_does_not_change_the_text_size(resident):
    """The first button of a form is what the return key presses."""
    resident.start().answer(**SUBJECT)
    first = re.search(r'<button[^>]*form="dang-viet"[^>]*>', resident.text)
    assert first and 'name="go" value="next"' in first[0]


def test_a_phone_number_or_a_petition_in_the_text_is_pointed_out_and_can_be_sent_all_the_same(
    resident,
):
    words = "Gọi 0912 345 678. Tôi muốn khiếu nại."
    resident.start().answer(**SUBJECT).answer(words=words, when="now")
    assert "có vẻ có số điện thoại" in resident.text and "nơi tiếp công dân" in resident.text
    resident.send()
    assert Report.objects.get().words == words


def test_return_on_the_last_page_sends_the_report(resident):
    resident.to_check()
    first = re.search(r'<button[^>]*form="dang-viet"[^>]*>', resident.text)
    assert first and 'value="send"' in first[0]


@pytest.mark.parametrize("place", [{}, {"place_words": "Sau chợ"}])
def test_the_last_page_shows_what_will_be_sent(resident, place):
    resident.to_check(**place)
    assert STORY["words"] in resident.text and "Tiếng ồn" in resident.text
    assert "Trang 3/3" in resident.text
