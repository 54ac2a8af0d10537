"""A resident's phone without a network: written on one page, locked on the phone, sent once, answered. And the draft."""

import re

import pytest

from tests.journeys.test_field import KEPT_PAGES, RAW

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"
FORM = "/bao-tin/"
LATER = "/bao-tin/khong-mang/"
SECRET = "Bờ kè sạt một đoạn dài trước nhà văn hóa ấp (chuyện bịa để thử)."
HELD = "Đèn đường tắt cả tuần, tối đi không thấy ổ gà (chuyện bịa)."
DRAFT = "Chó thả rông rượt trẻ đi học (chuyện bịa, viết dở)."

COUNT = """
import json
from binhyen.reports.models import Report
found = Report.objects.filter(words=%r)
print(json.dumps([[r.reference, r.photos.count(), str(r.key)] for r in found]))
"""
STATES = """async () => {
  const opened = await new Promise((done) => { indexedDB.open("binh-yen-hang-cho").onsuccess = (e) => done(e.target.result); });
  const rows = await new Promise((done) => {
    opened.transaction("items").objectStore("items").getAll().onsuccess = (e) => done(e.target.result);
  });
  opened.close();
  return rows.map((row) => row.state);
}"""
OLDER = """days => {
  const draft = JSON.parse(localStorage.getItem("binh-yen-ban-nhap"));
  localStorage.setItem("binh-yen-ban-nhap", JSON.stringify({ ...draft, at: draft.at - days * 86400000 }));
}"""


def kept(house, words):
    return house.told(COUNT % words)


def photo(tmp_path):
    from PIL import Image

    path = tmp_path / "bo-ke.jpg"
    Image.effect_noise((2400, 1800), 40).convert("RGB").save(path, "JPEG")
    return path


def open_prepared(who):
    """Open the form once with a network, until the worker has kept what it needs."""
    who.go(FORM)
    who.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    who.page.wait_for_function(f"({KEPT_PAGES})().then(all => all.includes('{LATER}'))")


def card(who, state):
    found = who.page.locator(f"[data-by-waiting] [data-state={state}]")
    found.first.wait_for()
    return found


def choose_subject(who, code):
    who.page.locator("details", has=who.page.locator(f"button[value={code}]")).locator(
        "summary"
    ).click()
    who.press(f"main button[name=category][value={code}]")


def forgive_the_missing_network(who):
    who.complaints[:] = [said for said in who.complaints if "ERR_INTERNET" not in said]


def test_a_report_written_without_a_network_is_sent_once_and_answered(person, house, tmp_path):
    resident = person(phone=True)
    open_prepared(resident)

    # The network goes; the form still opens, on one page.
    resident.context.set_offline(True)
    resident.page.goto(resident.base + FORM)
    resident.check_width()
    assert resident.says("Không có mạng") or resident.says("không có mạng")
    area = resident.page.locator("main select[name=area] option", has_text="Ấp 5").first
    resident.fill(
        category="ENV", words=SECRET, area=area.get_attribute("value"), place_words="Gần cầu"
    )
    resident.page.set_input_files("main input[name=photo]", photo(tmp_path))
    resident.page.get_by_role("status").filter(has_text="kB").wait_for()
    resident.page.click("main form:not([method]) button[type=submit]")
    waiting = card(resident, "waiting")
    assert "chờ" in waiting.inner_text()
    resident.check_width()

    # It lies on the phone as nobody can read it, under a key that cannot be taken out. The subject is looked for
    # with its quotes: three letters alone turn up by chance in the sealed bytes of a photo.
    raw = resident.page.evaluate(RAW)
    assert [state for _key, state in raw["items"]] == ["waiting"]
    assert not [said for said in (SECRET, "Gần cầu", '"ENV"') if said in raw["text"]]
    assert [extractable for _box, extractable in raw["keys"]] == [False]
    assert kept(house, SECRET) == []

    # Opened again, still without a network, it still waits.
    resident.page.goto(resident.base + FORM)
    assert card(resident, "waiting").count() == 1

    # The network is back: sent by itself, once; number and code are shown.
    resident.context.set_offline(False)
    sent = card(resident, "sent").inner_text()
    reference = re.search(r"BY-\w{4}-\w{4}", sent)
    code = re.search(r"\b\w{4}-\w{4}-\w{4}-\w{4}\b", sent)
    assert reference and code, sent
    [[found, photos, _key]] = kept(house, SECRET)
    assert (found, photos) == (reference.group(), 1)
    assert SECRET not in resident.page.evaluate(RAW)["text"]

    # The usual first page says where number and code are; once they are noted nothing is left on the phone.
    resident.go(FORM)
    resident.page.locator(f"main a[href='{LATER}']").locator("visible=true").click()
    card(resident, "sent").get_by_role("button").click()
    resident.page.locator("[data-by-waiting]:empty").wait_for(state="attached")
    assert resident.page.evaluate(RAW)["items"] == []
    resident.follow(reference.group(), code.group())
    assert resident.says(SECRET) and resident.page.locator("main .by-thread img").count() == 1
    assert {cookie["name"] for cookie in resident.context.cookies()} <= {"bao_ve", "co_chu"}
    forgive_the_missing_network(resident)


