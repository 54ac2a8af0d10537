"""The story of the model commune, walked by role from the first page on: a committee of 21, Mỹ Lạc chosen, 28 of 34 and the
plan from the gaps; the launch, the work, the half-year; the force surveyed, strengthened and rated; the dossier recognised;
the merger the year after.

A house of its own, in which the demo's people hold their posts and nothing has happened: what the story needs is done on
its pages, by whoever does it in life. Its clock stands on the morning of each chapter's day; between two days the house is
closed and opened again, which costs seconds where a second told house would cost minutes. Only what no page does is done
inside the house (`stage`): setting it up, moving its clock, and the merger. The chapters go in their order.
"""

import faulthandler
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys import chapters
from tests.journeys.chapters import PLAN
from tests.journeys.houses import Staged, set_up_once

pytestmark = pytest.mark.journey

SPRING, HALF_YEAR, AUTUMN, YEAR_AFTER = "2024-03-28", "2024-06-28", "2024-11-19", "2025-07-02"
COMMITTEE = "Ban Chỉ đạo xây dựng xã điển hình năm 2024"
INITIATIVE = "Camera an ninh trên các trục đường ấp"
RULES = "Ban Chỉ đạo được kiện toàn, có quy chế"
HOUSEHOLDS = "Tỷ lệ hộ gia đình, đơn vị đăng ký thi đua"
LAMPS = "Lắp thêm đèn ở hai đoạn đường nối các ấp"
QUESTION, ANSWER = "Ấp 6 chưa được công nhận vì sao?", "Ấp 6 đăng ký muộn, để lại kỳ sau."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Staged]:
    """A house with its people and places in which nothing has happened yet."""
    faulthandler.cancel_dump_traceback_later()  # it takes its time to be ready: no hang
    house = Staged(tmp_path_factory.mktemp("story"))
    shutil.copytree(set_up_once(shared), house.home, dirs_exist_ok=True)
    house.stand_on(SPRING, before="stage.set_up(); ")
    yield house
    house.close()


@pytest.fixture(scope="module")
def failures(request: pytest.FixtureRequest) -> Callable[[], int]:
    """Count the chapters that were not walked to their end."""
    before = request.session.testsfailed
    return lambda: request.session.testsfailed - before


@pytest.fixture(autouse=True)
def _only_after_the_chapters_before(failures: Callable[[], int]) -> None:
    if failures():
        pytest.skip("an earlier chapter was not walked to its end")


# Spring: the committee, the commune, the plan


def test_the_district_founds_a_committee_of_21_with_its_head(person):
    my = person("my")
    my.menu("Kế hoạch và nhiệm vụ")
    my.click("Ban Chỉ đạo")
    my.unfold("Nhập Ban Chỉ đạo")
    my.send(
        kind="PROGRAMME", name=COMMITTEE, since="26/2/2024", decision_number="09/QĐ-UBND", decided_on="26/2/2024"
    )  # fmt: skip
    chapters.seat_everybody(my, since="26/2/2024")
    my.click("Danh sách kèm theo quyết định")
    assert my.page.locator("main tbody tr").count() == 21
    assert my.says("Danh sách có 21 thành viên.")
    assert my.page.locator("main tbody strong").all_inner_texts() == ["Nguyễn Văn Hậu"]
    assert "Trưởng ban" in my.row("Nguyễn Văn Hậu")


def test_it_chooses_my_lac_and_the_survey_finds_28_of_34(person):
    my = person("my")
    my.menu("Kế hoạch và nhiệm vụ")
    my.click("Ban Chỉ đạo")
    my.click(COMMITTEE)
    my.click("Chương trình năm 2024")
    my.unfold("Chọn đơn vị điển hình")
    my.send(unit="Xã Mỹ Lạc, Huyện Thủ Thừa", decision_number="18/QĐ-BCĐ", decided_on="27/3/2024")
    my.click("chưa khảo sát")
    my.send(catalogue="model9745.commune", measured_on="28/3/2024")

    # What nobody has stated yet is named, and nothing is frozen.
    freeze = "main form[action$='/chot/'] button"
    my.press(freeze)
    assert "chưa tính được và cũng chưa ghi: 1, 2.a" in my.refusal()
    chapters.state_what_was_found(my)
    my.press(freeze)
    assert chapters.figures_of(my)[0] == "28/34"
    assert chapters.gaps_of(my) == ["3", "6", "9", "10", "13", "20"]


