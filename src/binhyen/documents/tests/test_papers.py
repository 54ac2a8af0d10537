"""The seven checks of Decree 30/2020 for every kind of paper, on the finished files."""

import io
import re
import unicodedata

import pdfplumber
import pytest
from docx.shared import Mm

from binhyen.documents import layout
from binhyen.documents import pdf as as_pdf
from binhyen.documents.tests import papers, reading
from binhyen.documents.tests.papers import FIELDS
from binhyen.documents.tests.reading import MM, W, docx_of, find, lines, opened, pdf_of
from binhyen.documents.wording import kinds

ALL = pytest.mark.parametrize("key", FIELDS)
#: All but the certificate, which is one framed sheet on its side.
PAPERS = pytest.mark.parametrize("key", [key for key in FIELDS if key != "certificate"])
PATTERN = r"Số: \d{2,}/[A-ZĐ][A-Za-zĐ]*(-[A-ZĐ]+)*"


def test_every_wording_has_its_filled_in_paper():
    assert FIELDS.keys() == kinds().keys()


@ALL
def test_the_national_name_stands_on_one_line(key):
    said = lines(pdf_of(key))
    nation = find(said, layout.NATION)
    assert nation.text == layout.NATION and 12 <= nation.size <= 13 and nation.font == "Tinos-Bold"
    assert key == "certificate" or (nation.left >= 101 and nation.right <= 195)


@ALL
def test_the_rule_under_the_motto_is_as_long_as_the_motto(key):
    motto = find(lines(pdf_of(key)), layout.MOTTO)
    under = [rule for rule in reading.rules(pdf_of(key)) if motto.top < rule[2] < motto.top + 8]
    assert any(abs(left - motto.left) < 0.1 and abs(right - motto.right) < 0.1 for left, right, _top in under)  # fmt: skip


@PAPERS
def test_the_rule_under_the_motto_is_as_long_in_the_other_file(key):
    cell = opened(docx_of(key)).tables[0].rows[0].cells[1]
    rule = cell.paragraphs[2]
    assert rule._p.find(f"{W}pPr/{W}pBdr/{W}top") is not None and not rule.text
    length = Mm(94) - rule.paragraph_format.left_indent - rule.paragraph_format.right_indent
    motto = find(lines(pdf_of(key)), layout.MOTTO)
    assert abs(length / 36000 - (motto.right - motto.left)) < 0.2


@ALL
def test_page_one_has_no_number_and_the_others_have_theirs_in_the_middle_of_the_top(key):
    with pdfplumber.open(io.BytesIO(pdf_of(key))) as pages:
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


@PAPERS
def test_the_other_file_numbers_its_pages_by_a_field_from_the_second_on(key):
    sections = opened(docx_of(key)).sections
    for section in sections:
        assert section.different_first_page_header_footer
        assert not section.first_page_header.paragraphs[0].text
    field = sections[0].header.paragraphs[0]._p.find(f"{W}fldSimple")
    assert "PAGE" in field.get(f"{W}instr")
    starts = [section._sectPr.find(f"{W}pgNumType") for section in sections]
    assert starts[0] is None and all(start.get(f"{W}start") == "1" for start in starts[1:])
    assert len(sections) == 1 + len(papers.paper(key).appendices)


@PAPERS
def test_margins_and_sizes_are_those_of_the_decree(key):
    with pdfplumber.open(io.BytesIO(pdf_of(key))) as pages:
        letters = [
            letter
            for page in pages.pages
            for letter in page.chars
            if letter["text"].strip() and letter["top"] > 18 * MM
        ]
    assert min(letter["x0"] for letter in letters) >= 30 * MM - 1
    assert max(letter["x1"] for letter in letters) <= 195 * MM + 1
    assert {round(letter["size"]) for letter in letters} <= {11, 12, 13, 14}
    assert {letter["fontname"].partition("+")[2].partition("-")[0] for letter in letters} == {"Tinos"}  # fmt: skip
    for section in opened(docx_of(key)).sections:
        given = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)  # fmt: skip
        assert [round(margin / 36000) for margin in given] == [20, 20, 30, 15]
        assert round(section.page_width / 36000) == 210


@ALL
def test_the_other_file_is_in_times_new_roman_and_in_vietnamese(key):
    paper = opened(docx_of(key))
    default = paper.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        assert default.find(f"{W}rFonts").get(f"{W}{script}") == "Times New Roman"
    assert default.find(f"{W}lang").get(f"{W}val") == "vi-VN"
    assert not list(paper.element.body.iter(f"{W}rFonts"))
    names = {paragraph.style.name for paragraph in paper.paragraphs if paragraph.text}
    assert names and "Normal" not in names


@ALL
def test_every_letter_is_composed(key):
    for said in (reading.words_of_pdf(pdf_of(key)), reading.words_of_docx(docx_of(key))):
        assert unicodedata.is_normalized("NFC", said)


@ALL
def test_number_symbol_and_date_are_written_as_the_decree_writes_them(key):
    said = [line.text for line in lines(pdf_of(key))]
    assert any(re.fullmatch(PATTERN, line) for line in said)
    # minutes bear a number and no place and day: App. III, form 1.9
    assert ("Bình Yên, ngày 05 tháng 3 năm 2026" in said) == (kinds()[key].kind != "BB")


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


@PAPERS
def test_recipients_stand_level_with_the_signer(key):
    paper = papers.paper(key)
    for page in range(9):
        said = lines(pdf_of(key), page)
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
    assert [line.text for line in said if line.text.startswith("- ")][-1] == "- Lưu: VT, CAX."
    row = opened(docx_of(key)).tables
    cells = next(t for t in row if "Nơi nhận:" in t._tbl.xml).rows[-1].cells
    assert cells[0].paragraphs[0].text == "Nơi nhận:"
    assert cells[0].paragraphs[-1].text.startswith("- Lưu:")


@ALL
def test_both_files_say_the_same_words(key):
    headings = reading.repeated(docx_of(key))
    in_pdf = reading.words_of_pdf(pdf_of(key), headings=headings)
    assert in_pdf == reading.words_of_docx(docx_of(key))
    assert key == "certificate" or "./." in in_pdf


@ALL
def test_rules_are_borders_and_not_underscores(key):
    paper = opened(docx_of(key))
    assert "__" not in reading.words_of_docx(docx_of(key))
    assert list(paper.element.body.iter(f"{W}pBdr"))


@ALL
def test_the_pdf_is_tagged_for_archives_and_for_reading_aloud(key):
    with reading.structure(pdf_of(key)) as held:
        assert held.pdf_version >= "1.4"
        assert held.Root.MarkInfo.Marked and held.Root.Lang == "vi-VN"
        assert "/StructTreeRoot" in held.Root
        about = held.open_metadata()
        assert about.pdfa_status == "2A" and about["pdfuaid:part"] == "1"
        fonts = [font for font in held.objects if getattr(font, "get", None) and font.get("/Type") == "/FontDescriptor"]  # fmt: skip
        assert fonts and all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@ALL
def test_a_paper_is_the_same_bytes_whenever_it_is_drawn(key):
    assert as_pdf.render(papers.head(key), papers.paper(key)) == pdf_of(key)
