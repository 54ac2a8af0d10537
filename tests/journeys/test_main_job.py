"""The main job, end to end, as different people: reported, settled, proposed, answered, read, counted, appraised, recognised."""

import re

import pytest

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"
MONTH = "2024-11"


def _counted(who, label: str) -> int:
    """Return the number that the page of figures shows for a figure this month."""
    who.go(f"/ban-lam-viec/so-lieu/?thang={MONTH}")
    row = who.page.locator("main table tr", has=who.page.get_by_text(label, exact=True)).first
    return int(row.locator("td").first.inner_text().split()[0].replace(".", ""))


def test_one_report_from_the_phone_to_the_recognition(person, house):
    hanh = person("hanh")
    received = _counted(hanh, "Tin báo tiếp nhận")
    settled = _counted(hanh, "Vụ việc đã giải quyết")

    # A resident reports two things from a phone: one small, one that looks like a drug spot.
    resident = person(phone=True)
    small = resident.report("NOI", "Hàng xóm hát karaoke tới khuya.", commune=MY_LAC, area="Ấp 2")
    grave = resident.report(
        "DRG-SPOT", "Chòi hoang cuối ấp đêm nào cũng có người lạ.", commune=MY_LAC, area="Ấp 5"
    )
    assert {cookie["name"] for cookie in resident.context.cookies()} <= {"bao_ve", "co_chu"}

    # The duty officer settles the first and proposes the second upward.
    first = hanh.find(small[0])
    hanh.act(first, "nhan-xu-ly")
    hanh.act(first, "giai-quyet", outcome="PLEDGED", words="Đã nhắc nhở, hai bên cam kết.")
    hanh.act(first, "tra-loi", words="Đã nhắc nhở. Cảm ơn bà con đã báo tin.")
    second = hanh.find(grave[0])
    hanh.act(second, "nhan-xu-ly")
    hanh.act(second, "de-xuat", kind="SUPPORT", words="Đề nghị hỗ trợ tuần tra ban đêm.")

    # The figures have changed, and the scorecard shows what is pending.
    assert _counted(hanh, "Tin báo tiếp nhận") == received + 2
    assert _counted(hanh, "Vụ việc đã giải quyết") == settled + 1
    secretary = person("thu")
    secretary.go("/ban-lam-viec/tieu-chuan/bang-diem/")
    assert "Còn 1 vụ việc chưa kết thúc" in _row_of(secretary, "4.c")

    # The officer of another commune sees none of it; nor does the administrator.
    lan = person("lan")
    lan.go("/ban-lam-viec/vu-viec/?muc=dang-mo")
    assert not lan.says(first.rsplit("/", 2)[-2])
    lan.go(first, expect=404)
    lan.go(second, expect=404)
    person("quan").go(first, expect=404)

    # The level above sees the one it was asked about, and answers; the other it does not see.
    tam = person("tam")
    tam.go(first, expect=404)
    tam.go("/ban-lam-viec/de-xuat/")
    tam.page.locator("main tr, main li", has_text=second.rsplit("/", 2)[-2]).locator(
        "a[href*='/de-xuat/']"
    ).first.click()
    tam.fill(answer="yes", words="Đồng ý, cử lực lượng phối hợp từ tối nay.")
    tam.press()

    # On the spot it is no drug spot: sorted anew, settled and closed, and the scorecard is clear again.
    hanh.act(second, "phan-loai", category="DRG")
    hanh.act(second, "giai-quyet", outcome="PREVENTED", words="Đã dọn chòi hoang, không có người.")
    hanh.act(second, "ket-thuc")
    secretary.go("/ban-lam-viec/tieu-chuan/bang-diem/")
    assert "chưa kết thúc" not in _row_of(secretary, "4.c")
    hanh.act(second, "tra-loi", words="Công an đã kiểm tra và dọn chòi hoang. Cảm ơn bạn.")

    # The resident reads both replies with the codes, and nobody's name.
    resident.follow(*small)
    assert resident.says("Cảm ơn bà con đã báo tin.")
    resident.follow(*grave)
    assert resident.says("Công an đã kiểm tra và dọn chòi hoang.")
    assert "Hạnh" not in resident.text()
    assert "Đề nghị hỗ trợ tuần tra" not in resident.text()