def test_each_gap_becomes_a_task_of_the_plan(person):
    my = person("my")
    my.menu("Kế hoạch và nhiệm vụ")
    my.click("Đơn vị điển hình")
    my.click("Xã Mỹ Lạc")
    assert my.page.get_by_role("button", name="Giao thành nhiệm vụ").count() == 0
    my.click("Lập kế hoạch")
    my.unfold("Lập kế hoạch")
    my.send(
        designation="2024: Xã Mỹ Lạc", title=PLAN, decision_number="22/KH-BCĐ", decided_on="28/3/2024",
        starts_on="1/4/2024", ends_on="20/12/2024",
    )  # fmt: skip
    my.click("đơn vị điển hình năm 2024")
    for _gap in range(6):
        my.press("main form.by-gap button")
    assert my.page.locator("main .by-gap a").count() == 6

    # The Front is to lead the registration of the households.
    my.click(HOUSEHOLDS)
    my.click("Sửa nhiệm vụ")
    my.send(lead="FRONT")
    chapters.open_plan(my)
    my.click("Bảng nhiệm vụ")
    assert chapters.columns_of(my) == ["chưa làm 6", "đang làm 0", "đã xong 0", "đã bỏ 0"]
    my.click("Trục thời gian")
    assert HOUSEHOLDS in my.page.locator("main svg").first.text_content()


def test_the_commune_launches_and_opens_its_dossier(person):
    thu = person("thu")
    thu.click("Lịch năm")
    thu.click("Hội nghị phát động")
    thu.send(number="07/BB-BCĐ", issued_on="27/3/2024")
    assert "đã xong" in thu.row("Hội nghị phát động")

    thu.page.locator("main tr", has_text="Đăng ký phấn đấu").locator("a").last.click()
    thu.page.wait_for_load_state()
    thu.press("main form[action$='/mo/'] button")
    chapters.put_in_papers_of_the_first_quarter(thu)
    assert thu.says("Nộp hồ sơ từ ngày 16/10/2024 đến hết ngày 29/11/2024.")

    thu.menu("Mô hình")
    thu.unfold("Nhập mô hình")
    thu.send(
        name=INITIATIVE, kind="CAMERA", founded_on="15/3/2024", decision_number="19/QĐ-UBND", decided_on="15/3/2024"
    )  # fmt: skip


def test_the_chief_enters_three_teams_of_which_one_lacks_a_member(person):
    dung = person("dung")
    dung.menu("Tổ bảo vệ an ninh")
    chapters.enter_teams(dung, serving=(5, 4, 5))
    assert dung.says("14 trong 15 tổ viên")


def test_a_survey_is_answered_from_the_poster_by_a_slip_and_on_paper(person, tmp_path):
    thu = person("thu")
    thu.menu("Tổ bảo vệ an ninh")
    thu.click("Khảo sát lực lượng")
    thu.click("Đợt khảo sát mới")
    thu.send(year="2024", opens_on="28/3/2024", closes_on="20/4/2024", target="60")
    with thu.page.expect_download() as printing:
        thu.page.locator("main a", has_text="Áp phích").click()
    printing.value.save_as(tmp_path / "posters.pdf")

    resident = person(phone=True)
    resident.page.goto(chapters.address_on(tmp_path / "posters.pdf", page=3))
    resident.check_width()
    assert resident.says("Ấp 3")
    resident.send(known="1", trusted="4", safe_at_night="1")
    assert resident.says("Câu trả lời đã được tính")
    assert "phien" not in {cookie["name"] for cookie in resident.context.cookies()}

    thu.press("main form[action$='/ma/'] button")
    slip = thu.page.locator("main .by-code").first.inner_text()
    member = person(phone=True)
    member.go("/khao-sat/")
    member.send(code=slip)
    member.send(paid_on_time="1", equipped="2")
    assert member.says("Câu trả lời đã được tính")
    member.go("/khao-sat/")
    member.send(code=slip)
    assert "Mã này đã dùng" in member.refusal()

    hanh = person("hanh")
    hanh.menu("Tổ bảo vệ an ninh")
    hanh.click("Khảo sát lực lượng")
    hanh.click("2024")
    hanh.click("Nhập phiếu giấy")
    for row in range(1, 6):
        hanh.fill(**{f"{row}-known": "1", f"{row}-trusted": "4", f"{row}-safe_at_night": "1"})
    hanh.send(area="Ấp 3")
    assert hanh.says("Đã nhập 5 phiếu của Ấp 3.")
    hanh.click("Khảo sát lực lượng năm 2024")
    hanh.click("Kết quả")
    assert hanh.says("Kết quả hiện sau ngày cuối, 20/04/2024")
    assert not hanh.says("yên tâm")


# The half-year: the work, the review, the force


