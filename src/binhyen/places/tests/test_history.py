"""What became of what, over the whole country."""

from datetime import date

import pytest

from binhyen.places.models import REFORM, Succession, Unit
from binhyen.places.queries import earlier_selves, heirs, whole_predecessors
from binhyen.places.tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("all_units")]

#: The table of the sources' README: old code -> (new code, extent, clause) of Resolution 1682/NQ-UBTVQH15.
THU_THUA = {
    "28036": {("28036", "WHOLE", "20")},
    "28039": {("28072", "WHOLE", "23")},
    "28042": {("28036", "PART", "20"), ("28051", "PART", "22")},
    "28045": {("28072", "WHOLE", "23")},
    "28048": {("28051", "WHOLE", "22")},
    "28051": {("28051", "WHOLE", "22")},
    "28054": {("28051", "WHOLE", "22")},
    "28057": {("28036", "PART", "20"), ("28087", "PART", "52")},
    "28060": {("28066", "WHOLE", "21")},
    "28063": {("28036", "PART", "20"), ("27694", "PART", "84")},
    "28066": {("28066", "WHOLE", "21")},
    "28072": {("28072", "WHOLE", "23")},
}


def test_every_commune_of_2024_has_its_successors_of_2025_and_they_live_on_that_day():
    olds = Unit.objects.filter(level="COMMUNE", valid_to=REFORM)
    assert olds.count() == 10_035
    assert not olds.filter(successions=None).exists()
    ties = Succession.objects.filter(old__level="COMMUNE", on=REFORM)
    assert ties.count() == 10_566
    assert not ties.exclude(new__edition="2025", new__valid_from=REFORM).exists()


def test_every_commune_of_2025_has_an_origin():
    assert not Unit.objects.filter(
        edition="2025", level="COMMUNE", valid_from=REFORM, origins=None
    ).exists()


def test_a_whole_succession_is_the_only_one_and_parts_come_in_numbers():
    wholes = Succession.objects.filter(extent="WHOLE")
    assert not wholes.filter(
        old__in=Succession.objects.filter(extent="PART").values("old")
    ).exists()
    assert wholes.values("old").distinct().count() == wholes.count()


def test_the_twelve_communes_of_thu_thua_went_where_the_resolution_says():
    ties = Succession.objects.filter(old__parent__path="2024:80/2024:804/").select_related(
        "old", "new"
    )
    found: dict[str, set[tuple[str, str, str]]] = {}
    for tie in ties:
        assert (tie.basis, tie.on) == ("1682/NQ-UBTVQH15", REFORM)
        found.setdefault(tie.old.code, set()).add((tie.new.code, tie.extent, tie.clause))
    assert found == THU_THUA


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [("28042", "28036", 0.53), ("28057", "28036", 0.99), ("28063", "28036", 0.87)],
)
def test_shares_of_land_are_near_those_of_the_sources(old, new, share):
    tie = Succession.objects.get(old__code=old, old__edition="2024", new__code=new, on=REFORM)
    assert tie.share == pytest.approx(share, abs=0.01)


def test_my_lac_went_whole_into_my_thanh_and_the_district_has_no_successor():
    my_lac, my_thanh = factories.my_lac(), factories.my_thanh()
    assert (my_lac.full_name, my_lac.parent.full_name) == ("Xã Mỹ Lạc", "Huyện Thủ Thừa")
    assert my_lac.valid_to == my_thanh.valid_from == REFORM
    assert my_lac in whole_predecessors(my_thanh)
    assert {unit.name for unit in whole_predecessors(my_thanh)} == {"Mỹ Lạc", "Mỹ Thạnh", "Bình An"}
    assert not my_lac.parent.successions.exists()


def test_a_province_counts_what_went_whole_into_it_and_below():
    tay_ninh = Unit.objects.get(path="2025:80/")
    names = {unit.full_name for unit in whole_predecessors(tay_ninh)}
    assert {"Tỉnh Long An", "Tỉnh Tây Ninh", "Xã Mỹ Lạc", "Xã Mỹ An"} <= names


def test_a_unit_keeps_the_registers_of_what_went_whole_into_itself_and_not_of_those_below():
    tay_ninh = Unit.objects.get(path="2025:80/")
    assert {unit.full_name for unit in earlier_selves(tay_ninh)} == {
        "Tỉnh Long An",
        "Tỉnh Tây Ninh",
    }
    assert factories.my_lac() in earlier_selves(factories.my_thanh())


def test_island_districts_without_communes_became_special_zones():
    for code in ("318", "471", "498", "536", "755"):
        tie = Succession.objects.get(old__code=code, old__edition="2024", old__valid_to=REFORM)
        assert (tie.extent, tie.new.kind) == ("WHOLE", "dac_khu")


def test_what_ended_before_the_reform_has_no_invented_successor():
    ended = Unit.objects.filter(edition="2024", valid_to__lt=REFORM, level="COMMUNE")
    tied = Succession.objects.filter(old__in=ended)
    assert tied.count() < ended.count()
    assert not tied.exclude(basis="").exists()
    for tie in tied.select_related("old", "new")[:50]:
        assert (tie.old.code, tie.old.valid_to) == (tie.new.code, tie.new.valid_from)


def test_what_became_of_a_unit_is_followed_to_the_day_asked():
    old = Unit.objects.get(path="2024:75/2024:734/2024:26116/")
    assert [unit.full_name for unit in heirs(old, date(2025, 8, 1))] == ["Xã Tân Phú"]
    assert [unit.full_name for unit in heirs(old, date(2026, 5, 1))] == ["Phường Tân Phú"]
    assert [unit.full_name for unit in heirs(old, date(2025, 1, 1))] == ["Thị trấn Tân Phú"]


def test_no_two_existences_of_a_code_overlap():
    seen: dict[tuple[str, str], date] = {}
    for edition, code, since, until in Unit.objects.order_by("valid_from").values_list(
        "edition", "code", "valid_from", "valid_to"
    ):
        assert seen.get((edition, code), since) <= since
        seen[edition, code] = until or date.max
