"""Registrations and commitments are totals of areas and organisations; their figures say nothing until all have said."""

from datetime import date

import pytest

from binhyen.figures import registry
from binhyen.figures.queries import scope_of
from binhyen.figures.rules import Period
from binhyen.movement import actions, register_table, registers
from binhyen.movement.actions import Entry
from binhyen.movement.models import Commitment, Registration, Theme
from binhyen.people import policy
from binhyen.people.tests import factories
from binhyen.places.local_table import BadTable
from binhyen.places.models import Level

YEAR = Period(date(2025, 11, 1), date(2026, 11, 1))
DAY = date(2026, 2, 10)
HEAD = "đơn vị;tổng số hộ hoặc người;số đã đăng ký hoặc được phổ biến;ngày đăng ký;cam kết pháo\n"


@pytest.fixture
def second(commune):
    return factories.unit("Bà Nhã", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)


@pytest.fixture
def school(commune):
    return factories.unit("Mỹ Lạc", level=Level.SCHOOL, edition="local", parent=commune)


def register(commune, by, at, *entries):
    return actions.register(commune=commune, year=2026, entries=entries, by=by, at=at)


def ask(name, unit):
    return registry.ask(f"movement.{name}", scope_of(unit), YEAR)


def test_the_share_waits_until_every_area_has_said(commune, area, second, secretary, at):
    register(commune, secretary, at, Entry(area, 200, 190, DAY))
    assert ask("households_registered_share", area).exact() == 95
    assert not ask("households_registered_share", commune).is_defined
    register(commune, secretary, at, Entry(second, 100, 100, DAY))
    share = ask("households_registered_share", commune)
    assert (share.numerator, share.denominator) == (290, 300)
    assert [line.what for line in registry.lines(share.sources[0])] == ["190 / 200", "100 / 100"]


def test_staff_and_units_have_shares_of_their_own(commune, area, school, secretary, at):
    register(commune, secretary, at, Entry(school, 40, 40, DAY))
    assert ask("staff_briefed_share", commune).exact() == 100
    assert ask("units_registered_share", commune).exact() == 50


def test_what_an_area_said_before_a_merger_counts_once(commune, old_commune, secretary, at):
    old = factories.unit(
        "Cũ", level=Level.RESIDENTIAL_AREA, edition="local", parent=old_commune,
        since=date(2020, 1, 1), until=factories.REFORM,
    )  # fmt: skip
    new = factories.unit("Mới", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    factories.succeed(old, new)
    Registration.objects.create(unit=old, year=2025, households=50, households_registered=45)
    period = Period(date(2024, 11, 1), date(2025, 11, 1))

    def share():
        return registry.ask("movement.households_registered_share", scope_of(commune), period)

    assert (share().numerator, share().denominator) == (45, 50)
    Registration.objects.create(unit=new, year=2025, households=60, households_registered=60)
    assert (share().numerator, share().denominator) == (60, 60)


def test_commitments_are_summed_over_themes(commune, area, second, secretary, at):
    entries = [
        Entry(area, signed={Theme.FIREWORKS: 180, Theme.TRAFFIC: 20}),
        Entry(second, signed={Theme.FIREWORKS: 90}),
    ]
    assert (
        actions.note_commitments(commune=commune, year=2026, entries=entries, by=secretary, at=at)
        == 3
    )
    assert ask("commitments", commune).numerator == 290
    assert len(registry.lines(ask("commitments", commune).sources[0])) == 3
    assert registers.by_theme(registers.rows(commune, 2026))["FIREWORKS"] == 270
    taken_back = [Entry(area, signed={Theme.TRAFFIC: None})]
    actions.note_commitments(commune=commune, year=2026, entries=taken_back, by=secretary, at=at)
    assert Commitment.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ((100, 101, None), "part"),
        ((-1, -2, None), "whole"),
        ((100, None, None), "part"),
        ((100, 90, date(2025, 2, 1)), "registered_on"),
        ((100, 90, date(2026, 4, 1)), "registered_on"),
        ((1_000_001, 90, None), "whole"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_taken(
    commune, area, second, secretary, at, said, column
):
    with pytest.raises(actions.BadEntries) as told:
        register(commune, secretary, at, Entry(second, 50, 50, DAY), Entry(area, *said))
    fault = told.value.faults[0]
    assert (fault.unit, fault.column) == (area, column)
    assert not Registration.objects.exists()


def test_another_communes_area_is_not_taken(commune, other_commune, secretary, at):
    theirs = factories.unit(
        "Rạch", level=Level.RESIDENTIAL_AREA, edition="local", parent=other_commune
    )
    with pytest.raises(actions.BadEntries):
        register(commune, secretary, at, Entry(theirs, 50, 50, DAY))


def test_who_has_no_say_takes_nothing_down(commune, area, lan, at):
    with pytest.raises(policy.NotAllowed):
        register(commune, lan, at, Entry(area, 50, 50, DAY))


def take(commune, secretary, at, content):
    return actions.import_registrations(
        commune=commune, year=2026, content=content.encode(), by=secretary, at=at
    )


def test_a_table_comes_back_as_it_went_out(commune, area, second, secretary, at):
    table = HEAD + "Ấp Cầu Lớn;1.200;1 100;10/2/2026;900\nấp bà nhã;80;80;2026-02-11;\n"
    assert take(commune, secretary, at, table) == 2
    rows = registers.rows(commune, 2026)
    assert {row.unit: (row.whole, row.part) for row in rows} == {
        area: (1200, 1100),
        second: (80, 80),
    }
    out = "\n".join(";".join(cells) for cells in register_table.written(rows))
    Registration.objects.all().delete()
    Commitment.objects.all().delete()
    take(commune, secretary, at, out)
    assert registers.totals(registers.rows(commune, 2026)).part == 1180
    assert Commitment.objects.get().signed == 900


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("Ấp Ma;1;1;;", "đơn vị", "Ấp Ma"),
        ("Ấp Cầu Lớn;nhiều;1;;", "tổng số hộ hoặc người", "nhiều"),
        ("Ấp Cầu Lớn;10;11;;", "số đã đăng ký hoặc được phổ biến", "11"),
        ("Ấp Cầu Lớn;10;10;31/2/2026;", "ngày đăng ký", "31/2/2026"),
        ("Ấp Cầu Lớn;10;10;1/2/2025;", "ngày đăng ký", "2026"),
        ("Ấp Cầu Lớn;10;10;;-3", "cam kết pháo", ""),
        ("Ấp Bà Nhã;10;10;;", "đơn vị", "2"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column_and_nothing_is_taken(
    commune, area, second, secretary, at, row, column, words
):
    with pytest.raises(BadTable) as told:
        take(commune, secretary, at, f"{HEAD}Ấp Bà Nhã;80;80;;5\n{row}\n")
    fault = told.value.errors[0]
    assert (fault.row, fault.column) == (3, column)
    assert words in fault.message
    assert not Registration.objects.exists() and not Commitment.objects.exists()


@pytest.mark.parametrize("table", ["", "đơn vị;số điện thoại\nẤp;1\n", HEAD])
def test_a_table_that_is_none_is_refused(commune, area, secretary, at, table):
    with pytest.raises(BadTable):
        take(commune, secretary, at, table)
