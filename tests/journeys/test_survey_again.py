"""A resident who goes back and sends the survey again counts once; a partner's link leaves its code in no address."""

import pytest

pytestmark = pytest.mark.journey

SURVEY = "/don-vi/local-2024.28048.1/khao-sat/"
SLIP = "ACDE-FGHJ-KMNP"


def go_back(who):
    """Press the browser's own button, and wait for the form that it leads to."""
    who.page.go_back()
    who.page.wait_for_url(f"**{SURVEY}")
    who.page.locator("main input[name=key]").wait_for(state="attached")


@pytest.mark.parametrize("scripts", [True, False])
def test_going_back_and_sending_again_counts_once(person, ground, scripts):
    resident = person(phone=True, scripts=scripts)
    resident.go("/khao-sat/")
    resident.go(SURVEY)
    resident.send(known="1", trusted="4")
    assert resident.says("Câu trả lời đã được tính")
    go_back(resident)
    assert resident.page.locator("main input:checked").count() == 0, (
        "who holds the phone next sees no answer"
    )
    resident.send(known="1", trusted="4")
    assert resident.says("mỗi phiếu chỉ tính một lần")
    resident.click("Mở phiếu mới")
    resident.send(known="0")
    assert resident.says("Câu trả lời đã được tính")


def test_a_partners_link_leaves_its_code_in_no_address(person, ground):
    partner = person(phone=True)
    asked = []
    partner.page.on(
        "request",
        lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}"),
    )
    partner.go(f"/khao-sat/#{SLIP}")
    partner.page.wait_for_url("**/khao-sat/")
    assert partner.page.input_value("main input[name=code]") == SLIP
    partner.press("main form[method=post] button[type=submit]")
    assert "Không có đợt khảo sát nào cấp mã này" in partner.refusal()
    assert SLIP not in " ".join(asked)
    assert SLIP not in partner.page.url
