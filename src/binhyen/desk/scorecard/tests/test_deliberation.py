"""Voting, marking, asking and answering as people see it; a level's units side by side; one unit over the years."""

import html
import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.people.tests import factories as people
from binhyen.places.models import Level
from binhyen.standards import actions
from binhyen.standards.models import Mark, Question, Vote
from binhyen.standards.rules import Outcome
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_20_november_2026(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def draft(commune, head, chief):
    return factories.dossier(commune, head=head, chief=chief)


@pytest.fixture
def handed_in(draft, head):
    actions.submit(assessment=draft, paper="21/TTr-UBND", by=head, at=AT)
    return draft


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_minutes_that_do_not_add_up_are_told_and_what_was_typed_stays(draft, client, head, lan):
    address = reverse("desk:vote", args=[draft.pk])
    typed = {
        "version": draft.version, "paper_number": "05/BB-UBND", "held_on": "19/11/2026",
        "present": 30, "votes_for": 20, "against": 3, "abstained": 2,
    }  # fmt: skip
    client.force_login(lan)
    assert client.get(address).status_code == 404
    client.force_login(head)
    refused = client.post(address, typed)
    assert refused.status_code == 409
    assert "phải bằng số người dự" in text(refused)
    assert 'value="05/BB-UBND"' in text(refused)
    assert Vote.objects.get().present == 9, "those entered before"
    assert client.post(address, typed | {"abstained": 7}).status_code == 302
    shown = text(client.get(reverse("desk:assessment", args=[draft.pk])))
    assert "30 người dự; tán thành 20, không tán thành 3, không biểu quyết 7" in shown


def test_a_dossier_after_its_window_is_told_until_when_it_was(draft, client, head, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=20))
    client.force_login(head)
    response = client.post(
        reverse("desk:step", args=[draft.pk, "nop"]),
        {"version": draft.version, "paper": "21/TTr-UBND"},
    )
    assert response.status_code == 409
    assert "từ ngày 16/10/2026 đến hết ngày 29/11/2026" in text(response)
    assert 'value="21/TTr-UBND"' in text(response)


