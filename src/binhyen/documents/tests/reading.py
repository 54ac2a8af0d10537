"""Reads finished papers back as a stranger would: words, places, rules, fonts and structure."""

import io
import re
from dataclasses import dataclass
from functools import cache

import docx
import pdfplumber
import pikepdf
from docx.document import Document

from binhyen.documents import docx as as_docx
from binhyen.documents import pdf as as_pdf
from binhyen.documents.tests import papers

MM = 72 / 25.4


@dataclass(frozen=True)
class Said:
    """A line of a page: its words and its place in millimetres from the upper left corner."""

    text: str
    left: float
    right: float
    top: float
    size: float
    font: str


@cache
def pdf_of(key):
    """Return the PDF of a filled-in wording."""
    return as_pdf.render(papers.head(key), papers.paper(key))


@cache
def docx_of(key):
    """Return the DOCX of a filled-in wording."""
    return as_docx.render(papers.head(key), papers.paper(key))


def opened(content: bytes) -> Document:
    """Return a DOCX as python-docx reads it."""
    return docx.Document(io.BytesIO(content))


def structure(content: bytes) -> pikepdf.Pdf:
    """Return a PDF as pikepdf reads it."""
    return pikepdf.open(io.BytesIO(content))


def words_of_pdf(content: bytes, *, headings: tuple[str, ...] = ()) -> str:
    """Return all words of a PDF without blanks, each page's own number taken out; of `headings`, which stand again on
    every page of a table, only the first is kept."""
    with pdfplumber.open(io.BytesIO(content)) as pages:
        said = [
            letter["text"]
            for page in pages.pages
            for letter in page.chars
            if letter["top"] > 18 * MM
        ]
    whole = squeezed("".join(said))
    for heading in headings:
        first, found, rest = whole.partition(heading)
        whole = first + found + rest.replace(heading, "")
    return whole


def words_of_docx(content: bytes) -> str:
    """Return all words of a DOCX in their order, without blanks, the foot of the first page at the end of it."""
    paper = opened(content)
    said = "".join(node.text or "" for node in paper.element.body.iter(f"{W}t"))
    foot = "".join(line.text for line in paper.sections[0].first_page_footer.paragraphs)
    return squeezed(said + foot)


def repeated(content: bytes) -> tuple[str, ...]:
    """Return the words, without blanks, of the rows of a DOCX that stand again on every page."""
    rows = opened(content).element.body.iter(f"{W}tr")
    return tuple(
        squeezed("".join(node.text or "" for node in row.iter(f"{W}t")))
        for row in rows
        if row.find(f"{W}trPr/{W}tblHeader") is not None
    )


def squeezed(said: str) -> str:
    """Return the text without blanks."""
    return re.sub(r"\s+", "", said)


def lines(content: bytes, page: int = 0) -> list[Said]:
    """Return the lines of a page; words that stand far apart are lines of their own."""
    with pdfplumber.open(io.BytesIO(content)) as pages:
        held = pages.pages[page]
        spoken = held.extract_words(
            keep_blank_chars=True,
            x_tolerance=6,
            extra_attrs=["fontname", "size"],
            use_text_flow=True,
        )
    return [
        Said(
            word["text"].strip(), word["x0"] / MM, word["x1"] / MM, word["top"] / MM,
            round(word["size"], 1), word["fontname"].partition("+")[2],
        )
        for word in spoken
    ]  # fmt: skip


def rules(content: bytes, page: int = 0) -> list[tuple[float, float, float]]:
    """Return left, right and top of each drawn line of a page, in millimetres."""
    with pdfplumber.open(io.BytesIO(content)) as pages:
        return [
            (line["x0"] / MM, line["x1"] / MM, line["top"] / MM) for line in pages.pages[page].lines
        ]


def pages_of(content: bytes) -> list[object]:
    """Return the pages of a PDF."""
    with pdfplumber.open(io.BytesIO(content)) as pages:
        return list(pages.pages)


def find(said: list[Said], start: str) -> Said:
    """Return the first line that begins so."""
    return next(line for line in said if line.text.startswith(start))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
