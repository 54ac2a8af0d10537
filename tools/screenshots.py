"""Make the pictures of the README from a fresh demo: `./run screenshots`."""

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.journeys.houses import FLAGS, ROOT, House, find_chromium
from tests.journeys.walking import Person

FOLDER = ROOT / "docs" / "screens"
QUALITY = 72
#: Desktop pictures are scaled to this width and cut at this height; a phone's picture is kept as it is.
WIDE = 960
TALL = 1100

Meet = Callable[..., Person]


def main() -> int:
    """Tell the story anew, walk through it, and keep a picture of each page."""
    chromium = find_chromium()
    if chromium is None:
        print(
            "Không thấy Chromium. / No Chromium found; install it or set CHROMIUM.", file=sys.stderr
        )
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="binhyen-screens-") as home:
        house = House(Path(home))
        house.command("setup")
        house.command("load_demo")
        _set_up_django(house)
        serving = house.open()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                walk(
                    lambda key="", **how: Person(
                        browser, house.base, key, phone=how.get("phone", False)
                    )
                )
                browser.close()
        finally:
            serving.terminate()
            serving.wait(20)
    return 0


def _set_up_django(house: House) -> None:
    """The cast's names are read from the package."""
    import os

    import django

    os.environ.update(house.environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "binhyen.project.settings"
    django.setup()


def walk(meet: Meet) -> None:
    """Visit the pages of the README's walk, in its order."""
    resident = meet(phone=True)
    resident.go("/")
    keep(resident, "portal-home")
    resident.go("/bao-tin/?don-vi=2025-28051")
    resident.page.locator("summary", has_text="Tiếng ồn").click()
    keep(resident, "portal-what")
    reference, _code = resident.report(
        "ELE-RISK",
        "Dây điện sà thấp ngang đầu người sau mưa giông.",
        commune="2025-28051",
        area="Ấp 2",
    )
    keep(resident, "portal-received")
    hanh = meet("hanh")
    keep(hanh, "desk-home")
    hanh.find(reference)
    keep(hanh, "desk-matter")
    hanh.go("/ban-lam-viec/so-lieu/?thang=2025-03")
    keep(hanh, "desk-figures")
    secretary = meet("thu")
    secretary.go("/ban-lam-viec/tieu-chuan/bang-diem/")
    keep(secretary, "scorecard")
    appraiser = meet("an")
    appraiser.go("/ban-lam-viec/tieu-chuan/")
    row = appraiser.page.locator("main tr", has_text="19.2").filter(has_text="Mỹ Lạc").first
    row.locator("a").first.click()
    appraiser.page.wait_for_load_state()
    keep(appraiser, "dossier")
    resident.go("/don-vi/2024-28048/")
    keep(resident, "unit-life")


def keep(who: Person, name: str) -> None:
    """Write a small picture of the page that `who` sees."""
    picture = Image.open(io.BytesIO(who.page.screenshot(full_page=True))).convert("RGB")
    if picture.width > WIDE:
        picture = picture.resize(
            (WIDE, picture.height * WIDE // picture.width), Image.Resampling.LANCZOS
        )
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALL)))
    path = FOLDER / f"{name}.webp"
    picture.save(path, "WEBP", quality=QUALITY, method=6)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
