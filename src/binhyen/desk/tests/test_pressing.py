"""The first page of the committee: what is due and overdue of the year, of plans, of dossiers, and which criteria fail."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.movement import actions as movement
from binhyen.movement.cycle import cycle
from binhyen.movement.tests import plans
from binhyen.people.models import Body
from binhyen.periodic import actions as periodic
from binhyen.periodic.rules import Kind
from binhyen.standards import actions as standards
from binhyen.standards.tests import factories
from binhyen.standards.tests.factories import AT

pytestmark = pytest.mark.django_db
HEADING = "Đến hạn và quá hạn"


@pytest.fixture(autouse=True)
def _on_20_november_2026(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def plan(commune, secretary):
    return plans.plan(plans.committee(commune, secretary, AT), secretary, AT)


def home(client, who):
    client.force_login(who)
    return client.get(reverse("desk:home")).content.decode()


def test_the_secretary_sees_what_is_overdue_first_with_its_days_and_its_page(
    client, commune, secretary, plan
):
    late = plans.task(plan, secretary, AT, "Lắp camera", due=date(2026, 3, 10))
    soon = plans.task(plan, secretary, AT, "Tập huấn tổ bảo vệ", due=date(2026, 11, 25))
    plans.task(plan, secretary, AT, "Tổng kết mô hình", due=date(2026, 12, 20))
    shown = home(client, secretary)
    assert "quá hạn 255 ngày" in shown
    assert reverse("desk:task", args=[late.pk]) in shown
    assert HEADING in shown
    for step in cycle().steps:
        if step.id != "handed_in":
            note(step, commune, secretary)
    shown = home(client, secretary)
    assert "còn 5 ngày" in shown
    assert reverse("desk:task", args=[soon.pk]) in shown
    assert "Nộp hồ sơ tự đánh giá lên cấp trên" in shown
    assert "còn 9 ngày" in shown
    assert shown.index("Lắp camera") < shown.index("Tập huấn tổ bảo vệ")
    assert "Tổng kết mô hình" not in shown


def note(step, commune, by):
    movement.note_step(
        unit=commune, year=2026, step=step, number="9/BC", issued_on=date(2026, 11, 2), by=by, at=AT
    )


def test_a_dossier_of_ones_own_stands_in_place_of_the_step_and_goes_when_it_is_handed_in(
    client, commune, head, chief, secretary
):
    draft = factories.dossier(commune, head=head, chief=chief)
    address = reverse("desk:assessment", args=[draft.pk])
    shown = home(client, head)
    assert f'href="{address}">Nộp hồ sơ:' in shown
    assert "Nộp hồ sơ tự đánh giá lên cấp trên" not in shown
    standards.submit(assessment=draft, paper="21/TTr-UBND", by=head, at=AT)
    assert f'href="{address}">Nộp hồ sơ:' not in home(client, head)


def test_the_level_above_sees_what_waits_for_its_appraisal(client, commune, head, chief, appraiser):
    assert "Không có việc đến hạn" in home(client, appraiser)
    draft = factories.dossier(commune, head=head, chief=chief)
    standards.submit(assessment=draft, paper="21/TTr-UBND", by=head, at=AT)
    shown = home(client, appraiser)
    assert "Thẩm định Xã Mỹ Thạnh" in shown
    assert "Bảng điểm" not in shown


def test_the_scorecard_tells_how_many_are_met_and_what_to_do_about_the_first_gaps(
    client, commune, secretary
):
    factories.stored()
    shown = home(client, secretary)
    assert "Bảng điểm 2026" in shown
    assert reverse("desk:scorecard", args=[commune.pk]) in shown
    assert "tiêu chí nữa cần làm" in shown


def test_where_nothing_presses_the_page_says_what_comes_next(client, commune, secretary, monkeypatch):  # fmt: skip
    may = AT.replace(month=5, day=4)
    monkeypatch.setattr(clock, "now", lambda: may)
    for step in cycle().steps:
        if step.due.of(2026) <= may.date() + timedelta(days=14):
            note(step, commune, secretary)
    shown = home(client, secretary)
    assert "Không có việc đến hạn trong 14 ngày tới" in shown
    assert "Việc kế tiếp: Sơ kết sáu tháng, hạn 30/06/2026." in shown


def test_a_partner_sees_the_tasks_of_its_own_body_only(client, commune, secretary, plan):
    front = plans.partner("Sáu", Body.FRONT, commune)
    plans.task(plan, secretary, AT, "Vận động ký cam kết", due=date(2026, 11, 25), lead=Body.FRONT)
    plans.task(plan, secretary, AT, "Lắp camera", due=date(2026, 11, 25))
    shown = home(client, front)
    assert "Vận động ký cam kết" in shown
    assert "Lắp camera" not in shown
    assert "Bảng điểm" not in shown


def test_posts_with_no_part_in_it_see_none_of_it(client, hanh, administrator, auditor):
    for who in (hanh, administrator, auditor):
        assert HEADING not in home(client, who)


def test_it_asks_a_fixed_number_of_questions(
    client, commune, secretary, plan, django_assert_max_num_queries, django_assert_num_queries
):
    factories.stored()
    client.force_login(secretary)
    client.get(reverse("desk:home"))
    with django_assert_max_num_queries(45) as asked:
        client.get(reverse("desk:home"))
    for n in range(12):
        plans.task(plan, secretary, AT, f"Việc {n}", due=date(2026, 11, 25))
    with django_assert_num_queries(len(asked)):
        client.get(reverse("desk:home"))


def test_a_periodic_report_that_is_late_stands_there_until_it_is_sent(client, commune, secretary, head, chief):  # fmt: skip
    report = periodic.begin(unit=commune, kind=Kind.MONTH, day=date(2026, 10, 20), by=secretary, at=AT)  # fmt: skip
    address = reverse("desk:periodic_report", args=[report.pk])
    for who in (secretary, head, chief):
        shown = home(client, who)
        assert f'href="{address}">Báo cáo tháng, tháng 11 năm 2026' in shown
        assert "quá hạn 3 ngày" in shown
    periodic.write(report=report, words={"I": "Yên ổn."}, by=secretary, at=AT)
    periodic.send(report=report, by=secretary, at=AT)
    assert address not in home(client, secretary)
