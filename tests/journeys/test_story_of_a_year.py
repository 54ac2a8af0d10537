"""A year of the merged commune, walked by role: what was left to hand over; three forces that look after pupils, registrations as totals, the festival of
19 August, the final review whose conclusion is a task of the next plan; and a school's dossier that goes to the wrong level,
comes back, is mended, recognised, and loses its recognition again.

There is no district any more: the province stands above the commune, and the commune above its school. Whoever walks does so
in a house of its own in which nothing has happened since the merger; officers in the field walk at 360 px, and each page on
which a walk ends is judged by axe.
"""

import faulthandler
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import chapters
from tests.journeys.houses import Staged, set_up_once

pytestmark = pytest.mark.journey

MERGED, FEBRUARY, AUGUST, NOVEMBER = "2025-07-02", "2026-02-06", "2026-08-20", "2026-11-20"
SCHOOL = "Trung học cơ sở Mỹ Thạnh"
INITIATIVE = "Ba lực lượng cùng chăm lo học sinh"
PAPER = {"decision_number": "1682/NQ-UBTVQH15", "decided_on": "16/6/2025"}
PLAN, NEXT_PLAN = "Kế hoạch phong trào năm 2026", "Kế hoạch phong trào năm 2027"
CROSSING = "Kẻ lại vạch sang đường trước cổng trường"
REASON = "Bổ sung quy chế phối hợp với ban đại diện cha mẹ học sinh."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Staged]:
    """A house after the merger, in which the school has a head and nothing has happened yet."""
    faulthandler.cancel_dump_traceback_later()  # it takes its time to be ready: no hang
    house = Staged(tmp_path_factory.mktemp("year"))
    shutil.copytree(set_up_once(shared), house.home, dirs_exist_ok=True)
    house.stand_on(
        MERGED, before="stage.set_up(); stage.merge(); stage.open_school(); stage.divide(); "
    )
    yield house
    house.close()


# July: what a divided commune kept


def test_the_administrator_hands_over_what_a_divided_commune_kept(person, house, judge):
    house.stand_on(MERGED)
    thu = person("thu")
    thu.go("/ban-lam-viec/sap-nhap/", expect=403)
    assert thu.says("Chỉ quản trị hệ thống được bàn giao sau sáp nhập.")

    tinh = person("tinh", phone=True)
    tinh.menu("Sáp nhập")
    tinh.click("Xem những gì phải bàn giao")
    assert tinh.says("Xã Bàu Tre bị chia")
    areas = tinh.page.locator("main select")
    assert areas.locator("option:checked").all_inner_texts() == ["hãy chọn", "Xã Mỹ Thạnh"]
    judge.look(tinh, "what is to be handed over")
    tinh.send(**PAPER)
    assert "Hãy chọn đơn vị mà Ấp Bàu Dưới chuyển về." in tinh.refusal()
    areas.nth(0).select_option(label="Xã Mỹ An")
    tinh.send(**PAPER)
    assert tinh.says("Không hoàn tác được")
    assert tinh.says("Ấp Bàu Dưới → Xã Mỹ An")
    judge.look_refused(tinh, "asked once more", "main form[method=post] button", again="1/NQ")
    tinh.send(again=PAPER["decision_number"])
    tinh.page.get_by_text("đã bàn giao").wait_for()
    assert tinh.says("Ấp Bàu Dưới → Xã Mỹ An")
    judge.look(tinh, "handed over")
    tinh.menu("Sáp nhập")
    assert tinh.says("Không còn gì phải bàn giao")


# February, before the year behind is closed: three forces, registrations, the festival is planned


