"""Axe on a page as it stands: WCAG 2.2, levels A and AA, at phone and desktop width, in light and dark."""

from itertools import product
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, ViewportSize

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
#: The dark changes colours and nothing else (frontend/styles/_colours.scss), so in the dark these are asked anew and no other.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
WIDTHS = (ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900))
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
