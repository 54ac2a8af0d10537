"""The month's report: drafted by the house, written and sent by the secretaries, received, returned and merged by the level above."""

import faulthandler
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.houses import Staged, set_up_once

pytestmark = pytest.mark.journey

#: Friday 14 March 2025 is over: a working day must lie between, so the report is due on Tuesday the 18th.
MARCH = "2025-03-17"
PAGE = "/ban-lam-viec/bao-cao-dinh-ky/"
BELOW = f"{PAGE}don-vi/?loai=MONTH"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Staged]:
    """A house in which two communes of a district have secretaries."""
    faulthandler.cancel_dump_traceback_later()  # it takes its time to be ready: no hang
    house = Staged(tmp_path_factory.mktemp("month"))
    shutil.copytree(set_up_once(shared), house.home, dirs_exist_ok=True)
    house.stand_on(MARCH, before="stage.set_up(); stage.report_upward(); ")
    yield house
    house.close()


def test_a_month_goes_up_from_two_communes_to_the_province(person, house, judge):
    thu = person("thu")
    thu.go(PAGE)
    assert thu.says("Báo cáo tháng, tháng 3 năm 2025")  # a draft by itself
    judge.look(thu, "periodic reports to be sent")
    thu.click("Báo cáo tháng, tháng 3 năm 2025")
    thu.page.fill("[name=phan-I]", "Tình hình ổn định.")
    thu.page.click("button:text-is('Lưu')")
    assert thu.says("Đã lưu nội dung")
    judge.look(thu, "a report that is written")
    dung = person("dung")
    dung.go(thu.page.url.removeprefix(house.base))
    dung.click("Chọn vụ việc nổi bật")
    assert dung.says("Không có vụ việc nào trong kỳ để chọn")
    thu.page.fill("[name=phan-V]", "Đề nghị hỗ trợ đèn đường.")
    thu.page.click("button:text-is('Lưu và gửi')")
    assert thu.says("Đã gửi báo cáo")

    other = person("lieu")
    other.go(PAGE)
    other.click("Báo cáo tháng, tháng 3 năm 2025")
    other.page.fill("[name=phan-I]", "Không có vụ việc phức tạp.")
    other.page.click("button:text-is('Lưu và gửi')")

    my = person("my")
    my.go(BELOW)
    assert my.says("2 / 2")
    judge.look(my, "reports of the units below")
    my.click("Xã Mỹ An")
    my.click("Trả lại kèm ý kiến")
    my.send(words="Thiếu phần ưu điểm.")
    other.go(PAGE)
    other.click("Báo cáo tháng, tháng 3 năm 2025")
    assert other.says("Thiếu phần ưu điểm.")
    other.page.fill("[name=phan-III-1]", "Phản ứng nhanh.")
    other.page.click("button:text-is('Lưu và gửi')")

    for commune in ("Xã Mỹ An", "Xã Mỹ Lạc"):
        my.go(BELOW)
        my.click(commune)
        my.page.click("button:text-is('Nhận báo cáo')")
        assert my.says("Đã nhận báo cáo")
    my.go(BELOW)
    my.click("Báo cáo của đơn vị mình cho kỳ này")
    my.click("Lấy nội dung và tổng hợp báo cáo của các đơn vị")
    judge.look(my, "what the units below wrote")
    my.page.click("label:has-text('Đề nghị hỗ trợ đèn đường.')")
    my.page.click("button:text-is('Đưa các đoạn đã chọn vào báo cáo của tôi')")
    assert my.page.input_value("[name=phan-V]") == "Xã Mỹ Lạc: Đề nghị hỗ trợ đèn đường."
    my.click("Lấy nội dung và tổng hợp báo cáo của các đơn vị")
    my.page.click("button:text-is('Tổng hợp các báo cáo đã nhận vào báo cáo của tôi')")
    assert my.says("Số báo cáo đã tổng hợp vào báo cáo của bạn: 2.")
    thu.go(PAGE)
    assert thu.says("đã tổng hợp vào báo cáo của cấp trên")
