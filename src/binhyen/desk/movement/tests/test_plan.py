"""Plans and tasks as officers and partners see them: gaps become tasks, wrong days have a sentence, nothing typed is lost."""

import io
import zipfile
from datetime import date

import pytest
from django.template import engines
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.movement import timeline
from binhyen.desk.movement.plan_views import grouped
from binhyen.movement import actions, planning
from binhyen.movement.models import Conclusion, Plan, Review, Task
from binhyen.movement.tests import plans
from binhyen.notices.models import Notice
from binhyen.people.models import Body, Role
from binhyen.people.tests import factories as people

ORIGIN = "criterion:model9745.cm.13:2026"


@pytest.fixture(autouse=True)
def _on_2_march_2026(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def committee(commune, secretary, at):
    return plans.committee(commune, secretary, at)


@pytest.fixture
def plan(committee, secretary, at):
    return plans.plan(committee, secretary, at)


@pytest.fixture
def desk(client, secretary):
    client.force_login(secretary)
    return client


def page(client, name, *args):
    answer = client.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def send(client, name, *args, **typed):
    return client.post(reverse(f"desk:{name}", args=args), typed)


NEW_PLAN = {
    "title": "Kế hoạch phong trào", "decision_number": "08/KH-UBND", "decided_on": "5/1/2026",
    "starts_on": "1/1/2026", "ends_on": "31/12/2026",
}  # fmt: skip
NEW_TASK = {"title": "Lắp camera", "lead": "POLICE", "starts_on": "1/4/2026", "due_on": "1/6/2026"}


def test_a_plan_is_drawn_up_with_its_two_phases(desk, committee):
    answer = send(
        desk, "plans", committee=committee.pk, first_phase_ends_on="30/4/2026", **NEW_PLAN
    )
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("desk:plan", args=[plan.pk])
    assert [phase.ends_on for phase in plan.phases.order_by("number")] == [
        date(2026, 4, 30),
        date(2026, 12, 31),
    ]
    assert "Giai đoạn 2" in page(desk, "plan", plan.pk)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "Số này của năm đó đã có trong sổ kế hoạch"),
        ({"ends_on": "31/12/2025"}, "Kế hoạch kết thúc trước khi bắt đầu"),
        ({"first_phase_ends_on": "31/12/2026"}, "Giai đoạn 1 phải kết thúc"),
    ],
)
def test_a_plan_that_cannot_be_says_why_and_keeps_what_was_typed(
    desk, committee, plan, wrong, sentence
):
    answer = send(desk, "plans", committee=committee.pk, **(NEW_PLAN | wrong))
    assert sentence in answer.content.decode()
    assert "Kế hoạch phong trào" in answer.content.decode()
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due_on": "31/3/2026"}, "Hạn hoàn thành trước ngày bắt đầu"),
        ({"due_on": "1/1/2027"}, "Thời gian của kế hoạch là từ 01/01/2026 đến 31/12/2026"),
    ],
)
def test_a_task_with_a_wrong_day_says_why_and_keeps_what_was_typed(desk, plan, wrong, sentence):
    answer = send(desk, "add_task", plan.pk, **(NEW_TASK | wrong))
    assert sentence in answer.content.decode()
    assert "Lắp camera" in answer.content.decode()
    assert not Task.objects.exists()


def test_a_task_sent_twice_is_added_once_and_the_second_tab_is_told(desk, plan):
    assert send(desk, "add_task", plan.pk, **NEW_TASK).status_code == 302
    again = send(desk, "add_task", plan.pk, **NEW_TASK)
    assert "Kế hoạch đã có nhiệm vụ này" in again.content.decode()
    assert 'value="Lắp camera"' in again.content.decode()
    assert Task.objects.count() == 1
    assert send(desk, "add_task", plan.pk, **(NEW_TASK | {"lead": "FRONT"})).status_code == 302


def test_a_task_is_added_and_its_day_cannot_be_moved_before_what_it_waits_for(
    desk, plan, secretary, at
):
    first = plans.task(plan, secretary, at, "Khảo sát", due=date(2026, 5, 1))
    send(desk, "add_task", plan.pk, helpers=["FRONT", "SCHOOL"], **NEW_TASK)
    task = Task.objects.get(title="Lắp camera")
    assert "Mặt trận Tổ quốc; Trường học" in page(desk, "task", task.pk)
    send(desk, "task_act", task.pk, "cho", needed=first.pk, version=task.version)
    answer = send(
        desk, "task_act", task.pk, "sua", version=1, **(NEW_TASK | {"due_on": "30/4/2026"})
    )
    assert "Hạn này trước hạn của “Khảo sát”" in answer.content.decode()
    answer = send(desk, "task_act", first.pk, "cho", needed=task.pk)
    assert "hai bên sẽ chờ lẫn nhau" in answer.content.decode()
    send(desk, "untie_task", task.pk, first.pk)
    assert not task.needs.exists()


