"""A campaign: planned from its kit, begun, its words copied, an activity counted, one by a partner; a resident finds it, reads it and answers its quiz."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"
LIST = "/ban-lam-viec/tuyen-truyen/"
WORDS = "Bà con ấp mình: đừng đọc mã OTP cho ai (lời đi thử)."


def _days(house) -> tuple[str, str]:
    """Return today and two weeks later as the house's clock has them."""
    today = house.told("from binhyen.core import clock; print(f'\"{clock.today():%Y-%m-%d}\"')")
    first = date.fromisoformat(today)
    return f"{first:%d/%m/%Y}", f"{first + timedelta(days=14):%d/%m/%Y}"


def _pdf(who, selector: str) -> str:
    """Return the words of the PDF that a link leads to."""
    address = who.page.locator(selector).first.get_attribute("href")
    answer = who.page.request.get(who.base + address)
    (page,) = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(page.extract_text().split())


def test_a_campaign_goes_from_its_kit_to_a_resident_and_back_as_totals(person, house, judge):
    first, last = _days(house)
    thu = person("thu")
    thu.menu("Tuyên truyền, vận động")
    thu.click("Lập kế hoạch tuyên truyền")
    judge.look(thu, "the topics of campaigns")
    thu.click("Phòng lừa đảo trên mạng")
    judge.look(thu, "the plan of a campaign")
    thu.send(since=first, last_day=last, zalo=WORDS)
    assert thu.says("Đã lập kế hoạch")
    thu.press("main form[action$='/bat-dau/'] button")
    assert thu.says("đang diễn ra") and thu.says(WORDS)
    judge.look(thu, "a campaign that runs")
    address = thu.page.url.removeprefix(house.base)

    # The words are copied by one press; leaflet and slide are there to print.
    thu.context.grant_permissions(["clipboard-read", "clipboard-write"])
    thu.page.click("[data-by-copy=loi-zalo]")
    thu.page.wait_for_function("document.body.innerText.includes('Đã chép.')")
    assert thu.page.evaluate("navigator.clipboard.readText()") == WORDS
    for shape in ("to-roi-a4", "to-roi-a5", "trang-chieu"):
        drawn = _pdf(thu, f"a[href$='{shape}.pdf']")
        assert "Phòng lừa đảo trên mạng" in drawn and "113" in drawn

    # What was done is noted in totals; a number that cannot be is said beside its field.
    thu.click("Ghi một hoạt động")
    thu.send(held_on=first, attended="40", reached="30")
    assert "không thể ít hơn" in thu.refusal()
    judge.look(thu, "an activity that cannot be")
    thu.send(reached="300", pledges="35", cost="250000")
    assert thu.says("300") and thu.says("250.000")

    # The Front takes part: it notes what it did itself, and sees neither what the commune noted nor what that cost.
    sau = person("sau", phone=True)
    sau.go(address)
    assert not sau.says("250.000") and not sau.says("Số cam kết đã ký")
    judge.look(sau, "a campaign as a partner reads it")
    sau.click("Ghi một hoạt động")
    judge.look(sau, "an activity of a partner")
    sau.send(held_on=first, attended="20", reached="85")
    assert sau.says("85") and not sau.says("300")
    # The commune sees whose it is, and that it may be one and the same as its own.
    thu.go(address)
    assert thu.says("bên ghi: Mặt trận Tổ quốc") and thu.says("có thể trùng")
    judge.look(thu, "activities that may be one and the same")

    # A resident finds it on the first page of the commune, and learns from the quiz at once.
    neighbour = person(phone=True)
    neighbour.go(f"/don-vi/{MY_LAC}/trang-nhat/")
    judge.look(neighbour, "the first page of a commune")
    neighbour.click("Dừng lại, hỏi lại")
    judge.look(neighbour, "a campaign as anybody reads it")
    assert "Giữ kín" in _pdf(neighbour, "a[href$='to-roi.pdf']")
    neighbour.press("main form button[type=submit]")
    assert "chọn một" in neighbour.refusal()
    for place, option in enumerate("12000"):
        neighbour.page.check(f"input[name=c{place}][value='{option}']", force=True)
    neighbour.press("main form button[type=submit]")
    assert neighbour.says("Đúng 3 trên 5 câu")
    assert neighbour.says("Ai có mã OTP là có thể chuyển tiền của mình")
    judge.look(neighbour, "the answers of a quiz")

    # Ended, it tells nothing of so few; the page stays open to everybody.
    thu.go(address)
    thu.press("main form[action$='/ket-thuc/'] button")
    assert thu.says("đã kết thúc") and thu.says("quá ít, không nêu")
    neighbour.go(neighbour.page.url.removeprefix(house.base).partition("#")[0])
    assert neighbour.says("đợt này đã kết thúc")
    bien = person("bien")
    bien.go(LIST)
    assert bien.says("Phòng lừa đảo trên mạng")