def test_who_leads_a_task_says_how_far_it_is(person, house):
    house.stand_on(HALF_YEAR)
    sau = person("sau", phone=True)
    sau.click("Nhiệm vụ của tôi")
    assert not sau.says(RULES)
    sau.click(HOUSEHOLDS)
    sau.click("Báo tiến độ")
    sau.send(progress="40", words="Bốn ấp đã đăng ký đủ.")
    sau.click("Thêm minh chứng")
    sau.send(paper_number="05/BC-MT", dated="31/5/2024")
    assert sau.says("05/BC-MT, 31/05/2024")

    thu = person("thu")
    thu.menu("Nhiệm vụ của tôi")
    thu.click(RULES)
    thu.click("Báo tiến độ")
    thu.send(progress="100", words="Đã ban hành quy chế.")
    chapters.open_plan(thu)
    thu.click("Bảng nhiệm vụ")
    assert chapters.columns_of(thu) == ["chưa làm 4", "đang làm 1", "đã xong 1", "đã bỏ 0"]

    kha = person("kha", phone=True)
    kha.menu("Đi địa bàn")
    kha.click("Ghi tuần tra")
    kha.fill(remarks="Đường ấp yên.")
    kha.press("main form[data-by-queue] button[type=submit]")
    kha.page.get_by_text("đã gửi").wait_for()
    dung = person("dung")
    dung.menu("Sổ tuần tra")
    assert "Đường ấp yên." in dung.row("Võ Văn Kha")


def test_a_conclusion_of_the_half_year_review_becomes_a_task(person, house):
    house.stand_on(HALF_YEAR)
    my = person("my")
    chapters.open_plan(my)
    my.click("Sơ kết, tổng kết")
    my.unfold("Ghi cuộc sơ kết")
    my.send(kind="HALF_YEAR", held_on="28/6/2024", paper_number="41/BC-BCĐ", words="Đúng tiến độ.")
    assert my.says("1 đã xong, 1 đang làm, 4 chưa làm; 0 quá hạn")
    my.unfold("Ghi một kết luận")
    my.send(text=LAMPS, lead="YOUTH", due_on="15/8/2024")
    my.press("main form.by-gap button")
    assert "chưa làm" in my.row(LAMPS)
    my.click(PLAN)
    my.click("Bảng nhiệm vụ")
    card = my.page.locator("main .by-board__card", has_text=LAMPS).inner_text()
    assert "Đoàn Thanh niên" in card
    assert "hạn 15/08/2024" in card


def test_what_the_survey_and_the_roster_miss_becomes_tasks_and_is_mended(person, house):
    house.stand_on(HALF_YEAR)
    thu = person("thu")
    thu.menu("Tổ bảo vệ an ninh")
    thu.click("Khảo sát lực lượng")
    thu.click("Kết quả")
    assert thu.says("yên tâm đến mức nào? 1,0, cần ít nhất 3")
    assert thu.says("Không nêu: dưới 5 người trả lời giống nhau, hoặc sẽ suy ra được.")
    thu.press("main form.by-gap button")
    assert "chưa làm" in thu.page.locator("main .by-gap").inner_text()

    dung = person("dung")
    dung.menu("Tổ bảo vệ an ninh")
    dung.click("Kiện toàn lực lượng")
    dung.press("main tr:has-text('Tuyển thêm') form.by-gap button")
    assert "Tuyển thêm 1 tổ viên" in dung.row("Tuyển thêm")
    assert "chưa làm" in dung.row("Tuyển thêm")

    # The member is found: the team is whole again, and the gap is gone.
    dung.menu("Tổ bảo vệ an ninh")
    dung.click(chapters.team_name(2))
    dung.click("Báo cáo quân số")
    dung.send(serving="5")
    dung.click("Tổ bảo vệ an ninh, trật tự")
    dung.click("Kiện toàn lực lượng")
    assert not dung.says("Tuyển thêm")


def test_a_dossier_is_not_handed_in_before_its_window(person, house):
    house.stand_on(HALF_YEAR)
    phuc = person("phuc")
    chapters.open_dossier(phuc)
    phuc.click("Nộp hồ sơ")
    phuc.send(paper="70/TTr-UBND")
    assert "chỉ được nộp từ ngày 16/10/2024 đến hết ngày 29/11/2024" in phuc.refusal()
    assert phuc.page.input_value("main [name=paper]") == "70/TTr-UBND"


# Autumn: rated, assessed, appraised, recognised


