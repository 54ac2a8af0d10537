"""The report on a launch and the final report open with what the plan and the survey of the model unit say."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.documents.forms import Fields
from binhyen.documents import actions as documents
from binhyen.documents import wording
from binhyen.movement import actions as movement
from binhyen.movement.models import ReviewKind
from binhyen.people.models import Body, Role
from binhyen.people.tests import factories as people
from binhyen.standards import actions as standards
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT
from binhyen.standards.tests.test_baselines import DAY, designate

pytestmark = pytest.mark.django_db
REVIEWED = AT.date() - timedelta(days=1)
#: What only people can say; the rest is there.
TYPED = {
    "launch_report": {
        "held": "ngày 05 tháng 4 năm 2026 tại hội trường xã", "situation": "Ổn định.", "preparation": "Đầy đủ.",
        "results": "Đông đủ.", "budget": "Ngân sách xã.", "strengths": "Đúng kế hoạch.", "shortcomings": "Không.",
    },
    "final_review": {
        "situation": "Ổn định.", "budget": "Ngân sách xã.", "strengths": "Nhân dân tham gia.", "shortcomings": "Một việc chậm.",
        "causes": "Kinh phí chậm.",
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def above(province):
    return people.officer("Thư ký tỉnh", Role.SECRETARY, province)


@pytest.fixture
def plan(province, commune, above, secretary):
    documents.set_up_issuer(
        unit=commune, name="Ủy ban nhân dân xã Mỹ Thạnh", parent="", code="UBND", letter_code="", place="Mỹ Thạnh",
        by_kind=True, by=secretary, at=AT,
    )  # fmt: skip
    designation = designate(province, commune)
    standards.open_baseline(
        designation=designation, catalogue=factories.stored("model-9745-commune.yaml"), measured_on=DAY, by=secretary, at=AT
    )  # fmt: skip
    plan = movement.draw_up_plan(
        committee=designation.committee, designation=designation, title="Kế hoạch xã điển hình",
        starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 20), decision_number="22/KH-BCĐ",
        decided_on=date(2026, 3, 1), unit=commune, by=above, at=AT,
    )  # fmt: skip
    goal = movement.add_goal(plan=plan, title="Củng cố lực lượng", by=above, at=AT)
    for title, progress in (("Tập huấn | tổ viên", 100), ("Lắp đèn đường", 0)):
        task = movement.add_task(
            plan=plan, title=title, lead=Body.POLICE, starts_on=date(2026, 3, 2), due_on=date(2026, 12, 1),
            goal=goal, by=above, at=AT,
        )  # fmt: skip
        if progress:
            movement.report_progress(task=task, progress=progress, version=task.version, by=above, at=AT)  # fmt: skip
    return plan


def opened(client, who, key, plan):
    client.force_login(who)
    return client.get(reverse("desk:draft_document", args=[key]), {"tu": plan.pk})


def complete(form, key):
    """Return the form as it is sent once what only people can say is typed."""
    first = {name: form[name].value() or "" for name in form.fields}
    typed = {**first, **TYPED[key], "signer_name": "Huỳnh Văn Sáu"}
    return Fields(typed, asked=wording.kinds()[key])


def test_the_report_on_the_launch_opens_with_the_survey_and_the_tasks(client, plan, secretary):
    form = opened(client, secretary, "launch_report", plan).context["form"]
    assert form["tasks"].value().splitlines() == [
        "Tập huấn / tổ viên | Công an xã | 01/12/2026", "Lắp đèn đường | Công an xã | 01/12/2026",
    ]  # fmt: skip
    criteria = form["criteria"].value().splitlines()
    assert len(criteria) == plan.designation.baseline.readings.count()
    assert all(line.endswith(" | Đạt") for line in criteria)
    assert form["movement"].value().endswith("phong trào Toàn dân bảo vệ an ninh Tổ quốc năm 2026")
    sent = complete(form, "launch_report")
    assert sent.is_valid() and sent.asked.compose(sent.values()).title


def test_the_final_report_tells_criteria_before_and_after_tasks_and_conclusions(
    client, plan, above, secretary
):
    review = movement.hold_review(
        plan=plan, kind=ReviewKind.FINAL, held_on=REVIEWED, paper_number="77/BC-BCĐ", words="Hoàn thành phần lớn.",
        by=above, at=AT,
    )  # fmt: skip
    movement.conclude(
        review=review, text="Lắp nốt đèn đường", lead=Body.POLICE, due_on=date(2027, 3, 1), by=above, at=AT
    )  # fmt: skip
    form = opened(client, secretary, "final_review", plan).context["form"]
    assert form["tasks"].value() == "Củng cố lực lượng | 2 | 1 | 1"
    assert form["results"].value() == "Hoàn thành phần lớn."
    assert form["next"].value() == "Lắp nốt đèn đường (Công an xã, trước ngày 01/03/2027)"
    assert all(line.count(" | ") == 2 for line in form["criteria"].value().splitlines())
    sent = complete(form, "final_review")
    assert sent.is_valid() and sent.asked.compose(sent.values()).title


def test_the_reviews_of_a_plan_lead_to_both_and_a_neighbour_gets_neither(
    client, plan, secretary, lan
):
    client.force_login(secretary)
    page = client.get(reverse("desk:plan_reviews", args=[plan.pk])).content.decode()
    for key in ("launch_report", "final_review"):
        assert reverse("desk:draft_document", args=[key]) in page
    assert opened(client, lan, "launch_report", plan).status_code in (403, 404)