def test_three_forces_look_after_pupils_and_nobody_reads_a_count_of_three(person, house, judge):
    house.stand_on(FEBRUARY)
    hieu = person("hieu", phone=True)
    hieu.menu("Mô hình")
    hieu.unfold("Nhập mô hình")
    hieu.send(
        name=INITIATIVE, kind="SCHOOL_GATE", founded_on="5/9/2025", decision_number="04/QĐ-THCS",
        decided_on="5/9/2025", teams="3",
    )  # fmt: skip
    assert hieu.says("Chưa nhập lực lượng nào")
    for force, body, does in (
        ("SCHOOL", "Ban Giám hiệu", "Nhắc nhở, phối hợp với cha mẹ học sinh."),
        ("FAMILY", "Ban đại diện cha mẹ học sinh", "Đưa đón, ký cam kết với con."),
        ("POLICE", "Công an xã Mỹ Thạnh", "Trực cổng trường giờ tan học."),
    ):
        hieu.click("Nhập một lực lượng")
        hieu.send(force=force, body=body, does=does)
    for kind, number, title in (
        ("JOINT_PLAN", "12/KHLT-THCS-CAX", "Kế hoạch liên tịch năm học 2025–2026"),
        ("RULES", "13/QCPH-THCS-CAX", "Quy chế phối hợp ba lực lượng"),
    ):
        hieu.click("Nhập một văn bản")
        hieu.send(kind=kind, number=number, issued_on="15/9/2025", title=title)
    hieu.click("Nhập một hoạt động")
    hieu.send(kind="GATE_DUTY", held_on="6/10/2025", place="Cổng trường", attendance="42")
    assert "42" in hieu.row("Cổng trường")

    hieu.click("Nhập số liệu một học kỳ")
    hieu.send(
        school_year="2024", number="1", since="5/9/2024", until="17/1/2025", TRAFFIC="60", paper_number="9/BC-THCS",
    )  # fmt: skip
    hieu.click("Nhập số liệu một học kỳ")
    hieu.send(
        school_year="2025", number="1", since="5/9/2025", until="16/1/2026", TRAFFIC="31", FIGHTING="3",
        SMOKING="9", paper_number="10/BC-THCS",
    )  # fmt: skip
    hieu.click("Ghi một kết quả")
    hieu.send(
        name="Va chạm ở cổng trường giờ tan học", measure="vụ", before_first="5/9/2024", before_last="17/1/2025",
        value_before="12", after_first="5/9/2025", after_last="16/1/2026", value_after="4",
        paper_number="10/BC-THCS",
    )  # fmt: skip
    assert hieu.says("60 lượt vi phạm")
    judge.look(hieu, "an initiative of three forces")

    # The level above and the commune see the same, and a count of three nobody: not even by subtraction.
    for reader in ("phuc", "my"):
        other = person(reader)
        other.menu("Mô hình")
        other.click(INITIATIVE)
        assert chapters.cells_of(other, "Vi phạm giao thông") == ["60", "31"]
        assert chapters.cells_of(other, "Đánh nhau") == ["0", "ẩn"]
        assert chapters.cells_of(other, "Hút thuốc") == ["0", "ẩn"]
        assert other.says("Ẩn: con số dưới 5")
        assert other.says("Ban đại diện cha mẹ học sinh")
        assert not other.says("Nhập số liệu một học kỳ")


def test_registrations_and_commitments_are_totals_of_areas_and_the_province_reads_totals(
    person, house, judge
):
    house.stand_on(FEBRUARY)
    thu = person("thu", phone=True)
    thu.menu("Lịch năm")
    thu.click("Đăng ký")
    rows = thu.page.locator("main input[name$='-whole']")
    names = rows.evaluate_all("all => all.map(i => i.name.replace('-whole', ''))")
    for name in names:
        thu.fill(
            **{f"{name}-whole": "100", f"{name}-part": "90", f"{name}-registered_on": "2/2/2026"}
        )
    thu.send(**{f"{names[0]}-part": "101"})
    assert "101" in thu.page.input_value(f"main [name={names[0]}-part]")
    assert thu.refusal()
    thu.send(**{f"{names[0]}-part": "90"})
    whole, part = 100 * (len(names) - 1), 90 * (len(names) - 1)
    assert thu.says(f"{part} trên {whole} hộ đã đăng ký")
    judge.look(thu, "registrations of the areas")
    thu.click("Cam kết")
    thu.send(**{f"{names[0]}-TRAFFIC": "90", f"{names[1]}-FIRE": "45"})
    assert thu.page.input_value(f"main [name={names[1]}-FIRE]") == "45"

    my = person("my")
    my.menu("Lịch năm")
    my.click("Đăng ký")
    line = my.row("Xã Mỹ Thạnh")
    assert f"{part}/{whole}" in line
    assert "135" in line
    assert not my.page.locator("main input[type=text]").count()
    judge.look(my, "registrations as the province sees them")


