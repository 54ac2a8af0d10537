"""Answer a survey as a resident, and as somebody with a slip; nothing of whoever answers is left behind."""

import re
from datetime import timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.core.tests.pages import faults
from binhyen.forces import actions
from binhyen.forces.models import Answering, SurveyGroup, SurveyRemark, SurveyTally
from binhyen.forces.tests.factories import set_up_team, survey_round

ANSWERS = {"known": "1", "trusted": "4", "helpful": "5"}


@pytest.fixture
def survey(commune, area, chief, at):
    set_up_team(commune, "Tổ Cầu Lớn", chief, at, areas=(area,))
    return survey_round(commune, chief, at)


@pytest.fixture
def slips(survey, chief, at):
    return actions.draw_codes(survey=survey, by=chief, at=at)


@pytest.fixture
def member(slips):
    return next(slip.code for slip in slips if slip.group.who == Answering.MEMBERS)


@pytest.fixture
def address(area):
    return f"/don-vi/{area.address}/khao-sat/"


def key_of(answer):
    return re.search(r'name="key" value="([^"]+)"', answer.content.decode()).group(1)


def counted():
    return sorted(SurveyTally.objects.values_list("item", "value", "n"))


def test_a_resident_answers_without_a_session(client, survey, address):
    opened = client.get(address)
    assert faults(opened.content.decode()) == []
    entries = Entry.objects.count()
    sent = client.post(address, {**ANSWERS, "key": key_of(opened)}, follow=True)
    assert "Cảm ơn bạn. Câu trả lời đã được tính." in sent.content.decode()
    assert counted() == [("helpful", 5, 1), ("known", 1, 1), ("trusted", 4, 1)]
    assert "sessionid" not in str(client.cookies) and len(client.session.items()) == 0
    assert Entry.objects.count() == entries


def test_a_form_sent_twice_counts_once_and_is_told_kindly(client, survey, address):
    key = key_of(client.get(address))
    client.post(address, {**ANSWERS, "key": key})
    again = client.post(address, {**ANSWERS, "key": key})
    assert again.status_code == 409
    assert "mỗi phiếu chỉ tính một lần" in again.content.decode()
    assert SurveyGroup.objects.get(who=Answering.RESIDENTS).answered == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"known": "1", "trusted": "9"}, "Hãy chọn một trong các câu trả lời đã cho."),
        ({}, "Hãy trả lời ít nhất một câu."),
        ({"known": "1", "key": "forged"}, "Trang này mở đã quá lâu. Xin bấm Gửi một lần nữa."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, survey, address, typed, sentence):
    key = key_of(client.get(address))
    answer = client.post(address, {"key": key, **typed})
    shown = answer.content.decode()
    assert sentence in shown
    if "known" in typed:
        assert re.search(r'name="known" value="1"[^>]*checked', shown)
    assert counted() == []
    client.post(address, {**ANSWERS, "key": key_of(answer)})
    assert len(counted()) == 3


def test_other_text_sizes_keep_what_is_filled_in(client, survey, address):
    key = key_of(client.get(address))
    shown = client.post(address, {**ANSWERS, "key": key, "co_chu": "+"})
    assert re.search(r'name="trusted" value="4"[^>]*checked', shown.content.decode())
    assert counted() == [] and key_of(shown) == key


def test_no_survey_takes_answers_before_and_after(client, survey, address, at, monkeypatch):
    key = key_of(client.get(address))
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(days=40))
    assert "Hiện không có khảo sát nào nhận trả lời ở đây" in client.get(address).content.decode()
    late = client.post(address, {**ANSWERS, "key": key})
    assert late.status_code == 409 and "kết thúc khi bạn đang điền" in late.content.decode()
    assert counted() == []


@pytest.mark.parametrize("where", ["/don-vi/x/khao-sat/", "/don-vi/2025-28051/khao-sat/", f"/don-vi/{'9' * 80}/khao-sat/"])  # fmt: skip
def test_only_residential_areas_have_the_page(client, survey, where):
    assert client.get(where).status_code == 404


def test_a_member_answers_with_a_slip_once(client, member):
    asked = client.post("/khao-sat/", {"code": member.lower()})
    assert faults(asked.content.decode()) == []
    assert "Tổ Cầu Lớn" in asked.content.decode()
    typed = {"code": member, "key": "1", "content": "2", "hard": ["1", "2"], "proposal": "Thêm áo mưa."}  # fmt: skip
    sent = client.post("/khao-sat/", typed, follow=True)
    assert "Cảm ơn bạn" in sent.content.decode()
    assert counted() == [("content", 2, 1), ("hard", 1, 1), ("hard", 2, 1)]
    assert SurveyRemark.objects.get().words == "Thêm áo mưa."
    again = client.post("/khao-sat/", {"code": member})
    assert "Mã này đã dùng: câu trả lời đã được tính." in again.content.decode()