def test_the_strengthened_force_is_rated_under_the_cap(person, house):
    house.stand_on(AUTUMN)
    thu = person("thu")
    thu.menu("Tổ bảo vệ an ninh")
    thu.click("Xếp loại Tổ năm 2024")
    first, _second, _third = chapters.propose_levels(thu, "EXCELLENT", "GOOD", "GOOD")
    thu.press("main button[value=decide]")
    assert "với 2 tổ hoàn thành tốt chỉ được nhiều nhất 0 tổ" in thu.refusal()
    assert thu.page.input_value(f"main [name={first}]") == "EXCELLENT"
    assert thu.page.input_value("main [name=chair]") == "Phạm Hồng Phúc"
    assert thu.says("Tổ viên: 12 hoàn thành tốt, 0 xuất sắc, nhiều nhất 2. Còn lại: 2 suất.")

    thu.fill(**{first: "GOOD"})
    thu.press("main button[value=decide]")
    assert thu.says("Quyết định 88/QĐ-UBND ngày 19/11/2024")
    assert "hoàn thành tốt nhiệm vụ" in thu.row(chapters.team_name(1))


def test_the_commune_assesses_itself_and_hands_its_dossier_in(person, house):
    house.stand_on(AUTUMN)
    thu = person("thu")
    thu.menu("Mô hình")
    thu.click(INITIATIVE)
    thu.click("Xếp loại cho một năm")
    thu.send(class_of_year="EFFECTIVE", paper_number="31/BC-UBND", decided_on="6/11/2024")

    phuc = person("phuc")
    phuc.menu("Bảng điểm")
    phuc.click("Hoàn thiện sổ công nhận")
    for number in range(1, 6):
        phuc.unfold("Nhập quyết định")
        phuc.send(unit=f"Ấp {number}", decision_number="91/QĐ-UBND", decided_on="11/11/2024")
    assert phuc.says("Đã công nhận 5 trên 6 đơn vị.")

    chapters.attest(person("dung"), "Đạt các nội dung 2, 3 và 4", "60/XN-CAX")
    chapters.open_dossier(phuc)
    phuc.click("Ghi biên bản")
    phuc.send(
        paper_number="05/BB-UBND", held_on="18/11/2024", present="21", votes_for="20", against="0", abstained="1"
    )  # fmt: skip
    assert phuc.says("21 người dự; tán thành 20, không tán thành 0, không biểu quyết 1")
    phuc.click("Nộp hồ sơ")
    phuc.send(paper="70/TTr-UBND")
    assert phuc.says("Đã nộp hồ sơ.")
    # Nobody of the commune appraises it, and the neighbour does not see it.
    assert not phuc.says("Nhận thẩm định")
    phuc.go(f"{chapters.path_of(phuc)}buoc/tham-dinh/", expect=404)
    lan = person("lan")
    lan.menu("Hồ sơ đánh giá")
    assert not lan.says("Xã Mỹ Lạc")


def test_the_level_above_asks_is_answered_and_recognises(person, house):
    house.stand_on(AUTUMN)
    criterion = "Tỷ lệ khu dân cư trên địa bàn"
    an = person("an")
    chapters.open_dossier(an)
    an.click("Nhận thẩm định")
    an.press()
    an.click(criterion)
    an.fill(words=QUESTION)
    an.press("main form:has([value=ask]) button[type=submit]")
    assert an.says("chờ trả lời")

    thu = person("thu")
    chapters.open_dossier(thu)
    thu.click(QUESTION)
    thu.send(words=ANSWER)
    cuong = person("cuong")
    chapters.attest(cuong, "Công an cấp xã chủ động tham mưu", "112/XN-CAH")
    chapters.attest(cuong, "Không có cá nhân thuộc Công an", "113/XN-CAH")

    chapters.open_dossier(an)
    an.click(criterion)
    assert an.says(ANSWER)
    an.click("Về hồ sơ")
    an.click("Công nhận đơn vị")
    an.send(decision_number="240/QĐ-UBND", decided_on="19/11/2024")
    assert an.says("Được công nhận theo quyết định: 240/QĐ-UBND, 19/11/2024.")
    chapters.open_dossier(thu)
    assert thu.says("240/QĐ-UBND")
    assert not thu.page.locator("main a[href*='/buoc/']").count()


# The year after


def test_after_the_merger_the_recognition_stays_my_lacs_and_is_my_thanhs_past(person, house):
    house.stand_on(YEAR_AFTER, before="stage.merge(); ")
    thu = person("thu")
    assert thu.says("Xã Mỹ Thạnh")
    thu.menu("Bảng điểm")
    assert chapters.figures_of(thu)[0] == "0/9"
    thu.click("Qua các năm")
    own, past = thu.text().split("Quá khứ: các đơn vị đã nhập vào")
    assert "240/QĐ-UBND" not in own
    assert "Xã Mỹ Lạc (đến hết ngày 30/06/2025)" in past
    assert "240/QĐ-UBND, 19/11/2024" in past
    thu.menu("Kế hoạch và nhiệm vụ")
    assert thu.says(PLAN)
