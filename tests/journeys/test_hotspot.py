"""A hot spot: the night's scan finds it, an officer sees it, a measure becomes a task, and the second looks show what came of it."""

import faulthandler
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.houses import Staged, set_up_once
from tests.journeys.walking import Person

pytestmark = pytest.mark.journey

MARCH, APRIL, MAY = "2025-03-20", "2025-04-04", "2025-05-20"
PAGE = "/ban-lam-viec/diem-nong/"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[Staged]:
    """A house in which thefts were planted in one hamlet by the middle of March 2025, and a plan runs."""
    faulthandler.cancel_dump_traceback_later()  # it takes its time to be ready: no hang
    house = Staged(tmp_path_factory.mktemp("spot"))
    shutil.copytree(set_up_once(shared), house.home, dirs_exist_ok=True)
    house.stand_on(MARCH, before="stage.set_up(); stage.plant(); ")
    yield house
    house.close()


def _was_scanned(who: Person) -> bool:
    """Wait for the night's scan: the worker may have begun it before it was asked for by hand, and then does it alone."""
    for _ in range(100):
        who.go(PAGE)
        if who.says("Trộm cắp, lừa đảo, đánh nhau"):
            return True
        time.sleep(2)
    return False


def test_the_scan_finds_it_and_what_was_done_shows_its_effect(person, house, judge):
    house.command("scan")
    dung = person("dung")
    assert _was_scanned(dung)
    dung.go("/ban-lam-viec/thong-bao/")
    assert dung.says("Có nơi xảy ra nhiều hơn hẳn mức thường")
    dung.go(PAGE)
    dung.click("Trộm cắp, lừa đảo, đánh nhau")
    assert dung.says("Ấp 4")
    assert dung.says("bình thường chừng ấy ngày")
    judge.look(dung, "a hot spot that is new")
    dung.page.click("text=Ghi nhận cảnh báo")
    dung.page.click("button[value=PATROL]")
    assert dung.says("Biện pháp đã thành nhiệm vụ trong kế hoạch, hạn 03/04/2025")
    address = dung.page.url.removeprefix(house.base)

    last = dung
    for day in (APRIL, MAY):
        last.page.goto("about:blank")  # it asks for notices, and the house is away for a moment
        house.stand_on(day)
        last = hanh = person("hanh", phone=True)
        hanh.go(address)
        hanh.click("Xem lại nơi đó")
        hanh.send(words="Đã có tuần tra đêm, bà con khóa máy bơm.")
        assert hanh.says("Đã giảm")
    judge.look(hanh, "a hot spot that was looked at again")
    hanh.go(f"{address}ket-thuc/")
    hanh.page.check("input[value=EASED]")
    hanh.send(lesson="Tuần tra đêm có tác dụng.")
    hanh.go(PAGE)
    assert hanh.says("Tuần tra đêm có tác dụng.")
    assert hanh.says("Không có điểm nóng nào đang mở")
