"""Section by section what Decree 30/2020 asks of a finished paper, read from its two files as a stranger would read them.

Each check takes a paper and fails by an assertion. The tests ask them of filled-in wordings, `tools/papers.py` of the papers
of a house.
"""

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pdfplumber
from docx.shared import Mm

from binhyen.documents import layout
from binhyen.documents.content import Chart, Content, Head
from binhyen.documents.tests import reading
from binhyen.documents.tests.reading import MM, W, find, lines, opened

PATTERN = r"Số: \d{2,}/[A-ZĐ][A-Za-zĐ]*(-[A-ZĐ]+)*"


@dataclass(frozen=True)
class Made:
    """A paper with both files that were made of it."""

    head: Head
    content: Content
    pdf: bytes
    docx: bytes

    @property
    def is_drawn_in(self) -> bool:
        """Whether a chart stands in it: the words of a drawing are letters in one file and a picture in the other."""
        parts = (self.content.blocks, *(each.blocks for each in self.content.appendices))
        return any(isinstance(block, Chart) for blocks in parts for block in blocks)

    @property
    def is_certificate(self) -> bool:
        """Whether it is one framed sheet on its side."""
        return self.content.kind == "GCN"


def the_national_name_stands_on_one_line(made):
    said = lines(made.pdf)
    nation = find(said, layout.NATION)
    assert nation.text == layout.NATION and 12 <= nation.size <= 13 and nation.font == "Tinos-Bold"
    assert made.is_certificate or (nation.left >= 101 and nation.right <= 195)


def the_rule_under_the_motto_is_as_long_as_the_motto(made):
    motto = find(lines(made.pdf), layout.MOTTO)
    under = [rule for rule in reading.rules(made.pdf) if motto.top < rule[2] < motto.top + 8]
    assert any(abs(left - motto.left) < 0.1 and abs(right - motto.right) < 0.1 for left, right, _top in under)  # fmt: skip


def the_rule_under_the_motto_is_as_long_in_the_other_file(made):
    if made.is_certificate:
        return
    cell = opened(made.docx).tables[0].rows[0].cells[1]
    rule = cell.paragraphs[2]
    assert rule._p.find(f"{W}pPr/{W}pBdr/{W}top") is not None and not rule.text
    length = Mm(94) - rule.paragraph_format.left_indent - rule.paragraph_format.right_indent
    motto = find(lines(made.pdf), layout.MOTTO)
    assert abs(length / 36000 - (motto.right - motto.left)) < 0.2


def page_one_has_no_number_and_the_others_have_theirs_in_the_middle_of_the_top(made):
    with pdfplumber.open(io.BytesIO(made.pdf)) as pages:
        tops = [page.crop((0, 0, page.width, 18 * MM)).extract_words() for page in pages.pages]
        width = pages.pages[0].width
    appendix = next((page for page in range(len(tops)) if page and not tops[page]), len(tops))
    assert tops[0] == []
    assert [top[0]["text"] for top in tops[1:appendix]] == [str(n) for n in range(2, appendix + 1)]
    assert [top[0]["text"] for top in tops[appendix + 1 :]] == [
        str(n) for n in range(2, len(tops) - appendix + 1)
    ]
    for top in tops:
        for word in top:
            middle = (word["x0"] + word["x1"]) / 2
            assert abs(middle - (width / 2 + 7.5 * MM)) < 1


def the_other_file_numbers_its_pages_by_a_field_from_the_second_on(made):
    if made.is_certificate:
        return
    sections = opened(made.docx).sections
    for section in sections:
        assert section.different_first_page_header_footer
        assert not section.first_page_header.paragraphs[0].text
    field = sections[0].header.paragraphs[0]._p.find(f"{W}fldSimple")
    assert "PAGE" in field.get(f"{W}instr")
    starts = [section._sectPr.find(f"{W}pgNumType") for section in sections]
    assert starts[0] is None and all(start.get(f"{W}start") == "1" for start in starts[1:])
    assert len(sections) == 1 + len(made.content.appendices)


def margins_and_sizes_are_those_of_the_decree(made):
    if made.is_certificate:
        return
    with pdfplumber.open(io.BytesIO(made.pdf)) as pages:
        letters = [
            letter
            for page in pages.pages
            for letter in page.chars
            if letter["text"].strip() and letter["top"] > 18 * MM
        ]
    assert min(letter["x0"] for letter in letters) >= 30 * MM - 1
    assert max(letter["x1"] for letter in letters) <= 195 * MM + 1
    sizes = {round(letter["size"]) for letter in letters}
    assert made.is_drawn_in or sizes <= {11, 12, 13, 14}
    assert {letter["fontname"].partition("+")[2].partition("-")[0] for letter in letters} == {"Tinos"}  # fmt: skip
    for section in opened(made.docx).sections:
        given = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)  # fmt: skip
        assert [round(margin / 36000) for margin in given] == [20, 20, 30, 15]
        assert round(section.page_width / 36000) == 210