def test_the_network_goes_while_the_usual_pages_are_filled_in(person, house, tmp_path):
    resident = person(phone=True)
    resident.go(f"{FORM}?don-vi={MY_LAC}")
    choose_subject(resident, "NOI")
    resident.fill(words=HELD, when="now")
    resident.next()
    resident.fill(disclosure="ANONYMOUS")
    resident.page.set_input_files("main input[name=photo]", photo(tmp_path))
    resident.page.get_by_role("status").filter(has_text="kB").wait_for()

    # "Send" without a network leads nowhere; the page offers to keep it instead.
    resident.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    resident.page.wait_for_function(f"({KEPT_PAGES})().then(all => all.includes('{LATER}'))")
    resident.page.evaluate("import(document.querySelector('[data-by-later]').dataset.byLater)")
    resident.context.set_offline(True)
    resident.page.click("main button[name=go][value=send]")
    offer = resident.page.locator("[data-by-offline]")
    offer.wait_for()
    resident.check_width()
    offer.get_by_role("button").click()
    resident.page.wait_for_url(f"**{LATER}")
    assert card(resident, "waiting").count() == 1
    assert HELD not in resident.page.evaluate(RAW)["text"]

    resident.context.set_offline(False)
    assert "BY-" in card(resident, "sent").inner_text()
    [[_reference, photos, _key]] = kept(house, HELD)
    assert photos == 1
    forgive_the_missing_network(resident)


def test_what_is_turned_away_can_be_put_right(person):
    resident = person(phone=True)
    open_prepared(resident)
    resident.context.set_offline(True)
    resident.page.goto(resident.base + FORM)
    resident.fill(category="NOI", words=" x ")
    resident.page.locator("main textarea").evaluate("f => { f.required = false; f.value = '  '; }")
    resident.page.locator("main select[name=area]").evaluate("f => { f.selectedIndex = 1; }")
    resident.page.click("main form:not([method]) button[type=submit]")
    card(resident, "waiting")
    resident.context.set_offline(False)
    refused = card(resident, "refused")
    assert "Hãy kể" in refused.inner_text()
    refused.get_by_role("button").first.click()
    assert resident.page.locator("main select[name=category]").input_value() == "NOI"
    assert resident.page.evaluate(STATES) == []
    forgive_the_missing_network(resident)


def test_a_draft_is_kept_only_where_it_is_asked_for(person):
    resident = person(phone=True)
    resident.go(f"{FORM}?don-vi={MY_LAC}")
    choose_subject(resident, "ANI")
    resident.fill(words=DRAFT)
    assert resident.page.evaluate("localStorage.length") == 0

    # Ticked, it is kept, and offered on the first page; it goes on where it was left.
    resident.page.check("main input[name=keep_draft]")
    resident.fill(place_words="Đầu hẻm")
    resident.go(FORM)
    resident.page.locator("[data-by-continue]").click()
    resident.page.wait_for_load_state()
    assert resident.page.locator("main textarea[name=words]").input_value() == DRAFT
    assert resident.page.locator("main input[name=place_words]").input_value() == "Đầu hẻm"
    assert resident.page.locator("main input[name=keep_draft]").is_checked()

    # Unticked, it is gone at once.
    resident.page.uncheck("main input[name=keep_draft]")
    assert resident.page.evaluate("localStorage.length") == 0

    # Deleted on the first page, and after seven days, it is gone too.
    resident.page.check("main input[name=keep_draft]")
    resident.go(FORM)
    resident.page.locator("[data-by-forget]").click()
    assert resident.page.evaluate("localStorage.length") == 0
    choose_subject(resident, "ANI")
    resident.page.check("main input[name=keep_draft]")
    resident.page.evaluate(OLDER, 7)
    resident.go(FORM)
    assert not resident.page.locator("[data-by-draft-offer]").is_visible()
    assert resident.page.evaluate("localStorage.length") == 0

    # Once sent, nothing is left.
    choose_subject(resident, "ANI")
    if resident.page.locator("main select[name=area]").count():
        resident.page.locator("main select[name=area]").evaluate("f => { f.selectedIndex = 1; }")
    resident.fill(words=DRAFT)
    resident.page.check("main input[name=keep_draft]")
    resident.next()
    resident.press("main button[name=go][value=send]")
    assert "BY-" in resident.text()
    assert resident.page.evaluate("localStorage.length") == 0
