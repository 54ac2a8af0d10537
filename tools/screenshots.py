"""Make every picture of the README and of the help pages from a fresh demo: `./run screenshots`.

Fails where a page shows a picture that no walk makes, or a walk makes one that no page shows. `./run screenshots
NAME` walks only as one role (`chief`) or for the README (`readme`), to try a change; it compares nothing.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.journeys import walking
from tests.journeys.houses import FLAGS, ROOT, House, find_chromium
from tests.journeys.walking import Person
from tools.pictures import handbook, readme
from tools.pictures.album import Album
from tools.pictures.meeting import Meet

DOCS = ROOT / "docs"
#: A picture may take its time: nothing is measured here, and the machine may be busy.
PATIENCE = 60_000


def main(names: Sequence[str]) -> int:
    """Tell the story anew, walk through it, keep a picture of each page, and compare."""
    chromium = find_chromium()
    if chromium is None:
        print(
            "Không thấy Chromium. / No Chromium found; install it or set CHROMIUM.", file=sys.stderr
        )
        return 1
    walking.PATIENCE = PATIENCE
    albums = {
        "readme": Album(DOCS / "screens", [ROOT / "README.md"]),
        "handbook": Album(DOCS / "vi" / "screens", sorted(DOCS.glob("[ev][ni]/*.md"))),
    }
    with tempfile.TemporaryDirectory(prefix="binhyen-screens-") as home:
        house = House(Path(home))
        house.command("setup")
        house.command("load_demo")
        _set_up_django(house)
        serving = house.open()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)

                def meet(key: str = "", *, phone: bool = False) -> Person:
                    return Person(browser, house.base, key, phone=phone)

                _walk(meet, albums, names)
                browser.close()
        finally:
            serving.terminate()
            serving.wait(20)
    faults = [] if names else [fault for album in albums.values() for fault in album.faults()]
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


def _walk(meet: Meet, albums: dict[str, Album], names: Sequence[str]) -> None:
    if not names or "readme" in names:
        readme.walk(meet, albums["readme"])
    handbook.walk(meet, albums["handbook"], names)


def _set_up_django(house: House) -> None:
    """The cast's names are read from the package."""
    import django

    os.environ.update(house.environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "binhyen.project.settings"
    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
