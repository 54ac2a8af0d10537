"""A commune is scanned by hexagons where it wants that: more closely, and with nothing told that a point alone would tell."""

from datetime import timedelta

import pytest

from binhyen.hotspots import actions, gathering, queries, rules
from binhyen.hotspots.models import Alert, AlertCell, Cells, MeasureKind, Scan, Watch
from binhyen.hotspots.tests import factories as spots
from binhyen.hotspots.tests.factories import LAST, on
from binhyen.matters import happenings
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.people.tests import factories as people
from binhyen.places import cells as hexagons
from binhyen.places.models import Level, Unit

TOMORROW = LAST + timedelta(days=1)
NIGHT = on(TOMORROW)
#: On the border of the first two areas, nearer to the first.
BRIDGE = (10.626, 106.306)


@pytest.fixture
def places(commune):
    where = spots.areas(commune)
    spots.a_usual_year(commune, where)
    return where


@pytest.fixture
def narrow(commune):
    return Watch.objects.create(unit=commune, cells=Cells.NARROW)


def _at_the_bridge(commune, where, n=12, last=LAST):
    """Plant thefts at one point, by turns in the one area and in the other."""
    before = set(Matter.objects.values_list("pk", flat=True))
    for area in where:
        spots.planted(commune, area, n // len(where), last=last)
    Matter.objects.exclude(pk__in=before).update(lat=BRIDGE[0], lon=BRIDGE[1])


def _alert(commune, at=NIGHT, day=LAST):
    (alert,) = actions.scan_day(unit=commune, day=day, at=at).raised
    return alert


def _counts(alert, on, *, is_open=True):
    return queries.counts_of(alert, queries.ground_of(alert, on), on, is_open=is_open)


def test_what_lies_on_the_border_of_two_areas_is_one_hexagon(commune, places, narrow):
    _at_the_bridge(commune, places[:2])
    alert = _alert(commune)
    spot = hexagons.cell_at(*BRIDGE, 9)
    assert [each.cell for each in alert.cells.all()] == [spot]
    assert (alert.resolution, [each.area for each in alert.areas.all()]) == (9, [places[0]])
    assert alert.observed == 12
    ((place, n, year),) = _counts(alert, TOMORROW).areas
    assert (place.unit, place.cell, n, year) == (places[0], spot, 12, 0)


def test_a_wide_hexagon_holds_what_lies_in_it(commune, places, narrow):
    narrow.cells = Cells.WIDE
    narrow.save()
    _at_the_bridge(commune, places[:2])
    assert [each.cell for each in _alert(commune).cells.all()] == [hexagons.cell_at(*BRIDGE, 8)]


def test_what_has_no_point_counts_in_the_middle_of_its_area_and_what_has_neither_is_said(
    commune, places, narrow
):
    ground = gathering.ground_of(commune, LAST)
    found = gathering.gathered(ground, since=LAST - rules.YEAR, until=TOMORROW)
    assert {each.place for each in found} == {hexagons.cell_at(each.lat, each.lon, 9) for each in places}  # fmt: skip
    factories.matter(commune, on(LAST, 9), category="NOI")
    assert actions.scan_day(unit=commune, day=LAST, at=NIGHT).left_out.cases == 1


def test_no_point_leaves_the_matters_and_a_few_are_never_a_place(commune, places, narrow):
    assert happenings.Happened._fields == ("place", "day", "category", "n")
    _at_the_bridge(commune, places[:2], n=4)
    ground = gathering.ground_of(commune, LAST)
    happened = gathering.gathered(ground, since=LAST - rules.YEAR, until=TOMORROW)
    study = gathering.study_until(ground, happened, LAST)
    bridge = hexagons.cell_at(*BRIDGE, 9)
    (cell,) = (each for each in study.cells if bridge in each.places)
    assert cell.places[0] == hexagons.cell_at(places[0].lat, places[0].lon, 9)


def test_what_is_need_to_know_has_no_hexagon(commune, places, narrow):
    _at_the_bridge(commune, places[:2])
    Matter.objects.filter(lat__isnull=False).update(sensitivity="S3")
    ground = gathering.ground_of(commune, LAST)
    found = gathering.gathered(ground, since=LAST - rules.YEAR, until=TOMORROW)
    assert hexagons.cell_at(*BRIDGE, 9) not in {each.place for each in found}


def test_a_neighbours_matters_in_the_same_hexagon_are_not_counted(
    commune, places, narrow, province
):
    _at_the_bridge(commune, places[:2])
    alert = _alert(commune)
    neighbour = people.unit("Láng Giềng", parent=province)
    factories.matter(neighbour, on(LAST, 9), category="THF")
    Matter.objects.filter(unit=neighbour).update(lat=BRIDGE[0], lon=BRIDGE[1])
    assert sum(n for _place, n, _year in _counts(alert, TOMORROW).areas) == 12
    again = actions.scan_day(unit=commune, day=LAST, at=NIGHT)
    assert (again.raised, [each.observed for each in again.followed]) == ((), [12])


def test_who_may_not_count_is_told_no_hexagon(commune, places, narrow):
    _at_the_bridge(commune, places[:2])
    ((place, n, year),) = _counts(_alert(commune), TOMORROW, is_open=False).areas
    assert (place.unit, place.cell, n, year) == (places[0], None, None, None)


def test_it_is_the_same_alert_by_areas_and_by_hexagons(commune, places):
    _at_the_bridge(commune, places[:1])
    alert = _alert(commune)
    assert (alert.resolution, alert.cells.count()) == (None, 0)
    watch = Watch.objects.create(unit=commune, cells=Cells.NARROW)
    assert actions.scan_day(unit=commune, day=LAST, at=NIGHT).followed == (alert,)
    watch.cells = Cells.WIDE
    watch.save()
    again = actions.scan_day(unit=commune, day=LAST, at=NIGHT)
    assert (again.raised, again.followed) == ((), (alert,))


def test_before_and_after_are_counted_in_the_hexagon(commune, places, narrow, hanh, at):
    _at_the_bridge(commune, places[:2])
    alert = _alert(commune)
    actions.acknowledge(alert=alert, by=hanh, at=at)
    actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=hanh, at=at)
    _at_the_bridge(commune, places[:1], n=3, last=at.date() + timedelta(days=9))
    factories.matter(commune, at + timedelta(days=2), category="THF", area=places[0])
    then = at + timedelta(days=14)
    look = actions.look_again(alert=alert, after_days=14, words="Đã yên.", by=hanh, at=then)
    assert (look.before, look.after) == (12, 3)
    assert (look.year, look.year_days) == (alert.year, alert.year_days)
    assert queries.is_comparable(look, queries.ground_of(alert, then.date()))


