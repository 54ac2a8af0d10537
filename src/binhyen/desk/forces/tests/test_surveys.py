"""The pages of survey rounds, as the committee, an officer who types in, and people from elsewhere see them."""

import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from binhyen.core import clock
from binhyen.core.tests.pages import faults
from binhyen.forces import actions
from binhyen.forces.models import Answering, SurveyFigure, SurveyRound, SurveyTally
from binhyen.forces.tests.factories import set_up_team, survey_round

CONTENT = {"known": 1, "trusted": 5, "helpful": 4, "safe_at_night": 4}


@pytest.fixture(autouse=True)
def standing_clock(at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def team(commune, area, chief, at):
    return set_up_team(commune, "Tổ Cầu Lớn", chief, at, areas=(area,))


@pytest.fixture
def running(commune, team, chief, at):
    return survey_round(commune, chief, at)


@pytest.fixture
def over(commune, team, area, chief, hanh, at):
    """A round that ended yesterday, with fifteen residents, four members and a figure."""
    then = at - timedelta(days=20)
    made = survey_round(commune, chief, then, year=2025, days=19)
    slips = actions.draw_codes(survey=made, by=chief, at=then)
    members = [slip for slip in slips if slip.group.who == Answering.MEMBERS]
    for slip in members:
        words = {"content": 2, "proposal": "Cần thêm đèn pin."}
        actions.answer_by_code(code=slip.code, answers=words, at=then)
    actions.type_in(
        survey=made, area=area, sheets=[CONTENT] * 9 + [{**CONTENT, "known": 0}] * 6, by=hanh, at=then,
    )  # fmt: skip
    actions.state_figures(
        survey=made, team=team, figures={"serving": 4, "torches": 1}, by=chief, at=then
    )
    return made


@pytest.fixture
def as_chief(client, chief):
    client.force_login(chief)
    return client


def page(client, name, *args, **query):
    answer = client.get(reverse(f"desk:{name}", args=args), query)
    return answer, answer.content.decode()


def post(client, name, *args, **typed):
    return client.post(reverse(f"desk:{name}", args=args), typed, follow=True)


def test_the_committee_opens_a_round(as_chief, commune, team):
    typed = {"year": "2026", "opens_on": "2/3/2026", "closes_on": "31/3/2026", "target": "60"}
    shown = post(as_chief, "new_survey", **typed).content.decode()
    assert "Đợt khảo sát nhận trả lời từ ngày đầu trở đi." in shown
    assert "0 trên 60 (0 %)" in shown and "đang nhận trả lời" in shown
    assert SurveyRound.objects.get().target == 60


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"closes_on": "1/3/2026"}, "Ngày cuối không được trước ngày đầu."),
        ({"year": "2025"}, "Năm này đã có một đợt khảo sát."),
        ({"target": "3"}, "5"),
    ],
)
def test_a_round_that_cannot_be_is_refused_and_stays_typed(as_chief, over, changed, sentence):
    typed = {"year": "2026", "opens_on": "2/3/2026", "closes_on": "31/3/2026", "target": "77"}
    answer = as_chief.post(reverse("desk:new_survey"), {**typed, **changed})
    shown = answer.content.decode()
    assert answer.status_code == 200 and sentence in shown
    assert 'value="31/3/2026"' in shown or "closes_on" in changed
    assert SurveyRound.objects.count() == 1


def test_codes_are_shown_once_as_slips(as_chief, running):
    shown = post(as_chief, "survey_codes", running.pk).content.decode()
    codes = re.findall(r"by-code\">([A-Z0-9-]{14})<", shown)
    assert len(codes) == len(set(codes)) == 9
    assert sum(f"/khao-sat/#{code}<" in shown for code in codes) == 5, "the partners' links"
    assert "?ma=" not in shown, "an address ends in logs and histories"
    assert "trưởng ấp, khu phố" in shown
    assert as_chief.get(reverse("desk:survey_codes", args=[running.pk])).status_code == 405


def test_no_codes_are_drawn_after_the_last_day(as_chief, over):
    shown = post(as_chief, "survey_codes", over.pk).content.decode()
    assert "Đã qua ngày cuối: không cấp mã nữa." in shown


def test_the_last_day_is_moved_and_not_before_the_first(as_chief, running):
    shown = post(as_chief, "survey", running.pk, closes_on="1/1/2026").content.decode()
    assert "Ngày cuối không được trước ngày đầu." in shown
    post(as_chief, "survey", running.pk, closes_on="30/4/2026")
    running.refresh_from_db()
    assert running.closes_on.isoformat() == "2026-04-30"


def test_each_area_has_its_poster(as_chief, running, area):
    answer = as_chief.get(reverse("desk:survey_posters", args=[running.pk]))
    text = " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())
    assert area.full_name in text and "Không ai biết ai đã trả lời" in text