def test_the_browser_may_keep_the_empty_form_and_nothing_that_was_filled_in(
    client, survey, address
):
    opened = client.get(address)
    assert opened["Cache-Control"] == "private", "going back finds this form, with its key"
    wrong = client.post(address, {"known": "1", "trusted": "9", "key": key_of(opened)})
    resized = client.post(address, {**ANSWERS, "key": key_of(opened), "co_chu": "+"})
    for filled in (wrong, resized):
        assert "no-store" in filled["Cache-Control"]


def test_whoever_shares_the_phone_is_led_to_a_form_of_their_own(client, survey, address):
    key = key_of(client.get(address))
    client.post(address, {**ANSWERS, "key": key})
    told = client.post(address, {**ANSWERS, "key": key}).content.decode()
    assert faults(told) == []
    assert f'href="{address}"' in told and "Mở phiếu mới" in told
    client.post(address, {**ANSWERS, "key": key_of(client.get(address))})
    assert SurveyGroup.objects.get(who=Answering.RESIDENTS).answered == 2


def test_a_slip_printed_earlier_leads_on_without_its_code_in_what_is_sent(client, slips):
    code = next(slip.code for slip in slips if slip.group.who == Answering.PARTNERS)
    answer = client.get("/khao-sat/", {"ma": code})
    assert answer.status_code == 302 and answer["Location"] == f"/khao-sat/#{code}"
    assert answer["Referrer-Policy"] == "no-referrer" and "no-store" in answer["Cache-Control"]
    assert code not in client.get("/khao-sat/").content.decode()
    client.post("/khao-sat/", {"code": code, "key": "1", "joint_work": "5"})
    assert counted() == [("joint_work", 5, 1)]


def test_what_is_made_up_instead_of_a_code_leads_nowhere_else(client, survey):
    for odd in ("//binhyen.example", "x\r\nSet-Cookie: a=1", "%0d%0a", "'\"><script>"):
        answer = client.get("/khao-sat/", {"ma": odd})
        assert answer["Location"].startswith("/khao-sat/#") and "Set-Cookie" not in answer


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"content": "0"}, "Hãy chọn một trong các câu trả lời đã cho."),
        ({"hard": ["1", "77"]}, "Hãy chọn một trong các câu trả lời đã cho."),
        ({"proposal": "Gọi 0912 345 678 nhé"}, "Xin đừng ghi số điện thoại, số giấy tờ hay tên người."),
        ({"proposal": "x" * 501}, "501"),
        ({}, "Hãy trả lời ít nhất một câu."),
    ],
)  # fmt: skip
def test_a_members_mistake_uses_up_no_code(client, member, typed, sentence):
    shown = client.post("/khao-sat/", {"code": member, "key": "1", **typed}).content.decode()
    assert sentence in shown
    if "proposal" in typed:
        assert typed["proposal"] in shown
    client.post("/khao-sat/", {"code": member, "key": "1", "content": "3"})
    assert counted() == [("content", 3, 1)]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("", "Hãy nhập mã trên phiếu."), ("AAAA-CCCC-DDDD", "Không có đợt khảo sát nào cấp mã này.")],
)
def test_a_code_nobody_gave_out_is_told_so(client, survey, code, sentence):
    answer = client.post("/khao-sat/", {"code": code})
    assert sentence in answer.content.decode()
    assert faults(answer.content.decode()) == []


def test_a_code_after_the_last_day_is_told_so(client, member, at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(days=40))
    shown = client.post("/khao-sat/", {"code": member}).content.decode()
    assert "Hôm nay đợt khảo sát này không nhận trả lời." in shown


def test_answers_that_waited_on_the_phone_are_counted_once(
    client, survey, address, at, monkeypatch
):
    typed = {**ANSWERS, "form": key_of(client.get(address)), "done_at": "x", "kind": "survey"}
    for _time in range(2):
        assert client.post("/khao-sat/gui.json", typed).json() == {"outcome": "done"}
    assert SurveyGroup.objects.get(who=Answering.RESIDENTS).answered == 1
    other = {**ANSWERS, "form": key_of(client.get(address))}
    for changed, sentence in (
        ({"trusted": "9"}, "Hãy chọn một trong các câu trả lời đã cho."),
        ({"form": "forged"}, "Không có đợt khảo sát nào cấp mã này."),
    ):
        told = client.post("/khao-sat/gui.json", {**other, **changed}).json()
        assert told["outcome"] == "refused" and sentence in told["reason"]
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(days=40))
    late = client.post("/khao-sat/gui.json", other).json()
    assert "không nhận trả lời" in late["reason"]
    assert SurveyGroup.objects.get(who=Answering.RESIDENTS).answered == 1