def test_a_look_after_the_points_are_forgotten_compares_nothing(commune, places, narrow, hanh, at):
    _at_the_bridge(commune, places[:2])
    alert = _alert(commune)
    actions.acknowledge(alert=alert, by=hanh, at=at)
    actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=hanh, at=at)
    late = at + timedelta(days=365)
    look = actions.look_again(alert=alert, after_days=14, words="Đã yên.", by=hanh, at=late)
    assert not queries.is_comparable(look, queries.ground_of(alert, late.date()))


def test_what_is_counted_reaches_back_as_far_as_points_do(commune, places, narrow):
    _at_the_bridge(commune, places[:2])
    alert = _alert(commune)
    counts = _counts(alert, TOMORROW)
    assert counts.days == 365 - (TOMORROW - alert.starts_on).days
    later = _counts(alert, TOMORROW + timedelta(days=365))
    assert [(n, year) for _place, n, year in later.areas] == [(None, None)]
    assert later.others == []
    assert {n for week, n in later.weeks if week.first < TOMORROW} == {None}


def test_the_hexagons_of_an_alert_go_a_year_after_it_ends_and_its_areas_stay(
    commune, places, narrow
):
    _at_the_bridge(commune, places[:2])
    alert = _alert(commune)
    Alert.objects.update(state="CLOSED", ending="EASED", closed_at=NIGHT)
    actions.forget_words(at=NIGHT + timedelta(days=365))
    assert AlertCell.objects.count() == 1
    later = NIGHT + timedelta(days=366)
    assert actions.forget_words(at=later) == 1
    assert (AlertCell.objects.count(), alert.areas.count()) == (0, 1)
    assert _counts(alert, later.date()).areas == []


def test_a_merger_leaves_the_hexagons_where_they_are(commune, places, narrow, province):
    _at_the_bridge(commune, places[:2])
    alert = _alert(commune)
    merged_on = TOMORROW + timedelta(days=3)
    new = people.unit("Xã Mới", parent=province, since=merged_on)
    Unit.objects.filter(pk=commune.pk).update(valid_to=merged_on)
    people.succeed(commune, new)
    alert = Alert.objects.get()
    ground = queries.ground_of(alert, merged_on)
    assert (ground.units, set(ground.communes)) == ([new], {new.pk, commune.pk})
    assert [n for _place, n, _year in _counts(alert, merged_on).areas] == [12]
    after = actions.scan_day(unit=new, day=merged_on, at=on(merged_on + timedelta(days=1)))
    assert (after.raised, after.followed) == ((), (alert,))


def test_two_years_are_replayed_by_areas(commune, places, narrow):
    _at_the_bridge(commune, places[:1])
    scan = Scan(unit=commune, day=LAST, is_replay=True)
    ground = gathering.ground_of_units(scan.home, LAST)
    assert (ground.resolution, len(ground.cells)) == (None, len(places))


def test_a_commune_whose_areas_no_map_knows_calls_hexagons_by_itself(commune, narrow):
    people.unit("Ấp Đâu", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    ground = gathering.ground_of(commune, LAST)
    assert ground.named([hexagons.cell_at(*BRIDGE, 9)]) == (commune.pk,)


def test_a_province_that_took_over_a_communes_wish_is_scanned_by_communes(province, commune):
    Watch.objects.create(unit=province, cells=Cells.WIDE)
    assert gathering.ground_of(province, LAST).resolution is None