def test_progress_of_140_has_its_sentence_and_the_words_stay(desk, plan, secretary, at):
    task = plans.task(plan, secretary, at)
    answer = send(
        desk, "task_act", task.pk, "tien-do", progress=140, words="Đã lắp 3 cột", version=1
    )
    assert "Tiến độ ghi từ 0 đến 100 phần trăm" in answer.content.decode()
    assert "Đã lắp 3 cột" in answer.content.decode()
    task.refresh_from_db()
    assert task.progress == 0


def test_who_was_outrun_looks_again_and_may_send_again(desk, plan, secretary, at):
    task = plans.task(plan, secretary, at)
    actions.report_progress(task=task, progress=10, version=1, by=secretary, at=at)
    answer = send(desk, "task_act", task.pk, "tien-do", progress=20, version=1)
    assert "Có người vừa sửa nhiệm vụ này" in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()


@pytest.mark.parametrize(
    ("slug", "typed", "sentence"),
    [
        ("minh-chung", {"paper_number": "5/BB"}, "Hãy ghi số và ngày của giấy tờ"),
        ("minh-chung", {}, "Hãy ghi số và ngày của giấy tờ"),
    ],
)
def test_evidence_without_a_day_or_a_word_is_asked_for_again(
    desk, plan, secretary, at, slug, typed, sentence
):
    task = plans.task(plan, secretary, at)
    assert sentence in send(desk, "task_act", task.pk, slug, **typed).content.decode()


def test_a_task_is_dropped_with_its_reason_and_taken_up_again(desk, plan, secretary, at):
    task = plans.task(plan, secretary, at)
    send(desk, "task_act", task.pk, "bo", reason="Chưa có kinh phí", version=1)
    assert "Chưa có kinh phí" in page(desk, "plan_board", plan.pk)
    send(desk, "task_act", task.pk, "lam-lai", version=2)
    task.refresh_from_db()
    assert task.state == "RUNNING"


GAP = '{% include "desk/movement/_make_task.html" with unit_id=unit_id origin=origin title=title %}'


def gap(rf, user, unit, origin=ORIGIN):
    request = rf.get("/ban-lam-viec/bang-diem/")
    request.user, request.session = user, {}
    told = {"unit_id": unit.pk, "origin": origin, "title": "Tổ còn thiếu người"}
    return engines["django"].from_string(GAP).render(told, request)


def test_a_gap_is_one_click_from_being_a_task_and_then_shows_it(rf, desk, commune, plan, secretary):
    assert reverse("desk:task_from_gap") in gap(rf, secretary, commune)
    typed = {
        "unit": commune.pk, "origin": ORIGIN, "title": "Tổ còn thiếu người", "ve": "/ban-lam-viec/so-lieu/",
    }  # fmt: skip
    answers = [send(desk, "task_from_gap", **typed) for _twice in range(2)]
    assert [answer["Location"] for answer in answers] == ["/ban-lam-viec/so-lieu/"] * 2
    task = Task.objects.get()
    assert (task.lead, task.due_on) == (Body.PEOPLES_COMMITTEE, date(2026, 6, 30))
    shown = gap(rf, secretary, commune)
    assert reverse("desk:task", args=[task.pk]) in shown
    assert "chưa làm" in shown


def test_a_gap_of_a_residential_area_goes_into_the_plan_of_its_commune(desk, area, plan):
    send(desk, "task_from_gap", unit=area.pk, origin=ORIGIN, title="Ấp chưa có mô hình")
    assert Task.objects.get().plan == plan


@pytest.mark.parametrize("unit", ["", "x", "0", "٣", "9" * 30])
def test_a_unit_that_is_none_leads_nowhere(desk, plan, unit):
    answer = send(desk, "task_from_gap", unit=unit, origin=ORIGIN, title="x")
    assert answer.status_code == 404


def test_many_gaps_of_a_page_ask_the_database_once(
    rf, commune, plan, secretary, django_assert_max_num_queries
):
    request = rf.get("/")
    request.user, request.session = secretary, {}
    template = engines["django"].from_string("{% for o in origins %}" + GAP.replace("origin=origin", "origin=o") + "{% endfor %}")  # fmt: skip
    with django_assert_max_num_queries(6):
        template.render(
            {
                "unit_id": commune.pk,
                "title": "x",
                "origins": [f"team:{n}:train" for n in range(34)],
            },
            request,
        )


