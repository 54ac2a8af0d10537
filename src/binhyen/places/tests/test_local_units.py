"""Units that a commune adds below itself."""

from datetime import date

import pytest

from binhyen.audit.models import Entry
from binhyen.places import actions, pack
from binhyen.places.kinds import LocalKind, bare_name, kind_called
from binhyen.places.models import REFORM, Succession, Unit
from binhyen.places.queries import whole_predecessors
from binhyen.places.tests.factories import AT, my_lac, my_thanh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tay_ninh")]

THEN, NOW = date(2024, 1, 2), date(2026, 3, 2)


def add(parent=None, name="Bà Nhã", kind=LocalKind.AP, on=NOW, **more):
    return actions.add_local_unit(
        parent=parent or my_thanh(), kind=kind, name=name, on=on, actor="U-1", at=AT, **more
    )


def add_table(text, parent=None, on=NOW):
    content = text if isinstance(text, bytes) else text.encode()
    return actions.import_local_units(
        parent=parent or my_thanh(), content=content, on=on, actor="U-1", at=AT
    )


def faults(text):
    with pytest.raises(actions.BadTable) as caught:
        add_table(text)
    assert not Unit.objects.filter(edition="local").exists()
    return [(e.row, e.column, e.message) for e in caught.value.errors]


def test_a_hamlet_stands_below_its_commune_and_on_the_trail():
    hamlet = add(name="ấp  Bà Nhã")
    assert (hamlet.full_name, hamlet.level) == ("Ấp Bà Nhã", "RESIDENTIAL_AREA")
    assert hamlet.path == f"{my_thanh().path}local:2025.28051.1/"
    assert hamlet in Unit.objects.below(my_thanh()).on(NOW)
    entry = Entry.objects.get(event="places.unit_added")
    assert (entry.subject, entry.actor) == ("local-2025.28051.1", "U-1")


def test_numbers_go_on_and_schools_keep_their_whole_name():
    add()
    school = add(name="Trường THPT Mỹ Lạc", kind=LocalKind.TRUONG)
    assert (school.full_name, school.level, school.code) == (
        "Trường THPT Mỹ Lạc", "SCHOOL", "2025.28051.2",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["Bà Nhã", "BÀ NHÃ", "Ấp Bà nhã"])
def test_a_name_is_there_once(name):
    add()
    with pytest.raises(actions.BadName):
        add(name=name)


def test_marks_tell_two_names_apart():
    add(name="Cầu Lớn")
    assert add(name="Cầu Lơn").full_name == "Ấp Cầu Lơn"


@pytest.mark.parametrize("name", ["", "   ", "Ấp ", "x" * 121, "a\x07b"])
def test_a_name_that_says_nothing_is_refused(name):
    with pytest.raises(actions.BadName):
        add(name=name)


def test_only_a_commune_of_the_day_holds_local_units():
    with pytest.raises(actions.CannotHold):
        add(parent=my_thanh().parent)
    with pytest.raises(actions.CannotHold):
        add(parent=my_lac(), on=NOW)
    with pytest.raises(actions.CannotHold):
        add(parent=my_thanh(), on=date(2025, 6, 30))


def test_a_point_must_lie_in_the_commune():
    inside = my_lac()
    assert add(lat=inside.lat, lon=inside.lon).lat == inside.lat
    for lat, lon in ((48.8, 2.3), (inside.lat, None), (900.0, 0.0), (11.3, 106.1)):
        with pytest.raises(actions.PointElsewhere):
            add(name="Khác", lat=lat, lon=lon)


def test_a_new_name_closes_the_unit_and_opens_another():
    hamlet = add(on=date(2025, 8, 1))
    renamed = actions.rename_local_unit(unit=hamlet, name="Bà Nhã 1", on=NOW, actor="U-1", at=AT)
    hamlet.refresh_from_db()
    assert hamlet.valid_to == renamed.valid_from == NOW
    assert Succession.objects.get(old=hamlet).new == renamed
    with pytest.raises(actions.AlreadyClosed):
        actions.rename_local_unit(unit=hamlet, name="Khác", on=NOW, actor="U-1", at=AT)


def test_closing_twice_is_told():
    hamlet = add(on=date(2025, 8, 1))
    stale = Unit.objects.get(pk=hamlet.pk)
    actions.close_local_unit(unit=hamlet, on=NOW, actor="U-1", at=AT)
    with pytest.raises(actions.AlreadyClosed):
        actions.close_local_unit(unit=stale, on=NOW, actor="U-2", at=AT)


