"""How alike two occurrences are, in plain words."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from binhyen.core.clock import VIETNAM
from binhyen.matters import likeness
from binhyen.matters.likeness import Occurrence

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=VIETNAM)
BRIDGE = (10.63000, 106.36600)
#: One metre north, in degrees.
METRE = 1 / 111_195

NOISE = Occurrence(
    NOW, "NOI", "environment", 7, *BRIDGE, ("Loa kéo hát karaoke tới khuya, nhà số 5.",)
)


def moved(metres):
    return replace(NOISE, lat=BRIDGE[0] + metres * METRE)


@pytest.mark.parametrize(
    ("to", "metres"),
    [
        (BRIDGE, 0),
        ((10.63100, 106.36600), 111),
        ((10.63000, 106.36700), 109),
        # Hà Nội, Hồ Gươm, to TP. Hồ Chí Minh, Bến Thành: about 1,144 km
        (None, 1_144_000),
    ],
)
def test_metres_between_two_points(to, metres):
    found = (
        likeness.metres(BRIDGE, to)
        if to
        else likeness.metres((21.0287, 105.8523), (10.7725, 106.6980))
    )
    assert found == pytest.approx(metres, rel=0.01, abs=1)


def test_the_box_holds_what_lies_within_reach_and_little_more():
    lats, lons = likeness.box(*BRIDGE, 250)
    assert lats[1] - BRIDGE[0] == pytest.approx(250 * METRE)
    assert likeness.metres(BRIDGE, (BRIDGE[0], lons[1])) == pytest.approx(250, rel=0.001)
    assert likeness.metres(BRIDGE, (BRIDGE[0], lons[1])) >= 250


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("Cây ngã chắn đường trước chợ", "cay nga chan duong truoc cho", 1.0),
        ("cây ngã chắn đường trước chợ", "Trước chợ có một cây ngã lớn chắn hết cả đường đi", 1.0),
        ("hát karaoke khuya ồn quá", "đánh nhau trước quán nhậu", 0.0),
        # Three words that all stand in the other are three of five, not all of it.
        ("cháy rác bãi", "đốt rác cháy lớn ở bãi sau chợ", 0.6),
        ("", "cháy", None),
        ("và là của", "cháy rác", None),
    ],
)
def test_share_of_same_words(one, other, share):
    assert likeness.same_words(one, other) == share
    assert likeness.same_words(other, one) == share


def test_the_same_said_twice_at_one_place_within_the_hour_is_offered():
    again = replace(moved(120), at=NOW + timedelta(hours=2))
    how = likeness.compare(NOISE, again)
    assert how.is_enough
    assert how.share > 0.9
    assert (round(how.metres), how.apart, how.same_words) == (120, timedelta(hours=2), 1.0)


@pytest.mark.parametrize(
    ("other", "is_offered"),
    [
        # 400 m and a day apart, the same kind, no words to go by
        (replace(moved(400), at=NOW - timedelta(days=1), words=()), True),
        # 900 m and ten days apart, the same kind, no words to go by
        (replace(moved(900), at=NOW - timedelta(days=10), words=()), False),
        # at the same spot a month ago, and other words
        (replace(NOISE, at=NOW - timedelta(days=29), words=("Chó thả rông cắn gà nhà tôi hoài",)), False),
        # in the same area an hour ago, the point unknown, other words
        (replace(NOISE, lat=None, lon=None, words=("Chó thả rông cắn gà nhà tôi hoài",)), False),
        # in the same area an hour ago, the point unknown, no words
        (replace(NOISE, lat=None, lon=None, words=()), True),
        # in another area, but nearly the same words on the same evening
        (replace(NOISE, lat=None, lon=None, area=8), True),
        # place and words unknown: one evening and one kind make nothing of it
        (replace(NOISE, lat=None, lon=None, area=None, words=()), False),
        # another kind of another group at the same spot at once, with the same words
        (replace(NOISE, category="DIS", group="order"), True),
    ],
)  # fmt: skip
def test_what_is_offered_and_what_is_not(other, is_offered):
    assert likeness.compare(NOISE, other).is_enough is is_offered


def test_beyond_reach_place_speaks_against_and_never_below_nothing():
    near, far = (likeness.compare(NOISE, moved(m)).share for m in (999, 5000))
    assert near == pytest.approx(far, abs=0.001)


def test_half_a_point_is_no_point():
    assert replace(NOISE, lat=None).point is None
    assert likeness.compare(NOISE, replace(NOISE, lat=None)).metres is None
