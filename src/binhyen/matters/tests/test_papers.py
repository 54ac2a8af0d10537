"""What may go with a proposal, and what is turned away with a sentence."""

import io
import zlib

import pytest

from binhyen.core.tests.pdf_files import pdf
from binhyen.matters import papers
from binhyen.matters.papers import PaperRefused, clean, clean_all
from binhyen.reports.tests.factories import picture


def test_a_plain_pdf_is_kept_as_it_is():
    file = pdf()
    kept = clean(file)
    assert kept.kind == "PDF"
    assert kept.content == file.getvalue()


def test_a_photo_is_written_anew():
    file = io.BytesIO(picture())
    kept = clean(file)
    assert kept.kind == "PHOTO"
    assert kept.content != file.getvalue()


@pytest.mark.parametrize(
    ("more", "extra"),
    [
        ("/OpenAction 7 0 R", ["<< /S /JavaScript /JS (app.alert(1)) >>"]),
        ("/OpenAction << /S /Launch /F (cmd.exe) >>", []),
        ("/AA << /WC 7 0 R >>", ["<< /S /URI /URI (x) >>"]),
        ("/Names << /EmbeddedFiles << /Names [(a) 7 0 R] >> >>", ["<< /Type /Filespec >>"]),
        ("/Names << /JavaScript << /Names [(a) 7 0 R] >> >>", ["<< /S /JavaScript >>"]),
        ("/AcroForm << /XFA [] >>", []),
        ("/Deep << /Deeper [[[ << /A << /S /SubmitForm >> >> ]]] >>", []),
    ],
)
def test_a_pdf_in_which_something_acts_is_turned_away(more, extra):
    with pytest.raises(PaperRefused, match="tập lệnh"):
        clean(pdf(more=more, extra=extra))


@pytest.mark.parametrize(
    "words", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Độ mật: MẬT", "TUYỆT  MẬT Số: 12/BC", "TO\u0302\u0301I MA\u0323\u0302T"]
)  # fmt: skip
def test_a_paper_with_the_mark_of_a_state_secret_is_turned_away(words):
    with pytest.raises(PaperRefused, match="bí mật nhà nước"):
        clean(pdf(words))


@pytest.mark.parametrize(
    "words", ["BẢO MẬT THÔNG TIN", "bí mật gia đình", "HỢP TÁC XÃ MẬT ONG", "MẬT ĐỘ DÂN CƯ", "BÍ MẬT KINH DOANH"]
)  # fmt: skip
def test_words_that_only_sound_like_the_mark_are_no_mark(words):
    assert clean(pdf(words)).kind == "PDF"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"MZ\x90 not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\x03\x04 a zip",
        b"%PDF-1.7 and nothing more", b"%PDF-1.4\n" + zlib.compress(b"x" * 10_000),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_turned_away_with_a_sentence(content):
    with pytest.raises(PaperRefused):
        clean(io.BytesIO(content))


def test_a_pdf_too_large_or_too_long_is_turned_away(monkeypatch):
    with pytest.raises(PaperRefused, match="5 MB"):
        clean(io.BytesIO(b"%PDF-1.7" + b" " * papers.MOST_MEGABYTES * 1024 * 1024))
    monkeypatch.setattr(papers, "MOST_PAGES", 0)
    with pytest.raises(PaperRefused, match="0 trang"):
        clean(pdf())


def test_a_pdf_that_names_itself_without_end_is_read_to_an_end():
    assert clean(
        pdf(more="/Loop 7 0 R", extra=["<< /Again 7 0 R /More [8 0 R] >>", "[7 0 R 8 0 R]"])
    )


def test_at_most_three_files_go_with_a_proposal():
    assert len(clean_all([pdf(), io.BytesIO(picture()), pdf()])) == 3
    with pytest.raises(PaperRefused, match="ba tệp"):
        clean_all([pdf()] * 4)


def test_a_pdf_that_only_opens_at_a_page_is_kept():
    assert clean(pdf(more="/OpenAction [3 0 R /Fit]")).kind == "PDF"