def test_what_the_law_made_is_not_closed_by_hand():
    with pytest.raises(ValueError, match="only local units"):
        actions.close_local_unit(unit=my_thanh(), on=NOW, actor="U-1", at=AT)


def test_a_merger_carries_the_hamlets_over_and_their_history_with_them():
    first, second = (add(parent=my_lac(), name=name, on=THEN) for name in ("1", "2"))
    add(parent=my_thanh(), name="2", on=REFORM)
    carried = actions.carry_over_local_units(
        old=my_lac(), new=my_thanh(), on=REFORM, actor="U-1", at=AT, basis="1682/NQ-UBTVQH15"
    )
    assert [unit.full_name for unit in carried] == ["Ấp 1", "Ấp 2 (Mỹ Lạc)"]
    for old, new in zip((first, second), carried, strict=True):
        old.refresh_from_db()
        assert old.valid_to == new.valid_from == REFORM
        tie = Succession.objects.get(old=old)
        assert (tie.new, tie.extent, tie.basis) == (new, "WHOLE", "1682/NQ-UBTVQH15")
        assert whole_predecessors(new) == [old]
    again = actions.carry_over_local_units(
        old=my_lac(), new=my_thanh(), on=REFORM, actor="U-1", at=AT
    )
    assert again == []


@pytest.mark.parametrize(
    ("word", "kind"),
    [("Ấp", "ap"), ("KHU PHỐ", "khu_pho"), ("to_dan_pho", "to_dan_pho"), ("School", "truong")],
)
def test_kinds_are_understood_as_people_write_them(word, kind):
    assert kind_called(word) == kind


def test_the_word_of_the_kind_is_taken_off_only_where_it_stands_alone():
    assert bare_name(LocalKind.KHU_PHO, "Khu phố 3") == "3"
    assert bare_name(LocalKind.BAN, "Bản Lác") == "Lác"
    assert bare_name(LocalKind.BAN, "Bảng Lảng") == "Bảng Lảng"


@pytest.mark.parametrize(
    "table",
    [
        "loại,tên\nấp,Bà Nhã\nkhu phố,2\n",
        "\ufeffLoại;Tên;Vĩ độ;Kinh độ\r\nẤp;Bà Nhã;;\r\n\r\nKhu phố;2;10,62;106,35\r\n",
        "name\tkind\nBà Nhã\tap\n2\tkhu_pho\n",
    ],
)
def test_a_table_is_read_as_a_spreadsheet_saves_it(table):
    assert [unit.full_name for unit in add_table(table)] == ["Ấp Bà Nhã", "Khu phố 2"]


def test_one_bad_row_and_nothing_is_taken_over():
    told = faults("loại,tên,vĩ độ,kinh độ\nấp,1,,\nxóm,2,,\nấp,,,\nấp,3,abc,106.3\n")
    assert [(row, column) for row, column, _ in told] == [(3, "loại"), (5, "vĩ độ")]
    told = faults("loại,tên,vĩ độ,kinh độ\nấp,1,,\nấp,,,\nấp,1,,\nấp,4,48.8,2.3\n")
    assert [(row, column) for row, column, _ in told] == [(3, "tên"), (4, "tên"), (5, "vĩ độ")]
    assert not Entry.objects.filter(event="places.unit_added").exists()


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("", 1, ""),
        ("loại,tên\n", 1, ""),
        ("loại\nấp\n", 1, "tên"),
        ("loại,tên,số dân\nấp,1,3\n", 1, "số dân"),
        ("loại,tên,ten\nấp,1,1\n", 1, "ten"),
        ('loại,tên\nấp,"1\n', 2, ""),
        ("loại,tên\nấp,1,,thừa\n", 2, ""),
        ("loại,tên\nấp,một\n".encode("utf-16"), 1, ""),
        ("loại,tên\nấp,một\nấp,hai\n".encode().replace(b"hai", b"\xff"), 3, ""),
        (b"PK\x03\x04\x00\x00", 1, ""),
        (b"x" * 1_000_001, 0, ""),
        ("loại,tên\n" + "".join(f"ấp,{n}\n" for n in range(2001)), 2002, ""),
    ],
)
def test_a_table_that_is_none_is_told_where_and_why(table, row, column):
    told = faults(table)
    assert told[0][:2] == (row, column)
    assert told[0][2]


def test_the_pack_names_every_kind_of_unit_it_holds():
    assert {row.kind for row in pack.units()} == {
        "tinh", "thanh_pho_truc_thuoc_trung_uong", "quan", "huyen", "thi_xa", "thanh_pho_thuoc_tinh",
        "thanh_pho_thuoc_thanh_pho", "phuong", "xa", "thi_tran", "dac_khu",
    }  # fmt: skip