def the_other_file_is_in_times_new_roman_and_in_vietnamese(made):
    paper = opened(made.docx)
    default = paper.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        assert default.find(f"{W}rFonts").get(f"{W}{script}") == "Times New Roman"
    assert default.find(f"{W}lang").get(f"{W}val") == "vi-VN"
    assert not list(paper.element.body.iter(f"{W}rFonts"))
    names = {paragraph.style.name for paragraph in paper.paragraphs if paragraph.text}
    assert names and "Normal" not in names


def every_letter_is_composed(made):
    for said in (reading.words_of_pdf(made.pdf), reading.words_of_docx(made.docx)):
        assert unicodedata.is_normalized("NFC", said)


def number_symbol_and_date_are_written_as_the_decree_writes_them(made):
    said = [line.text for line in lines(made.pdf)]
    if made.head.number is None:  # room is left for it
        assert reading.squeezed(f"Số: /{made.head.symbol}") in map(reading.squeezed, said)
    else:
        assert any(re.fullmatch(PATTERN, line) for line in said)
    # minutes bear a number and no place and day: App. III, form 1.9
    placed = reading.squeezed(f"{made.head.place}, {layout.day_of(made.head.day, made.head.year)}")
    assert (placed in map(reading.squeezed, said)) == (made.content.kind != "BB")


def recipients_stand_level_with_the_signer(made):
    if made.is_certificate:
        return
    paper = made.content
    for page in range(9):
        said = lines(made.pdf, page)
        if any(line.text.startswith("Nơi nhận:") for line in said):
            break
    receive = find(said, "Nơi nhận:")
    if paper.second_signer:
        assert receive.top > find(said, paper.signer.name).top
    else:
        office = (*paper.signer.on_behalf, paper.signer.office)[0].upper()
        # the authority is called so too, above
        signs = [line for line in said if line.text.endswith(office)][-1]
        assert abs(receive.top - signs.top) < 1.5
    assert [line.text for line in said if line.text.startswith("- ")][-1].startswith("- Lưu: VT")
    row = opened(made.docx).tables
    cells = next(t for t in row if "Nơi nhận:" in t._tbl.xml).rows[-1].cells
    assert cells[0].paragraphs[0].text == "Nơi nhận:"
    assert cells[0].paragraphs[-1].text.startswith("- Lưu:")


def both_files_say_the_same_words(made):
    headings = reading.repeated(made.docx)
    in_pdf = reading.words_of_pdf(made.pdf, headings=headings)
    in_docx = reading.words_of_docx(made.docx)
    if made.is_drawn_in:
        for heading in headings:  # several tables may have the same
            in_pdf, in_docx = in_pdf.replace(heading, ""), in_docx.replace(heading, "")
        left = iter(in_pdf)
        assert all(letter in left for letter in in_docx), "every word of the one, in its order"
    else:
        assert in_pdf == in_docx
    assert made.is_certificate or "./." in in_pdf


def rules_are_borders_and_not_underscores(made):
    paper = opened(made.docx)
    assert "__" not in reading.words_of_docx(made.docx)
    assert list(paper.element.body.iter(f"{W}pBdr"))


def the_pdf_is_tagged_for_archives_and_for_reading_aloud(made):
    with reading.structure(made.pdf) as held:
        assert held.pdf_version >= "1.4"
        assert held.Root.MarkInfo.Marked and held.Root.Lang == "vi-VN"
        assert "/StructTreeRoot" in held.Root
        about = held.open_metadata()
        assert about.pdfa_status == "2A" and about["pdfuaid:part"] == "1"
        fonts = [font for font in held.objects if getattr(font, "get", None) and font.get("/Type") == "/FontDescriptor"]  # fmt: skip
        assert fonts and all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


CHECKS: tuple[Callable[[Made], None], ...] = (
    the_national_name_stands_on_one_line,
    the_rule_under_the_motto_is_as_long_as_the_motto,
    the_rule_under_the_motto_is_as_long_in_the_other_file,
    page_one_has_no_number_and_the_others_have_theirs_in_the_middle_of_the_top,
    the_other_file_numbers_its_pages_by_a_field_from_the_second_on,
    margins_and_sizes_are_those_of_the_decree,
    the_other_file_is_in_times_new_roman_and_in_vietnamese,
    every_letter_is_composed,
    number_symbol_and_date_are_written_as_the_decree_writes_them,
    recipients_stand_level_with_the_signer,
    both_files_say_the_same_words,
    rules_are_borders_and_not_underscores,
    the_pdf_is_tagged_for_archives_and_for_reading_aloud,
)