def test_figures_are_filled_in_from_the_register_and_kept(as_chief, running, team):
    _answer, shown = page(as_chief, "survey_figures", running.pk, team.pk)
    assert re.search(r'name="serving"[^>]*value="4"|value="4"[^>]*name="serving"', shown)
    post(as_chief, "survey_figures", running.pk, team.pk, serving="4", torches="1")
    assert dict(SurveyFigure.objects.values_list("item", "value")) == {"serving": 4, "torches": 1}


def test_a_figure_above_the_largest_is_refused_and_stays_typed(as_chief, running, team):
    shown = post(as_chief, "survey_figures", running.pk, team.pk, torches="9999").content.decode()
    assert 'value="9999"' in shown and "500" in shown
    assert not SurveyFigure.objects.exists()


def test_figures_come_too_late_with_a_sentence(as_chief, over, team):
    shown = post(as_chief, "survey_figures", over.pk, team.pk, torches="3").content.decode()
    assert "Đã qua ngày cuối. Hãy đổi ngày cuối trước rồi nhập số liệu." in shown
    assert 'value="3"' in shown


def test_an_officer_types_in_paper_forms(desk, running, area):
    typed = {"area": area.pk, "1-known": "1", "1-trusted": "4", "2-known": "0"}
    shown = post(desk, "survey_entry", running.pk, **typed).content.decode()
    assert f"Đã nhập 2 phiếu của {area.full_name}." in shown
    assert set(SurveyTally.objects.values_list("item", "value", "n")) == {
        ("known", 1, 1), ("known", 0, 1), ("trusted", 4, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"2-trusted": "6"}, "Phiếu 2, câu 2 – Hãy nhập một số từ 1 đến 5, hoặc để trống."),
        ({"3-known": "có"}, "Phiếu 3, câu 1 – Hãy nhập một số từ 0 đến 1, hoặc để trống."),
        ({"1-known": ""}, "Chưa nhập gì: hãy điền ít nhất một dòng."),
    ],
)
def test_one_wrong_cell_takes_nothing_in_and_loses_nothing(desk, running, area, typed, sentence):
    sent = {"area": area.pk, "1-known": "1", **typed}
    shown = " ".join(post(desk, "survey_entry", running.pk, **sent).content.decode().split())
    assert sentence in shown
    assert all(f'value="{value}"' in shown for value in typed.values() if value)
    assert not SurveyTally.objects.exists()


def hidden(shown, name):
    return re.findall(rf'name="{name}" value="([^"]+)"', shown)


@pytest.fixture
def typed_in(desk, running, area):
    """The page that an officer sees after typing in two forms."""
    typed = {"area": area.pk, "1-known": "1", "1-trusted": "4", "2-known": "0", "key": str(uuid4())}
    return typed, post(desk, "survey_entry", running.pk, **typed).content.decode()


def test_the_page_after_typing_in_shows_what_was_typed_to_compare(typed_in):
    _typed, shown = typed_in
    assert "Vừa nhập" in shown and "2 phiếu" in shown and "Hãy so lại với phiếu giấy" in shown
    assert faults(shown) == []


def test_a_page_of_forms_sent_twice_counts_once_and_can_still_be_taken_back(
    desk, running, typed_in
):
    typed, _shown = typed_in
    again = post(desk, "survey_entry", running.pk, **typed).content.decode()
    assert "Trang này đã được gửi trước đó: các phiếu chỉ tính một lần." in again
    assert len(set(hidden(again, "receipt"))) == 1
    assert sum(SurveyTally.objects.values_list("n", flat=True)) == 3


def test_going_back_to_correct_a_cell_counts_nothing_twice(desk, running, typed_in):
    typed, _shown = typed_in
    changed = post(desk, "survey_entry", running.pk, **{**typed, "1-known": "0"}).content.decode()
    assert "đã được tính trước khi bạn sửa" in changed and hidden(changed, "key") == [typed["key"]]
    assert sum(SurveyTally.objects.values_list("n", flat=True)) == 3


def test_wrong_forms_are_taken_back_with_a_reason_and_stand_there_to_be_corrected(
    desk, running, typed_in
):
    receipt = hidden(typed_in[1], "receipt")[0]
    asked = post(desk, "survey_take_back", running.pk, receipt=receipt).content.decode()
    assert faults(asked) == [] and "Vì sao rút lại các phiếu này?" in asked
    silent = post(desk, "survey_take_back", running.pk, receipt=receipt, go="1").content.decode()
    assert "Hãy chọn lý do rút lại." in silent and SurveyTally.objects.count() == 3
    sent = {"receipt": receipt, "go": "1", "because": "TYPED_WRONG"}
    back = post(desk, "survey_take_back", running.pk, **sent).content.decode()
    assert "Đã rút lại 2 phiếu của" in back and not SurveyTally.objects.exists()
    assert re.search(r'name="1-trusted"[^>]*value="4"|value="4"[^>]*name="1-trusted"', back)
    again = post(desk, "survey_take_back", running.pk, **sent).content.decode()
    assert "đã được rút lại trước đó" in again