def test_whoever_plans_nothing_is_offered_nothing(rf, commune, plan, hanh, lan):
    for user in (hanh, lan):
        assert reverse("desk:task_from_gap") not in gap(rf, user, commune)


def test_without_a_running_plan_one_is_asked_for(desk, commune, secretary):
    answer = send(desk, "task_from_gap", unit=commune.pk, origin=ORIGIN, title="x")
    assert answer["Location"] == reverse("desk:plans")
    assert "chưa có kế hoạch đang thực hiện" in page(desk, "plans")


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "javascript:x", "1e9", "😀"]
)
def test_nobody_is_sent_elsewhere(desk, commune, plan, back):
    answer = send(desk, "task_from_gap", unit=commune.pk, origin=ORIGIN, title="x", ve=back)
    assert answer["Location"].startswith("/ban-lam-viec/")


def test_a_conclusion_becomes_a_task_with_its_lead_and_day(desk, commune, plan):
    send(
        desk, "plan_reviews", plan.pk, kind="HALF_YEAR", held_on="2/3/2026", paper_number="9/BC"
    )  # fmt: skip
    review = Review.objects.get()
    send(desk, "review", review.pk, text="Lắp thêm đèn", lead="YOUTH", due_on="1/8/2026")
    assert 'name="due" value="2026-08-01"' in page(desk, "review", review.pk)
    send(
        desk, "task_from_gap", unit=commune.pk, origin=Conclusion.objects.get().origin, title="Lắp thêm đèn",
        lead="YOUTH", due="2026-08-01",
    )  # fmt: skip
    task = Task.objects.get()
    assert (task.lead, task.due_on) == ("YOUTH", date(2026, 8, 1))
    assert reverse("desk:task", args=[task.pk]) in page(desk, "review", review.pk)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"held_on": "3/3/2026"}, "không muộn hơn hôm nay"),
        ({}, "Cuộc họp này đã được ghi rồi"),
    ],
)
def test_a_review_is_entered_once_and_not_before_it_was_held(
    desk, plan, secretary, at, typed, sentence
):
    review = {"kind": "HALF_YEAR", "held_on": "1/3/2026", "paper_number": "9/BC"}
    if not typed:
        send(desk, "plan_reviews", plan.pk, **review)
    answer = send(desk, "plan_reviews", plan.pk, **(review | typed))
    assert sentence in answer.content.decode()


def test_a_partner_sees_the_plan_and_does_own_tasks_and_nothing_else(
    client, commune, plan, secretary, at
):
    front = plans.partner("Trần Thị Sáu", Body.FRONT, commune)
    own = plans.task(plan, secretary, at, "Vận động hộ dân", lead=Body.FRONT)
    other = plans.task(plan, secretary, at, "Tuần tra", lead=Body.POLICE)
    client.force_login(front)
    mine = page(client, "my_tasks")
    assert "Vận động hộ dân" in mine
    assert "Tuần tra" not in mine
    assert "Tuần tra" in page(client, "plan", plan.pk)
    assert send(client, "task_act", own.pk, "tien-do", progress=50, version=1).status_code == 302
    for slug in ("tien-do", "minh-chung", "sua", "bo"):
        assert client.get(reverse("desk:task_act", args=[other.pk, slug])).status_code == 403
    assert client.get(reverse("desk:task_act", args=[own.pk, "sua"])).status_code == 403
    for name in ("committees", "initiatives", "inbox", "users"):
        answer = client.get(reverse(f"desk:{name}"), {"don-vi": commune.pk})
        assert answer.status_code in {403, 404}, name
    for name in (
        "committees", "who_held", "initiatives", "designations", "cycle", "registrations", "festival", "teams",
        "strengthening", "surveys", "side_by_side", "recognitions",
    ):  # fmt: skip
        assert client.get(reverse(f"desk:{name}")).status_code == 403, name
    assert page(client, "home")
    assert page(client, "plans")


def test_a_partner_above_reads_the_plans_of_the_own_unit_and_none_below(client, plan, province, at):
    secretary_above = people.officer("Lê Văn Chín", Role.SECRETARY, province)
    own = plans.plan(plans.committee(province, secretary_above, at), secretary_above, at)
    own.title = "Kế hoạch của tỉnh"
    own.save()
    for who, reads in ((secretary_above, True), (plans.partner("Lê Thị Bảy", Body.FRONT, province), False)):  # fmt: skip
        client.force_login(who)
        shown = page(client, "plans")
        assert own.title in shown
        assert (plan.title in shown) == reads