def test_the_year_of_the_model_commune_is_appraised_and_recognised(person, house):
    # The chief attests here, the head hands in.
    chief = person("dung")
    dossier = _dossier(chief, "Xã Mỹ Lạc", "2024")
    _attest(chief, dossier, "tt124.cm.2", "60/XN-CAX")
    head = person("phuc")
    # The teams are rated three days later: two people decide what stands open until then.
    _decide_by_two(person("thu"), head, dossier, "tt124.cm.4")
    _minutes(head, dossier)
    _step(head, dossier, "nop", paper="70/TTr-UBND")

    # The level above appraises: nobody of the commune may.
    head.go(f"{dossier}buoc/tham-dinh/", expect=404)
    appraiser = person("an")
    _step(appraiser, dossier, "tham-dinh")
    appraiser.go(dossier)
    source = appraiser.page.locator("main a[href*='/nguon/']").first
    source.click()
    appraiser.page.wait_for_load_state()
    assert appraiser.page.locator("main table tbody tr").count() > 0
    above = person("cuong")
    _attest(above, dossier, "tt124.cm.3a", "112/XN-CAH")
    _attest(above, dossier, "tt124.cm.3b", "113/XN-CAH")
    _step(appraiser, dossier, "cong-nhan", decision_number="240/QĐ-UBND", decided_on="2024-11-12")

    # Everybody of the commune reads the decision; the neighbour does not.
    head.go(dossier)
    assert head.says("240/QĐ-UBND")
    person("lan").go(dossier, expect=404)

    # What was done can be proven: every count and the whole trail.
    house.command("figures", "verify")
    house.command("audit", "seal")
    house.command("audit", "verify")


def _row_of(who, number: str) -> str:
    """Return what the scorecard says of a criterion."""
    exactly = re.compile(rf"^\W*{re.escape(number)}$")
    return str(who.page.locator("main tr", has=who.page.get_by_text(exactly)).last.inner_text())


def _dossier(who, unit: str, year: str) -> str:
    who.go("/ban-lam-viec/tieu-chuan/")
    row = who.page.locator("main tr", has_text=unit).filter(has_text=year).first
    return str(row.locator("a").first.evaluate("a => a.pathname"))


def _attest(who, dossier: str, criterion: str, paper: str) -> None:
    who.go(f"{dossier}tieu-chi/{criterion}/")
    form = who.page.locator("main form:has(input[name=act][value=attest])")
    form.locator("[name=is_met][value='1']").check()
    form.locator("[name=paper_number]").fill(paper)
    form.locator("[name=dated]").fill("2024-11-12")
    form.locator("button[type=submit]").click()
    who.page.wait_for_load_state()


def _decide_by_two(first, second, dossier: str, criterion: str) -> None:
    """Let one decide otherwise than computed, with a reason, and a second person confirm it."""
    for who, act in ((first, "decide"), (second, "confirm")):
        who.go(f"{dossier}tieu-chi/{criterion}/")
        form = who.page.locator(f"main form:has(input[name=act][value={act}])")
        if act == "decide":
            who.page.locator("main details:has(input[value=decide]) summary").click()
            form.locator("[name=outcome][value=MET]").check()
            form.locator("[name=why]").fill("Ban Chỉ đạo đã họp, các tổ đều hoàn thành nhiệm vụ.")
        form.locator("button[type=submit]").click()
        who.page.wait_for_load_state()


def _minutes(who, dossier: str) -> None:
    """Enter the minutes that Circular 124 asks for."""
    who.go(dossier)
    who.click("Ghi biên bản")
    who.send(
        paper_number="05/BB-UBND", held_on="12/11/2024", present="21", votes_for="20", against="0", abstained="1"
    )  # fmt: skip
    assert who.says("tán thành 20")


def _step(who, dossier: str, slug: str, **fields: str) -> None:
    who.go(f"{dossier}buoc/{slug}/")
    who.fill(**fields)
    who.press()
