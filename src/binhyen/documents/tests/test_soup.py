"""What people paste and what nobody should write: cleaned, printed as it stands, or refused with a sentence."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pdfplumber
import pikepdf
import pytest

from binhyen.documents import docx, pdf
from binhyen.documents.checks import Refused
from binhyen.documents.content import Appendix, Chart, Heading, Table, Text, clean, paragraphs
from binhyen.documents.tests import papers, reading
from binhyen.documents.tests.papers import FIELDS
from binhyen.documents.tests.reading import squeezed

ALL = pytest.mark.parametrize("key", FIELDS)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="5" height="5"/></svg>'
MARKUP = [
    "#panic()", "$x$ *đậm* `mã` @ai <nhãn>", '"; #read("/etc/passwd")', "= Đề mục", "\\u{1F525}", "- gạch\\",
    "<w:p/>&amp;<script>alert(1)</script>", "]]>", "{signer_name} {item}", "%(field)s {0}", "//chú thích /* */", "~ -- ---",
]  # fmt: skip


def letter(*blocks, **others):
    """Return an official letter that holds these blocks."""
    return replace(papers.paper("letter"), blocks=blocks, **others)


def both(*blocks, **others):
    """Return the words of both files."""
    head, content = papers.head("letter"), letter(*blocks, **others)
    return (
        reading.words_of_pdf(pdf.render(head, content)),
        reading.words_of_docx(docx.render(head, content)),
    )


@pytest.mark.parametrize(
    ("pasted", "cleaned"),
    [
        ("An to\u00e0n\u00a0về\u2003an ninh", "An toàn về an ninh"),
        ("Tru\u031bo\u031b\u0309ng a\u0302\u0301p", "Trưởng ấp"),
        ("a\u200bb\u200cc\u200dd\ufeffe\u00adf\u2060g", "abcdefg"),
        ("đầu\x00\x07\x1b cuối\x0bdòng\x1f", "đầu cuối dòng"),
        ("\uf0b7\tMột việc\r\n", "- Một việc"),
        ("\u202eđảo ngược\u202c", "đảo ngược"),
        ("một\u2028hai\u0085ba", "một hai ba"),
        ("gạch\u2011nối", "gạch-nối"),
    ],
)
def test_pasted_text_becomes_plain_composed_words(pasted, cleaned):
    assert clean(pasted) == cleaned
    for said in both(Text(pasted)):
        assert squeezed(cleaned) in said


def test_each_line_of_a_large_field_is_a_paragraph():
    said = "Một.\r\n\r\n \u00a0\nHai.\x0bBa.\u2028Bốn."
    assert [one.text for one in paragraphs(said)] == ["Một.", "Hai.", "Ba.", "Bốn."]


@pytest.mark.parametrize("said", MARKUP)
def test_markup_is_printed_and_not_obeyed(said):
    table = Table(said, (said, "b"), ((said, "2"),))
    for words in both(Text(said), table, Text("Hết"), foot=said):
        assert words.count(squeezed(said)) >= 4


@pytest.mark.parametrize("said", MARKUP)
def test_markup_in_a_field_is_no_field(said):
    filled = papers.paper("notice", opening=said, meeting=said)
    assert filled.blocks[0] == Text(said) and said in filled.title


@ALL
def test_a_name_of_three_hundred_letters_stays_on_the_page(key):
    name = "Nguyễn" + "Ễ" * 294
    long = papers.head(key, body="Ủy ban " + "nhân dân " * 32, place="Bình Yên")
    content = papers.paper(key, signer_name=name)
    drawn = pdf.render(long, content)
    assert name in reading.words_of_pdf(drawn)
    with pdfplumber.open(io.BytesIO(drawn)) as pages:
        for page in pages.pages:
            seen = [letter for letter in page.chars if letter["text"].strip()]
            assert max(letter["x1"] for letter in seen) <= page.width - 15 * reading.MM + 1
            assert max(letter["bottom"] for letter in seen) <= page.height
    assert name in reading.words_of_docx(docx.render(long, content))


@pytest.mark.parametrize("said", ["Cháy \U0001f525 lớn", "中文", "ع", "☎"])
def test_a_letter_that_the_font_lacks_is_named(said):
    for render in (pdf.render, docx.render):
        with pytest.raises(Refused) as refused:
            render(papers.head("letter"), letter(Text(said)))
        sign = next(one for one in said if ord(one) > 0x5FF)
        assert f"“{sign}”" in refused.value.sentence


def test_the_signs_that_reports_need_are_drawn():
    said = "tăng ≥ 70%, giảm ≤ 5%, 25 °C, 120 m², ± 2, ½, “ấp” – xã… α β; № 5; Đ đ Ư ư"
    for words in both(Text(said)):
        assert squeezed(said) in words


@pytest.mark.parametrize(
    "content",
    [
        letter(Text("TUYỆT MẬT")),
        letter(Text("Độ mật: TÔ\u0301I  MẬT".replace("TÔ\u0301I", "TO\u0302\u0301I"))),
        letter(Text("x"), title="MẬT"),
        letter(Text("x"), appendices=(Appendix("Danh sách", (Table("", ("a",), (("MẬT",),)),)),)),
        letter(Text("x"), recipients=("TỐI MẬT",)),
        letter(Heading(1, "Tuyệt mật"), Text("x")),
    ],
)  # fmt: skip
def test_a_state_secret_is_refused(content):
    for render in (pdf.render, docx.render):
        with pytest.raises(Refused, match="bí mật nhà nước"):
            render(papers.head("letter"), content)


def test_a_secret_in_the_head_is_refused_and_a_bee_keeper_is_not():
    with pytest.raises(Refused):
        pdf.render(papers.head("letter", circulation="Mật"), letter(Text("x")))
    assert pdf.render(
        papers.head("letter"), letter(Heading(1, "Bảo mật thông tin"), Text("HỢP TÁC XÃ MẬT ONG"))
    )


@pytest.mark.parametrize(
    "svg",
    [
        "không phải hình",
        SVG.replace("<rect", "<script>1</script><rect"),
        SVG.replace("<rect", '<image href="http://x/y.png"/><rect'),
        SVG.replace("<rect", '<use xlink:href="/etc/passwd"/><rect'),
        "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG,
    ],
)
def test_a_drawing_that_fetches_or_acts_is_refused(svg):
    for render in (pdf.render, docx.render):
        with pytest.raises(Refused, match="hình vẽ đơn thuần"):
            render(papers.head("letter"), letter(Chart(svg, "mô tả")))


def test_a_chart_says_what_it_shows_in_both_files():
    chart = Chart(SVG, "Số vụ giảm từ 9 xuống 5", "Số vụ theo tháng")
    head, content = papers.head("letter"), letter(Text("x"), chart, Text("y"))
    with reading.structure(pdf.render(head, content)) as held:
        told = [
            str(item.Alt)
            for item in held.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]
    assert chart.alt in told
    paper = reading.opened(docx.render(head, content))
    assert paper.inline_shapes[0]._inline.docPr.get("descr") == chart.alt
    assert paper.inline_shapes[0].width / 36000 == 140


def test_many_who_get_a_copy_go_on_to_the_next_page():
    many = tuple(f"Cơ quan số {number}" for number in range(1, 91))
    drawn = pdf.render(papers.head("letter"), letter(Text("x"), recipients=many))
    assert all(squeezed(f"- {one};") in reading.words_of_pdf(drawn) for one in many)
    with pdfplumber.open(io.BytesIO(drawn)) as pages:
        assert len(pages.pages) > 1
        assert all(max(letter["bottom"] for letter in page.chars) < page.height for page in pages.pages)  # fmt: skip


def test_two_papers_at_once_are_two_papers():
    def drawn(number):
        return pdf.render(papers.head("letter"), letter(Text(f"Văn bản số {number}")))

    with ThreadPoolExecutor(4) as pool:
        for number, content in enumerate(pool.map(drawn, range(12))):
            assert f"Vănbảnsố{number}./." in reading.words_of_pdf(content)


def test_a_paper_without_a_body_is_still_a_paper():
    head = papers.head("letter")
    for render in (pdf.render, docx.render):
        assert render(head, letter(addressees=()))


def test_a_certificate_holds_no_table():
    with pytest.raises(ValueError, match="got Table"):
        pdf.render(
            papers.head("certificate"),
            replace(papers.paper("certificate"), blocks=(Table("", ("a",), ()),)),
        )