def test_a_school_that_leads_a_task_reads_the_plan_of_the_commune(
    client, commune, plan, secretary, at
):
    from binhyen.people.tests import factories
    from binhyen.places.models import Level

    school = factories.unit("Mỹ Thạnh 1", level=Level.SCHOOL, edition="local", parent=commune)
    teacher = plans.partner("Lê Thị Cúc", Body.SCHOOL, school)
    client.force_login(teacher)
    assert client.get(reverse("desk:plan", args=[plan.pk])).status_code == 404
    task = plans.task(plan, secretary, at, lead=actions.Lead(Body.SCHOOL, school))
    assert plan.title in page(client, "plans")
    assert task.title in page(client, "plan", plan.pk)


def test_whoever_has_no_hand_in_plans_is_told_so(client, editor):
    client.force_login(editor)
    for name in ("plans", "my_tasks"):
        assert client.get(reverse(f"desk:{name}")).status_code == 403


def test_the_list_by_who_leads_begins_with_what_is_overdue(desk, plan, secretary, chief, at):
    plans.task(plan, secretary, at, "Sớm", due=date(2026, 3, 5), lead=Body.PEOPLES_COMMITTEE)
    plans.task(
        plan, secretary, at, "Trễ", due=date(2026, 2, 20), starts_on=date(2026, 2, 1)
    )  # fmt: skip
    shown = page(desk, "plan_owners", plan.pk)
    assert shown.index("Trễ") < shown.index("Sớm")
    assert "1 nhiệm vụ quá hạn" in page(desk, "plan", plan.pk)


def test_the_picture_shows_all_tasks_today_and_who_waits_for_whom(desk, plan, secretary, at):
    first = plans.task(plan, secretary, at, "Khảo sát", due=date(2026, 5, 1))
    second = plans.task(plan, secretary, at, "Lắp đặt & nghiệm thu", due=date(2026, 6, 1))
    actions.tie_task(task=second, needed=first, by=secretary, at=at)
    drawn = timeline.draw(
        plan, grouped(plan, list(plan.tasks.whole())), planning.needs_of(plan), on=date(2026, 3, 2)
    )
    assert [bar.title for bar in drawn.bars] == ["Khảo sát", "Lắp đặt & nghiệm thu"]
    assert len(drawn.ties) == 1
    assert drawn.today == "16.44%"
    shown = page(desk, "plan_chart", plan.pk)
    assert "Lắp đặt &amp; nghiệm thu" in shown
    assert "by-gantt__today" in shown


@pytest.mark.parametrize("name", ["plan", "plan_board", "plan_owners", "plan_chart", "plan_file"])
def test_a_plan_of_many_tasks_costs_no_more_queries(
    desk, plan, secretary, at, name, django_assert_max_num_queries
):
    for number in range(20):
        plans.task(plan, secretary, at, f"Việc {number}")
    with django_assert_max_num_queries(22):
        b"".join(desk.get(reverse(f"desk:{name}", args=[plan.pk])))


def test_the_file_is_no_formula(desk, plan, secretary, at):
    plans.task(plan, secretary, at, "=1+1")
    answer = desk.get(reverse("desk:plan_file", args=[plan.pk]))
    text = b"".join(answer).decode("utf-8-sig")
    assert "'=1+1" in text
    assert "Chủ trì" in text
    book = b"".join(desk.get(reverse("desk:plan_file", args=[plan.pk]), {"dang": "xlsx"}))
    with zipfile.ZipFile(io.BytesIO(book)) as leaves:
        cells = leaves.read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1" in cells and "<f>" not in cells
    assert f"<v>{(plan.tasks.get().due_on - date(1899, 12, 30)).days}</v>" in cells
    assert desk.get(reverse("desk:plan_file", args=[plan.pk]), {"dang": "ods"}).status_code == 404


def test_a_notice_leads_to_the_task_of_whoever_may_read_it(client, plan, chief, secretary, at):
    task = plans.task(plan, secretary, at, "Việc kín tên", lead=Body.POLICE)
    client.force_login(chief)
    notice = Notice.objects.get(user=chief)
    answer = client.get(reverse("desk:notices")).content.decode()
    assert "Việc kín tên" not in answer
    answer = client.get(reverse("desk:notice", args=[notice.pk]))
    assert answer["Location"] == reverse("desk:task", args=[task.pk])
