"""Where pictures lie, how large they are, and whether the pages and the folder agree."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator
from tests.journeys.houses import ROOT
from tests.journeys.walking import Person

QUALITY = 72
#: Desktop pictures are scaled to this width; a phone's picture is kept as it is.
WIDE = 960
#: A picture is cut at this height: what comes further down is scrolled to, not shown.
TALL = 1100
PHONE_TALL = 1000
#: What a page shows: Markdown's ![words](screens/name.webp).
SHOWN = re.compile(r"!\[[^\]]*\]\((?:[\w./-]*/)?screens/([a-z0-9-]+)\.webp\)")


class Album:
    """A folder of pictures and the pages that show them."""

    def __init__(self, folder: Path, pages: Iterable[Path]) -> None:
        self.folder = folder
        self.shown = {name for page in pages for name in SHOWN.findall(page.read_text("utf-8"))}
        self.made: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, who: Person, name: str, *, part: Locator | None = None, tall: int = 0) -> None:
        """Write a small picture of the page that `who` sees, or of its `part` alone, cut where it grows tall."""
        picture = Image.open(io.BytesIO(who.page.screenshot(full_page=True))).convert("RGB")
        if part is not None:
            above, below = _edges(who, part)
            picture = picture.crop((0, above, picture.width, min(below, picture.height)))
        tall = tall or (TALL if picture.width > WIDE else PHONE_TALL)
        if picture.width > WIDE:
            picture = picture.resize(
                (WIDE, picture.height * WIDE // picture.width), Image.Resampling.LANCZOS
            )
        self._write(name, picture.crop((0, 0, picture.width, min(picture.height, tall))))

    def _write(self, name: str, picture: Image.Image) -> None:
        if name in self.made:
            message = f"two pictures are called {name}"
            raise ValueError(message)
        self.made.add(name)
        path = self.folder / f"{name}.webp"
        picture.save(path, "WEBP", quality=QUALITY, method=6)
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB")

    def faults(self) -> Iterator[str]:
        """Name what a page shows and nobody made, what was made and no page shows, and what is left over."""
        where = self.folder.relative_to(ROOT)
        for name in sorted(self.shown - self.made):
            yield f"{where}/{name}.webp: a page shows it, and no walk made it"
        for name in sorted(self.made - self.shown):
            yield f"{where}/{name}.webp: made, and no page shows it"
        there = {path.stem for path in self.folder.glob("*.webp")}
        for name in sorted(there - self.made - self.shown):
            yield f"{where}/{name}: left over, nobody makes it any more"


def _edges(who: Person, part: Locator) -> tuple[int, int]:
    """Return how far down the page a part begins and ends."""
    box = part.first.bounding_box()
    assert box is not None, f"{part} is not on {who.page.url}"  # noqa: S101
    above = int(box["y"] + who.page.evaluate("window.scrollY"))
    return above, above + int(box["height"])
