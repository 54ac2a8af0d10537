"""The shift: thirty matters handled by an officer who touches no mouse; and keys that are switched off do nothing."""

from collections.abc import Callable

import pytest

from tests.journeys.keyboard import Hands

pytestmark = pytest.mark.journey

HOW_MANY = 30
#: A word that stands in no other report of the story.
WORD = "loa-xà-lan"
SETUP = """
import json
from uuid import uuid4
from binhyen.core import clock
from binhyen.matters.actions import receive
from binhyen.places.models import Unit
from binhyen.project.demo import cast
from binhyen.reports.actions import Draft
from binhyen.reports.models import Channel, Disclosure
commune, at = cast.unit(cast.MY_LAC), clock.now()
areas = Unit.objects.on(clock.today()).filter(parent=commune, level="RESIDENTIAL_AREA")
areas = list(areas.order_by("sort_key", "pk"))
kept = []
for number in range(%(how_many)d):
    draft = Draft("NOI", f"Nhà số {number + 1} mở %(word)s tới khuya.", commune, Disclosure.ANONYMOUS,
                  area=areas[number %% len(areas)])
    kept.append(receive(draft=draft, person=None, photos=[], key=uuid4(), channel=Channel.WEB, at=at).matter.reference)
print(json.dumps(kept))
"""
HANDLED = """
import json
from binhyen.matters.models import Matter
print(json.dumps({
    each.reference: [each.state, each.handler.email if each.handler else "",
                     list(each.moves.order_by("pk").values_list("act", flat=True))]
    for each in Matter.objects.filter(reference__in=%(references)r)
}))
"""


@pytest.fixture
def waiting(house) -> list[str]:
    """The references of thirty new matters of Hạnh's commune."""
    return house.told(SETUP % {"how_many": HOW_MANY, "word": WORD})


@pytest.fixture
def hands(person) -> Hands:
    """Hạnh, logged in by keys alone."""
    from binhyen.project.demo import cast

    who = person()
    who.go("/tai-khoan/login/")
    hands = Hands(who.page)
    hands.type("[name=login]", f"hanh@{cast.DOMAIN}")
    hands.type("[name=password]", cast.PASSWORD)
    hands.go("Enter")
    assert "/ban-lam-viec/" in hands.page.url
    return hands


def _open_list(hands: Hands) -> None:
    """Find the matters that wait, by the menu and a word."""
    hands.reach("nav a[href='/ban-lam-viec/vu-viec/']")
    hands.go("Enter")
    hands.press("/")
    hands.page.keyboard.type(WORD)
    hands.go("Enter")


def _here(hands: Hands) -> str:
    """Return the reference of the row that has the focus."""
    return str(
        hands.page.evaluate("document.activeElement.closest('[data-row]')?.dataset.row || ''")
    )


def _open_next(hands: Hands, handled: set[str]) -> str:
    """Go on from where the focus stands, down the list with j, to the first matter not handled yet; return its reference."""
    for _row in range(HOW_MANY + 1):
        reference = _here(hands)
        if reference and reference not in handled:
            hands.go("Enter")
            return reference
        hands.press("j")
    message = f"no matter is left in the list after {len(handled)}"
    raise AssertionError(message)


def _take(hands: Hands) -> None:
    assert hands.page.locator("[aria-keyshortcuts=t]").count(), hands.page.locator(
        "main"
    ).inner_text()
    hands.go("t")


def _settle(hands: Hands) -> None:
    _take(hands)
    hands.go("g")
    hands.choose("outcome", "PLEDGED")
    hands.type("[name=words]", "Đã nhắc nhở, gia đình cam kết.")
    hands.go("Control+Enter")


def _refer(hands: Hands) -> None:
    hands.reach("details:has(a[href$='/chuyen/']) > summary")
    hands.press("Enter")
    hands.reach("a[href$='/chuyen/']")
    hands.go("Enter")
    hands.type("[name=to_whom]", "Ủy ban nhân dân xã")
    hands.go("Control+Enter")


def _reply(hands: Hands) -> None:
    hands.go("r")
    hands.type("[name=words]", "Công an xã đã nhận tin. Cảm ơn bà con.")
    hands.go("Control+Enter")


def _assign(hands: Hands) -> None:
    hands.go("a")
    hands.reach("input[type=radio][name=to]")
    hands.press("Space")
    hands.go("Control+Enter")


def _note(hands: Hands) -> None:
    hands.go("n")
    hands.type("[name=words]", "Tối nay đi qua xem lại.")
    hands.go("Control+Enter")


def _rows(hands: Hands) -> list[str]:
    """Return the references of the rows that are shown."""
    rows = hands.page.locator("[data-row]")
    return list(rows.evaluate_all("all => all.map(row => row.dataset.row)"))


#: What the officer does in turn, and the act that stands last in the history afterwards.
TURNS: tuple[tuple[Callable[[Hands], None], str], ...] = (
    (_settle, "SETTLE"),
    (_reply, "REPLY"),
    (_refer, "REFER"),
    (_take, "TAKE_IN_HAND"),
    (_assign, "ASSIGN"),
    (_note, "NOTE"),
)