def test_the_festival_of_19_august_is_planned_with_its_agenda(person, house, judge):
    house.stand_on(FEBRUARY)
    thu = person("thu", phone=True)
    thu.menu("Lịch năm")
    thu.click("Ngày hội")
    thu.send(held_on="20/8/2026", place="Nhà văn hóa Ấp 3")
    assert "01/07/2026 đến 19/08/2026" in thu.refusal()
    assert thu.page.input_value("main [name=place]") == "Nhà văn hóa Ấp 3"
    thu.send(held_on="18/8/2026")
    thu.click("Sửa chương trình")
    thu.send(**{"i0-starts_at": "07:00", "i1-title": "Chào cờ, hát Quốc ca"})
    assert thu.says("Chào cờ, hát Quốc ca")
    assert thu.says("07:00")
    judge.look(thu, "the festival with its agenda")


# August: what came of it


def test_what_came_of_the_festival_is_reported_and_printed(person, house, judge):
    house.stand_on(AUGUST)
    thu = person("thu", phone=True)
    thu.menu("Lịch năm")
    thu.click("Ngày hội")
    thu.click("Ghi kết quả")
    thu.send(
        people="350", delegations="12", units_awarded="4", people_awarded="9", commitments_signed="8",
        report_number="57/BC-UBND", reported_on="19/8/2026",
    )  # fmt: skip
    assert thu.says("350")
    assert thu.says("57/BC-UBND")
    thu.click("Bản in")
    assert thu.says("Chào cờ, hát Quốc ca")
    assert thu.says("350")
    judge.look(thu, "the sheet of the festival")
    thu.page.go_back()
    thu.menu("Lịch năm")
    assert "đã xong" in thu.row("Ngày hội Toàn dân")


# November: the final review, and a school's dossier


def test_a_conclusion_of_the_final_review_is_a_task_of_the_next_plan(person, house, judge):
    house.stand_on(NOVEMBER)
    thu = person("thu", phone=True)
    thu.menu("Ban Chỉ đạo")
    thu.unfold("Nhập Ban Chỉ đạo")
    thu.send(
        kind="STANDING", name="Ban Chỉ đạo 138 xã Mỹ Thạnh", since="5/1/2026", decision_number="02/QĐ-UBND",
        decided_on="5/1/2026",
    )  # fmt: skip
    thu.menu("Kế hoạch và nhiệm vụ")
    thu.unfold("Lập kế hoạch")
    thu.send(
        title=PLAN, decision_number="05/KH-UBND", decided_on="12/1/2026", starts_on="1/1/2026", ends_on="31/12/2026"
    )  # fmt: skip
    thu.click("Sơ kết, tổng kết")
    thu.unfold("Ghi cuộc sơ kết")
    thu.send(
        kind="FINAL", held_on="20/11/2026", paper_number="90/BC-UBND", words="Hoàn thành kế hoạch."
    )
    thu.unfold("Ghi một kết luận")
    thu.send(text=CROSSING, lead="POLICE", due_on="31/3/2027")
    assert thu.says("Lập kế hoạch năm sau")
    judge.look(thu, "a final review before there is a next plan")

    thu.click("Lập kế hoạch năm sau")
    thu.unfold("Lập kế hoạch")
    thu.send(
        title=NEXT_PLAN, decision_number="91/KH-UBND", decided_on="20/11/2026", starts_on="1/1/2027",
        ends_on="31/12/2027",
    )  # fmt: skip
    thu.menu("Kế hoạch và nhiệm vụ")
    thu.click(PLAN)
    thu.click("Sơ kết, tổng kết")
    thu.click("tổng kết", within="main table")
    thu.press("main form.by-gap button")
    assert "chưa làm" in thu.row(CROSSING)
    thu.menu("Kế hoạch và nhiệm vụ")
    thu.click(NEXT_PLAN)
    thu.click("Bảng nhiệm vụ")
    card = thu.page.locator("main .by-board__card", has_text=CROSSING).inner_text()
    assert "Công an" in card
    assert "hạn 31/03/2027" in card


