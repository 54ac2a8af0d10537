"""The proposal there and back: asked, answered in part, sent back, taken over, given back, settled; and who is told of it."""

import io

import pytest

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"
NOTICES, PROPOSALS = "/ban-lam-viec/thong-bao/", "/ban-lam-viec/de-xuat/"
KEPT_ABOVE = "/ban-lam-viec/vu-viec/?muc=cap-tren-giai-quyet"
ASKED, ANSWERED, GIVEN_BACK = (
    "Đơn vị cấp dưới gửi đề xuất",
    "Cấp trên đã trả lời đề xuất",
    "Một vụ việc được trả lại đơn vị bạn",
)


def _photo() -> dict[str, object]:
    from PIL import Image

    kept = io.BytesIO()
    Image.effect_noise((800, 600), 40).convert("RGB").save(kept, "JPEG")
    return {"name": "hien-truong.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def _pdf() -> dict[str, object]:
    from pypdf import PdfWriter

    kept = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(kept)
    return {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": kept.getvalue()}


def _propose(who, matter: str, kind: str, words: str, files=(), **more: str) -> None:
    """Ask the level above; `more` are fields that only some proposals fill."""
    who.go(f"{matter}de-xuat/")
    who.fill(kind=kind, words=words, **more)
    if files:
        who.page.set_input_files("main input[name=papers]", list(files))
    who.press("main form[method=post] button[type=submit]")
    assert who.says("Đã gửi đề xuất") or who.says("Đề xuất đã được gửi"), who.text()


def _waits(who, reference: str) -> str:
    """Return the address of the open proposal about a matter, in the list across the communes."""
    who.go(PROPOSALS)
    row = who.page.locator("main tbody tr", has_text=reference)
    assert "Xã Mỹ Lạc" in row.inner_text()
    return str(row.locator("a[href*='/de-xuat/']").first.evaluate("a => a.pathname"))


def _answer(who, reference: str, answer: str, words: str, **more: str) -> None:
    who.go(_waits(who, reference))
    who.fill(answer=answer, words=words, **more)
    who.press("main form[method=post] button[type=submit]")


def _is_told(who, what: str, reference: str) -> None:
    """The newest notice about the matter says `what`; opening it leads to the matter."""
    who.go(NOTICES)
    row = who.page.locator("main tbody tr.by-notices__new", has_text=reference).first
    assert what in row.inner_text()
    row.locator("a").first.click()
    who.page.wait_for_load_state()
    assert reference in who.page.url or who.says(reference)


def _knows_nothing(lan, reference: str, *paths: str) -> None:
    """The officer of another commune finds none of it anywhere."""
    for path in (NOTICES, PROPOSALS, f"/ban-lam-viec/vu-viec/?muc=dang-mo&tim={reference}"):
        lan.go(path)
        assert lan.page.locator(f"main a[href*='/vu-viec/{reference}']").count() == 0
        assert lan.page.locator("main tbody tr", has_text=reference).count() == 0
    for path in paths:
        lan.go(path, expect=404)


def test_a_proposal_goes_up_three_times_and_the_matter_comes_back(person, house):
    resident, hanh, tam = person(phone=True), person("hanh"), person("tam")
    report, code = resident.report(
        "NOI", "Vũ trường dựng tạm ven sông mở nhạc suốt đêm.", commune=MY_LAC, area="Ấp 3"
    )
    matter = hanh.find(report)
    reference = matter.rsplit("/", 2)[-2]
    tam.go(matter, expect=404)

    # Support is asked for, with what is needed, by when, a photo and a PDF; half of it is given.
    hanh.act(matter, "nhan-xu-ly")
    _propose(
        hanh,
        matter,
        "SUPPORT",
        "Cần người giữ trật tự hai đêm cuối tuần.",
        files=(_photo(), _pdf()),
        people="4",
        means="một xe bán tải",
        due="2024-11-13T10:00",
    )
    resident.follow(report, code)
    assert resident.says("Đã đề xuất lên cấp trên")
    _is_told(tam, ASKED, reference)
    answer = _waits(tam, reference)
    tam.go(answer)
    assert tam.says("một xe bán tải")
    assert tam.says("10:00 13/11/2024")
    papers = tam.page.locator("main a[href*='/giay-to/']").evaluate_all(
        "all => all.map(a => a.pathname)"
    )
    kinds = [tam.page.request.get(tam.base + path).headers["content-type"] for path in papers]
    assert sorted(kinds) == ["application/pdf", "image/jpeg"]
    lan = person("lan")
    _knows_nothing(lan, reference, matter, answer, *papers)
    _answer(tam, reference, "partly", "Cử hai đồng chí tối thứ Bảy.", people="2", means="xe máy")
    _is_told(hanh, ANSWERED, reference)
    hanh.go(matter)
    assert hanh.says("Cử hai đồng chí tối thứ Bảy.")
    resident.follow(report, code)
    assert resident.says("Đang giải quyết")

    # Direction is asked for, and sent back.
    _propose(hanh, matter, "DIRECT", "Xin hướng dẫn xử lý chủ sân khấu.")
    _is_told(tam, ASKED, reference)
    _answer(tam, reference, "no", "Xã đủ thẩm quyền, đề nghị tự giải quyết.")
    _is_told(hanh, ANSWERED, reference)

    # Taken over: the file has another keeper, and the commune still sees where it went.
    _propose(hanh, matter, "TAKE_OVER", "Chủ sân khấu ở huyện khác, vượt khả năng của xã.")
    _is_told(tam, ASKED, reference)
    _answer(tam, reference, "yes", "Huyện tiếp nhận.")
    _is_told(hanh, ANSWERED, reference)
    hanh.go(matter)
    assert hanh.page.locator("main a[href$='/giai-quyet/']").count() == 0
    hanh.go(KEPT_ABOVE)
    assert hanh.page.locator(f"main a[href*='/vu-viec/{reference}']").count() > 0
    hanh.go("/ban-lam-viec/vu-viec/?muc=dang-mo&tim=" + reference)
    assert hanh.page.locator(f"main tbody a[href*='{reference}']").count() == 0
    tam.go(f"/ban-lam-viec/vu-viec/?muc=dang-mo&tim={reference}")
    assert tam.page.locator(f"main tbody a[href*='{reference}']").count() > 0
    _knows_nothing(lan, reference, matter)

    # Given back with the reason: here it is new again, and the commune settles it.
    tam.act(matter, "tra-lai", words="Chủ sân khấu đã dời về địa bàn xã.")
    _is_told(hanh, GIVEN_BACK, reference)
    hanh.go(matter)
    assert hanh.says("Chủ sân khấu đã dời về địa bàn xã.")
    hanh.act(matter, "nhan-xu-ly")
    hanh.act(matter, "giai-quyet", outcome="PLEDGED", words="Đã tháo dàn loa, chủ cam kết.")
    hanh.act(matter, "tra-loi", words="Dàn loa đã được tháo. Cảm ơn bà con.")

    # The reporter read of it in plain words, and nothing of what offices wrote to each other.
    resident.follow(report, code)
    said = resident.text()
    assert "Đã giải quyết xong" in said
    assert "Dàn loa đã được tháo. Cảm ơn bà con." in said
    for inside in ("Cử hai đồng chí", "đủ thẩm quyền", "vượt khả năng", "dời về", "Hạnh", "Tâm"):
        assert inside not in said
    _knows_nothing(lan, reference, matter, answer, *papers)
    house.command("figures", "verify")
    house.command("audit", "seal")
    house.command("audit", "verify")
