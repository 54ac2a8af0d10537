"""Take every kind of paper out of a demo house as an officer does, and judge the files.

    BINHYEN_HOME=$PWD/var/demo python -m binhyen.project shell -c "from tools import papers; papers.main('var/papers')"

Asks the pages of the secretary for PDF and DOCX of the newest paper of each kind, and for the posters; asks of
each the checks of `documents/tests/seven.py`; lets LibreOffice draw the DOCX, where there is one, and compares the number of
pages; leaves the pages as pictures to be looked at. Ends with 1 where a kind is missing or a check fails.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pypdfium2
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from binhyen.documents import wording
from binhyen.documents.models import Paper
from binhyen.documents.posters import Size
from binhyen.documents.tests import seven
from binhyen.documents.workflow import State
from binhyen.people.models import User
from binhyen.places.models import Level, Unit
from binhyen.project.demo import cast

#: Pages that the office suite may need more or less.
WITHIN = 1
SCALE = 1.0


def main(where: str) -> None:
    """Judge all kinds, keep their files in a folder and print a line for each."""
    folder = Path(where)
    folder.mkdir(parents=True, exist_ok=True)
    settings.ALLOWED_HOSTS.append("testserver")
    officer = Client()
    officer.force_login(User.objects.get(email=f"thu@{cast.DOMAIN}"))
    wrong = 0
    for name, paper in papers():
        faults = judged(officer, paper, folder / name) if paper else ["no paper of this kind"]
        wrong += bool(faults)
        print(f"{name}: {'; '.join(faults) or 'good'}")
    posters = asked(officer, f"{reverse('desk:posters_pdf')}?{urlencode(all_places(), doseq=True)}")
    draw(posters, folder / "posters")
    sys.exit(bool(wrong))


def all_places() -> dict[str, object]:
    """Return what the page of posters is sent for the commune and all its areas."""
    commune = cast.unit(cast.MY_THANH)
    areas = Unit.objects.filter(parent=commune, level=Level.RESIDENTIAL_AREA, valid_to=None)
    return {"area": [commune.pk, *areas.values_list("pk", flat=True)], "size": Size.A4.value}


def papers() -> Iterator[tuple[str, Paper | None]]:
    """Give the newest paper of each wording, those with a number first, and the paper of a periodic report."""
    known = Paper.objects.filter(is_entered=False).exclude(state=State.DROPPED.value)
    for key in (*wording.kinds(), ""):
        found = known.filter(wording=key).order_by("-number", "-pk")
        yield key or "periodic", found.exclude(number=None).first() or found.first()


def judged(officer: Client, paper: Paper, name: Path) -> list[str]:
    """Keep its files beside `name` and return what is wrong with them."""
    pdf = asked(officer, reverse("desk:document_pdf", args=[paper.pk]))
    docx = asked(officer, reverse("desk:document_docx", args=[paper.pk]))
    name.with_suffix(".pdf").write_bytes(pdf)
    name.with_suffix(".docx").write_bytes(docx)
    draw(pdf, name)
    made = seven.Made(paper.head(), paper.said, pdf, docx)
    return [*broken(made), *apart(pdf, name)]


def asked(officer: Client, address: str) -> bytes:
    """Return what the page hands out."""
    answer = officer.get(address, follow=True)
    if answer.status_code != 200:
        message = f"{address} answered {answer.status_code}"
        raise ValueError(message)
    return b"".join(answer)


def broken(made: seven.Made) -> Iterator[str]:
    """Give the checks that the paper fails."""
    for check in seven.CHECKS:
        try:
            check(made)
        except (AssertionError, StopIteration) as reason:
            yield f"{check.__name__} {str(reason).splitlines()[0] if str(reason) else ''}".strip()


def apart(pdf: bytes, name: Path) -> Iterator[str]:
    """Say how many pages the office suite makes, where it makes more or less than one other; keep its pages too."""
    suite = shutil.which("soffice")
    if suite is None:
        return
    drawn = name.parent / "office"
    subprocess.run(
        [suite, "--headless", "--convert-to", "pdf", "--outdir", drawn, name.with_suffix(".docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    other = (drawn / name.name).with_suffix(".pdf").read_bytes()
    ours, theirs = (len(pypdfium2.PdfDocument(each)) for each in (pdf, other))
    draw(other, drawn / name.name)
    if abs(ours - theirs) > WITHIN:
        yield f"{ours} pages, {theirs} in the office suite"


def draw(pdf: bytes, name: Path) -> None:
    """Lay all pages side by side in one picture."""
    pages = [page.render(scale=SCALE).to_pil() for page in pypdfium2.PdfDocument(pdf)]
    sheet = Image.new(
        "RGB", (sum(page.width for page in pages), max(page.height for page in pages))
    )
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width
    sheet.save(name.with_suffix(".png"))