def test_a_school_hands_in_the_dossier_that_its_commune_and_no_other_level_appraises(
    person, house, judge
):
    house.stand_on(NOVEMBER)
    hieu = person("hieu", phone=True)
    hieu.menu("Mô hình")
    hieu.click(INITIATIVE)
    hieu.click("Xếp loại cho một năm")
    hieu.send(class_of_year="EFFECTIVE", paper_number="31/BC-THCS", decided_on="6/11/2026")
    hieu.menu("Bảng điểm")
    hieu.press("main form[action$='/mo/'] button")
    address = chapters.path_of(hieu)
    hieu.click("Có nghị quyết")
    for document, number in (
        ("party_organisation_resolution", "01-NQ/CB"),
        ("annual_security_plan", "02/KH-THCS"),
        ("registration_form", "03/ĐK-THCS"),
    ):
        chapters.put_in_paper(hieu, document=document, number=number, issued_on="16/1/2026")
    hieu.click("Về hồ sơ")
    hieu.click("Có phối hợp giữa nhà trường")
    chapters.put_in_paper(hieu, number="13/QCPH-THCS", issued_on="16/1/2026")
    chapters.attest_at(hieu, address, "Cán bộ, nhân viên", "22/XN-THCS")

    dung = person("dung")
    dung.go(address)
    dung.click("Không để xảy ra cháy, nổ")
    dung.click("Cung cấp số liệu")
    for choice in dung.page.locator("main select[name=category] option").evaluate_all(
        "all => all.map(o => o.value).filter(v => v.endsWith(':nay'))"
    ):
        dung.send(category=choice, total="0", paper_number="70/BC-CAX")

    hieu.go(address)
    hieu.click("Tính lại")
    hieu.press()
    hieu.click("Ghi biên bản")
    hieu.send(
        paper_number="32/BB-THCS", held_on="18/11/2026", present="21", votes_for="20", against="0", abstained="1"
    )  # fmt: skip
    hieu.click("Nộp hồ sơ")
    hieu.send(paper="33/TTr-THCS")
    assert hieu.says("Đã nộp hồ sơ.")

    # The province stands above, yet it is the commune that decides: said on the dossier, and again to who tries.
    an = person("an", phone=True)
    an.menu("Hồ sơ đánh giá")
    an.click(SCHOOL, within="main table")
    assert an.says("Hồ sơ này do Xã Mỹ Thạnh thẩm định")
    judge.look(an, "a dossier of another level")
    for slug in ("tham-dinh", "cong-nhan", "tra-lai", "tu-choi"):
        assert not an.page.locator(f"main a[href$='/buoc/{slug}/']").count()
        an.go(f"{address}buoc/{slug}/", expect=403)
        assert an.says("Xã Mỹ Thạnh")
    hieu.go(address)
    assert hieu.says("đã nộp")


def test_a_dossier_comes_back_is_mended_and_recognised_and_the_recognition_withdrawn(
    person, house, judge
):
    house.stand_on(NOVEMBER)
    phuc = person("phuc")
    phuc.menu("Hồ sơ đánh giá")
    phuc.click(SCHOOL, within="main table")
    address = chapters.path_of(phuc)
    phuc.click("Nhận thẩm định")
    phuc.press()
    phuc.click("Trả lại hồ sơ")
    phuc.send(why="Thiếu.")
    assert phuc.refusal()
    phuc.send(why=REASON)

    hieu = person("hieu", phone=True)
    hieu.go("/ban-lam-viec/")
    hieu.go(address)
    assert hieu.says("trả lại")
    assert REASON in hieu.page.locator("main .govuk-inset-text").first.inner_text()
    judge.look(hieu, "a dossier that was returned")
    hieu.click("Mở lại hồ sơ")
    hieu.press()
    hieu.click("Có phối hợp giữa nhà trường")
    chapters.put_in_paper(hieu, number="14/QCPH-THCS", issued_on="10/11/2026")
    hieu.click("Về hồ sơ")
    hieu.click("Nộp hồ sơ")
    hieu.send(paper="34/TTr-THCS")

    dung = person("dung")
    chapters.attest_at(dung, address, "Xác nhận của cơ quan", "71/XN-CAX")
    phuc.go(address)
    phuc.click("Nhận thẩm định")
    phuc.press()
    phuc.click("Công nhận đơn vị")
    phuc.send(decision_number="95/QĐ-UBND", decided_on="20/11/2026")
    assert phuc.says("Được công nhận theo quyết định: 95/QĐ-UBND, 20/11/2026.")
    phuc.click("Thu hồi")
    phuc.send(
        decision_number="96/QĐ-UBND",
        decided_on="20/11/2026",
        why="Phát hiện báo cáo không đúng số vụ việc trong năm học.",
    )
    assert phuc.says("Thu hồi ngày 20/11/2026")
    hieu.go(address)
    assert hieu.says("Phát hiện báo cáo không đúng")
    assert hieu.says("95/QĐ-UBND")
    judge.look(hieu, "a recognition that was withdrawn")
    hieu.click("Bảng điểm")
    hieu.click("Qua các năm")
    assert hieu.says("Thu hồi")
