"""The life of a paper: drafted, checked by two, signed with a certificate, numbered, issued, read, and found in the register."""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from binhyen.documents.tests.signing import with_signature

pytestmark = pytest.mark.journey

PAGE = "/ban-lam-viec/van-ban/"
TITLE = "mời họp giao ban tháng (chuyện bịa để thử)"
#: Whoever else issued papers in this house before: this body begins with 01.
BODY = {"name": "Ban thử giấy tờ xã Mỹ Lạc", "code": "BTGT", "place": "Mỹ Lạc", "letter_code": "VP"}
NUMBER = "01/BTGT-VP"
STEERING = {"name": "Ban Chỉ đạo báo cáo (để thử)", "code": "BCĐT", "place": "Mỹ Lạc"}
#: What every paper has beside what its kind asks for.
SIGNED = {"signer_name": "Phạm Hồng Phúc", "signer_office": "Chủ tịch", "drafting_unit": "VP"}
LETTER = {
    "addressees": "Các trưởng ấp (để thử)",
    "recipients": "Công an xã",
    "on_behalf": "TM. ỦY BAN NHÂN DÂN",
}


def set_up(who, body: dict[str, str]) -> None:
    """Set up a body that issues papers, beside whatever bodies the house has."""
    who.go(f"{PAGE}co-quan-ban-hanh/")
    who.fill(**body)
    who.press("main form[novalidate] button[type=submit]")
    assert who.says("Văn bản của cơ quan được đánh số từ 01")


def fetch(who, words: str) -> bytes:
    """Return the file that a link of the page leads to."""
    link = who.page.locator("main a", has_text=words).first.get_attribute("href")
    return who.context.request.get(who.base + link).body()


