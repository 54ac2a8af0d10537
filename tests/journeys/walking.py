"""A person with a browser: what they can do on the pages, by address and field, so that a reworded page breaks nothing."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)
PATIENCE = 30_000
DESK = "/ban-lam-viec/"
#: The session of each who logged in once, by house and key. The form is walked by the first; most walks are not about it.
_SESSIONS: dict[tuple[str, str], Any] = {}


class Person:
    """One visitor in a browser of their own. Every page they open is checked for scripts refused and sideways scroll."""

    def __init__(
        self,
        browser: Browser,
        base: str,
        key: str = "",
        *,
        phone: bool,
        scripts: bool = True,
        keeps: bool = True,
    ) -> None:
        self.base = base
        self.context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            java_script_enabled=scripts,
            service_workers="allow" if keeps else "block",
            locale="vi-VN",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        if key:
            self._enter(key)

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def leave(self) -> None:
        """Close the browser window; nothing may have been refused by the page's own rules."""
        self.context.close()
        assert self.complaints == [], self.complaints

    def _enter(self, key: str) -> None:
        """Go on with the session of who logged in before, while it lasts; else log in."""
        known = _SESSIONS.get((self.base, key))
        if known:
            self.context.add_cookies([known])
            self.go(DESK)
            if self.page.url == self.base + DESK:
                return
        self.log_in(key)
        here = self.context.cookies(self.base)
        _SESSIONS[self.base, key] = next(one for one in here if one["name"] == "phien")

    def log_in(self, key: str) -> None:
        """Log in as somebody of the cast, by the form."""
        from binhyen.project.demo import cast  # only once Django is set up

        self.go("/tai-khoan/login/")
        self.page.fill("input[name=login]", f"{key}@{cast.DOMAIN}")
        self.page.fill("input[name=password]", cast.PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"**{DESK}")

    def go(self, path: str, *, expect: int = 200) -> None:
        """Open an address of the house and check its status and that nothing scrolls sideways."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == expect, f"{path}: {answer.status}"
        self.check_width()

    def check_width(self) -> None:
        """Nothing on the page is wider than the screen."""
        size = self.page.viewport_size
        assert size is not None
        assert self.page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    def says(self, words: str) -> bool:
        """Say whether the page's main part shows `words`."""
        return words in self.page.locator("main").inner_text()

    def text(self) -> str:
        """Return what the page's main part shows."""
        return self.page.locator("main").inner_text()

    def fill(self, **fields: str) -> None:
        """Type into fields by their names; radios and selects take their value."""
        for name, value in fields.items():
            field = self.page.locator(f"main [name='{name}']")
            kind = field.first.evaluate("f => f.type || f.tagName")
            if kind == "radio":
                self.page.check(f"main input[name='{name}'][value='{value}']")
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)

    def press(self, selector: str = "main form button[type=submit]") -> None:
        """Press the visible button and wait for the page that follows."""
        self.page.locator(selector).locator("visible=true").first.click()
        self.page.wait_for_load_state()

    def click(self, words: str, *, within: str = "main") -> None:
        """Follow the first link in sight that says `words`, as a person does who reads the page."""
        link = self.page.locator(f"{within} a", has_text=words).locator("visible=true").first
        link.click()
        self.page.wait_for_load_state()
        self.check_width()

    def menu(self, words: str) -> None:
        """Choose an entry of the workbench's menu, also where a phone or "more" folds it away."""
        entry = self.page.locator(".by-nav a", has_text=words).first
        for fold in (".by-nav__toggle", ".by-nav__more summary"):
            if not entry.is_visible() and self.page.locator(fold).is_visible():
                self.page.locator(fold).click()
        self.click(words, within=".by-nav")

    def unfold(self, words: str, within: str = "main") -> None:
        """Open what is folded away under `words`."""
        fold = self.page.locator(f"{within} details:not([open])")
        closed = fold.filter(has=self.page.locator("summary", has_text=words))
        if closed.count():
            closed.first.locator("summary").first.click()

    def send(self, **fields: str) -> None:
        """Fill in the page's own form and send it."""
        self.fill(**fields)
        self.page.evaluate("window.isOld = true")
        self.press("main form[method=post]:not(.by-gap) button[type=submit]")
        self.page.wait_for_function("!window.isOld")
        self.page.wait_for_load_state()

    def row(self, words: str) -> str:
        """Return what the row of a table says that shows `words`."""
        return str(self.page.locator("main tr", has_text=words).first.inner_text())

    def refusal(self) -> str:
        """Return what the page says is wrong with what was sent."""
        return str(self.page.locator(".govuk-error-summary").inner_text())

    # The resident's way

    def next(self) -> None:
        """Go on to the next page."""
        self.press("main button[name=go][value=next]")

    def report(self, category: str, words: str, *, commune: str, area: str) -> tuple[str, str]:
        """Report something anonymously, and return the reference and the code that the page shows."""
        self.go(f"/bao-tin/?don-vi={commune}")
        self.page.locator("details", has=self.page.locator(f"button[value={category}]")).locator(
            "summary"
        ).click()
        self.press(f"main button[name=category][value={category}]")
        self.check_width()
        self.fill(words=words, when="now")
        self.page.locator("main select[name=area]").select_option(label=area)
        self.next()
        self.fill(disclosure="ANONYMOUS")
        self.press("main button[name=go][value=send]")
        shown = self.text()
        reference = re.search(r"BY-\w{4}-\w{4}", shown)
        code = re.search(r"\b\w{4}-\w{4}-\w{4}-\w{4}\b", shown)
        assert reference, shown
        assert code, shown
        return reference.group(), code.group()

    def follow(self, reference: str, code: str) -> None:
        """Open what became of a report."""
        self.go("/theo-doi/")
        self.fill(reference=reference, code=code)
        self.press()

    # The officer's way

    def find(self, reference_of_report: str) -> str:
        """Return the address of the new matter that is about this report, looked for through all pages of the inbox."""
        following = "/ban-lam-viec/vu-viec/?muc=moi"
        while following:
            self.go(following)
            links = self.page.locator("main a[href*='/vu-viec/VV-']")
            found = dict.fromkeys(links.evaluate_all("all => all.map(a => a.pathname)"))
            onward = self.page.locator("main a[rel=next]")
            following = onward.evaluate("a => a.pathname + a.search") if onward.count() else ""
            for address in found:
                self.go(address)
                if self.says(reference_of_report):
                    return str(address)
        message = f"{reference_of_report} is not among the new matters"
        raise AssertionError(message)

    def act(self, address: str, slug: str, **fields: str) -> None:
        """Do one act on a matter: on its own page, or at once where the matter's page has the button."""
        self.go(address)
        at_once = f"main form[action$='/{slug}/'] button"
        if self.page.locator(at_once).count():
            self.uncover(f"form[action$='/{slug}/'] button")
            self.press(at_once)
            return
        self.uncover(f"a[href$='/{slug}/']")
        self.page.locator(f"main a[href$='/{slug}/']").first.click()
        self.page.wait_for_load_state()
        self.check_width()
        self.fill(**fields)
        self.press()

    def uncover(self, selector: str) -> None:
        """Open what hides the link or button, if something does: the lesser acts lie behind what they are for."""
        closed = self.page.locator("main details:not([open])", has=self.page.locator(selector))
        if closed.count():
            closed.first.locator("summary").first.click()
