# ruff: noqa: S314  (we read what we have just written)
"""A workbook as a spreadsheet reads it: texts, numbers and moments, whatever a text holds."""

import io
import zipfile
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest

from binhyen.desk import workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(*rows, mark="Hạnh lấy ra", head=("Mã", "Tên"), sheet="Vụ việc", widths=(15, 50)):
    file = io.BytesIO()
    workbook.write(file, rows, mark=mark, head=head, sheet=sheet, widths=widths)
    return zipfile.ZipFile(file)


def cells(book):
    """Return what stands where, read by an XML reader of its own."""
    tree = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return {
        cell.get("r"): cell.findtext(f"{MAIN}is/{MAIN}t") or cell.findtext(f"{MAIN}v")
        for cell in tree.iter(f"{MAIN}c")
    }


def test_the_mark_the_head_and_the_rows_stand_below_one_another():
    found = cells(written(["VV-1", "Tiếng ồn"], ["VV-2", 7], ["VV-3", 0]))
    assert found == {
        "A1": "Hạnh lấy ra",
        "A2": "Mã",
        "B2": "Tên",
        "A3": "VV-1",
        "B3": "Tiếng ồn",
        "A4": "VV-2",
        "B4": "7",
        "A5": "VV-3",
        "B5": "0",
    }


def test_an_empty_cell_is_not_there():
    assert set(cells(written(["", None, "x"]))) == {"A1", "A2", "B2", "C3"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<b> & \"nháy\" 'đơn'", "<b> & \"nháy\" 'đơn'"),
        ("=1+1", "=1+1"),
        ("hai\ndòng", "hai\ndòng"),
        ("\x00\x07chuông\ufffe\ud800", "chuông"),
        ("_x0041_", "_x005F_x0041_"),
        ("😀 ‏אב", "😀 ‏אב"),
    ],
)
def test_a_text_stays_a_text_whatever_it_holds(typed, read):
    book = written([typed])
    assert cells(book)["A3"] == read
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_moment_is_the_day_and_the_hour_of_a_spreadsheet():
    at = datetime(2026, 11, 26, 18, 0)  # noqa: DTZ001
    days = float(cells(written([at]))["A3"])
    assert datetime(1899, 12, 30) + timedelta(days=days) == at  # noqa: DTZ001


def test_the_columns_go_on_after_the_last_letter():
    row = cells(written(list(range(1, 704)), head=()))
    assert (row["Z3"], row["AA3"], row["ZZ3"], row["AAA3"]) == ("26", "27", "702", "703")


def test_every_part_that_is_named_is_there_and_can_be_read():
    book = written(mark="A & B", sheet="Số liệu <1>")
    for name in book.namelist():
        ElementTree.fromstring(book.read(name))
    types = book.read("[Content_Types].xml").decode()
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        assert f"/{name}" in types
        assert name in book.namelist()
    foot = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).findtext(
        f"{MAIN}headerFooter/{MAIN}oddFooter"
    )
    assert foot == "&LA && B&R&P / &N"
