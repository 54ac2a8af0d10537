"""Communes, provinces and the nation are scanned, each in its own cells, and who begins to be counted is no hot spot."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from binhyen.hotspots import actions, gathering
from binhyen.hotspots.models import Alert, Cells, Scan, Watch
from binhyen.hotspots.tests import factories as spots
from binhyen.hotspots.tests.factories import LAST, on
from binhyen.matters.tests import factories
from binhyen.notices.models import Notice
from binhyen.people.models import Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level, Unit

TOMORROW = LAST + timedelta(days=1)
NIGHT = on(TOMORROW)
#: Over the year, so that no day of the window stands out.
USUAL = range(0, 360, 30)


@pytest.fixture
def north(province):
    """Twenty communes of the province, counted all year."""
    return _usual(spots.communes(province, 20, 10.0, 106.0))


@pytest.fixture
def south(db):
    """Twenty communes of another province right below."""
    province = people.unit("Đồng Tháp", level=Level.PROVINCE)
    return _usual(spots.communes(province, 20, 9.0, 106.0))


def _usual(communes):
    for number, commune in enumerate(communes):
        for shift, category in enumerate(("NOI", "THF")):
            spots.counted(commune, *(back + (number + 7 * shift) % 30 for back in USUAL), category=category)  # fmt: skip
    return communes


def _chief(unit):
    return people.officer(f"Trưởng {unit.name}", Role.CHIEF, unit)


@pytest.mark.slow
def test_the_nation_tells_each_province_of_its_own_part(north, south):
    chiefs = [_chief(here[0].parent) for here in (north, south)]
    for commune, n in ((south[19], 12), (north[0], 9), (north[1], 2)):
        spots.counted(commune, *(number % 5 for number in range(n)), category="THF")
    done = actions.scan_nation(day=LAST, at=NIGHT)
    assert done.cases == 40 * 24 + 23
    assert len(done.raised) == 2
    upper, lower = (Alert.objects.get(unit=here[0].parent) for here in (north, south))
    assert {each.area for each in lower.areas.all()} == {south[19]}
    assert north[0] in {each.area for each in upper.areas.all()}
    assert lower.elsewhere == upper.areas.count()
    assert upper.elsewhere == lower.areas.count()
    assert (lower.observed >= 12, upper.observed >= 9) == (True, True)
    assert lower.observed + upper.observed <= 12 + 11 + 4
    told = Notice.objects.filter(what="ALERT").values_list("user", flat=True)
    assert sorted(told) == sorted(chief.pk for chief in chiefs)


@pytest.mark.slow
def test_of_a_part_of_few_and_a_province_where_nobody_watches_nothing_is_told(north, south):
    _chief(north[0].parent)
    for commune, n in ((south[19], 15), (north[0], 2)):
        spots.counted(commune, *(number % 5 for number in range(n)), category="THF")
    assert actions.scan_nation(day=LAST, at=NIGHT).raised == ()
    chief = _chief(south[0].parent)
    (alert,) = actions.scan_nation(day=LAST, at=NIGHT).raised
    assert alert.unit == south[0].parent
    assert list(Notice.objects.filter(what="ALERT").values_list("user", flat=True)) == [chief.pk]


def test_the_nation_is_asked_by_night_where_two_provinces_watch_and_on_demand(
    commune, province, hanh, monkeypatch
):
    _chief(province)
    assert actions.ask_everywhere(at=NIGHT) == 2
    assert not Scan.objects.filter(unit=None).exists()
    _chief(people.unit("Đồng Tháp", level=Level.PROVINCE))
    assert actions.ask_everywhere(at=NIGHT) == 2
    assert Scan.objects.filter(unit=None).count() == 1
    assert actions.ask_everywhere(at=NIGHT) == 0
    with pytest.raises(actions.AlreadyAsked):
        actions.ask_nation(at=NIGHT)
    monkeypatch.setattr("binhyen.core.clock.now", lambda: NIGHT)
    call_command("scan", "--nation")
    assert set(Scan.objects.values_list("stage", flat=True)) == {"DONE"}


def test_a_province_looks_at_its_communes_or_at_the_residential_areas_of_them(commune, province):
    areas = spots.areas(commune)
    assert _cells(province) == {commune.pk}
    Watch.objects.create(unit=province, cells=Cells.AREAS)
    assert _cells(province) == {area.pk for area in areas}


def _cells(unit: Unit) -> set[int]:
    return {place for cell in gathering.ground_of(unit, LAST).cells for place in cell.places}


def _hand_over(communes, province):
    for each in communes:
        path = f"{province.path}2025:{each.code}/"
        Unit.objects.filter(pk=each.pk).update(parent=province, path=path)


@pytest.mark.slow
def test_a_place_that_begins_to_be_counted_is_left_out_and_said(north, south, province):
    """Six weeks ago a commune joined: in all kinds more is counted there than ever before."""
    joined = people.unit("Mới", parent=province, lat=10.3, lon=106.1)
    for category in ("NOI", "THF", "ENV-WST"):
        spots.counted(joined, *range(0, 40, 3), category=category)
    done = actions.scan_day(unit=province, day=LAST, at=NIGHT)
    assert done.beginning == 0  # of few the other kinds tell how much is counted there
    assert done.raised == ()
    _hand_over(south, province)
    done = actions.scan_day(unit=province, day=LAST, at=NIGHT)
    assert (done.beginning, done.raised) == (1, ())


@pytest.mark.slow
def test_a_quiet_place_in_which_one_kind_breaks_out_is_a_hot_spot(north, south, province):
    quiet = people.unit("Yên", parent=province, lat=10.3, lon=106.1)
    spots.counted(quiet, *(number % 6 for number in range(14)), category="THF")
    _hand_over(south, province)
    done = actions.scan_day(unit=province, day=LAST, at=NIGHT)
    assert done.beginning == 0
    assert quiet in {each.area for alert in done.raised for each in alert.areas.all()}


def test_the_day_of_a_matter_is_that_of_viet_nam(commune):
    """Half past midnight there is half past five in the afternoon of the day before in Greenwich."""
    area = spots.areas(commune, 1)[0]
    factories.matter(commune, on(LAST, 0), area=area)
    factories.matter(commune, on(LAST, 23), area=area)
    ground = gathering.ground_of(commune, LAST)
    found = gathering.gathered(ground, since=LAST, until=TOMORROW)
    assert [(each.day, each.n) for each in found] == [(LAST, 2)]
