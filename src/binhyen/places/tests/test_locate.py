"""Points to communes, by day."""

from datetime import UTC, date, datetime
from threading import Thread

import numpy as np
import pytest

from binhyen.places import locate, pack
from binhyen.places.models import Level
from binhyen.places.tests import factories

NOW, BEFORE = date(2026, 3, 2), date(2024, 5, 1)
# Inside the old Xã Mỹ Lạc, Thủ Thừa
LAT, LON = next(
    (row.lat, row.lon) for row in pack.units() if row.path == "2024:80/2024:804/2024:28048/"
)


def representative_points():
    """Return (code, lat, lon) of the communes of 2025."""
    return [
        (row.code, row.lat, row.lon)
        for row in pack.units()
        if row.edition == "2025" and row.level == Level.COMMUNE and row.valid_to is None
    ]


def test_every_representative_point_lies_in_its_own_commune():
    codes, lats, lons = zip(*representative_points(), strict=True)
    assert len(codes) == 3321
    assert locate.locate_many(lats, lons, NOW).tolist() == list(codes)


def test_one_point_and_many_points_get_the_same_answer():
    draw = np.random.default_rng(7)
    lats, lons = draw.uniform(8.2, 23.4, 2000), draw.uniform(102.1, 109.6, 2000)
    for on in (NOW, BEFORE):
        many = locate.locate_many(lats, lons, on).tolist()
        one = [locate.locate(a, b, on) for a, b in zip(lats, lons, strict=True)]
        assert many == [found.code if found else "" for found in one]
        assert {found.edition for found in one if found} == {locate.edition_on(on)}


def test_my_lac_is_found_before_the_merger_and_my_thanh_after():
    assert locate.locate(LAT, LON, date(2025, 6, 30)) == locate.Located("2024", "28048")
    assert locate.locate(LAT, LON, date(2025, 7, 1)) == locate.Located("2025", "28051")


def test_a_commune_that_the_reform_left_alone_is_known_before_it():
    lat, lon = next((lat, lon) for code, lat, lon in representative_points() if code == "00859")
    assert locate.locate(lat, lon, NOW) == locate.Located("2025", "00859")
    assert locate.locate(lat, lon, BEFORE) == locate.Located("2024", "00859")


def test_a_place_that_is_not_drawn_before_the_reform_has_no_answer():
    assert locate.locate(21.0285, 105.8542, NOW) is not None  # Hoàn Kiếm, of many wards before
    assert locate.locate(21.0285, 105.8542, BEFORE) is None


@pytest.mark.parametrize(
    ("lat", "lon"), [(48.85, 2.35), (0.0, 0.0), (15.0, 112.9), (90.0, 180.0), (-90.0, -180.0)]
)
def test_a_point_outside_viet_nam_is_nowhere(lat, lon):
    assert locate.locate(lat, lon, NOW) is None
    assert locate.locate_many([lat], [lon], NOW).tolist() == [""]


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [
        (float("nan"), 106.0, "lat must be a number from -90 to 90, got nan"),
        (10.6, float("inf"), "lon must be a number from -180 to 180, got inf"),
        (106.35, 10.62, "latitude comes first"),
        ("10.6", 106.35, "got '10.6'"),
        (True, 106.35, "got True"),
        (None, 106.35, "got None"),
    ],
)
def test_a_bad_coordinate_is_refused_with_its_value(lat, lon, said):
    with pytest.raises(ValueError, match=said):
        locate.locate(lat, lon, NOW)


@pytest.mark.parametrize(
    ("lats", "lons", "said"),
    [
        ([10.6, float("nan")], [106.0, 106.0], "got nan at place 1"),
        ([10.6], [106.0, 106.1], "of one length, got 1 and 2"),
        ([[10.6]], [[106.0]], "got 2 dimensions"),
        (["10.6"], [106.0], "one row of numbers"),
        ([106.0], [10.6], "latitudes first"),
    ],
)
def test_bad_rows_of_coordinates_are_refused_with_value_and_place(lats, lons, said):
    with pytest.raises(ValueError, match=said):
        locate.locate_many(lats, lons, NOW)


def test_a_moment_is_no_day():
    with pytest.raises(ValueError, match="local_day"):
        locate.locate(10.6, 106.3, datetime(2026, 1, 1, tzinfo=UTC))


def test_no_points_give_no_answers():
    assert locate.locate_many([], [], NOW).tolist() == []
    assert locate.locate_many([], [], BEFORE).tolist() == []


def test_threads_that_come_first_together_load_the_boundaries_once():
    locate._build.cache_clear()
    found = []
    threads = [
        Thread(target=lambda: found.append(locate._layer("communes_2024_long_an")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(layer) for layer in found}) == 1


def test_the_unit_of_the_day_comes_with_one_query(tay_ninh, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = locate.unit_at(LAT, LON, BEFORE)
    assert found == factories.my_lac()
    assert locate.unit_at(LAT, LON, NOW) == factories.my_thanh()
    assert locate.unit_at(48.85, 2.35, NOW) is None
