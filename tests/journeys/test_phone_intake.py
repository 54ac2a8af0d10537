"""A call is taken down by keyboard alone; what is known is found while typing, and the call is added to it."""

import re

import pytest

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"
PAGE = "/ban-lam-viec/tiep-nhan/"


def _read_aloud(who) -> tuple[str, str]:
    """Return number and code as the page shows them, group by group."""
    lists = who.page.locator("main .by-aloud")
    groups = [lists.nth(place).locator(".by-code").all_inner_texts() for place in range(2)]
    return "-".join(groups[0]), "-".join(groups[1])


def test_a_call_about_what_is_known_is_added_to_it_by_keyboard_alone(person, house):
    resident = person(phone=True)
    known = resident.report(
        "NOI", "Quán Cây Dừa mở loa karaoke ồn tới khuya.", commune=MY_LAC, area="Ấp 2"
    )
    hanh = person("hanh")
    matter = hanh.find(known[0])

    # The cursor stands in the first field; the officer types what is said, and looks at the side.
    hanh.go(PAGE)
    keys = hanh.page.keyboard
    keys.type("Quán Cây Dừa lại mở loa karaoke ồn tới khuya")
    first = hanh.page.locator("#da-biet button[name=attach]").first
    first.wait_for()
    assert first.get_attribute("value") in matter
    assert "từ giống nhau" in hanh.text()

    # F2 goes there, Enter adds the report: number and code are read to the caller.
    keys.press("F2")
    keys.press("Enter")
    hanh.page.locator("main .by-aloud").first.wait_for()
    hanh.check_width()
    assert hanh.says(matter.rsplit("/", 2)[-2])
    number, code = _read_aloud(hanh)
    assert re.fullmatch(r"BY-\w{4}-\w{4}", number)

    # Both reporters keep a thread of their own, and read what became of the one matter.
    hanh.go(matter)
    for reference in (known[0], number):
        assert hanh.says(reference)
    hanh.act(matter, "nhan-xu-ly")
    caller = person(phone=True)
    caller.follow(number, code)
    assert caller.says("Quán Cây Dừa lại mở loa karaoke")
    assert not caller.says(known[0])

    # It was another bar: the report becomes its own matter, and the caller's code still opens the thread.
    hanh.go(matter)
    hanh.page.locator(f"main a[href$='tach-tin/?tin={number}']").click()
    hanh.page.wait_for_load_state()
    hanh.press()
    assert not hanh.says(known[0]) or not hanh.says(number)
    caller.follow(number, code)
    assert caller.says("Quán Cây Dừa lại mở loa karaoke")
    house.command("figures", "verify")


def test_a_new_call_is_sent_by_keyboard_alone(person):
    hanh = person("hanh")
    hanh.go(PAGE)
    keys = hanh.page.keyboard
    keys.type("Nắp cống trước trường mầm non bị mất, trẻ dễ lọt xuống")
    keys.press("Tab")
    while hanh.page.evaluate("document.activeElement.name") != "category":
        keys.press("Tab")
    keys.type("duoi nuoc")
    keys.press("Enter")  # takes what is listed, and never sends
    assert hanh.page.locator("main .by-aloud").count() == 0
    keys.press("Control+Enter")
    hanh.page.locator("main .by-aloud").first.wait_for()
    assert len(hanh.page.locator("main .by-aloud li").all()) == 7
