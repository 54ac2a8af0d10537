"""Loading the shipped units."""

from collections import Counter
from datetime import date
from io import StringIO
from unicodedata import normalize

import pytest
from django.core.management import call_command
from django.db import connection

from binhyen.audit.models import Entry
from binhyen.places import actions, pack
from binhyen.places.models import Succession, Unit
from binhyen.places.tests import factories


def load(*args):
    out = StringIO()
    call_command("load_places", *args, stdout=out)
    return out.getvalue()


def contents():
    return (
        list(Unit.objects.order_by("pk").values_list()),
        list(Succession.objects.order_by("pk").values_list()),
        Entry.objects.count(),
    )


def test_loading_twice_changes_nothing_and_says_so(db):
    with factories.only(factories.TAY_NINH):
        assert "units and" in load()
        before = contents()
        assert load().endswith("all units are there already, nothing changed\n")
    assert contents() == before
    assert before[2] == 1


def test_quiet_loading_says_nothing(db):
    with factories.only(("2025:80/",)):
        assert load("--quiet") == ""
    assert Unit.objects.filter(level="COMMUNE").count() == 96


def test_a_newer_pack_corrects_a_unit_in_its_place(tay_ninh):
    my_thanh = factories.my_thanh()
    Unit.objects.filter(pk=my_thanh.pk).update(name="Mỹ Thanh", population=1)
    with factories.only(factories.TAY_NINH):
        loaded = actions.load_pack(actor="shell", at=factories.AT)
    assert loaded == actions.Loaded(0, 1, 0, 0)
    assert factories.my_thanh().pk == my_thanh.pk
    assert factories.my_thanh().name == "Mỹ Thạnh"


def test_local_units_are_left_alone(tay_ninh):
    my_thanh = factories.my_thanh()
    Unit.objects.create(
        edition="local", code="2025.28051.1", level="RESIDENTIAL_AREA", kind="ap", name="1",
        full_name="Ấp 1", parent=my_thanh, path=f"{my_thanh.path}local:2025.28051.1/",
        valid_from=date(2025, 7, 1),
    )  # fmt: skip
    with factories.only(factories.TAY_NINH):
        assert actions.load_pack(actor="shell", at=factories.AT).is_nothing


def test_an_interrupted_load_leaves_nothing(db, monkeypatch):
    monkeypatch.setattr(pack, "successions", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.load_pack(actor="shell", at=factories.AT)
    assert contents() == ([], [], 0)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 3, 1), {"PROVINCE": 63, "DISTRICT": 705, "COMMUNE": 10_597}),
        (date(2025, 6, 30), {"PROVINCE": 63, "DISTRICT": 696, "COMMUNE": 10_035}),
        (date(2025, 7, 1), {"PROVINCE": 34, "COMMUNE": 3_321}),
        (date(2026, 5, 1), {"PROVINCE": 34, "COMMUNE": 3_321}),
    ],
)
def test_the_country_has_as_many_units_as_it_had_on_the_day(day, expected):
    alive = Counter(
        row.level
        for row in pack.units()
        if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
    )
    assert alive == expected


def test_every_text_is_composed_and_every_path_is_known_before_its_children():
    known = {""}
    for row in pack.units():
        for value in (row.name, row.full_name, row.full_name_en, row.other_names):
            assert value == normalize("NFC", value).strip()
        assert row.full_name
        assert row.level == "PROVINCE" or row.path.rstrip("/").rpartition("/")[0] + "/" in known
        assert row.path not in known
        known.add(row.path)


def test_dong_nai_became_a_city_and_ten_of_its_communes_wards_in_2026():
    rows = {row.path: row for row in pack.units()}
    before, since = rows["2025:75/"], rows["2025:75@2026-04-30/"]
    assert (before.full_name, before.valid_to) == ("Tỉnh Đồng Nai", date(2026, 4, 30))
    assert (since.full_name, since.valid_to) == ("Thành phố Đồng Nai", None)
    turned = [
        row.full_name
        for row in rows.values()
        if row.path.startswith("2025:75@") and row.kind == "phuong"
        and rows[f"2025:75/2025:{row.code}/"].kind == "xa"
    ]  # fmt: skip
    assert len(turned) == 10


def test_all_below_a_unit_is_found_by_index(tay_ninh):
    province = Unit.objects.get(path="2025:80/")
    assert Unit.objects.within(province).count() == 97
    assert Unit.objects.below(province).count() == 96
    assert set(Unit.objects.below(province).values_list("edition", flat=True)) == {"2025"}
    if connection.vendor == "sqlite":
        assert "USING INDEX" in Unit.objects.within(province).explain()


def test_a_path_without_its_slash_is_refused(db):
    with pytest.raises(ValueError, match='must end with "/"'):
        Unit.objects.filter(path__under="2025:8").count()
