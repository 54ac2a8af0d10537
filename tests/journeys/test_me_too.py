"""Two people see the same thing: the second follows what is known, with a number of their own; walls show nothing of what stands behind."""

import re

import pytest

pytestmark = pytest.mark.journey

MY_LAC = "2024-28048"
FIRST = "Bãi rác tự phát sau chợ bốc mùi nồng nặc (chuyện bịa để thử)."
SECOND = "Rác chất đống sau chợ hôi quá, ruồi bay vào nhà (chuyện bịa)."
AGAIN = "Sáng nay lại có xe tới đổ thêm (chuyện bịa)."
REPLY = "Xã đã cho xe đến dọn. Cảm ơn bà con."
#: What only the chief and the officer who has it in hand may read, told for the same area.
BEHIND_THE_WALL = "Cháu bé nhà đó bị đánh, khóc suốt đêm (chuyện bịa để thử)."
ME_TOO = "main .by-known button[name=go]"


def _tell(who, category: str, words: str, area: str) -> None:
    """Go as far as the last page, where what is known nearby is shown before anything is sent."""
    who.go(f"/bao-tin/?don-vi={MY_LAC}")
    button = f"button[name=category][value={category}]"
    who.page.locator("details", has=who.page.locator(button)).locator("summary").click()
    who.press(f"main {button}")
    who.fill(words=words, when="now")
    who.page.locator("main select[name=area]").select_option(label=area)
    who.next()


def _numbers(who) -> tuple[str, str]:
    """Return number and code as the page shows them."""
    shown = who.text()
    reference = re.search(r"BY-\w{4}-\w{4}", shown)
    code = re.search(r"\b\w{4}-\w{4}-\w{4}-\w{4}\b", shown)
    assert reference and code, shown
    return reference.group(), code.group()


def test_a_neighbour_says_me_too_and_both_follow_the_one_matter(person, house):
    neighbour, second, hanh = person(phone=True), person(phone=True), person("hanh")
    first = neighbour.report("ENV", FIRST, commune=MY_LAC, area="Ấp 2")
    matter = hanh.find(first[0])
    reference = matter.rsplit("/", 2)[-2]

    # Before sending, the second is shown that it is known: the kind, where, how it stands, and nothing the first said.
    _tell(second, "ENV", SECOND, "Ấp 2")
    second.check_width()
    known = second.page.locator("main .by-known").inner_text()
    assert "Ấp 2" in known
    for hidden in ("Bãi rác", first[0], reference):
        assert hidden not in second.text().replace(SECOND, "")

    # "Me too" sends what was written, gives a number and a code of one's own, and they open a thread of one's own.
    second.press(ME_TOO)
    mine = _numbers(second)
    assert mine[0] != first[0] and mine[1] != first[1]
    second.follow(*mine)
    assert second.says(SECOND) and not second.says("Bãi rác")
    second.fill(words=AGAIN)
    second.press("main button[name=go][value=say]")

    # The officer sees two reports on one matter, each with its own thread, and answers them apart.
    hanh.go(matter)
    for said in (FIRST, SECOND, AGAIN, first[0], mine[0]):
        assert hanh.says(said), said
    hanh.act(matter, "nhan-xu-ly")
    hanh.go(f"{matter}tra-loi/")
    hanh.page.locator("main label", has_text=mine[0]).first.click()
    hanh.fill(words=REPLY)
    hanh.press()
    second.follow(*mine)
    assert second.says(REPLY)
    neighbour.follow(*first)
    assert not neighbour.says(REPLY) and not neighbour.says(AGAIN)

    # Settled once, it is settled for both.
    hanh.act(matter, "giai-quyet", outcome="PUT_RIGHT", words="Đã dọn sạch bãi rác.")
    for who, numbers in ((neighbour, first), (second, mine)):
        who.follow(*numbers)
        assert who.page.locator("main [name=settled]").count()
    house.command("figures", "verify")


def test_nothing_behind_the_wall_is_offered_to_anybody(person):
    told, asking, hanh = person(phone=True), person(phone=True), person("hanh")
    grave = told.report("CHD", BEHIND_THE_WALL, commune=MY_LAC, area="Ấp 5")

    # A resident who tells of the same, in the same area, is shown nothing of it, whatever kind they choose.
    for category in ("CHD", "NOI"):
        _tell(asking, category, "Nhà đó đánh cháu bé, cháu khóc suốt đêm (chuyện bịa).", "Ấp 5")
        known = asking.page.locator("main .by-known")
        assert "trẻ em" not in (known.inner_text().lower() if known.count() else "")
        assert not asking.says(grave[0])

    # The officer who takes a call about it finds nothing of it either; the list has a row and no word.
    hanh.go("/ban-lam-viec/tiep-nhan/")
    hanh.page.keyboard.type("Cháu bé nhà đó bị đánh, khóc suốt đêm")
    hanh.page.locator("#da-biet").wait_for(state="attached")
    with hanh.page.expect_response("**/tiep-nhan/da-biet/**"):
        hanh.page.keyboard.type(" ở Ấp 5")
    assert "bị đánh" not in hanh.page.locator("#da-biet").inner_text()
    hanh.go("/ban-lam-viec/vu-viec/?tim=" + "bi danh khoc suot dem")
    assert hanh.page.locator("[data-row]").count() == 0
    hanh.go("/ban-lam-viec/vu-viec/?muc=moi")
    assert "khóc suốt đêm" not in hanh.text()
