"""Pages that no link leads to: what follows a form, what says an error; judged by axe like all others."""

import pytest

from tests.journeys.axe import ERRORS

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"


def _begin(who, category: str) -> None:
    """Choose what a report is about."""
    who.go(f"/bao-tin/?don-vi={MY_LAC}")
    button = f"button[value={category}]"
    who.page.locator("details", has=who.page.locator(button)).locator("summary").click()
    who.press(f"main {button}")


def _tell(who, words: str, area: str) -> None:
    """Fill in the second page and go on."""
    who.fill(words=words, when="now")
    who.page.locator("main select[name=area]").select_option(label=area)
    who.next()


def test_the_three_pages_of_a_report(person, judge):
    who = person(phone=True)
    who.go(f"/bao-tin/?don-vi={MY_LAC}")
    for group in who.page.locator("main details.by-choose summary").all():
        group.click()
    judge.look(who, "what it is about, all groups open")

    _begin(who, "FIR")
    judge.look(who, "an urgent kind", shows=".by-urgent")
    _begin(who, "NOI")
    judge.look_refused(who, "story with errors", "main button[name=go][value=next]")
    _tell(who, "Chó cột trước nhà sủa cả đêm, chủ là 0912345678.", "Ấp 6")
    judge.look(who, "check and send, a number noticed", shows=".govuk-warning-text")
    who.fill(disclosure="NAMED")
    judge.look_refused(who, "a name without a name", "main button[name=go][value=send]")
    who.fill(disclosure="ANONYMOUS")
    who.press("main button[name=go][value=send]")
    judge.look(who, "received", shows=".by-code")

    # The same again, told by a neighbour: what is known nearby is shown first.
    _begin(who, "NOI")
    _tell(who, "Chó sủa cả đêm không ngủ được.", "Ấp 6")
    judge.look(who, "already known nearby", shows=".by-known")

    who.go("/bao-tin/")
    refused = who.page.locator("main details.by-choose").last
    refused.locator("summary").click()
    refused.locator("button").first.click()
    who.page.wait_for_load_state()
    judge.look(who, "not taken here")


def test_the_thread_and_what_it_asks(person, judge):
    who, hanh = person(phone=True), person("hanh")
    report = who.report("NOI", "Máy xay gạo chạy giữa trưa.", commune=MY_LAC, area="Ấp 1")
    who.go("/theo-doi/")
    judge.look_refused(who, "which report?", "main form button[type=submit]")
    who.follow(report[0], "0000-0000-0000-0000")
    judge.look(who, "a wrong code", shows=ERRORS)
    who.follow(*report)
    judge.look_refused(who, "an empty message", "main button[name=go][value=say]")
    who.fill(words="Hôm nay lại chạy.")
    who.press("main button[name=go][value=say]")
    judge.look(who, "a message sent", shows=".govuk-notification-banner")

    matter = hanh.find(report[0])
    hanh.act(matter, "nhan-xu-ly")
    hanh.go(matter)
    judge.look(hanh, "a matter with news")
    hanh.act(matter, "giai-quyet", outcome="PLEDGED", words="Chủ máy xay cam kết nghỉ trưa.")
    hanh.act(matter, "tra-loi", words="Chủ máy đã cam kết.")
    who.follow(*report)
    judge.look(who, "is it settled?", shows=".by-card [name=settled]")
    who.fill(settled="no")
    judge.look_refused(who, "not settled, and no word why", "main button[name=go][value=rate]")
    who.fill(settled="yes", stars="5")
    who.press("main button[name=go][value=rate]")
    judge.look(who, "an answer kept", shows=".govuk-notification-banner")


def test_acts_that_ask_again(person, judge):
    resident, hanh = person(phone=True), person("hanh")
    report = resident.report("NOI", "Còi tàu kéo hú suốt.", commune=MY_LAC, area="Ấp 1")
    matter = hanh.find(report[0])
    hanh.act(matter, "nhan-xu-ly")
    for slug in (
        "giai-quyet",
        "de-xuat",
        "phan-cong",
        "giao-phan-viec",
        "tra-loi",
        "chuyen",
        "gop",
    ):
        hanh.go(f"{matter}{slug}/")
        judge.look_refused(hanh, slug, "main form[method=post] button[type=submit]")
    hanh.act(matter, "giao-phan-viec", words="Đo tiếng ồn ở bến.", to=_first(hanh, matter))
    hanh.go(matter)
    judge.look(hanh, "a matter with a part", shows="main a[href*='/phan-viec/']")
    hanh.page.locator("main a[href*='/phan-viec/']").first.click()
    hanh.page.wait_for_load_state()
    judge.look_refused(hanh, "a part", "main form[method=post] button[type=submit]")


def _first(who, matter: str) -> str:
    """Return the first to whom a part of the matter may be given."""
    who.go(f"{matter}giao-phan-viec/")
    return str(who.page.locator("main input[name=to]").first.get_attribute("value"))


def test_one_act_on_many(person, judge):
    hanh = person("hanh")
    hanh.go("/ban-lam-viec/vu-viec/?muc=dang-mo")
    for box in hanh.page.locator("[data-row] input[name=chon]").all()[:3]:
        box.click()
    judge.look(hanh, "three rows picked", shows=".by-rows__picked")
    hanh.press("[data-many]")
    judge.look_refused(hanh, "nothing chosen", "main button[name=xem]")
    hanh.fill(viec="NOTE", words="Xem lại trong tuần.")
    hanh.press("main button[name=xem]")
    judge.look(hanh, "preview", shows="button[name=dong_y]")
    hanh.press("main button[name=dong_y]")
    judge.look(hanh, "it can be undone", shows="[data-by-order] form button")
    hanh.press("[data-by-order] form button")
    judge.look(hanh, "undone")


def test_the_keys_and_the_map_beside_the_list(person, judge):
    hanh = person("hanh")
    hanh.go("/ban-lam-viec/vu-viec/?muc=dang-mo&ban_do=1")
    hanh.page.wait_for_timeout(500)
    judge.look(hanh, "map and list", shows=".by-split__map")
    hanh.page.locator("[data-help]").first.click()
    judge.look(hanh, "the help of the keys", shows="dialog[open]")


def test_the_filters_that_the_list_fetches_when_they_are_opened(person, judge):
    who = person("hanh")
    who.go("/ban-lam-viec/vu-viec/?muc=dang-mo")
    who.page.locator(".by-inbox__filter summary").click()
    judge.look(who, "filters", shows="#id_nhom")
    who.page.locator("#id_nhom").select_option("order")
    who.press("#loc button[type=submit]")
    assert "nhom=order" in who.page.url
