"""A guest comments on an article, an editor reads it without touching a mouse, and then everybody can read it."""

import json
import unicodedata

import pytest

from binhyen.core import graphemes
from binhyen.newsroom.commenting import rules
from tests.journeys.keyboard import Hands

pytestmark = pytest.mark.journey

QUEUE = "/ban-lam-viec/binh-luan/"
NO_NETWORK = "ERR_INTERNET_DISCONNECTED"
SETUP = """
import json
from binhyen.core import clock
from binhyen.newsroom.tests import commented
from binhyen.project.demo import cast
page = commented.article(cast.unit(cast.MY_LAC), clock.now(), title=%(title)r)
print(json.dumps([page.pk, page.url]))
"""
#: Texts of which a browser and the house must count the same; the marks are written apart to be seen here.
TEXTS = [
    "", "Mỹ Lạc", unicodedata.normalize("NFD", "Người Việt thương nhau, ệ ữ ặ"), "👨‍👩‍👧‍👦👍🏽🇻🇳1️⃣❤️‍🔥", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "a" + "\u0301" * 40 + "b", ("a" + "\u0301" * 3) * 501, "Z\u0351\u036b\u0343\u036a\u0302a\u0363\u0366lgo", "ខ្ញុំ क्षत्रिय กำ 한국어 \u1112\u1161\u11ab",
    "  hai\r\n\r\n\r\n\r\n dòng\u00a0 \t ", "\uf0b7\tWord\u00adsoup\u200b\ufeff\u2028x\x0b", "\u3164\u2800\u200d", "\u202eabc",
    "👨" + "\u200d👩" * 12, "e\u0323\u0302" * 500, "x" * 1200, "\U0001f1fb" * 5, "\u0301dau", "a\u200db\u200cc",
]  # fmt: skip


@pytest.fixture
def article(house, request):
    """The number and address of an article that came out today."""
    return house.told(SETUP % {"title": f"Tin để bình luận, {request.node.name} (bịa)"})


def comments_of(who, article):
    """Open the article and go down to its comments."""
    who.go(article[1])
    who.page.locator("#binh-luan").scroll_into_view_if_needed()
    who.page.locator("#binh-luan form[data-by-comment]").wait_for()


def go_down_to(hands, words):
    """Press j until the focus stands on the comment that holds `words`; the page itself, which holds them all, is none."""
    for _row in range(50):
        hands.press("j")
        if words in hands.page.evaluate("document.activeElement.closest('[data-row]')?.innerText ?? ''"):  # fmt: skip
            return
    message = f"no j leads to {words} on {hands.page.url}"
    raise AssertionError(message)


def test_a_guest_comments_an_editor_lets_it_through_by_keys_and_a_reader_sees_it(
    person, article, judge
):
    words = f"Đèn đầu cầu sáng rồi, mừng quá! Gọi 0912 345 678 (bịa) {article[0]}"
    guest = person(phone=True)
    comments_of(guest, article)
    judge.look(guest, "an article with its form", shows="form[data-by-comment]")
    guest.page.fill("#binh-luan textarea", words)
    assert guest.page.locator("[data-count]").inner_text() == f"{graphemes.count(words)} / 500"
    guest.page.fill("#binh-luan [name=name]", "Bà Năm")
    guest.page.click("#binh-luan form button[type=submit]")
    guest.page.locator("[data-comments-sent]").wait_for()
    judge.look(guest, "a comment was sent", shows="[data-comments-sent]")
    assert {cookie["name"] for cookie in guest.context.cookies()} <= {
        "bao_ve"
    }  # the buttons of the head

    editor = person("bien")
    editor.go(QUEUE)
    judge.look(editor, "comments that wait", shows="[data-row]")
    hands = Hands(editor.page)
    hands.press("?")
    judge.look(editor, "the keys of the comments", shows="[data-keys-dialog][open]")
    hands.press("Escape")
    editor.page.locator("[data-keys-dialog]").wait_for(state="hidden")
    go_down_to(hands, words[:20])
    hands.go("a")
    assert editor.says("Bình luận đã đứng dưới bài viết")

    reader = person(phone=True)
    comments_of(reader, article)
    shown = reader.page.locator(".by-comment").inner_text()
    assert "Bà Năm" in shown and "[đã ẩn số điện thoại]" in shown and "0912" not in shown
    judge.look(reader, "an article with a comment", shows=".by-comment")


