"""Earlier records come in by the same rules, all of them or none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from binhyen.audit.models import Entry
from binhyen.figures import actions as figures
from binhyen.figures.models import DayCount
from binhyen.matters import actions
from binhyen.matters.models import Matter, Move
from binhyen.matters.records import BadMeaning, BadRecords, read_meaning, read_records
from binhyen.people.policy import NotAllowed
from binhyen.reports.models import Report

DATA = Path(__file__).with_name("data")
EXAMPLE = Path(__file__).parents[4] / "docs/howto/import-mapping-sf311.toml"
CUT = DATA / "sf_311_cut.csv"
WRONG = DATA / "sf_311_ended_before_opened.csv"
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
MEANING = """
[columns]
id = "so"
opened = "nhan"
ended = "xong"
category = "loai"
[categories]
"On" = "NOI"
"Lua" = "FRD"
"""


def meaning(more="", without=""):
    return read_meaning((MEANING + more).replace(without, ""))


def table(*rows):
    return ("so,nhan,xong,loai\n" + "\n".join(rows)).encode()


def faults_of(content, meaning_):
    with pytest.raises(BadRecords) as raised:
        read_records(content, meaning_, at=NOW)
    return [(fault.row, fault.column) for fault in raised.value.faults]


@pytest.mark.slow
def test_real_records_become_matters_with_their_history(commune, hanh):
    call_command("import_matters", CUT, mapping=EXAMPLE, unit=commune.code, by=hanh.email)
    matters = Matter.objects.all()
    assert matters.count() == Report.objects.count() == 52
    assert matters.filter(state="VERIFYING").count() == 6
    closed = matters.filter(state="CLOSED").order_by("pk").first()
    acts = ["OPEN", "TAKE_IN_HAND", "SETTLE", "CLOSE"]
    assert list(closed.moves.order_by("pk").values_list("act", flat=True)) == acts
    assert closed.version == 4
    assert closed.outside_ref == "240769"
    assert closed.opened_at == datetime(2008, 7, 1, 22, 49, 47, tzinfo=UTC)
    assert closed.channel == "IMPORT"
    assert figures.differences() == []
    assert Entry.objects.get(event="matters.imported").detail == {"new": 52, "known": 0}


@pytest.mark.slow
def test_the_same_file_again_changes_nothing(commune, hanh):
    for _ in range(2):
        call_command("import_matters", CUT, mapping=EXAMPLE, unit=commune.code, by=hanh.email)
    assert Matter.objects.count() == 52
    assert Move.objects.filter(act="CLOSE").count() == 46


def test_real_records_that_ended_before_they_began_are_named_and_nothing_is_imported(commune, hanh):
    with pytest.raises(CommandError) as raised:
        call_command("import_matters", WRONG, mapping=EXAMPLE, unit=commune.code, by=hanh.email)
    told = str(raised.value)
    assert "dòng 7, cột closed_at" in told
    assert "dòng 8, cột closed_at" in told
    assert "Kết thúc trước khi tiếp nhận" in told
    assert not Matter.objects.exists()
    assert not DayCount.objects.exists()


def test_they_are_taken_as_ended_at_once_when_the_mapping_says_so(commune, hanh):
    text = EXAMPLE.read_text(encoding="utf-8")
    lenient = text.replace(
        'ended_before_opened = "refuse"', 'ended_before_opened = "end_at_opening"'
    )
    records = read_records(WRONG.read_bytes(), read_meaning(lenient), at=NOW)
    assert len(records) == 7
    assert all(record.ended_at >= record.opened_at for record in records if record.ended_at)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1,gestern,,On", "nhan"),
        ("1,2031-01-01T08:00,,On", "nhan"),
        ("1,1980-01-01T08:00,,On", "nhan"),
        ("1,2026-01-05T08:00,2026-01-04T08:00,On", "xong"),
        ("1,2026-01-05T08:00,,Khac", "loai"),
        (",2026-01-05T08:00,,On", "so"),
        ("9,2026-01-05T08:00,,On", "so"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(row, column):
    good = "9,2026-01-02T08:00,,On"
    assert faults_of(table(good, row), meaning()) == [(3, column)]


def test_a_column_that_is_missing_is_named():
    assert faults_of(b"so,nhan,xong\n1,2026-01-02T08:00,", meaning()) == [(1, "loai")]


def test_a_file_that_is_no_utf_8_is_told_by_row():
    assert faults_of(table("1,2026-01-02T08:00,,On") + b"\n\xff,", meaning()) == [(3, "")]


def test_a_rule_of_the_house_refuses_by_row_too_and_then_nothing_is_kept(commune, hanh):
    rows = table("1,2026-01-02T08:00,,On", "2,2026-01-02T08:00,2026-01-03T08:00,Lua")
    records = read_records(rows, meaning(), at=NOW)
    with pytest.raises(BadRecords) as raised:
        actions.import_records(records=records, meaning=meaning(), unit=commune, by=hanh, at=NOW)
    assert [(fault.row, fault.column) for fault in raised.value.faults] == [(3, "loai")]
    assert not Matter.objects.exists()


def test_what_the_unit_may_not_end_was_handed_over_when_the_mapping_says_to_whom(commune, hanh):
    said = meaning('[rules]\nreferred_to = "Công an tỉnh"')
    records = read_records(table("2,2026-01-02T08:00,2026-01-03T08:00,Lua"), said, at=NOW)
    actions.import_records(records=records, meaning=said, unit=commune, by=hanh, at=NOW)
    assert Matter.objects.get().ending == "REFERRED"


def test_records_older_than_the_unit_are_named_unless_the_mapping_keeps_them(commune, hanh):
    records = read_records(table("1,2020-01-02T08:00,,On"), meaning(), at=NOW)
    with pytest.raises(BadRecords, match="02/01/2020"):
        actions.import_records(records=records, meaning=meaning(), unit=commune, by=hanh, at=NOW)


def test_records_of_a_closed_year_are_named_and_those_taken_over_before_are_known(
    commune, hanh, chief
):
    records = list(read_records(table("1,2025-11-02T08:00,,On"), meaning(), at=NOW))
    told = {"meaning": meaning(), "unit": commune, "by": hanh, "at": NOW}
    actions.import_records(records=records, **told)
    figures.close_year(unit=commune, year=2025, by=chief, at=NOW)
    assert actions.import_records(records=records, **told).known == 1
    more = read_records(table("2,2025-11-03T08:00,,On"), meaning(), at=NOW)
    with pytest.raises(BadRecords, match="02/03/2026") as raised:
        actions.import_records(records=more, **told)
    assert [(fault.row, fault.column) for fault in raised.value.faults] == [(2, "nhan")]
    assert figures.differences() == []


def test_only_the_police_of_the_unit_may_import(commune, lan, administrator):
    for who in (lan, administrator):
        with pytest.raises(NotAllowed):
            actions.import_records(records=[], meaning=meaning(), unit=commune, by=who, at=NOW)


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ('[rules]\noutcome = "GOOD"', "rules.outcome"),
        ('[rules]\nbefore_unit = "maybe"', "rules.before_unit"),
        ("[rules]\nfast = true", "rules.fast"),
        ('[times]\nzone = "Mars/Base"', "times.zone"),
        ('"X" = "OUT-PETITION"', "categories.X"),
        ("[more]", "more"),
        ("[", "Invalid"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused_by_name(more, named):
    with pytest.raises(BadMeaning, match=named):
        meaning(more)