def test_thirty_matters_are_handled_by_keyboard_alone(house, hands, waiting):
    done: dict[str, str] = {}
    _open_list(hands)
    for number in range(HOW_MANY):
        act, name = TURNS[number % len(TURNS)]
        reference = _open_next(hands, set(done))
        act(hands)
        assert hands.page.locator(".govuk-error-summary").count() == 0
        assert reference in hands.page.url
        done[reference] = name

        # Back in the list as it was left, with the row one came from; what is settled and gone left it to the next.
        left = hands.page.url
        hands.go("u")
        assert hands.sees("#id_tim").input_value() == WORD
        assert _here(hands) == reference or reference not in _rows(hands), left

    # The house knows it all: each matter was handled as meant, by whom, and what was counted is so.
    assert sorted(done) == sorted(waiting)
    found = house.told(HANDLED % {"references": waiting})
    assert {reference: moves[-1] for reference, (_state, _who, moves) in found.items()} == done
    settled = [state for state, _who, moves in found.values() if moves[-1] == "SETTLE"]
    assert settled == ["RESOLVED"] * (HOW_MANY // len(TURNS))
    house.command("figures", "verify")
    house.command("audit", "seal")
    house.command("audit", "verify")


def test_keys_that_are_switched_off_do_nothing(hands):
    hands.reach("nav a[href='/ban-lam-viec/vu-viec/']")
    hands.go("Enter")
    hands.press("?")
    hands.reach("dialog form[action$='/phim-tat/'] button")
    hands.go("Enter")

    # In the list no key moves, searches or picks; Tab and Enter still do.
    for key in ("j", "x", "/", "?"):
        hands.press(key)
        assert hands.is_on("body") or not hands.is_on("main *")
    assert hands.page.locator("dialog[open]").count() == 0
    hands.reach("[data-row] .by-rows__what a")
    hands.go("Enter")
    address = hands.page.url

    # On the matter none presses a button, and none stands there to promise it.
    assert hands.page.locator("main [aria-keyshortcuts=n]").count() == 0
    for key in ("t", "r", "n", "a", "u"):
        hands.press(key)
    hands.page.wait_for_timeout(300)
    assert hands.page.url == address

    # Ctrl+Enter is no single key: it sends what is written all the same.
    hands.reach("a[href$='/ghi-chu/']")
    hands.go("Enter")
    hands.type("[name=words]", "Ghi chú khi đã tắt phím.")
    hands.go("Control+Enter")
    assert hands.page.url == address
    assert "Ghi chú khi đã tắt phím." in hands.page.locator("main").inner_text()


LIST = "/ban-lam-viec/vu-viec/"
SECOND_PAGE = "main a[rel=next]"


def test_the_list_is_found_again_as_one_left_it(hands):
    page = hands.page

    # A filter, the map, the second page, the third row.
    page.goto(page.url.replace("/ban-lam-viec/", f"{LIST}?muc=da-xong&nguon=WEB&ban_do=1"))
    with page.expect_navigation():
        page.locator(SECOND_PAGE).click()
    left = page.url
    for _row in range(3):
        hands.press("j")
    row = _here(hands)
    assert row == _rows(hands)[2]
    hands.go("Enter")

    # Read, a note begun and left, and back: there it is.
    hands.go("n")
    hands.go("u")
    hands.go("u")
    assert (page.url, _here(hands)) == (left, row)
    assert page.locator(".by-rows__here").get_attribute("data-row") == row

    # Another window has another list, and neither leads the other astray.
    other = Hands(page.context.new_page())
    other.page.goto(page.url.split("/ban-lam-viec/")[0] + f"{LIST}?muc=da-xong&kin=S1")
    other.press("j")
    other.go("Enter")
    hands.go("Enter")
    other.go("u")
    assert other.page.url.endswith("&kin=S1")
    hands.go("u")
    assert (page.url, _here(hands)) == (left, row)

    # Who comes from elsewhere goes back to the list that this window left last; a new window to the whole list.
    fresh = Hands(page.context.new_page())
    fresh.page.goto(page.url.split("/ban-lam-viec/")[0] + f"{LIST}{row}/")
    fresh.go("u")
    assert fresh.page.url.endswith(LIST)


def test_without_a_script_the_back_link_leads_to_the_list_one_came_from(person):
    who = person("hanh", scripts=False)
    who.page.goto(f"{who.base}{LIST}?muc=da-xong&nguon=WEB")
    who.page.locator(SECOND_PAGE).click()
    left, third = who.page.url, who.page.locator("[data-row]").nth(2)
    reference = third.get_attribute("data-row")
    third.locator(".by-rows__what a").click()
    who.page.locator("a.govuk-back-link").click()
    assert who.page.url == f"{left}#chon-{reference}"
    who.page.locator(f"#chon-{reference}:focus").wait_for(state="attached")
