"""An article on its way: an editor writes it at the bench and hands it in, the head lets it out, a reader reads it."""

import pytest

pytestmark = pytest.mark.journey

BENCH = "/ban-lam-viec/tin-tuc/"
TITLE = "Đèn sáng ở đầu cầu (chuyện bịa để thử)"
LEDE = "Từ tối qua, hai ngọn đèn đã sáng."


def hand_in(editor) -> None:
    """Hand the article of the bench's form in."""
    editor.page.click("footer .w-dropdown-button [data-w-dropdown-target=toggle]")
    with editor.page.expect_navigation():
        editor.page.click("[name=action-submit]")


def test_an_article_is_written_handed_in_let_out_and_read(person, judge):
    editor = person("bien")
    editor.go(f"{BENCH}pages/")
    editor.page.click("main a[href$='/add_subpage/']")
    editor.page.wait_for_selector("#id_title")
    editor.page.fill("#id_title", TITLE)
    editor.page.fill("#id_byline", "Ban biên tập")
    editor.page.check("#id_topics_0")
    editor.page.click(".c-sf-add-button")
    editor.page.locator("[role=option]").first.click()  # a subheading
    editor.page.fill("[name=body-0-value]", "Hai ngọn đèn")
    hand_in(editor)
    assert editor.page.locator(".error-message").count() == 1  # the lede is asked for
    assert editor.page.input_value("#id_title") == TITLE  # and what was typed stays
    editor.page.fill("#id_lede", LEDE)
    hand_in(editor)

    head = person("phuc")
    head.go(BENCH)
    waiting = head.page.locator("#awaiting-review-section, section", has_text=TITLE).last
    with head.page.expect_navigation():
        waiting.locator("[data-workflow-action-url$='/approve/1/']").first.evaluate(
            "button => button.click()"  # it shows while a pointer is over its row
        )

    reader = person(phone=True)
    reader.go("/tin-tuc/")
    reader.click(TITLE)
    assert reader.page.locator("h1").inner_text() == TITLE
    assert LEDE in reader.text()
    judge.look(reader, "an article that came out", shows="h1")
    feed = reader.context.request.get(f"{reader.base}/tin-tuc/rss.xml")
    assert TITLE in feed.text()


def test_who_has_no_desk_there_is_told_so(person):
    duty = person("hanh")
    duty.go(BENCH, expect=403)
    assert "không" in duty.text()