def test_a_paper_from_the_draft_to_the_register(person, judge, tmp_path):
    thu, dung, quan, phuc, hanh = map(person, ("thu", "dung", "quan", "phuc", "hanh"))
    thu.go(f"{PAGE}co-quan-ban-hanh/")
    judge.look(thu, "who issues papers")
    set_up(thu, BODY)

    thu.go(f"{PAGE}moi/")
    thu.click("Công văn")
    asked = thu.page.locator("main form [name]").evaluate_all(
        "all => all.filter(f => f.type == 'text' || f.tagName == 'TEXTAREA').map(f => f.name)"
    )
    body = thu.page.get_by_label(BODY["name"]).get_attribute("value")
    chosen = {"issuer": body, "signer_name": ""}
    thu.send(**dict.fromkeys(asked, TITLE) | SIGNED | LETTER | chosen)
    assert "Người ký" in thu.text()
    thu.send(signer_name=SIGNED["signer_name"])
    assert thu.says("Đã lưu bản dự thảo")
    judge.look(thu, "a draft")
    address = thu.page.url.removeprefix(thu.base)
    assert fetch(thu, "Xem bản PDF").startswith(b"%PDF")
    assert fetch(thu, "Tải bản DOCX").startswith(b"PK")
    thu.page.click("text=Trình kiểm tra")
    assert thu.says("Hãy nhờ đồng nghiệp")

    for checker, press in ((dung, "Nội dung đã đúng"), (quan, "Thể thức đã đúng")):
        checker.go(PAGE)
        assert checker.says("Đang chờ bạn")
        checker.go(address)
        judge.look(checker, press)
        checker.page.click(f"text={press}")
        checker.page.wait_for_load_state()

    phuc.go(f"{address}ky/")
    judge.look(phuc, "the signature")
    signed = tmp_path / "da-ky.pdf"
    sent = fetch(phuc, "Tải bản PDF cần ký")
    with ThreadPoolExecutor(1) as beside:  # the browser's loop runs in this thread
        good = beside.submit(with_signature, sent, SIGNED["signer_name"]).result()
    signed.write_bytes(good.replace(b"/MediaBox", b"/MediaBoy", 1))
    sign(phuc, signed)
    assert "đã bị sửa sau khi ký" in phuc.refusal()
    judge.look(phuc, "a signature refused")
    signed.write_bytes(good)
    sign(phuc, signed)
    assert phuc.says(f"Chữ ký số: {SIGNED['signer_name']}")

    quan.go(address)
    judge.look(quan, "a signed paper")
    quan.page.click("button:text-is('Cấp số văn bản')")
    assert quan.says(f"Số {NUMBER}, ngày hôm nay")
    quan.go(f"{address}chu-ky-co-quan/")
    judge.look(quan, "the signature of the body")
    numbered = fetch(quan, "Tải bản PDF đã có số")
    with ThreadPoolExecutor(1) as beside:
        both = beside.submit(with_signature, numbered, BODY["name"]).result()
    signed.write_bytes(both)
    quan.page.set_input_files("main input[type=file]", signed)
    quan.send()
    assert quan.says(f"Chữ ký số: {BODY['name']}")
    quan.go(f"{address}phat-hanh/")
    quan.send(copies="5")
    assert quan.says(f"Đã ban hành với số {NUMBER}")

    hanh.go(address)
    judge.look(hanh, "an issued paper")
    assert fetch(hanh, "Tệp PDF đã ký") == good
    assert fetch(hanh, "Xem bản PDF") == both
    hanh.go(f"{PAGE}so-di/")
    judge.look(hanh, "the register of outgoing papers")
    assert SIGNED["signer_name"] in hanh.row(NUMBER)
    with zipfile.ZipFile(io.BytesIO(fetch(hanh, "Tải toàn bộ sổ"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert NUMBER in re.findall("<t[^>]*>([^<]+)</t>", sheet)


def sign(who, file: Path) -> None:
    """Send the signed file back."""
    who.page.set_input_files("main input[type=file]", file)
    who.send(way="digital", name=SIGNED["signer_name"], office=SIGNED["signer_office"])


def test_a_paper_that_came_in(person, judge):
    quan = person("quan")
    quan.go(f"{PAGE}so-den/")
    judge.look(quan, "the register of incoming papers")
    quan.click("Vào sổ văn bản đến")
    judge.look(quan, "a paper that came in")
    quan.send(author="Công an tỉnh (để thử)", sign="12/CV", dated_on="1/1/2024", title="TỐI MẬT")
    assert "sổ văn bản mật" in quan.refusal()
    quan.send(title="Về việc rà soát (để thử)")
    assert quan.says("Đã vào sổ với số đến")
    quan.click("Về việc rà soát")
    quan.send(handed_to="Công an xã")
    assert "Công an xã" in quan.row("Về việc rà soát")


def test_a_report_is_signed_numbered_and_sent(person, judge):
    thu, dung, quan, phuc = map(person, ("thu", "dung", "quan", "phuc"))
    set_up(thu, STEERING)
    thu.go("/ban-lam-viec/bao-cao-dinh-ky/")
    thu.page.click("summary:has-text('Tự lập một báo cáo')")
    thu.send(kind="URGENT")
    report = thu.page.url.removeprefix(thu.base)
    thu.page.fill("[name=phan-I]", "Cháy bãi rác sau chợ, đã dập tắt (để thử).")
    thu.page.click("button:text-is('Lưu và trình ký')")
    thu.page.wait_for_load_state()
    judge.look(thu, "who signs a report")
    chosen = thu.page.get_by_label(f"{STEERING['name']}: Trưởng ban").first
    thu.send(by=chosen.get_attribute("value"))
    assert thu.says("Đã lập dự thảo văn bản")
    assert thu.says("Văn bản của báo cáo định kỳ")
    paper = thu.page.url.removeprefix(thu.base)
    thu.page.click("button:text-is('Trình kiểm tra')")
    thu.page.wait_for_load_state()
    thu.go(report)
    assert thu.says("chờ kiểm tra nội dung")
    assert thu.page.locator("textarea").count() == 0
    judge.look(thu, "a report whose paper is checked")

    dung.go("/ban-lam-viec/")
    assert dung.says("Văn bản chờ bạn xử lý")
    for checker, press in ((dung, "Nội dung đã đúng"), (quan, "Thể thức đã đúng")):
        checker.go(paper)
        checker.page.click(f"text={press}")
        checker.page.wait_for_load_state()
    phuc.go(f"{paper}ky/")
    phuc.send(way="hand")
    quan.go(paper)
    quan.page.click("button:text-is('Cấp số văn bản')")
    quan.page.wait_for_load_state()
    quan.go(f"{paper}phat-hanh/")
    quan.send(copies="1")
    assert quan.says("01/BC-BCĐT")
    thu.go(report)
    assert thu.says("01/BC-BCĐT")
    thu.page.click("button:text-is('Gửi lên cấp trên')")
    thu.page.wait_for_load_state()
    assert thu.says("Đã gửi báo cáo")
