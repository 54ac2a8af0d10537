"""The anonymous two-way talk: a report with a photo, a question, an answer, "not settled", taken up again, settled, closed, a word more."""

import io

import pytest

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"
WORDS = "Xe tải đậu chắn đầu hẻm suốt đêm, xe cứu thương không vào được (chuyện bịa để thử)."
QUESTION = "Xe đậu từ mấy giờ, bên nào của hẻm?"
NOTE = "Nghi là xe của cơ sở vật liệu xây dựng gần đó (ghi chú nội bộ)."
ANSWER = "Từ 22 giờ, bên phải, có ảnh kèm theo (chuyện bịa)."
AGAIN = "Tối qua xe lại đậu ở đó (chuyện bịa)."
LATER = "Sáng nay tôi thấy dán giấy nhắc, xin cảm ơn (chuyện bịa)."
ALLOWED = {"bao_ve", "co_chu", "tuong_phan", "ngon_ngu"}

#: Every column of every row that belongs to the report, and how many sessions there are of nobody.
ROWS = """
import json
from django.contrib.sessions.models import Session
from django.forms.models import model_to_dict
from binhyen.reports.models import Report, Message, Photo
from binhyen.reports.identity import Identity
from binhyen.matters.models import MatterReport, Move
report = Report.objects.get(reference=%r)
matters = MatterReport.objects.filter(report=report).values_list("matter", flat=True)
told = {"report": [report], "messages": Message.objects.filter(report=report), "photos": Photo.objects.filter(report=report),
        "moves": Move.objects.filter(matter__in=matters)}
print(json.dumps({
    "columns": {name: sorted(f.attname for f in list(rows)[0]._meta.concrete_fields) for name, rows in told.items() if list(rows)},
    "text": "\\n".join(str({f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}) for rows in told.values() for row in rows),
    "identity": Identity.objects.filter(report=report).count(),
    "sessions": sum(1 for one in Session.objects.all() if "_auth_user_id" not in one.get_decoded()),

}))
"""


def rows_of(house, reference):
    return house.told(ROWS % reference)


def with_position(tmp_path, name):
    """Return a photo as a phone takes it: with where and with what it was taken, small enough to go as it is."""
    from PIL import Image

    picture = Image.new("RGB", (640, 480), (90, 120, 90))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "HangDienThoai", "MauMay-X1"
    exif.get_ifd(0x8825).update({1: "N", 2: (10.0, 32.0, 7.0), 3: "E", 4: (106.0, 24.0, 5.0)})
    path = tmp_path / name
    picture.save(path, "JPEG", exif=exif, quality=60)
    assert b"MauMay-X1" in path.read_bytes()
    return path


def stripped(who, address):
    """Say whether the photo at an address holds nothing but the picture."""
    from PIL import Image

    content = who.context.request.get(who.base + address).body()
    with Image.open(io.BytesIO(content)) as picture:
        return not picture.getexif() and b"MauMay" not in content and b"Exif" not in content


def photo_addresses(who, thread="main"):
    return who.page.locator(f"{thread} img").evaluate_all(
        "all => all.map(one => new URL(one.src).pathname).filter(path => path.includes('anh'))"
    )


def report_with_photo(resident, path):
    """Report without a name, with a photo; return number and code."""
    import re

    resident.go(f"/bao-tin/?don-vi={MY_LAC}")
    resident.page.locator("details", has=resident.page.locator("button[value=TRF]")).locator(
        "summary"
    ).click()
    resident.press("main button[name=category][value=TRF]")
    resident.check_width()
    resident.fill(words=WORDS, when="now")
    resident.page.locator("main select[name=area]").select_option(label="Ấp 3")
    resident.next()
    resident.check_width()
    resident.page.set_input_files("main input[name=photo]", path)
    resident.page.locator("main [role=status]", has_text="kB").wait_for()
    resident.fill(disclosure="ANONYMOUS")
    resident.press("main button[name=go][value=send]")
    resident.check_width()
    shown = resident.text()
    reference = re.search(r"BY-\w{4}-\w{4}", shown)
    code = re.search(r"\b\w{4}-\w{4}-\w{4}-\w{4}\b", shown)
    assert reference and code, shown
    return reference.group(), code.group()


def rate(resident, answer, **more):
    resident.fill(settled=answer, **more)
    resident.press("main button[name=go][value=rate]")
    resident.check_width()


