"""The paper and the workbook of a report, read back."""

import io
import re
import zipfile
from datetime import date

import pytest

from binhyen.documents import content, docx, pdf
from binhyen.documents.content import Chart, Heading, Table, Text
from binhyen.matters.tests import factories as matters
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.periodic import actions, issuing, numbers, queries, workbook, writing
from binhyen.periodic.rules import Kind
from binhyen.periodic.tests import factories
from binhyen.periodic.tests.factories import OVER, SAID, on

MARCH = date(2026, 3, 10)


@pytest.fixture
def report(commune, secretary, chief):
    for n in range(7):
        matters.matter(commune, on(date(2026, 3, 1 + n)), category="THF")
    matters.matter(commune, on(MARCH), category="DMV")
    told = matters.matter(commune, on(MARCH), category="NOI")
    made = factories.draft(commune, secretary)
    actions.write(report=made, words={"I": f"{SAID}\nKhông có điểm nóng.", "III.1": "Kịp thời."}, by=secretary, at=OVER)  # fmt: skip
    actions.choose(report=made, matter=told, words="Một hộ mở loa quá giờ, đã nhắc nhở.", by=chief, at=OVER)  # fmt: skip
    return made


def of(report):
    return numbers.of_report(report, queries.rule_for(report.unit, report.length), at=OVER)


def paper(report, day=None):
    day = day or OVER.date()
    signing = issuing.usual(report.unit, day)
    return writing.paper_of(report, of(report), on=day, signing=signing)


def blocks(said, kind):
    return [block for block in said.blocks if isinstance(block, kind)]


def test_the_paper_says_the_five_parts_and_the_words(report):
    head, said = paper(report)
    assert (head.body, head.symbol, head.number) == ("Ủy ban nhân dân xã Mỹ Thạnh", "BC-UBND", None)
    assert said.addressees == ("Ủy ban nhân dân tỉnh Tây Ninh",)
    parts = [block.text for block in blocks(said, Heading) if block.level == 1]
    assert parts == [
        "Tình hình",
        "Kết quả",
        "Đánh giá",
        "Phương hướng, nhiệm vụ kỳ tới",
        "Kiến nghị, đề xuất",
    ]
    texts = [block.text for block in blocks(said, Text)]
    assert SAID in texts
    assert "- Một hộ mở loa quá giờ, đã nhắc nhở." in texts
    assert texts[0] == "Số liệu từ ngày 15/02/2026 đến hết ngày 14/03/2026."
    assert said.title.endswith("tháng 3 năm 2026")


def test_the_appendix_names_the_register_of_each_figure(report):
    _head, said = paper(report)
    tables = [block for block in said.appendices[0].blocks if isinstance(block, Table)]
    (opened,) = [row for table in tables for row in table.rows if row[0] == "Vụ việc mở"]
    assert opened == ("Vụ việc mở", "9", "0", "", "0", "", "sổ vụ việc")


def test_no_name_of_a_restricted_kind_stands_on_paper(report):
    """Seven thefts beside one noise and one of a restricted kind: the two are few, so the thefts go with them."""
    _head, said = paper(report)
    assert blocks(said, Table) == []
    for n in range(5):
        matters.matter(report.unit, on(date(2026, 3, 2 + n)), category="DMV")
    _head, said = paper(report)
    (groups,) = blocks(said, Table)
    assert [row[:2] for row in groups.rows] == [
        ("Trộm cắp, lừa đảo, đánh nhau", "7"),
        ("Nhóm khác và nhóm ít vụ việc", "7"),
    ]


def test_charts_are_those_of_the_page(report):
    _head, said = paper(report)
    drawn = blocks(said, Chart)
    assert drawn
    assert all(chart.svg.startswith("<svg") and chart.alt for chart in drawn)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_drawn(report, secretary, kind):
    made = factories.draft(report.unit, secretary, kind=kind)
    drawn = pdf.render(*paper(made))
    assert drawn.startswith(b"%PDF")
    assert docx.render(*paper(made)).startswith(b"PK")


def test_a_week_stands_on_one_page(commune, secretary):
    import pikepdf

    week = factories.draft(commune, secretary, kind=Kind.WEEK)
    longest = ("Lực lượng duy trì trực 24/24 giờ. " * 12)[:200]
    said = dict.fromkeys(("I", "II", "III"), longest)
    actions.write(report=week, words=said, by=secretary, at=OVER)
    with pikepdf.open(io.BytesIO(pdf.render(*paper(week)))) as drawn:
        assert len(drawn.pages) == 1


def test_content_goes_to_json_and_back(report):
    _head, said = paper(report)
    assert content.from_json(content.to_json(said)) == said


def test_the_level_above_names_who_is_late(province, report, other_commune, secretary):
    above = people.officer("Trịnh Thị Bịa", Role.SECRETARY, province)
    people.officer("Đinh Văn Bịa", Role.SECRETARY, other_commune)
    actions.send(report=report, by=secretary, at=OVER)
    own = factories.draft(province, above)
    _head, said = paper(own, date(2026, 3, 18))
    told = said.appendices[1].blocks
    assert told[0].text == "Số đơn vị dùng hệ thống: 2; đã gửi báo cáo: 1; chậm: 1."
    assert told[1].rows == (("Xã Mỹ An", "17/03/2026", "chưa gửi"),)
    assert said.addressees == ("Chính phủ",)


def test_the_workbook_has_numbers_and_a_header_that_stays(report):
    with zipfile.ZipFile(io.BytesIO(workbook.workbook_of(report, of(report)))) as book:
        names = re.findall('<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        figures, _groups, course = (
            book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2, 3)
        )
    assert names == ["Số liệu", "Theo nhóm", "Diễn biến"]
    assert 'topLeftCell="B2"' in figures and 'state="frozen"' in figures
    assert '<c r="D3"><v>9</v></c>' in figures  # a number, not the text "9"
    assert '<c r="B9"><v>9</v></c>' in course
