"""Leaflets and slides are read back: one page, the paper asked for, the words by eye, the code by a phone."""

import io

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from binhyen.documents import leaflets
from binhyen.documents.leaflets import Leaflet, Shape

CALLS = [("113", "Công an"), ("114", "Chữa cháy"), ("115", "Cấp cứu"), ("111", "Trẻ em")]
ADDRESS = "https://binhyen.mythanh.example/bao-tin/?don-vi=2025-28051"
LINES = ["Tắt bếp, khóa van ga.", "Có cháy: hô to, thoát ra, gọi 114."]
#: Width and height in points.
PAPERS = {Shape.A4: (595, 842), Shape.A5: (420, 595), Shape.SLIDE: (960, 540)}


def leaflet(**changed):
    told = {
        "title": "Phòng cháy trong nhà", "slogan": "Chừa lối thoát", "lines": LINES,
        "commune": "Xã Mỹ Thạnh", "address": ADDRESS, "shown": "binhyen.mythanh.example/bao-tin",
    }  # fmt: skip
    return Leaflet(**told | changed)


def pages(shape, **changed):
    made = leaflets.pdf(leaflet(**changed), shape=shape, calls=CALLS)
    return PdfReader(io.BytesIO(made)).pages


@pytest.mark.parametrize("shape", Shape)
def test_it_is_one_page_of_the_paper_asked_for_with_all_words_and_numbers(shape):
    (page,) = pages(shape)
    assert (round(page.mediabox.width), round(page.mediabox.height)) == PAPERS[shape]
    text = " ".join(page.extract_text().split())
    for said in (
        "Phòng cháy trong nhà",
        "Chừa lối thoát",
        "khóa van ga",
        "113",
        "114",
        "115",
        "111",
    ):
        assert said in text


@pytest.mark.parametrize("shape", Shape)
def test_a_phone_reads_the_address_from_the_code(shape):
    drawn = leaflets.picture(leaflet(), shape=shape, calls=CALLS)
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(drawn)))
    assert code.text == ADDRESS


@pytest.mark.parametrize("shape", Shape)
def test_long_texts_grow_small_and_stay_on_their_page(shape):
    assert (
        len(pages(shape, slogan="Chậm lại " * 12, lines=["Xin bà con nhớ việc này. " * 5] * 7)) == 1
    )


def test_what_stands_in_a_text_is_printed_and_not_obeyed():
    (page,) = pages(Shape.A4, lines=['#panic() *đậm* @ai $x$ "; #read("/etc/passwd")'])
    assert "#panic()*đậm*@ai$x$" in "".join(page.extract_text().split())


@pytest.mark.parametrize("shape", Shape)
def test_a_number_stays_with_its_verb_and_no_line_ends_in_one_syllable(shape):
    told = "Thấy nơi làm, bán pháo nổ thì báo Công an xã hoặc gọi 113 ngay, có cháy gọi 114."
    (page,) = pages(shape, lines=[told, "Đang có pháo nổ trong nhà: hãy giao nộp cho Công an xã."])
    lines = [" ".join(line.split()) for line in page.extract_text().splitlines()]
    assert not {"xã.", "an xã.", "114.", "113"} & set(lines) - {"113"}
    assert not any(line.endswith((" gọi", " Công", " Công an")) for line in lines)
