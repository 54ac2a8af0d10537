"""The administrator hands over after a merger: sees what would go, is asked once more, and sees how it went."""

from datetime import date

import pytest
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.notices import subjects
from binhyen.desk.posts import Visit
from binhyen.figures.models import ClosedYear, Closing
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.mergers import actions
from binhyen.mergers.models import HandOver, Stage
from binhyen.notices.models import Notice
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level, Succession

PAGE = "/ban-lam-viec/sap-nhap/2025-07-01/"
NUMBER = "1682/NQ-UBTVQH15"
PAPER = {"decision_number": NUMBER, "decided_on": "16/6/2025"}
MEANT = PAPER | {"again": NUMBER, "go": "hand_over"}
BEFORE = people.AT.replace(year=2025, month=6)


@pytest.fixture(autouse=True)
def _in_march_2026(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def merged(old_commune):
    area(old_commune, "Rạch Đào")
    people.officer("Dương Văn Tư", Role.HEAD, old_commune)
    factories.matter(old_commune, BEFORE)
    return old_commune


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def divided(client, old_commune, commune, other_commune, province):
    """Mỹ Lạc, divided, with two areas of which one has a point; the administrator of the province looks at it."""
    Succession.objects.all().delete()
    for heir in (commune, other_commune):
        people.succeed(old_commune, heir, extent=Succession.Extent.PART)
    client.force_login(people.officer("Trương Thị Tỉnh", Role.ADMINISTRATOR, province))
    return area(old_commune, "Cầu Tre", lat=10.629, lon=106.366), area(old_commune, "Rạch Đào")


def area(parent, name, **point):
    return people.unit(
        name, level=Level.RESIDENTIAL_AREA, edition="local", parent=parent, since=date(2024, 1, 1), **point
    )  # fmt: skip


def close(unit, at):
    ClosedYear.objects.create(
        unit=unit, year=2025, closed_at=at, closed_by="house", how=Closing.DUE
    )


def text(answer):
    return answer.content.decode()


def test_the_page_shows_what_would_go_in_numbers_and_no_matter(office, merged):
    assert "Xã Mỹ Lạc, Huyện Thủ Thừa → Xã Mỹ Thạnh" in text(office.get(reverse("desk:mergers")))
    shown = text(office.get(PAGE))
    assert "vụ việc đang mở, trong tất cả 1 vụ việc" in shown
    assert Matter.objects.get().reference not in shown


def test_nothing_is_ordered_before_the_number_was_typed_again(office, merged):
    shown = text(office.post(PAGE, PAPER | {"go": "look"}))
    assert "Không hoàn tác được" in shown
    assert "không bắt buộc" not in shown
    assert f'value="{NUMBER}"' in shown
    for again in ("", "1683/NQ-UBTVQH15"):
        refused = text(office.post(PAGE, MEANT | {"again": again}))
        assert f"Số này khác số đã nhập trước: {NUMBER}." in refused
    assert not HandOver.objects.exists()


def test_the_order_is_placed_carried_out_and_shown(office, merged, commune, administrator, at):
    answer = office.post(PAGE, MEANT)
    address = reverse("desk:merger_order", args=[HandOver.objects.get().pk])
    assert answer.url == address
    assert "chờ bắt đầu" in text(office.get(address))
    assert office.get(address, headers={"Accept": "application/json"}).json() == {
        "stage": "WAITING"
    }
    assert Matter.objects.get().keeper == merged

    actions.carry_out_orders(at=at)
    shown = text(office.get(address))
    assert "đã bàn giao" in shown
    assert "Xã Mỹ Lạc" in shown
    assert Matter.objects.get().keeper == commune
    assert "Không còn gì phải bàn giao" in text(office.get(reverse("desk:mergers")))
    assert office.get(PAGE).status_code == 404
    told = Notice.objects.get(user=administrator, what="HANDED_OVER")
    assert subjects.addresses([told], Visit(administrator, None, (), at)) == {told.pk: address}


def test_a_second_order_says_that_one_is_under_way(office, merged):
    office.post(PAGE, MEANT)
    assert "đang được bàn giao" in text(office.post(PAGE, MEANT))
    assert HandOver.objects.count() == 1


def test_an_order_that_failed_says_over_which_unit(office, merged, at):
    office.post(PAGE, MEANT)
    HandOver.objects.update(stage=Stage.FAILED, failed_over="Xã Mỹ Lạc")
    address = reverse("desk:merger_order", args=[HandOver.objects.get().pk])
    assert "Việc bàn giao dừng ở Xã Mỹ Lạc, chưa có gì thay đổi" in text(office.get(address))


def test_a_merger_of_a_closed_year_is_refused_before_anything_is_asked(office, merged, at):
    close(merged, at)
    shown = text(office.get(PAGE))
    assert "Xã Mỹ Lạc đã khóa năm 2025 vào ngày 02/03/2026" in shown
    assert "Hãy đề nghị cấp trên mở lại năm" in shown
    assert 'value="look"' not in shown


@pytest.mark.parametrize("typed", [PAPER | {"go": "look"}, MEANT])
def test_what_was_typed_before_the_year_was_closed_stays_with_the_reason(office, merged, at, typed):
    close(merged, at)
    shown = text(office.post(PAGE, typed))
    assert shown.count("Xã Mỹ Lạc đã khóa năm 2025") == 1
    assert "govuk-error-summary" in shown
    assert f'value="{NUMBER}"' in shown
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("typed", [{"decision_number": ""}, {"decided_on": "31/2/2025"}])
def test_a_paper_that_cannot_be_is_told_and_what_was_typed_stays(office, merged, typed):
    shown = text(office.post(PAGE, PAPER | typed))
    assert "govuk-error-summary" in shown
    assert "Không hoàn tác được" not in shown
    for value in (PAPER | typed).values():
        assert value in shown


def test_of_a_divided_unit_each_area_is_assigned_and_the_boundary_proposes(
    client, divided, commune, other_commune, at
):
    first, second = divided
    shown = text(client.get(PAGE))
    assert "Xã Mỹ Lạc bị chia" in shown
    assert f'<option value="{commune.pk}" selected>' in shown
    assert shown.count("selected>Xã") == 1

    goes = {f"a{first.pk}": commune.pk, f"a{second.pk}": ""}
    assert "Hãy chọn đơn vị mà Ấp Rạch Đào chuyển về." in text(client.post(PAGE, PAPER | goes))
    goes[f"a{second.pk}"] = other_commune.pk
    assert "Ấp Rạch Đào → Xã Mỹ An" in text(client.post(PAGE, PAPER | goes | {"go": "look"}))
    assert client.post(PAGE, MEANT | goes).status_code == 302
    actions.carry_out_orders(at=at)
    assert other_commune.children.get(valid_to=None).name == "Rạch Đào"


def test_an_area_that_came_meanwhile_is_asked_for(client, divided, commune, old_commune):
    goes = {f"a{one.pk}": commune.pk for one in divided}
    area(old_commune, "Mới Thêm")
    assert "Hãy chọn đơn vị mà Ấp Mới Thêm chuyển về." in text(client.post(PAGE, MEANT | goes))
    assert not HandOver.objects.exists()


@pytest.mark.parametrize("who", ["hanh", "chief", "secretary", "head", "appraiser", "auditor", "editor"])  # fmt: skip
def test_who_is_no_administrator_is_told_so(client, request, merged, administrator, at, who):
    made = actions.order(
        on=people.REFORM, goes={}, decision_number=NUMBER, decided_on=people.REFORM, by=administrator, at=at
    )  # fmt: skip
    client.force_login(request.getfixturevalue(who))
    for address in (
        reverse("desk:mergers"), PAGE, reverse("desk:merger_order", args=[made.pk])
    ):  # fmt: skip
        assert client.get(address).status_code == 403
    assert client.post(PAGE, MEANT).status_code == 403
    assert HandOver.objects.count() == 1


def test_the_administrator_of_another_commune_finds_nothing(
    client, merged, administrator, other_commune, at
):
    made = actions.order(
        on=people.REFORM, goes={}, decision_number=NUMBER, decided_on=people.REFORM, by=administrator, at=at
    )  # fmt: skip
    client.force_login(people.officer("Lê Văn Lạ", Role.ADMINISTRATOR, other_commune))
    assert "Mỹ Lạc" not in text(client.get(reverse("desk:mergers")))
    assert client.get(PAGE).status_code == 404
    assert client.get(reverse("desk:merger_order", args=[made.pk])).status_code == 404


@pytest.mark.parametrize("day", ["2025-7-1", "hom-nay", "2025-07-02", "9999-12-31"])
def test_a_day_on_which_nothing_ended_is_not_found(office, merged, day):
    assert office.get(f"/ban-lam-viec/sap-nhap/{day}/").status_code == 404