def test_a_page_taken_back_and_sent_again_asks_before_it_counts(desk, running, typed_in):
    typed, shown = typed_in
    sent = {"receipt": hidden(shown, "receipt")[0], "go": "1", "because": "TWICE"}
    post(desk, "survey_take_back", running.pk, **sent)
    told = post(desk, "survey_entry", running.pk, **typed).content.decode()
    assert "Bấm lần nữa để nhập lại từ đầu." in told and not SurveyTally.objects.exists()
    post(desk, "survey_entry", running.pk, **{**typed, "key": hidden(told, "key")[0]})
    assert SurveyTally.objects.count() == 3


def test_several_pages_stay_to_be_taken_back_until_the_officer_leaves(
    desk, running, area, typed_in
):
    first = hidden(typed_in[1], "receipt")[0]
    more = {"area": area.pk, "1-known": "1", "key": str(uuid4()), "receipt": [first, "forged"]}
    shown = post(desk, "survey_entry", running.pk, **more).content.decode()
    assert len(set(hidden(shown, "receipt"))) == 2 and first in hidden(shown, "receipt")


def test_what_a_colleague_typed_in_or_a_forged_receipt_is_not_taken_back(
    as_chief, running, area, hanh, at
):
    key = uuid4()
    actions.type_in(survey=running, area=area, sheets=[CONTENT], key=key, by=hanh, at=at)
    batch = actions.Batch(running, area, [CONTENT], key)
    theirs = actions.receipt(batch=batch, by=hanh, at=at)
    for receipt in (theirs, "forged", ""):
        sent = {"receipt": receipt, "go": "1", "because": "TWICE"}
        shown = post(as_chief, "survey_take_back", running.pk, **sent).content.decode()
        assert "Chỉ người đã nhập mới rút lại được phiếu" in shown
    assert SurveyTally.objects.count() == len(CONTENT)


def test_forms_of_yesterday_are_not_taken_back_any_more(desk, running, typed_in, at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(hours=13))
    sent = {"receipt": hidden(typed_in[1], "receipt")[0], "go": "1", "because": "TWICE"}
    shown = post(desk, "survey_take_back", running.pk, **sent).content.decode()
    assert "các phiếu này đã nhập quá lâu" in shown and SurveyTally.objects.exists()


def test_results_wait_for_the_last_day(as_chief, running):
    _answer, shown = page(as_chief, "survey_results", running.pk)
    assert "Kết quả hiện sau ngày cuối" in shown
    assert as_chief.get(reverse("desk:survey_file", args=[running.pk])).status_code == 404


def test_results_show_intervals_gaps_and_nothing_small(as_chief, over):
    _answer, shown = page(as_chief, "survey_results", over.pk)
    assert "60 % (36–80), n = 15" in shown  # Wilson for 9 of 15
    assert "Tổ Cầu Lớn: Đèn pin: 1 trên 4, còn thiếu 3" in shown
    assert "Không nêu: dưới 5 người trả lời giống nhau" in shown  # the four members
    assert "Cần thêm đèn pin." in shown
    assert faults(shown) == []


def test_totals_leave_as_csv_without_words(as_chief, over):
    answer = as_chief.get(reverse("desk:survey_file", args=[over.pk]))
    text = b"".join(answer).decode("utf-8-sig")
    known = next(line for line in text.splitlines() if "có biết tổ" in line)
    assert ",15,60.0,35.75,80.18," in known
    assert "đèn pin." not in text


def test_what_was_proposed_is_not_for_the_officer_on_duty(desk, over):
    _answer, shown = page(desk, "survey_results", over.pk)
    assert "60 % (36–80), n = 15" in shown and "Cần thêm đèn pin." not in shown
    assert "Kiến nghị bằng lời" not in shown
    for name, args in (("new_survey", []), ("survey_figures", [over.pk, 1])):
        assert desk.get(reverse(f"desk:{name}", args=args)).status_code in {403, 404}


@pytest.mark.parametrize("name", ["survey", "survey_results", "survey_file", "survey_paper", "survey_entry", "survey_posters"])  # fmt: skip
def test_the_next_commune_sees_nothing(client, lan, over, name):
    client.force_login(lan)
    assert client.get(reverse(f"desk:{name}", args=[over.pk])).status_code == 404


def test_the_level_above_reads_totals(client, tam, over):
    client.force_login(tam)
    _answer, shown = page(client, "survey_results", over.pk)
    assert "n = 15" in shown and "Cần thêm đèn pin." not in shown


@pytest.mark.parametrize("name", ["surveys", "new_survey"])
def test_lists_and_forms_are_whole(as_chief, running, name):
    assert faults(page(as_chief, name)[1]) == []


@pytest.mark.parametrize("name", ["survey", "survey_paper", "survey_entry"])
def test_pages_of_a_round_are_whole(as_chief, running, name):
    assert faults(page(as_chief, name, running.pk)[1]) == []


def test_the_list_asks_no_more_for_more_rounds(
    as_chief, commune, over, running, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        page(as_chief, "surveys")