def test_an_appraiser_of_the_wrong_level_is_told_whose_it_is(commune, secretary, appraiser, client):
    area = people.unit("Cầu Lớn", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    stored = factories.stored(factories.AREA)
    dossier = actions.open_assessment(
        unit=area, catalogue=stored, period=stored.read().period(2026), by=secretary, at=AT
    )
    dossier.state = "SUBMITTED"
    dossier.save(update_fields=["state"])
    client.force_login(appraiser)
    response = client.post(
        reverse("desk:step", args=[dossier.pk, "tham-dinh"]), {"version": dossier.version}
    )
    assert response.status_code == 403
    assert "Cấp của bạn không thẩm định đơn vị này" in text(response)
    assert commune.full_name in text(response)


def test_a_question_goes_to_the_unit_and_its_answer_comes_back(handed_in, client, head, appraiser):
    page = reverse("desk:criterion", args=[handed_in.pk, "tt124.cm.5"])
    client.force_login(appraiser)
    assert client.post(page, {"act": "ask", "words": "Ấp nào chưa đạt?"}).status_code == 302
    question = Question.objects.get()
    assert "Ấp nào chưa đạt?" in text(client.get(page))
    actions.take_up(assessment=handed_in, by=appraiser, at=AT)
    refused = client.post(
        reverse("desk:step", args=[handed_in.pk, "cong-nhan"]),
        {"version": handed_in.version, "decision_number": "1/QĐ-UBND", "decided_on": "20/11/2026"},
    )
    assert refused.status_code == 409
    assert "Câu hỏi về tiêu chí 5 còn chờ đơn vị trả lời" in text(refused)

    answer = reverse("desk:answer_question", args=[handed_in.pk, question.pk])
    assert client.post(answer, {"words": "Ấp 4."}).status_code == 404
    client.force_login(head)
    assert client.get(answer).status_code == 200
    assert client.post(answer, {"words": "Ấp 4, đang làm lại."}).status_code == 302
    assert client.post(answer, {"words": "Nữa."}).status_code == 409
    client.force_login(appraiser)
    assert "Ấp 4, đang làm lại." in text(client.get(page))


def test_the_unit_marks_its_own_criteria_and_no_one_else_does(draft, client, head, tam):
    page = reverse("desk:criterion", args=[draft.pk, "tt124.cm.5"])
    typed = {"act": "mark", "version": draft.version, "is_met": "1"}
    client.force_login(tam)
    assert client.post(page, typed).status_code == 404
    client.force_login(head)
    assert client.post(page, typed).status_code == 302
    assert Mark.objects.get().side == Mark.Side.UNIT
    assert "Hai bên đánh giá" in text(client.get(reverse("desk:assessment", args=[draft.pk])))


def test_an_override_shows_on_scorecard_dossier_and_recognitions(
    draft, client, head, chief, commune, province_chief, appraiser
):
    finding = draft.findings.get(criterion="tt124.cm.5")
    actions.decide_finding(
        finding=finding, outcome=Outcome.NOT_APPLICABLE, why="Xã mới lập trong năm.", by=head, at=AT
    )
    actions.confirm_decision(finding=finding, by=chief, at=AT)
    client.force_login(head)
    for address in (
        reverse("desk:scorecard", args=[commune.pk]),
        reverse("desk:assessment", args=[draft.pk]),
        reverse("desk:unit_years", args=[commune.pk]),
        reverse("desk:side_by_side"),
    ):
        client.force_login(appraiser if address.endswith("doi-chieu/") else head)
        assert "quyết định khác kết quả máy tính" in text(client.get(address)), address
    client.force_login(head)
    page = text(client.get(reverse("desk:assessment", args=[draft.pk])))
    assert "<li>5. Tỷ lệ khu dân cư" in page
    assert "tt124.cm.5:" not in page


def test_a_levels_units_stand_side_by_side_and_leave_as_a_workbook(
    handed_in, other_commune, client, appraiser, province, lan
):
    client.force_login(appraiser)
    shown = text(client.get(reverse("desk:side_by_side")))
    assert handed_in.unit.full_name in shown
    assert other_commune.full_name in shown
    assert "chưa có hồ sơ: 1" in shown
    given = client.get(reverse("desk:matrix_file"))
    assert given.status_code == 200
    assert b"".join(given.streaming_content)[:2] == b"PK"
    entry = Entry.objects.get(event="standards.matrix_taken")
    assert (entry.actor, entry.subject) == (appraiser.ref, province.path)
    client.force_login(lan)
    assert client.get(reverse("desk:side_by_side") + f"?don-vi={province.pk}").status_code == 404


def test_the_scorecard_leaves_as_a_workbook_with_every_criterion_and_real_dates(
    client, commune, head
):
    stored = factories.stored()
    client.force_login(head)
    address = reverse("desk:scorecard_file", args=[commune.pk])
    assert f'href="{address}?chuan={stored.catalogue_id}&amp;nam=2026"' in (
        client.get(reverse("desk:scorecard", args=[commune.pk]) + "?nam=2026").content.decode()
    )
    given = client.get(address, {"chuan": stored.catalogue_id, "nam": 2026})
    with zipfile.ZipFile(io.BytesIO(given.getvalue())) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
        assert 'name="Bảng điểm"' in book.read("xl/workbook.xml").decode()
    catalogue = stored.read()
    for criterion in catalogue.criteria:
        assert criterion.title("vi") in html.unescape(cells)
    since = (catalogue.period(2026).since - date(1899, 12, 30)).days
    assert f"<v>{since}</v>" in cells
    assert 'state="frozen"' in cells
    entry = Entry.objects.get(event="standards.scorecard_taken")
    assert (entry.actor, entry.subject) == (head.ref, commune.path)


def test_the_scorecard_says_what_would_mend_a_gap_in_numbers(client, commune, head, monkeypatch):
    factories.areas(commune, total=5, recognised=1, by=head)
    factories.stored()
    later = AT.replace(month=10, day=20)
    monkeypatch.setattr(clock, "now", lambda: later)
    client.force_login(head)
    shown = text(client.get(reverse("desk:scorecard", args=[commune.pk]) + "?nam=2026"))
    assert "Cần thêm 3 trong 5 trước hết ngày 14/11/2026: khu dân cư được công nhận." in shown


def test_the_years_of_an_old_commune_show_as_the_new_ones_past(
    client, commune, old_commune, old_district, head, hanh
):
    stored = factories.stored()
    decider = people.officer("Hồ Thanh An", people.Role.HEAD, old_district)
    actions.record_recognition(
        unit=old_commune, catalogue=stored, period=stored.read().period(2024),
        decision_number="240/QĐ-UBND", decided_on=date(2024, 12, 6), by=decider, at=AT,
    )  # fmt: skip
    client.force_login(head)
    shown = text(client.get(reverse("desk:unit_years", args=[commune.pk])))
    assert "Xã Mỹ Lạc" in shown
    assert "240/QĐ-UBND" in shown
    assert "vẫn là của đơn vị đó" in shown


@pytest.fixture
def of_a_school(commune):
    school = people.unit("Mỹ Thạnh", level=Level.SCHOOL, edition="local", parent=commune)
    principal = people.officer("Dương Thị Hiếu", people.Role.HEAD, school)
    stored = factories.stored("tt124-education.yaml")
    dossier = actions.open_assessment(
        unit=school, catalogue=stored, period=stored.read().period(2026), by=principal, at=AT
    )
    return dossier, principal


@pytest.mark.parametrize("who", ["principal", "secretary"])
def test_what_a_school_attests_of_itself_its_head_does_or_the_secretary_for_it(
    of_a_school, client, request, secretary, who
):
    dossier, principal = of_a_school
    client.force_login(principal if who == "principal" else secretary)
    page = reverse("desk:criterion", args=[dossier.pk, "tt124.ed.6"])
    assert "người đứng đầu đơn vị" in text(client.get(page))
    typed = {"act": "attest", "version": dossier.version, "is_met": "1", "paper_number": "22/XN-THCS", "dated": "19/11/2026"}  # fmt: skip
    assert client.post(page, typed).status_code == 302
    shown = text(client.get(page))
    assert "22/XN-THCS" in shown
    assert "Công an, " not in shown


def test_what_the_police_attest_of_a_school_its_head_does_not(of_a_school, client, head):
    dossier, principal = of_a_school
    page = reverse("desk:criterion", args=[dossier.pk, "tt124.ed.3"])
    for who in (principal, head):
        client.force_login(who)
        assert "22/XN" not in text(client.get(page))
        assert client.post(page, {"act": "attest", "version": 1}).status_code == 404


def test_the_level_that_does_not_decide_is_told_who_does_and_offered_no_step(
    of_a_school, client, appraiser, head
):
    dossier, _principal = of_a_school
    dossier.state = "SUBMITTED"
    dossier.save(update_fields=["state"])
    page = reverse("desk:assessment", args=[dossier.pk])
    step = reverse("desk:step", args=[dossier.pk, "tham-dinh"])
    client.force_login(appraiser)
    assert "Hồ sơ này do Xã Mỹ Thạnh thẩm định và quyết định." in text(client.get(page))
    assert step not in text(client.get(page))
    refused = client.get(step)
    assert refused.status_code == 403
    assert "thẩm quyền thuộc Xã Mỹ Thạnh" in text(refused)
    client.force_login(head)
    assert "Hồ sơ này do" not in text(client.get(page))
    assert step in text(client.get(page))


def test_why_a_dossier_came_back_is_read_first(handed_in, client, head, appraiser):
    actions.take_up(assessment=handed_in, by=appraiser, at=AT)
    actions.give_back(assessment=handed_in, why="Bổ sung quy chế phối hợp.", by=appraiser, at=AT)
    client.force_login(head)
    shown = text(client.get(reverse("desk:assessment", args=[handed_in.pk])))
    assert f"{appraiser.full_name}:</strong> Bổ sung quy chế phối hợp." in shown
