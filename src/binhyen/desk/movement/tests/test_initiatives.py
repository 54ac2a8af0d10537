"""The register of initiatives and what is entered about one, as an officer sees it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binhyen.core import clock
from binhyen.desk.movement.initiative_steps import STEPS
from binhyen.movement import actions
from binhyen.movement.models import Activity, Initiative, InitiativeKind, InitiativePoint, YearClass
from binhyen.movement.terms import TermDays
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level

FOUNDED = date(2025, 9, 5)


@pytest.fixture(autouse=True)
def _in_march_2026(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def initiative(commune, secretary, at):
    return actions.start_initiative(
        unit=commune, kind=InitiativeKind.CAMERA, name="Camera đường ấp", founded_on=FOUNDED,
        decision_number="04/QĐ-UBND", points=3, teams=2, by=secretary, at=at,
    )  # fmt: skip


@pytest.fixture
def joint(commune, at):
    school = people.unit("Trường Thủ Thừa", level=Level.SCHOOL, edition="local", parent=commune)
    principal = people.officer("Dương Thị Hiếu", Role.HEAD, school)
    found = actions.start_initiative(
        unit=school, kind=InitiativeKind.SCHOOL_GATE, name="Ba lực lượng", founded_on=FOUNDED, by=principal,
        at=at,
    )  # fmt: skip
    return found, school, principal


@pytest.fixture
def office(client, secretary):
    client.force_login(secretary)
    return client


def step(found, slug):
    return reverse("desk:initiative_step", args=[found.pk, slug])


def page(client, found):
    return client.get(reverse("desk:initiative", args=[found.pk])).content.decode()


START = {"name": "Camera đường ấp", "kind": "CAMERA", "founded_on": "6/9/2025", "teams": "1", "members": "0"}  # fmt: skip


def refused(client, address, typed, sentence):
    """Post, and see the sentence and what was typed."""
    answer = client.post(address, typed)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in shown
    for word in typed.values():
        if isinstance(word, str) and len(word) > 6:
            assert word in shown
    return shown


def test_the_register_counts_names_points_and_teams(office, initiative):
    shown = office.get(reverse("desk:initiatives")).content.decode()
    assert "1 mô hình, 3 điểm, 2 tổ" in shown
    assert "chưa xếp loại" in shown


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ({"loai": "CAMERA"}, True),
        ({"loai": "FIRE"}, False),
        ({"xep": "NONE"}, True),
        ({"xep": "EFFECTIVE"}, False),
        ({"con": "1"}, True),
        ({"con": "0"}, False),
        ({"loai": "không có loại này"}, True),
    ],
)
def test_the_register_is_narrowed(office, initiative, asked, is_there):
    shown = office.get(reverse("desk:initiatives"), asked).content.decode()
    assert ("Camera đường ấp</a>" in shown) is is_there
    assert ("Xem cả sổ" in shown) is not is_there


def test_an_empty_register_says_what_an_initiative_is(office):
    assert "Mô hình là cách người dân tự giữ gìn trật tự" in office.get(reverse("desk:initiatives")).content.decode()  # fmt: skip


def test_a_list_of_many_asks_no_more_than_one_of_few(
    office, initiative, commune, secretary, at, django_assert_max_num_queries
):
    for number in range(12):
        actions.start_initiative(
            unit=commune, kind=InitiativeKind.FIRE, name=f"Mô hình {number}", founded_on=FOUNDED, by=secretary,
            at=at,
        )  # fmt: skip
    with django_assert_max_num_queries(20):
        office.get(reverse("desk:initiatives"))


def test_a_name_that_is_taken_is_said(office, initiative):
    refused(office, reverse("desk:initiatives"), START, "Sổ theo dõi đã có mô hình mang tên này")
    assert Initiative.objects.count() == 1


def test_a_decision_that_founded_another_is_said(office, initiative):
    typed = START | {"name": "Ánh sáng an ninh", "decision_number": "04/QĐ-UBND"}
    refused(office, reverse("desk:initiatives"), typed, "Quyết định này đã thành lập “Camera đường ấp”")  # fmt: skip


def test_a_point_before_the_founding_is_said(office, initiative, area):
    typed = {"territory": area.pk, "opened_on": "04/09/2025", "teams": "1", "members": "5"}
    refused(office, step(initiative, "diem"), typed, "Mô hình thành lập ngày 05/09/2025")
    assert InitiativePoint.objects.filter(territory=area).count() == 0


def test_a_point_takes_the_place_of_one_known_by_number(office, initiative, area):
    typed = {"territory": area.pk, "opened_on": "5/9/2025", "teams": "1", "members": "5", "is_counted": "on"}  # fmt: skip
    assert office.post(step(initiative, "diem"), typed).status_code == 302
    assert "3 điểm, 3 tổ, 5 thành viên" in page(office, initiative)


@pytest.mark.parametrize(
    ("row", "column"), [("Cầu Lớn;31/2/2026", "ngày"), ("Đâu Đó;5/9/2025", "địa bàn")]
)
def test_a_table_with_a_wrong_row_names_row_and_column(office, initiative, area, row, column):
    table = SimpleUploadedFile("diem.csv", f"địa bàn;ngày\n{row}\n".encode())
    shown = office.post(step(initiative, "nhap-diem"), {"file": table}).content.decode()
    assert "Chưa nhập gì. Hãy sửa bảng" in shown
    assert f">{column}</td>" in shown
    assert ">2</td>" in shown
    assert InitiativePoint.objects.count() == 3


def test_a_right_table_is_taken_over(office, initiative, area):
    table = SimpleUploadedFile("diem.csv", "Địa bàn,Ngày,Số tổ\nẤp Cầu Lớn,5/9/2025,1\n".encode())
    assert office.post(step(initiative, "nhap-diem"), {"file": table}).status_code == 302
    assert InitiativePoint.objects.filter(territory=area).exists()


def test_a_point_is_closed_as_of_today(office, initiative, today):
    point = initiative.points_there.exclude(territory=None).get()
    office.post(reverse("desk:close_point", args=[point.pk]))
    point.refresh_from_db()
    assert point.closed_on == today


def test_what_is_classed_before_its_founding_is_said(office, initiative):
    typed = {"year": "2024", "class_of_year": "EFFECTIVE", "decided_on": "20/11/2025", "paper_number": "31/BC-UBND"}  # fmt: skip
    refused(office, step(initiative, "xep-loai"), typed, "Mô hình thành lập ngày 05/09/2025")


def test_closed_down_it_says_when_it_ended(office, initiative):
    typed = {"year": "2026", "class_of_year": "CLOSED", "decided_on": "20/2/2026", "paper_number": "31/BC-UBND"}  # fmt: skip
    assert office.post(step(initiative, "xep-loai"), typed).status_code == 302
    assert "Mô hình kết thúc ngày 20/02/2026" in page(office, initiative)


PERIODS = {"before_first": "1/9/2024", "before_last": "31/5/2025", "after_first": "5/9/2025", "after_last": "31/1/2026"}  # fmt: skip


def test_results_stand_before_and_after(office, initiative):
    typed = PERIODS | {"name": "Mất trộm vặt", "measure": "vụ", "value_before": "12", "value_after": "3,5", "paper_number": "9/BC"}  # fmt: skip
    assert office.post(step(initiative, "ket-qua"), typed).status_code == 302
    assert office.post(step(initiative, "so-lieu"), PERIODS | {"figure": "matters.opened"}).status_code == 302  # fmt: skip
    shown = page(office, initiative)
    assert "<strong>3,5</strong>" in shown
    assert "do hệ thống đếm" in shown
    refused(office, step(initiative, "so-lieu"), PERIODS | {"figure": "matters.opened"}, "đã ghi cho kỳ này")  # fmt: skip


def test_no_figure_of_few_people_is_offered(office, initiative):
    offered = office.get(step(initiative, "so-lieu")).content.decode()
    assert 'value="forces.strength_share"' in offered
    assert 'value="forces.strength_61_70"' not in offered


def test_a_period_that_runs_backwards_is_said(office, initiative):
    typed = PERIODS | {"figure": "matters.opened", "after_first": "1/5/2025"}
    refused(office, step(initiative, "so-lieu"), typed, "Ngày này sớm hơn ngày ở dòng trên")


def test_an_attendance_below_zero_is_said(office, initiative):
    typed = {"kind": "LAW_TALK", "held_on": "1/12/2025", "place": "Sân trường", "attendance": "-3"}
    shown = refused(office, step(initiative, "hoat-dong"), typed, "không được nhỏ hơn 0")
    assert 'value="-3"' in shown
    assert not Activity.objects.exists()


def test_an_activity_of_tomorrow_is_not_held_yet(office, initiative):
    typed = {"kind": "LAW_TALK", "held_on": "1/12/2026", "place": "Sân trường", "attendance": "3"}
    refused(office, step(initiative, "hoat-dong"), typed, "Ngày này chưa đến")


TERM = {"school_year": "2025", "number": "1", "since": "5/9/2025", "until": "16/1/2026", "paper_number": "40/BC-THPT"}  # fmt: skip
NONE = dict.fromkeys(("TRAFFIC", "FIGHTING", "SMOKING", "GAMBLING", "DAMAGE", "ONLINE", "OTHER"), "0")  # fmt: skip


def test_a_term_outside_its_school_year_is_said(client, joint):
    found, school, principal = joint
    client.force_login(principal)
    typed = NONE | TERM | {"school": school.pk, "until": "16/8/2026"}
    refused(client, step(found, "hoc-ky"), typed, "năm học 2025–2026")


def test_nobody_reads_a_small_count_on_the_page_the_school_neither(client, joint, commune, tam):
    found, school, principal = joint
    client.force_login(principal)
    typed = NONE | TERM | {"school": school.pk, "TRAFFIC": "31", "FIGHTING": "3", "SMOKING": "9"}
    assert client.post(step(found, "hoc-ky"), typed).status_code == 302
    for reader in (principal, tam):
        client.force_login(reader)
        shown = page(client, found)
        assert ">31</td>" in shown
        assert ">43</strong>" in shown
        assert ">3</td>" not in shown
        assert ">9</td>" not in shown
        assert shown.count(">ẩn</td>") == 2


def test_terms_are_compared_before_and_after(client, joint, at):
    found, school, principal = joint
    for year, n in ((2024, 60), (2025, 30)):
        actions.count_term(
            initiative=found, school=school, days=TermDays(year, 1, date(year, 9, 5), date(year + 1, 1, 17)),
            counts={"TRAFFIC": n}, paper_number="40/BC", by=principal, at=at,
        )  # fmt: skip
    client.force_login(principal)
    shown = page(client, found)
    assert "(-50 %)" in shown
    assert "(trước khi có mô hình)" in shown


def test_what_it_was_copied_from_is_found_by_name_and_told_on_both(office, joint, initiative, at):
    found, _school, principal = joint
    address = reverse("desk:initiative_origin", args=[found.pk])
    office.force_login(principal)
    assert "Camera đường ấp" in office.get(address, {"tim": "camera"}).content.decode()
    assert office.post(address, {"nguon": initiative.pk}).status_code == 302
    shown, other = page(office, found), reverse("desk:initiative", args=[initiative.pk])
    assert "Camera đường ấp" in shown
    assert f'href="{other}"' not in shown, "a school reads no initiative of the commune"
    for odd in (found.pk, "x", ""):
        assert office.post(address, {"nguon": odd}).status_code == 200


def test_from_an_initiative_one_gets_to_those_copied_from_it(office, joint, initiative, secretary):
    found, _school, principal = joint
    office.force_login(principal)
    office.post(reverse("desk:initiative_origin", args=[found.pk]), {"nguon": initiative.pk})
    office.force_login(secretary)
    assert f'href="{reverse("desk:initiative", args=[found.pk])}"' in page(office, initiative)
    assert f'href="{reverse("desk:initiative", args=[initiative.pk])}"' in page(office, found)


def test_who_may_only_read_finds_no_way_to_enter(client, initiative, hanh):
    client.force_login(hanh)
    assert "Mở một điểm" not in page(client, initiative)
    for slug in STEPS:
        assert client.get(step(initiative, slug)).status_code == 403
    assert client.get(reverse("desk:initiative_origin", args=[initiative.pk])).status_code == 403


def test_a_commune_counts_no_pupils(office, initiative):
    assert office.get(step(initiative, "hoc-ky")).status_code == 404
    assert office.get(step(initiative, "khong-co")).status_code == 404


def test_every_step_opens(client, joint):
    found, _school, principal = joint
    client.force_login(principal)
    for slug, one in STEPS.items():
        assert str(one.title) in client.get(step(found, slug)).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_register_leaves_as_a_file(office, initiative, kind):
    answer = office.get(reverse("desk:initiatives_file"), {"dang": kind})
    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert lines[1].startswith('Tên,Số điểm,"Số tổ, nhóm",Số thành viên')
        assert lines[2].startswith("Camera đường ấp,3,2,0,")
    assert office.get(reverse("desk:initiatives_file"), {"dang": "exe"}).status_code == 404


def test_a_class_shows_in_the_register(office, initiative, secretary, at):
    actions.class_initiative(
        initiative=initiative, year=2025, class_of_year=YearClass.EFFECTIVE, decided_on=date(2025, 11, 20),
        paper_number="31/BC", by=secretary, at=at,
    )  # fmt: skip
    shown = office.get(reverse("desk:initiatives"), {"nam": "2025", "xep": "EFFECTIVE"})
    assert ">hiệu quả</strong>" in shown.content.decode()


def test_the_register_of_another_commune_leaves_with_nobody(client, initiative, commune, lan):
    client.force_login(lan)
    assert client.get(reverse("desk:initiatives_file"), {"don-vi": commune.pk}).status_code == 404
