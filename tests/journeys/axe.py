"""Axe on a page as it stands: WCAG 2.2, levels A and AA, at phone and desktop width, in light and dark."""

from itertools import product
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, ViewportSize

if TYPE_CHECKING:
    from tests.journeys.walking import Person

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
#: The dark changes colours and nothing else (frontend/styles/_colours.scss), so in the dark these are asked anew and no other.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
WIDTHS = (ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900))
#: The summary above a form that was refused.
ERRORS = ".govuk-error-summary"
#: What each line of the summary leads to: the field's name, "" where it leads nowhere.
_LEADS_TO = """all => all.map(link => {
  const field = document.getElementById(link.hash.slice(1));
  return field && !field.disabled && field.type !== "hidden" ? field.name || "" : "";
})"""
_AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
_RUN = "rules => axe.run({runOnly: rules, resultTypes: ['violations']})"


def faults(page: Page) -> list[str]:
    """Return what is wrong with the page, one line for each rule and place, [] when nothing is.

    The page is looked at in all four ways without being loaded again, and put back as it was.
    """
    before = page.viewport_size
    found: list[str] = []
    for size, scheme in product(WIDTHS, ("light", "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > size["width"]:
            found.append(f"{size['width']} px {scheme}: scrolls sideways, {wide} px wide")
        rules = COLOURS if scheme == "dark" else RULES
        found += [f"{size['width']} px {scheme}: {line}" for line in _judged(page, rules)]
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    return found


def _judged(page: Page, rules: dict[str, Any]) -> list[str]:
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(_AXE)  # through the debugger, which the page's own rules do not bind
    answer: dict[str, Any] = page.evaluate(_RUN, rules)
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]}"
        for violation in answer["violations"]
        for node in violation["nodes"]
    ]


class Judge:
    """Looks at page after page and remembers what is wrong, so that one fault does not hide the next."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def look(self, who: "Person", name: str, *, shows: str = "") -> None:
        """Judge the page as it stands; it must show `shows`, lest another page be judged in its place."""
        if shows:
            who.page.locator(shows).locator("visible=true").first.wait_for()
        self.wrong += [f"{name}: {fault}" for fault in faults(who.page)]

    def look_refused(self, who: "Person", page: str, selector: str, /, **typed: str) -> None:
        """Fill in what is `typed`, press a button, and judge the page that says what is to correct.

        Its title says that something is wrong, the focus stands on the summary, each line there leads to its field,
        and what was typed stands where it was.
        """
        who.fill(**typed)
        who.press(selector)
        self.look(who, page, shows=ERRORS)
        self.wrong += [f"{page}: {fault}" for fault in self._misled(who.page)]
        for field, value in typed.items():
            kept = who.page.locator(f"main [name={field}]")
            is_radio = kept.first.get_attribute("type") == "radio"
            box = who.page.locator(f"main [name={field}]:checked") if is_radio else kept
            if not box.count() or box.first.input_value() != value:
                self.wrong.append(f"{page}: what was typed into {field} is lost")

    def _misled(self, page: Page) -> list[str]:
        found = []
        if not page.title().startswith(("Lỗi", "Error")):
            found.append(f"the title says nothing of an error: {page.title()}")
        if not page.evaluate("selector => !!document.activeElement.closest(selector)", ERRORS):
            found.append("the focus does not stand on the summary")
        links = page.locator(f"{ERRORS} a")
        names = links.evaluate_all(_LEADS_TO)
        if not names and not page.locator(f"{ERRORS} li").count():
            found.append("the summary says nothing")
        found += ["a line of the summary leads nowhere"] * names.count("")
        if names and names[0]:
            links.first.click()
            if not page.evaluate("name => document.activeElement.name === name", names[0]):
                found.append(f"the summary does not lead the focus to {names[0]}")
        return found
