"""The posters are read back as a passer-by would: the words by eye, the code by a phone."""

import io

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from binhyen.documents import posters
from binhyen.documents.posters import Sheet, Size

LINES = [("113", "Công an"), ("114", "Chữa cháy"), ("115", "Cấp cứu"), ("111", "Trẻ em")]
ADDRESS = "https://binhyen.mythanh.example/bao-tin/?khu=local-a1b2c3"
SHEET = Sheet("Ấp Cầu Lớn", "Xã Mỹ Thạnh, Tỉnh Tây Ninh", ADDRESS)
#: Width and height in points.
PAPERS = {Size.A4: (595, 842), Size.A5: (420, 595)}


def made(*sheets, size=Size.A4):
    return posters.posters(
        sheets or [SHEET], size=size, shown="binhyen.mythanh.example/bao-tin", lines=LINES
    )


def words(pdf):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("size", Size)
def test_the_paper_is_as_asked_for_and_one_sheet_is_one_page(size):
    pages = PdfReader(io.BytesIO(made(SHEET, SHEET, size=size))).pages
    assert [(round(p.mediabox.width), round(p.mediabox.height)) for p in pages] == [
        PAPERS[size]
    ] * 2


def test_the_numbers_to_call_stand_first_then_that_no_name_is_needed():
    (text,) = words(made())
    assert text.index("113") < text.index("114") < text.index("115") < text.index("Không cần nêu")
    assert "Ấp Cầu Lớn" in text and "Xã Mỹ Thạnh" in text
    assert "binhyen.mythanh.example/bao-tin" in text and "111" not in text


@pytest.mark.parametrize("size", Size)
def test_a_phone_reads_the_address_from_the_code(size):
    picture = Image.open(io.BytesIO(posters.picture([SHEET], size=size, shown="x", lines=LINES)))
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == ADDRESS


@pytest.mark.parametrize(
    "name", ["#panic()", "$x$ *đậm* `mã` @ai", '"; #read("/etc/passwd")', "= Đề mục", "\\u{1F525}"]
)
def test_what_stands_in_a_name_is_printed_and_not_obeyed(name):
    (text,) = words(made(Sheet(name, "Xã Mỹ Thạnh", ADDRESS)))
    assert "".join(name.split()) in "".join(text.split())


def test_a_very_long_name_stays_on_its_page():
    assert len(words(made(Sheet("Khu dân cư " * 12, "Xã Mỹ Thạnh", ADDRESS)))) == 1


def test_every_vietnamese_letter_is_in_the_font():
    letters = "ăâđêôơưĂÂĐÊÔƠƯ ằẳẵắặ ầẩẫấậ ềểễếệ ồổỗốộ ờởỡớợ ừửữứự ỳỷỹýỵ"
    (text,) = words(made(Sheet(letters, "Xã", ADDRESS)))
    assert letters.replace(" ", "") in text.replace(" ", "")