def test_an_anonymous_reporter_and_the_officers_talk_until_it_is_settled(person, house, tmp_path):
    resident, hanh = person(phone=True), person("hanh")
    number, code = report_with_photo(resident, with_position(tmp_path, "hem.jpg"))

    # The officer sees the photo, and it says nothing of the phone nor of the place.
    matter = hanh.find(number)
    photos = photo_addresses(hanh)
    assert photos and all(stripped(hanh, address) for address in photos)
    hanh.act(matter, "nhan-xu-ly")

    # A note for colleagues, a question to the reporter with a photo; the clock of the officer waits for the answer.
    hanh.act(matter, "ghi-chu", words=NOTE)
    hanh.go(matter)
    hanh.page.locator("main a[href$='/tra-loi/']").first.click()
    hanh.page.wait_for_load_state()
    hanh.fill(words=QUESTION)
    hanh.page.set_input_files("main input[type=file]", with_position(tmp_path, "chi-cho.jpg"))
    hanh.page.check("main input[type=checkbox]")
    hanh.press()
    hanh.go("/ban-lam-viec/vu-viec/?muc=cho-nguoi-bao")
    assert hanh.says(matter.rsplit("/", 2)[-2])

    # The resident reads question and photo; no note, no name. And answers with a photo.
    resident.follow(number, code)
    resident.check_width()
    assert resident.says(QUESTION) and not resident.says(NOTE)
    assert "Hạnh" not in resident.page.content() and NOTE not in resident.page.content()
    assert resident.page.locator("main .by-thread__ours img").count() == 1
    assert all(stripped(resident, address) for address in photo_addresses(resident))
    resident.fill(words=ANSWER)
    resident.page.set_input_files("main input[name=photo]", with_position(tmp_path, "dap.jpg"))
    resident.press("main button[name=go][value=say]")
    assert resident.says(ANSWER) and resident.page.locator("main .by-thread img").count() == 3

    # It is with the officer again, who settles and closes.
    hanh.go("/ban-lam-viec/vu-viec/?muc=cho-nguoi-bao")
    assert not hanh.says(matter.rsplit("/", 2)[-2])
    hanh.go(matter)
    assert hanh.says(ANSWER)
    hanh.act(
        matter, "giai-quyet", outcome="PLEDGED", words="Đã nhắc chủ xe, cam kết không tái phạm."
    )
    hanh.act(matter, "ket-thuc")

    # "No, it goes on" puts it back on the handler's table, with a time by which it is due.
    resident.follow(number, code)
    rate(resident, "no", why=AGAIN)
    assert resident.page.locator("main .govuk-notification-banner--success").count() == 1
    hanh.go("/ban-lam-viec/vu-viec/?muc=dang-mo")
    onward = hanh.page.locator("main a[rel=next]")
    while not hanh.says(matter.rsplit("/", 2)[-2]) and onward.count():
        hanh.go(onward.evaluate("a => a.pathname + a.search"))
    assert hanh.says(matter.rsplit("/", 2)[-2])
    hanh.go(matter)
    assert hanh.says(AGAIN)
    assert hanh.page.locator("main time, main .by-due, main [data-l]").count() or hanh.says("hạn")

    # Settled once more; now the resident is content.
    if hanh.page.locator("main form[action$='/nhan-xu-ly/']").count():
        hanh.act(matter, "nhan-xu-ly")
    hanh.act(matter, "giai-quyet", outcome="PLEDGED", words="Đã đặt biển cấm đậu, tuần tra đêm.")
    hanh.act(matter, "ket-thuc")
    resident.follow(number, code)
    rate(resident, "yes", stars="5")
    assert resident.page.locator("main .govuk-notification-banner--success").count() == 1

    # A word to a matter that is closed lands in somebody's list all the same.
    resident.follow(number, code)
    resident.fill(words=LATER)
    resident.press("main button[name=go][value=say]")
    assert resident.says(LATER)
    hanh.go("/ban-lam-viec/vu-viec/?muc=tin-nhan")
    assert hanh.says(matter.rsplit("/", 2)[-2])

    # Nothing of who it was: no cookie but the page's own, no session, no column and no word for address or browser.
    assert {cookie["name"] for cookie in resident.context.cookies()} <= ALLOWED
    kept = rows_of(house, number)
    assert kept["identity"] == 0 and kept["sessions"] == 0
    forbidden = ("127.0.0.1", "Mozilla", "Chrome", "HangDienThoai", "sessionid")
    assert not [word for word in forbidden if word in kept["text"]]
    for columns in kept["columns"].values():
        assert not [
            name
            for name in columns
            if any(part in name for part in ("ip", "agent", "session")) and name != "recipient"
        ]
    house.command("figures", "verify")
