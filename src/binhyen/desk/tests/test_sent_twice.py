"""A form of the programme, the force or the standard that is sent twice: a slow phone, two tabs, going back and pressing
again. One thing is made, and the second is told so kindly or finds what the first made."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.forces import models as force
from binhyen.forces.catalogues import equipment
from binhyen.forces.tests import factories as teams
from binhyen.movement import actions as movement
from binhyen.movement import models as programme
from binhyen.people.models import Body
from binhyen.standards import models as standard
from binhyen.standards.tests import factories as standards
from binhyen.standards.tests.factories import AT

PAPER = {"decision_number": "21/QĐ-UBND", "decided_on": "2/3/2026"}
SHELVES = {item.id: "2" for item in equipment()}
KEY = UUID("8f14e45f-ceea-467f-a0f8-4b1d7a1c0001")


@pytest.fixture(autouse=True)
def _on_20_november_2026(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(clock, "now", lambda: AT)
    settings.MEDIA_ROOT = tmp_path


@dataclass
class Ours:
    """One thing of each kind in the commune, by the name of what it is."""

    things: dict[str, Any] = field(default_factory=dict)

    def pk(self, name: str) -> int:
        return int(self.things[name].pk)


@pytest.fixture
def ours(commune, area, head, chief):
    draft = standards.dossier(commune, head=head, chief=chief)
    committee = movement.found_committee(
        unit=commune, kind=programme.CommitteeKind.STANDING, name="Ban Chỉ đạo", since=date(2025, 8, 1),
        decision_number="15/QĐ-UBND", decided_on=date(2025, 8, 1), by=head, at=AT,
    )  # fmt: skip
    plan = movement.draw_up_plan(
        committee=committee, title="Kế hoạch", decision_number="08/KH-UBND", decided_on=date(2026, 1, 5),
        starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), by=head, at=AT,
    )  # fmt: skip
    task = movement.add_task(
        plan=plan, title="Lắp đèn", lead=movement.Lead(Body.POLICE), due_on=date(2026, 12, 1), by=head, at=AT,
    )  # fmt: skip
    review = movement.hold_review(
        plan=plan, kind=programme.ReviewKind.HALF_YEAR, held_on=date(2026, 7, 1), paper_number="20/BC-UBND",
        by=head, at=AT,
    )  # fmt: skip
    team = teams.team(commune, chief, AT, name="Tổ Cầu Lớn", areas=(area,))
    service = teams.member(team, chief, AT)
    initiative = commune.initiatives.get()
    return Ours(locals())


@dataclass(frozen=True)
class Case:
    """A page, who sends it, what is typed, what is made, and what the second sender reads; nothing where it is led on."""

    page: str
    of: tuple[str, ...]
    who: str
    typed: dict[str, Any]
    made: type
    told: str = ""
    slug: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "-".join((self.page, *self.slug))


CASES = [
    Case("committees", (), "head", {"kind": "STANDING", "name": "Ban Chỉ đạo mới", "since": "2/3/2026", **PAPER},
         programme.Committee, "Số 21/QĐ-UBND"),
    Case("committee", ("committee",), "head",
         {"full_name": "Võ Thị Chín", "office": "Mặt trận", "duty": "MEMBER", "since": "1/8/2025"},
         programme.Seat, "đang giữ đúng ghế này"),
    Case("designations", (), "head", {"committee": "committee", "unit": "area", "year": "2026", **PAPER},
         programme.Designation, "Đơn vị này đã được chọn"),
    Case("plans", (), "head",
         {"committee": "committee", "title": "Kế hoạch hai", "decision_number": "09/KH-UBND", "decided_on": "5/1/2026",
          "starts_on": "1/1/2026", "ends_on": "31/12/2026"}, programme.Plan, "09/KH-UBND"),
    Case("add_task", ("plan",), "head",
         {"title": "Lắp camera", "lead": "POLICE", "starts_on": "1/4/2026", "due_on": "1/12/2026"},
         programme.Task, "Kế hoạch đã có nhiệm vụ này"),
    Case("plan", ("plan",), "head", {"title": "Đường sáng"}, programme.Goal, "mục tiêu này"),
    Case("plan_reviews", ("plan",), "head", {"kind": "FINAL", "held_on": "20/11/2026", "paper_number": "30/BC-UBND"},
         programme.Review),
    Case("review", ("review",), "head", {"text": "Lắp thêm đèn", "lead": "POLICE", "due_on": "1/12/2026"},
         programme.Conclusion, "đã có kết luận này"),
    Case("task_act", ("task",), "head", {"version": "1", "paper_number": "5/BC-CAX", "dated": "2/3/2026"},
         programme.TaskEvidence, "đã có ở nhiệm vụ", ("minh-chung",)),
    Case("initiatives", (), "head",
         {"name": "Tiếng kẻng", "kind": "CAMERA", "founded_on": "2/3/2026", "teams": "0", "members": "0", "points": "1"},
         programme.Initiative, "đã có mô hình mang tên này"),
    Case("initiative_step", ("initiative",), "head",
         {"territory": "area", "opened_on": "2/3/2026", "teams": "1", "members": "3"},
         programme.InitiativePoint, "đã hoạt động ở địa bàn này", ("diem",)),
    Case("initiative_step", ("initiative",), "head",
         {"kind": "JOINT_PLAN", "number": "4/KH", "issued_on": "2/3/2026", "title": "Kế hoạch phối hợp"},
         programme.InitiativePaper, "đã có trong sổ", ("van-ban",)),
    Case("initiative_step", ("initiative",), "head",
         {"kind": "LAW_TALK", "held_on": "2/3/2026", "place": "Nhà văn hóa", "attendance": "40"},
         programme.Activity, "cùng nơi, cùng ngày", ("hoat-dong",)),
    Case("festival", (), "head", {"held_on": "15/8/2026", "place": "Nhà văn hóa"}, programme.Festival, "đã có kế hoạch"),
    Case("teams", (), "chief",
         {"name": "Tổ Cầu Nhỏ", "areas": "area", "established_on": "1/7/2024", "decision_number": "7/QĐ-UBND",
          "established_strength": "5", "serving": "0"}, force.Team, "đã có tổ mang tên này"),
    Case("trainings", (), "chief",
         {"title": "Sơ cứu", "topic": "FIRST_AID", "held_on": "5/2/2026", "hours": "4", "teams": "team"},
         force.Training, "cùng ngày đã có trong sổ"),
    Case("equipment", ("team",), "chief", {"counted_on": "5/2/2026", **SHELVES}, force.Holding),
    Case("duties", (), "chief",
         {"key": str(KEY), "team": "team", "kind": "2.TALK", "on": "5/2/2025", "times": "1", "outcome": "ASSIGNED",
          "hours": "0", "members": "0"}, force.DutyEntry),
    Case("new_survey", (), "secretary",
         {"year": "2026", "opens_on": "2/3/2026", "closes_on": "31/12/2026", "target": "60"},
         force.SurveyRound, "Năm này đã có một đợt khảo sát"),
    Case("criterion", ("draft",), "head",
         {"act": "paper", "version": "draft", "document": "annual_security_plan", "number": "77/KH-UBND",
          "issued_on": "3/2/2026"}, standard.Evidence, "chỉ tính một lần", ("tt124.cm.1b",)),
    Case("criterion", ("draft",), "chief",
         {"act": "attest", "version": "draft", "is_met": "0", "paper_number": "46/XN-CA", "dated": "19/11/2026"},
         standard.Attestation, "chỉ tính một lần", ("tt124.cm.2",)),
    Case("vote", ("draft",), "head",
         {"version": "draft", "paper_number": "9/BB", "held_on": "19/11/2026", "present": "5", "votes_for": "5",
          "against": "0", "abstained": "0"}, standard.Vote, "chỉ tính một lần"),
    Case("open_assessment", ("commune",), "head", {}, standard.Assessment),
]  # fmt: skip


def _sent(case, ours):
    """Return what is typed, with the numbers of the rows that it names."""
    return {
        name: getattr(ours.things[value], "version", None)
        if name == "version" and value in ours.things
        else ours.pk(value) if value in ours.things else value
        for name, value in case.typed.items()
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_form_sent_twice_makes_one_thing(case, ours, client, request):
    client.force_login(request.getfixturevalue(case.who))
    address = reverse(f"desk:{case.page}", args=[*map(ours.pk, case.of), *case.slug])
    sent = _sent(case, ours)
    before = case.made._default_manager.count()
    first = client.post(address, sent)
    made = case.made._default_manager.count()
    assert first.status_code == 302, first.context and first.context.get("form", "").errors
    assert made > before or case.made in {standard.Assessment, standard.Vote}
    second = client.post(address, sent, follow=True)
    assert second.status_code in {200, 409}
    assert case.made._default_manager.count() == made
    assert case.told in " ".join(second.content.decode().split())


def test_a_question_sent_twice_is_asked_once(commune, head, chief, appraiser, client):
    handed_in = standards.submitted(commune, head=head, chief=chief)
    client.force_login(appraiser)
    page = reverse("desk:criterion", args=[handed_in.pk, "tt124.cm.5"])
    asked = {"act": "ask", "words": "Ấp nào chưa đạt?"}
    assert client.post(page, asked).status_code == 302
    again = client.post(page, asked)
    assert again.status_code == 409 and "chỉ tính một lần" in again.content.decode()
    question = standard.Question.objects.get()
    client.force_login(head)
    answer = reverse("desk:answer_question", args=[handed_in.pk, question.pk])
    assert client.post(answer, {"words": "Ấp 4."}).status_code == 302
    assert "Câu hỏi này đã có trả lời" in client.post(answer, {"words": "Ấp 4."}).content.decode()
