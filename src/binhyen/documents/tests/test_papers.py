"""The seven checks of Decree 30/2020 for every kind of paper, on the finished files."""

from functools import cache

import pytest

from binhyen.documents import layout
from binhyen.documents import pdf as as_pdf
from binhyen.documents.tests import papers, reading, seven
from binhyen.documents.tests.papers import FIELDS
from binhyen.documents.tests.reading import docx_of, find, lines, pdf_of
from binhyen.documents.wording import kinds

ALL = pytest.mark.parametrize("key", FIELDS)


@cache
def made(key):
    """Return a filled-in wording with both its files."""
    return seven.Made(papers.head(key), papers.paper(key), pdf_of(key), docx_of(key))


def test_every_wording_has_its_filled_in_paper():
    assert FIELDS.keys() == kinds().keys()


@ALL
@pytest.mark.parametrize("check", seven.CHECKS, ids=lambda check: check.__name__)
def test_a_paper_is_as_the_decree_has_it(key, check):
    check(made(key))


def test_a_regulation_stands_behind_the_decision_that_issues_it_without_number_or_signature():
    """App. III, form 1.3: head, type, abstract, the decision's number and day; nobody signs it, the decision is signed."""
    first, second = lines(pdf_of("rules")), lines(pdf_of("rules"), 1)
    assert find(first, "Số: 05/QĐ-UBND") and find(first, "Nguyễn Văn Bình")
    for top in (layout.NATION, layout.MOTTO, "QUY CHẾ"):
        assert find(second, top)
    reference = "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 3 năm 2026 của"
    assert find(second, reference).font == "Tinos-Italic"
    pages = len(reading.pages_of(pdf_of("rules")))
    behind = [line for page in range(1, pages) for line in lines(pdf_of("rules"), page)]
    assert not any(line.text.startswith(("Số:", "Nơi nhận:", "Nguyễn Văn Bình")) for line in behind)
    assert behind[-1].text.endswith("./.")


@ALL
def test_a_paper_is_the_same_bytes_whenever_it_is_drawn(key):
    assert as_pdf.render(papers.head(key), papers.paper(key)) == pdf_of(key)
