"""A person who has no mouse: they see where the focus stands, and they type."""

from typing import Any

from playwright.sync_api import Page

#: More stops than any page has: beyond it the thing looked for cannot be reached.
_MOST_STOPS = 150
_HERE = "selector => document.activeElement !== document.body && document.activeElement.matches(selector)"


class Hands:
    """Ten fingers on the keys of one page; nothing here clicks, fills or jumps."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def is_on(self, selector: str) -> bool:
        """Say whether the focus stands on what `selector` names."""
        return bool(self.page.evaluate(_HERE, selector))

    def reach(self, selector: str) -> None:
        """Press Tab until the focus stands on what `selector` names, as it may already."""
        for _stop in range(_MOST_STOPS):
            if self.is_on(selector):
                return
            self.page.keyboard.press("Tab")
        message = f"no Tab leads to {selector} on {self.page.url}"
        raise AssertionError(message)

    def press(self, key: str) -> None:
        """Press one key that stays on this page."""
        self.page.keyboard.press(key)

    def go(self, key: str) -> None:
        """Press one key that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def type(self, selector: str, words: str) -> None:
        """Type into the field that `selector` names, reached by Tab."""
        self.reach(selector)
        self.page.keyboard.type(words)

    def choose(self, name: str, value: str) -> None:
        """Choose among radios by the arrows, as one does when a group is one stop of Tab."""
        self.reach(f"input[type=radio][name={name}]")
        self.page.keyboard.press("Space")
        for _step in range(_MOST_STOPS):
            if self.is_on(f"[name={name}][value='{value}']"):
                return
            self.page.keyboard.press("ArrowDown")
        message = f"no arrow leads to {name}={value} on {self.page.url}"
        raise AssertionError(message)

    def sees(self, selector: str) -> Any:
        """Return the first thing that `selector` names, to be read and never touched."""
        return self.page.locator(selector).first
