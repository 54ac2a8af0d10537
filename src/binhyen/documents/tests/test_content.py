"""Contents go to JSON and back unchanged, and are numbered by order."""

from datetime import date
from pathlib import Path

import pytest

from binhyen.documents import layout, letters, tables
from binhyen.documents.content import (
    Article,
    Chapter,
    Clause,
    Content,
    Heading,
    Part,
    Point,
    Section,
    Signer,
    Table,
    Text,
    from_json,
    to_json,
)
from binhyen.documents.tests import papers

SIGNER = Signer("", "Chủ tịch", "Nguyễn Văn Bình")


def laid(*blocks, kind="QC"):
    """Return the laid-out body of a paper as (style, words)."""
    sheet = layout.lay_out(papers.head("rules"), Content(kind, "x", blocks, SIGNER))
    return [(item.style, item.text) for item in sheet.body if isinstance(item, layout.Line)][2:]


@pytest.mark.parametrize("key", papers.FIELDS)
def test_a_content_comes_back_from_json_as_it_was(key):
    content = papers.paper(key)
    assert from_json(to_json(content)) == content


@pytest.mark.parametrize("said", ["", "[]", "{}", "null", '{"blocks": [{"block": "Script"}]}', '{"kind": 1}'])  # fmt: skip
def test_anything_else_is_no_content(said):
    with pytest.raises(ValueError):
        from_json(said)


def test_articles_run_through_the_paper_and_clauses_begin_anew():
    assert [words for _style, words in laid(
        Part("Một"), Chapter("Chung"), Section("A"), Article(title="Phạm vi"), Clause("x"), Point("p"), Point("q"), Clause("y"), Point("r"),
        Section("B"), Article("Nội dung"), Clause("z"), Chapter("Riêng"), Section("C"), Article("Hết"), Text("Xong"),
    )] == [
        "Phần I", "MỘT", "Chương I", "CHUNG", "Mục 1", "A", "Điều 1. Phạm vi", "1. x", "a) p", "b) q", "2. y", "a) r",
        "Mục 2", "B", "Điều 2. Nội dung", "1. z", "Chương II", "RIÊNG", "Mục 1", "C", "Điều 3. Hết", "Xong./.",
    ]  # fmt: skip


def test_points_follow_the_vietnamese_alphabet():
    signs = [words[: words.index(")")] for _style, words in laid(Clause("x"), *[Point("p")] * 24)[1:]]  # fmt: skip
    assert signs == [*"abcdđeghiklmnopqrstuvxy", "aa"]


def test_headings_of_plans_count_from_roman_to_letters():
    assert [words for _style, words in laid(
        Heading(1, "Mục đích"), Heading(2, "a"), Heading(3, "x"), Heading(3, "y"), Heading(2, "b"), Heading(3, "z"), Heading(1, "Nội dung"), Heading(2, "c"), kind="KH",
    )][:8] == ["I. MỤC ĐÍCH", "1. a", "a) x", "b) y", "2. b", "a) z", "II. NỘI DUNG", "1. c"]  # fmt: skip


def test_the_outline_skips_no_level():
    sheet = layout.lay_out(
        papers.head("rules"),
        Content("QC", "x", (Article(title="a"), Chapter("b"), Article(title="c"), Section("d")), SIGNER),
    )  # fmt: skip
    levels = [item.level for item in sheet.body if isinstance(item, layout.Line) and item.level]
    assert levels == [1, 2, 2, 3, 3]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day, said):
    assert layout.day_of(day) == said


def test_a_draft_leaves_room_for_number_and_day():
    draft = papers.head("plan", number=None, day=None, year=2026)
    assert layout.number_of(draft) == "      /KH-UBND"
    assert layout.day_of(None, 2026) == "ngày     tháng     năm 2026"
    assert layout.number_of(papers.head("plan", number=1234)) == "1234/KH-UBND"


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="got 'XX'"):
        laid(kind="XX")


@pytest.mark.parametrize("number", [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (500, "D")])  # fmt: skip
def test_roman_letters(number):
    assert layout.roman(number[0]) == number[1]


def test_columns_fill_the_width_and_short_ones_stay_on_a_line():
    rows = [("1", "Nguyễn Thị Minh Khai", "x" * 400, "30/6/2026")] * 5
    widths = tables.widths(("STT", "Họ và tên", "Nhiệm vụ", "Thời hạn"), rows, total=165)
    assert abs(sum(widths) - 165) < 0.1
    assert widths[1] > letters.width("Nguyễn Thị Minh Khai", size=tables.SIZE)
    assert widths[2] == max(widths)


def test_a_row_longer_than_its_columns_is_refused():
    with pytest.raises(ValueError, match="row 2"):
        laid(Table("", ("a", "b"), (("1", "2"), ("1", "2", "3"))))


def test_every_vietnamese_letter_is_in_every_face():
    small = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    for face in ("regular", "bold", "italic", "bold-italic"):
        known = letters._widths(face)
        assert all(letter in known for letter in small + small.upper())


def test_the_font_brings_its_licence():
    assert "SIL OPEN FONT LICENSE" in (letters.FONTS / "OFL-1.1.txt").read_text(encoding="utf-8")
    kept = Path(__file__).parents[4] / "LICENSES/OFL-1.1.txt"
    assert kept.read_text(encoding="utf-8") == (letters.FONTS / "OFL-1.1.txt").read_text(encoding="utf-8")  # fmt: skip
