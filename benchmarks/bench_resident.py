"""A report from a slow phone on a slow line: how long each page takes and what it weighs, in a real Chromium.

The line is held down to 3G (700 kbit/s, 300 ms) and the processor to a sixth by the browser itself. Nothing is cached
at the first page; the form's pages find what the page before brought. The service worker is left out: it begins after
the page is there. Where there is no Chromium this measurement fails and says so.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright
from tests.journeys.houses import FLAGS, find_chromium
from tests.journeys.walking import PHONE

from benchmarks import bench_intake, harness

LINE = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 700_000 / 8,
    "uploadThroughput": 300_000 / 8,
}
SLOWER = 6
PATIENCE = 90_000
BUTTON = "button[name=category][value=NOI]"


class Scale:
    """What goes over the wire, heads included."""

    def __init__(self, wire: CDPSession) -> None:
        self.bytes = 0
        wire.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])


def run() -> list[harness.Row]:
    """Report once on a house of its own and return the rows."""
    with bench_intake.house({}) as served, phone() as (page, scale):
        return list(walk(page, scale, f"http://127.0.0.1:{served.port}"))


@contextmanager
def phone() -> Iterator[tuple[Page, Scale]]:
    """Yield a page of a slow phone, and the scale on its line."""
    found = find_chromium()
    if found is None:
        message = "no Chromium found; install it or set CHROMIUM"
        raise RuntimeError(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        context = browser.new_context(viewport=PHONE, locale="vi-VN", service_workers="block")
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", LINE)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        try:
            yield page, Scale(wire)
        finally:
            browser.close()


def walk(page: Page, scale: Scale, base: str) -> Iterator[harness.Row]:
    """Go from the first page to the number and code; yield time and weight of each page."""
    steps: list[tuple[str, Callable[[], object], str]] = [
        ("first page", lambda: page.goto(f"{base}/"), "<= 35 kB"),
        ("form, page 1", lambda: page.goto(f"{base}/bao-tin/"), ""),
        ("form, page 2", lambda: _choose(page), ""),
        ("form, page 3", lambda: _tell(page), ""),
        ("number and code", lambda: _send(page), ""),
    ]
    waited, form = 0.0, 0
    for name, step, most in steps:
        before = scale.bytes
        seconds = _loaded(page, step)
        weight = scale.bytes - before
        waited += seconds
        form = max(form, weight) if name.startswith("form") else form
        yield f"{name}, shown", f"{seconds:.1f} s", ""
        yield f"{name}, over the wire", bench_intake.kilobytes(weight), most
    assert page.locator("main .by-code").count(), page.locator("main").inner_text()
    yield "waiting for the machine, first page to code", f"{waited:.1f} s", "< 60 s with typing"
    whole = _alone(page, scale, base)
    yield (
        "form opened from a notice board, nothing cached",
        bench_intake.kilobytes(whole),
        "<= 40 kB",
    )


def _loaded(page: Page, step: Callable[[], object]) -> float:
    """Return the seconds from the step until the page that follows has loaded, by the browser's own clock."""
    step()
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)  # the last line of the log comes a little later
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")) / 1000


def _choose(page: Page) -> None:
    page.locator("details", has=page.locator(BUTTON)).locator("summary").click()
    with page.expect_navigation():
        page.click(BUTTON)


def _tell(page: Page) -> None:
    page.fill("main textarea[name=words]", bench_intake.WORDS)
    with page.expect_navigation():
        page.click("main button[name=go][value=next]")


def _alone(page: Page, scale: Scale, base: str) -> int:
    """Return the bytes of the form's first page with an empty cache."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.clearBrowserCache")
    before = scale.bytes
    _loaded(page, lambda: page.goto(f"{base}/bao-tin/"))
    return scale.bytes - before


def _send(page: Page) -> None:
    with page.expect_navigation():
        page.click("main button[name=go][value=send]")