def test_refused_by_keys_for_a_reason(person, article):
    guest = person()
    comments_of(guest, article)
    guest.page.fill("#binh-luan textarea", f"Mua một tặng một (bịa) {article[0]}")
    guest.page.click("#binh-luan form button[type=submit]")
    guest.page.locator("[data-comments-sent]").wait_for()
    editor = person("bien")
    editor.go(QUEUE)
    hands = Hands(editor.page)
    go_down_to(hands, str(article[0]))
    hands.press("r")
    for _ in range(5):
        hands.press("ArrowDown")
    assert editor.page.evaluate("document.activeElement.value") == "ADVERTISING"
    hands.go("Enter")
    assert editor.says("Nội dung bị xóa sau 30 ngày")


def test_without_scripts_the_link_leads_to_a_page_that_does_it_all(person, article, judge):
    guest = person(phone=True, scripts=False)
    guest.go(article[1])
    guest.click("Đọc và viết bình luận")
    guest.fill(words="", name="Công an xã")
    guest.press("main form[action^='/binh-luan/'] button[type=submit]")
    assert guest.page.locator(".govuk-error-summary").count()
    assert guest.page.input_value("main [name=name]") == "Công an xã"
    guest.fill(words=f"Viết không cần mã lệnh (bịa) {article[0]}", name="")
    guest.press("main form[action^='/binh-luan/'] button[type=submit]")
    assert guest.says("Bình luận đang chờ được đọc")


def test_what_cannot_be_taken_is_told_beside_the_field_and_judged_by_axe(person, article, judge):
    guest = person(phone=True)
    guest.go(f"/binh-luan/{article[0]}/")
    judge.look(guest, "the page of comments", shows="form[data-by-comment]")
    judge.look_refused(
        guest,
        "a comment that is too long",
        "main form[data-by-comment] button[type=submit]",
        words="ạ" * 501,
    )
    comments_of(guest, article)
    guest.page.fill("#binh-luan textarea", "hay " + "a" + "\u0301" * 60)
    guest.page.click("#binh-luan form button[type=submit]")
    judge.look(guest, "a refused comment beside the article", shows="#binh-luan .govuk-error-message")  # fmt: skip
    assert guest.page.input_value("#binh-luan textarea").startswith("hay a")


def test_without_a_network_what_was_typed_stays(person, article):
    guest = person(phone=True, keeps=False)
    comments_of(guest, article)
    guest.page.fill("#binh-luan textarea", "Chờ có mạng (bịa)")
    guest.context.set_offline(True)
    guest.page.click("#binh-luan form button[type=submit]")
    guest.page.get_by_text("Hiện không có mạng. Những gì bạn viết vẫn còn đây").wait_for()
    assert guest.page.input_value("#binh-luan textarea") == "Chờ có mạng (bịa)"
    guest.context.set_offline(False)
    guest.page.click("#binh-luan form button[type=submit]")
    guest.page.locator("[data-comments-sent]").wait_for()
    guest.complaints[:] = [said for said in guest.complaints if NO_NETWORK not in said]


def test_while_the_comments_are_on_their_way_it_is_said(person, article):
    guest = person(phone=True, keeps=False)
    held = []
    guest.page.route("**/phan/", lambda route: held.append(route))
    with guest.page.expect_request("**/phan/"):
        guest.go(article[1])
        guest.page.locator("#binh-luan").scroll_into_view_if_needed()
    guest.page.get_by_text("Đang tải bình luận…").wait_for()
    assert guest.page.locator("#binh-luan").get_attribute("aria-busy") == "true"
    held[0].continue_()
    guest.page.locator("#binh-luan form[data-by-comment]").wait_for()
    assert guest.page.get_by_text("Đang tải bình luận…").count() == 0


def test_the_browser_and_the_house_count_the_same(person, article):
    reader = person()
    comments_of(reader, article)
    counted = reader.page.evaluate(
        """async texts => {
            const module = await import(document.querySelector("script[src*='/comments']").src);
            return texts.map(text => module.count(text));
        }""",
        TEXTS,
    )
    ours = [graphemes.count(rules.tidy(text)) for text in TEXTS]
    wrong = [(json.dumps(text[:40]), *pair) for text, *pair in zip(TEXTS, counted, ours, strict=True) if pair[0] != pair[1]]  # fmt: skip
    assert wrong == []
