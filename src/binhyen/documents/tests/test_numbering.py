"""Fifty who number at once: no number twice, none left out, on real connections."""

import pytest

from binhyen.core.tests.threads import together
from binhyen.documents import actions
from binhyen.documents.actions import numbering
from binhyen.documents.models import FileKind, Paper, PaperFile, Series
from binhyen.documents.tests import signing as papers
from binhyen.documents.workflow import MoveNotAllowed

AT_ONCE = 50


@pytest.fixture(autouse=True)
def _own_uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_fifty_papers_numbered_at_once_are_numbered_1_to_50(
    transactional_db, commune, head, chief, secretary, administrator, at
):
    body = papers.issuer(commune, head, at)
    waiting = [
        papers.signed(body, head=head, drafter=secretary, checker=chief, clerk=administrator, at=at)
        for _each in range(AT_ONCE)
    ]

    def number(paper):
        actions.number(paper=paper, by=administrator, at=at)
        return paper.number

    given = together(*[lambda paper=paper: number(paper) for paper in waiting])
    assert sorted(given) == list(range(1, AT_ONCE + 1))
    assert sorted(Paper.objects.registered().values_list("number", flat=True)) == sorted(given)
    assert Series.objects.get().last == AT_ONCE
    for kind in (FileKind.PDF, FileKind.DOCX):
        assert PaperFile.objects.filter(kind=kind).values("paper").distinct().count() == AT_ONCE


def test_an_act_that_fails_gives_its_number_back(
    transactional_db, commune, head, chief, secretary, administrator, at
):
    body = papers.issuer(commune, head, at)
    paper = papers.signed(
        body, head=head, drafter=secretary, checker=chief, clerk=administrator, at=at
    )
    stale = Paper.objects.get(pk=paper.pk)
    actions.number(paper=paper, by=administrator, at=at)
    with pytest.raises(actions.Outrun):
        actions.number(paper=stale, by=administrator, at=at)
    assert Series.objects.get().last == 1


def test_the_same_paper_numbered_by_two_at_once_has_one_number(
    transactional_db, commune, head, chief, secretary, administrator, at
):
    body = papers.issuer(commune, head, at)
    paper = papers.signed(
        body, head=head, drafter=secretary, checker=chief, clerk=administrator, at=at
    )

    def number():
        mine = Paper.objects.get(pk=paper.pk)
        try:
            actions.number(paper=mine, by=administrator, at=at)
        except (actions.Outrun, MoveNotAllowed):
            return 0
        return 1

    assert sum(together(*[number] * 4)) == 1
    assert numbering.of_issuer(body, "QĐ", at.year).last == 1


def test_fifty_arrivals_at_once(transactional_db, commune, secretary, at):
    letter = actions.Letter(at.date(), "Công an tỉnh", "12/CV", at.date(), "Công văn (để thử)")

    def arrive():
        return actions.arrive(
            unit=commune, letter=letter, following=actions.Following(), by=secretary, at=at
        ).number

    assert sorted(together(*[arrive] * AT_ONCE)) == list(range(1, AT_ONCE + 1))
