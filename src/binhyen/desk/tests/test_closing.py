"""A year is closed on a page that shows what is open; afterwards every form says why a day is not taken and keeps what was typed."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.figures.models import ClosedYear
from binhyen.forces.models import DutyEntry, Team
from binhyen.forces.tests import factories as teams
from binhyen.movement import actions as movement
from binhyen.movement.cycle import cycle
from binhyen.movement.models import Initiative
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level, Unit

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
CLOSED = "đã khóa ngày 02/03/2026"
PAGE = reverse("desk:close_year")


@pytest.fixture(autouse=True)
def _on_2_march(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def close(commune, chief):
    return lambda year=2025: movement.close_year(unit=commune, year=year, by=chief, at=NOW)


def page(response):
    return " ".join(response.content.decode().split())


def test_the_page_shows_what_is_open_and_closes_the_year(client, commune, chief):
    client.force_login(chief)
    shown = page(client.get(f"{PAGE}?nam=2025"))
    assert "Những việc còn dở" in shown
    assert "Các bước trong năm chưa làm xong" in shown and "Số liệu chưa có giá trị" in shown
    client.post(f"{PAGE}?nam=2025", {"nam": "2025"})
    assert ClosedYear.objects.get().year == 2025
    shown = page(client.get(f"{PAGE}?nam=2025"))
    assert CLOSED in shown and "Khóa số liệu năm 2025</button>" not in shown


def test_the_page_of_the_running_year_is_about_the_last_one(client, chief):
    client.force_login(chief)
    assert "Khóa số liệu năm 2025" in page(client.get(f"{PAGE}?nam=2026"))


def test_who_may_not_close_sees_no_button_and_closes_nothing(client, hanh):
    client.force_login(hanh)
    assert "</button></form>" not in page(client.get(f"{PAGE}?nam=2025")).partition("Những việc")[2]
    assert client.post(f"{PAGE}?nam=2025", {"nam": "2025"}).status_code == 403
    assert not ClosedYear.objects.exists()


def test_the_level_above_opens_it_again_with_a_reason(client, close, province_chief, commune):
    closed = close()
    client.force_login(province_chief)
    address = reverse("desk:reopen_year", args=[closed.pk])
    assert address in page(client.get(f"{PAGE}?don-vi={commune.pk}&nam=2025"))
    assert client.post(address, {"because": ""}).status_code == 200
    client.post(address, {"because": "Thiếu số liệu quý IV."})
    closed.refresh_from_db()
    assert closed.reopened_because == "Thiếu số liệu quý IV."
    assert "Thiếu số liệu quý IV." in page(client.get(f"{PAGE}?don-vi={commune.pk}&nam=2025"))


def test_a_commune_does_not_open_its_own_year(client, close, province_chief, chief):
    closed = close()
    client.force_login(chief)
    assert client.get(reverse("desk:reopen_year", args=[closed.pk])).status_code == 404


def test_figures_scorecard_and_the_year_say_that_it_is_closed(client, close, secretary):
    close()
    client.force_login(secretary)
    for address in (
        f"{reverse('desk:numbers')}?ky=nam&thang=2025-01",
        f"{reverse('desk:cycle')}?nam=2025",
        PAGE,
    ):
        assert CLOSED in page(client.get(address)), address


def test_a_team_of_a_closed_day_is_refused_in_its_form(client, close, chief, area):
    close()
    client.force_login(chief)
    typed = {
        "name": "Tổ Ấp 1", "areas": [area.pk], "established_on": "01/12/2025", "decision_number": "7/QĐ-UBND",
        "established_strength": "5", "serving": "4",
    }  # fmt: skip
    shown = page(client.post(reverse("desk:teams"), typed))
    assert CLOSED in shown and "01/01/2026" in shown
    assert 'value="Tổ Ấp 1"' in shown
    assert not Team.objects.exists()
    shown = page(client.post(reverse("desk:teams"), typed | {"established_on": "03/03/2026"}))
    assert "Ngày này chưa đến" in shown


def test_a_task_of_a_closed_day_is_refused_in_its_form(client, close, commune, chief):
    team = teams.team(commune, chief, NOW)
    close()
    client.force_login(chief)
    typed = {
        "key": uuid4(), "team": team.pk, "kind": "2.TALK", "on": "20/12/2025", "times": "1",
        "outcome": "ON_TIME", "hours": "2", "members": "3", "remark": "Nói chuyện ở đình",
    }  # fmt: skip
    shown = page(client.post(reverse("desk:duties"), typed))
    assert CLOSED in shown and "Nói chuyện ở đình" in shown
    assert not DutyEntry.objects.exists()


def test_a_roster_of_a_closed_day_is_refused_by_row_and_column(client, close, commune, chief):
    team = teams.team(commune, chief, NOW)
    close()
    client.force_login(chief)
    head = "tổ;họ tên;năm sinh;từ ngày;quyết định;ngày quyết định"
    line = f"{team.name};Lê Văn Tám;1985;01/12/2025;9/QĐ-UBND;01/12/2025"
    shown = page(client.post(reverse("desk:import_roster"), {"table": f"{head}\n{line}"}))
    assert CLOSED in shown and "từ ngày" in shown and "Lê Văn Tám" in shown


def test_an_initiative_of_a_closed_day_is_refused_in_its_form(client, close, secretary):
    close()
    client.force_login(secretary)
    typed = {
        "kind": "CAMERA",
        "name": "Camera Ấp 1",
        "founded_on": "01/12/2025",
        "points": "1",
        "teams": "0",
        "members": "0",
    }
    shown = page(client.post(reverse("desk:initiatives"), typed))
    assert CLOSED in shown and 'value="Camera Ấp 1"' in shown
    assert not Initiative.objects.exists()


def test_an_area_is_not_opened_in_a_closed_year(client, close, commune, secretary):
    close()
    client.force_login(secretary)
    typed = {"kind": "ap", "name": "Ấp Mới", "on": "01/12/2025"}
    shown = page(client.post(reverse("desk:add_unit", args=[commune.pk]), typed))
    assert CLOSED in shown and "Ấp Mới" in shown


def test_areas_are_not_taken_over_from_a_table_with_a_day_of_a_closed_year(
    client, close, commune, secretary
):
    close()
    client.force_login(secretary)
    typed = {
        "on": "01/12/2025",
        "file": SimpleUploadedFile("ap.csv", "loại,tên\nấp,Mới\n".encode()),
    }
    assert CLOSED in page(client.post(reverse("desk:import_units", args=[commune.pk]), typed))
    assert not Unit.objects.filter(name="Mới").exists()


@pytest.mark.parametrize(
    ("address", "typed"),
    [("desk:rename_unit", {"name": "Cầu Mới", "on": "01/12/2025"}), ("desk:close_unit", {"on": "01/12/2025"})],
)  # fmt: skip
def test_an_area_does_not_end_in_a_closed_year(client, close, commune, secretary, address, typed):
    hamlet = people.unit(
        "Cầu Tre", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune, since=date(2025, 8, 1)
    )  # fmt: skip
    close()
    client.force_login(secretary)
    assert CLOSED in page(client.post(reverse(address, args=[hamlet.pk]), typed))
    hamlet.refresh_from_db()
    assert hamlet.valid_to is None


def test_a_patrol_that_a_phone_sends_late_is_refused_with_the_reason(
    client, commune, area, chief, monkeypatch
):
    member = people.officer("Lê Văn Tám", Role.TEAM_MEMBER, area)
    january = NOW.replace(month=1, day=20)
    monkeypatch.setattr(clock, "now", lambda: january)
    movement.close_year(unit=commune, year=2025, by=chief, at=january)
    client.force_login(member)
    sent = {
        "kind": "PATROL", "key": str(uuid4()), "area": area.pk, "companions": "1", "remarks": "",
        "started_at": "2025-12-31T20:00:00+07:00", "ended_at": "2025-12-31T22:00:00+07:00",
    }  # fmt: skip
    answer = client.post(reverse("desk:field_send"), sent, content_type="application/json").json()
    assert answer["outcome"] == "refused" and "đã khóa ngày 20/01/2026" in answer["reason"]


def test_a_day_that_no_form_can_be_told_of_gives_a_page_with_the_sentence(
    client, close, commune, secretary
):
    year = {"unit": commune, "year": 2025, "by": secretary, "at": NOW}
    step = cycle().step("area_assessment")
    movement.note_step(step=step, number="5/KH", issued_on=date(2025, 11, 2), **year)
    close()
    client.force_login(secretary)
    answer = client.post(f"{reverse('desk:cycle_step')}?nam=2025&buoc=area_assessment", {"bo": "1"})
    assert answer.status_code == 409 and CLOSED in page(answer)
