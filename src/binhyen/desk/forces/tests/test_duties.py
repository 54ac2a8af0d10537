"""The pages of tasks, months and coverage as officers and members see them."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from binhyen.audit.models import Entry
from binhyen.core.clock import VIETNAM
from binhyen.forces import actions
from binhyen.forces.models import DutyEntry, Outcome, TeamMonth

AT = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _on_2_march_2026(monkeypatch):
    from binhyen.core import clock

    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def team(commune, area, chief, at):
    return actions.set_up_team(
        unit=commune, areas=(area,), name="Tổ Cầu Lớn", established_on=date(2024, 7, 1),
        decision_number="7/QĐ-UBND", established_strength=5, serving=4, by=chief, at=at,
    )  # fmt: skip


def typed(team, **other):
    return {
        "key": str(uuid4()), "team": team.pk, "kind": "1.CALLED", "on": "27/2/2026", "times": "1",
        "outcome": "ON_TIME", "hours": "1,5", "members": "3", "remark": "", **other,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["duties", "team_months", "coverage"])
def test_the_pages_are_for_the_police_and_the_committee(client, chief, lan, team, commune, name):
    address = reverse(f"desk:{name}") + f"?don-vi={commune.pk}"
    client.force_login(chief)
    assert client.get(address).status_code == 200
    client.force_login(lan)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["duties", "team_months", "coverage"])
def test_a_member_and_an_editor_do_not_read_them(client, team_member, editor, team, name):
    for who in (team_member, editor):
        client.force_login(who)
        assert client.get(reverse(f"desk:{name}")).status_code in {403, 404}


@pytest.mark.parametrize("name", ["duties", "team_months", "coverage"])
def test_they_stand_empty_too(client, chief, name):
    client.force_login(chief)
    assert client.get(reverse(f"desk:{name}")).status_code == 200


def test_an_officer_enters_a_task_and_sees_it(client, chief, team):
    client.force_login(chief)
    page = client.post(reverse("desk:duties"), typed(team), follow=True)
    assert "có mặt khi được gọi" in page.content.decode()
    entry = DutyEntry.objects.get()
    assert str(entry.hours) == "1.5"
    assert f"{entry.on:%d/%m/%Y}" in page.content.decode()


def test_a_member_enters_a_task_on_the_phone(client, team_member, team):
    client.force_login(team_member)
    assert client.post(reverse("desk:field_duty"), typed(team)).status_code == 302
    assert team.name in client.get(reverse("desk:field_duty")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "7.OTHER"}, "Việc này không thuộc nhóm nào trong sáu nhóm"),
        ({"on": "3/3/2026"}, "Ngày này chưa đến"),
        ({"on": "1/6/2024"}, "Tổ được thành lập sau ngày này"),
        ({"kind": "5.TEACH", "remark": "Ông Tư"}, "chỉ lưu số hoạt động"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_what_was_typed_stays(
    client, chief, team, wrong, sentence
):
    client.force_login(chief)
    page = client.post(reverse("desk:duties"), typed(team, **wrong)).content.decode()
    assert sentence in page
    assert 'value="1,5"' in page
    assert not DutyEntry.objects.exists()


def test_a_task_given_is_ended_on_its_page(client, chief, lan, team):
    entry = actions.log_duty(
        key=uuid4(), team=team, kind="2.TALK", on=date(2026, 2, 27), done=actions.Done(Outcome.ASSIGNED), by=chief,
        at=AT,
    )  # fmt: skip
    address = reverse("desk:end_duty", args=[entry.pk])
    client.force_login(lan)
    assert client.get(address).status_code == 404
    client.force_login(chief)
    assert client.get(address).status_code == 200
    ended = {"outcome": "LATE", "hours": "2", "members": "4", "remark": ""}
    assert client.post(address, ended).status_code == 302
    second = client.post(address, ended | {"remark": "Hai hộ chưa có mặt."})
    assert second.status_code == 409
    shown = second.content.decode()
    assert "đã được ghi" in shown and "Hai hộ chưa có mặt." in shown  # a second tab loses no words
    entry.refresh_from_db()
    assert entry.outcome == "LATE"


def test_the_level_above_reads_the_sums_and_no_task(client, chief, province_chief, team):
    entry = actions.log_duty(
        key=uuid4(), team=team, kind="2.TALK", on=date(2026, 2, 27), done=actions.Done(Outcome.ASSIGNED, remark="sau chợ"),
        by=chief, at=AT,
    )  # fmt: skip
    ending = reverse("desk:end_duty", args=[entry.pk])
    client.force_login(chief)
    own = client.get(reverse("desk:duties")).content.decode()
    assert ending in own
    assert "sau chợ" in own
    client.force_login(province_chief)
    above = client.get(reverse("desk:duties")).content.decode()
    assert team.name in above
    assert ending not in above
    assert "sau chợ" not in above
    assert "Ghi nhiệm vụ" not in above
    assert client.post(reverse("desk:duties"), typed(team)).status_code == 200
    assert DutyEntry.objects.count() == 1


def test_a_month_is_noted_for_all_teams_or_for_none(client, chief, commune, team):
    other = actions.set_up_team(
        unit=commune, areas=(), name="Tổ hai", established_on=date(2024, 7, 1), decision_number="8/QĐ-UBND",
        established_strength=5, serving=4, by=chief, at=AT,
    )  # fmt: skip
    client.force_login(chief)
    address = reverse("desk:team_months") + "?thang=2026-02"
    right = {f"to{team.pk}-meetings_held": "1", f"to{team.pk}-meetings_due": "2"}
    wrong = {f"to{other.pk}-reports_on_time": "2", f"to{other.pk}-reports_due": "1"}
    page = client.post(address, right | wrong).content.decode()
    assert "Nhiều hơn số phải làm" in page
    assert "<title>Lỗi: " in page and 'class="govuk-error-summary"' in page
    assert f'href="#id_to{other.pk}-reports_on_time">Tổ hai, ' in page
    assert not TeamMonth.objects.exists()
    assert client.post(address, right).status_code == 302
    assert TeamMonth.objects.get().month == date(2026, 2, 1)


def test_the_list_asks_as_many_questions_for_ten_tasks_as_for_one(
    client, chief, team, django_assert_max_num_queries
):
    client.force_login(chief)
    for _one in range(10):
        actions.log_duty(
            key=uuid4(), team=team, kind="2.TALK", on=date(2026, 2, 27), done=actions.Done(Outcome.ON_TIME),
            by=chief, at=AT,
        )  # fmt: skip
    with django_assert_max_num_queries(22):
        client.get(reverse("desk:duties"))


def test_the_grid_crosses_the_weeks_without_a_patrol(client, chief, team_member, area):
    begin = datetime.combine(date(2026, 2, 26), time(20), tzinfo=VIETNAM)
    actions.log_patrol(
        key=uuid4(), area=area, started_at=begin, ended_at=begin + timedelta(hours=1), companions=2, remarks="",
        by=team_member, at=AT,
    )  # fmt: skip
    client.force_login(chief)
    page = client.get(reverse("desk:coverage")).content.decode()
    assert (
        page.count('<path class="by-weeks__none"') == 12 + 1
    )  # twelve weeks of thirteen, and the key
    assert "1/13 tuần" in page


@pytest.mark.parametrize("typed_day", ["2026-99-99", "9999-12-31", "0001-01-01", "x"])
def test_an_odd_end_of_the_weeks_means_this_week(client, chief, typed_day):
    client.force_login(chief)
    assert client.get(reverse("desk:coverage"), {"den": typed_day}).status_code == 200


def test_a_wrong_entry_is_taken_back_with_a_reason_and_no_phone_brings_it_back(
    client, chief, lan, team, commune
):
    client.force_login(chief)
    sent = typed(team)
    listed = reverse("desk:duties") + f"?don-vi={commune.pk}"
    client.post(reverse("desk:duties"), sent)
    entry = DutyEntry.objects.get()
    address = reverse("desk:take_back_duty", args=[entry.pk])
    assert address in client.get(listed).content.decode()
    assert "Hãy" in client.post(address, {"because": " "}).content.decode()
    assert DutyEntry.objects.counted().count() == 1
    assert client.post(address, {"because": "Ghi nhầm ngày"}).status_code == 302
    assert address not in client.get(listed).content.decode()
    client.post(reverse("desk:duties"), sent)
    assert not DutyEntry.objects.counted().exists()
    assert client.get(address).status_code == 404
    last = Entry.objects.latest("pk")
    assert last.event == "forces.duty_taken_back" and "nhầm" not in str(last.detail)


def test_an_entry_is_taken_back_by_who_made_it_or_manages_the_force(client, chief, hanh, lan, team):
    client.force_login(chief)
    client.post(reverse("desk:duties"), typed(team))
    address = reverse("desk:take_back_duty", args=[DutyEntry.objects.get().pk])
    for who in (hanh, lan):
        client.force_login(who)
        assert client.get(address).status_code == 404
