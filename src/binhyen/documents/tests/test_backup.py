"""A copy of the house's folder, which is the backup that the handbook tells of, holds the scans of what came in and every file
of a paper: sent for signing, signed, with its number, signed by the body."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings as house

from binhyen.core.tests.pdf_files import pdf
from binhyen.documents import actions, files, queries
from binhyen.documents.models import Arrival, FileKind, PaperFile
from binhyen.documents.tests import signing as papers

pytestmark = pytest.mark.django_db
#: As the settings have it, before the tests' own folder takes its place.
IN_THE_HOUSE = Path(house.MEDIA_ROOT).relative_to(house.HOME)


@pytest.fixture
def home(settings, tmp_path):
    """The folder of a house, with its uploads where the settings have them."""
    settings.MEDIA_ROOT = tmp_path / "home" / IN_THE_HOUSE
    return tmp_path / "home"


@pytest.fixture
def scanned(home, commune, secretary, at):
    """A paper that came in, with its scan."""
    letter = actions.Letter(at.date(), "Công an tỉnh", "12/CV", at.date(), "Rà soát (để thử)")
    arrival = actions.arrive(
        unit=commune, letter=letter, following=actions.Following(), by=secretary, at=at
    )
    actions.keep_scan(arrival=arrival, scan=pdf(), by=secretary, at=at)
    return arrival


@pytest.fixture
def issued(home, commune, head, chief, secretary, administrator, at):
    """A paper signed digitally by its head and by its body."""
    body = papers.issuer(commune, head, at)
    paper = papers.to_sign(body, drafter=secretary, checker=chief, clerk=administrator, at=at)
    first = papers.with_signature(papers.sent(paper))
    actions.sign(
        paper=paper, name="Huỳnh Văn Sáu", office="Chủ tịch", on=at.date(), signed=first, by=head, at=at
    )  # fmt: skip
    actions.number(paper=paper, by=administrator, at=at)
    drawn = files.read(queries.numbered_file(paper))
    actions.seal(paper=paper, signed=papers.with_signature(drawn), by=administrator, at=at)
    actions.issue(paper=paper, sending=actions.Sending(1), by=administrator, at=at)
    return paper


def held(arrival):
    """Return everything that is kept, as the house hands it out after looking at its hash."""
    kept = {each.kind: files.read(each) for each in PaperFile.objects.order_by("pk")}
    return kept | {"scan": files.load(arrival.scan, arrival.scan_sha256)}


def test_scans_and_signed_files_come_back_from_a_copy_of_the_folder(
    home, scanned, issued, tmp_path
):
    before = held(scanned)
    assert set(before) == {"scan", *FileKind.values}

    shutil.copytree(home, tmp_path / "backup")
    shutil.rmtree(home)
    with pytest.raises(files.Altered):
        held(scanned)

    shutil.copytree(tmp_path / "backup", home)
    assert held(Arrival.objects.get(pk=scanned.pk)) == before
