"""From the alert to the lesson, by whom it may be done, and in its order."""

from datetime import timedelta

import pytest

from binhyen.audit.models import Entry
from binhyen.hotspots import actions, gathering, queries
from binhyen.hotspots.models import Alert, Ending, MeasureKind, Watch
from binhyen.hotspots.tests import factories as spots
from binhyen.hotspots.workflow import MoveNotAllowed
from binhyen.matters.tests import factories
from binhyen.notices.models import Notice
from binhyen.people import policy
from binhyen.people.models import Post, Role
from binhyen.people.tests import factories as people
from binhyen.places.models import Level, Unit


@pytest.fixture
def place(commune):
    return spots.areas(commune, 1)[0]


@pytest.fixture
def alert(commune, place):
    return spots.alert(commune, place)


def _measured(alert, by, at):
    actions.acknowledge(alert=alert, by=by, at=at)
    return actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=by, at=at)


def _counts(alert, on, *, is_open):
    return queries.counts_of(alert, queries.ground_of(alert, on), on, is_open=is_open)


def test_it_goes_its_way_from_the_alert_to_the_lesson(commune, place, alert, hanh, at):
    spots.planted(commune, place, 12)
    _measured(alert, hanh, at)
    for look in alert.looks.order_by("after_days"):
        factories.matter(commune, at + timedelta(days=look.after_days - 1), category="THF", area=place)  # fmt: skip
        when = at + timedelta(days=look.after_days)
        actions.look_again(alert=alert, after_days=look.after_days, words="Đã yên.", by=hanh, at=when)  # fmt: skip
    first, second = alert.looks.order_by("after_days")
    assert (first.before, first.before_days, first.after, second.after) == (12, 7, 1, 2)
    actions.close(alert=alert, ending=Ending.EASED, lesson="Tuần tra đêm có tác dụng.", by=hanh, at=when)  # fmt: skip
    assert Alert.objects.get().state == "CLOSED"
    told = list(Entry.objects.order_by("pk").values_list("event", flat=True))
    assert [event for event in told if event.startswith("hotspots.")] == [
        "hotspots.acknowledged", "hotspots.measure_taken", "hotspots.looked_again", "hotspots.looked_again", "hotspots.closed",
    ]  # fmt: skip


def test_nobody_looks_again_before_the_days_are_over_or_closes_before_it(alert, hanh, at):
    _measured(alert, hanh, at)
    with pytest.raises(actions.TooEarly):
        actions.look_again(alert=alert, after_days=14, words="", by=hanh, at=at)
    with pytest.raises(actions.LookFirst):
        actions.close(alert=alert, ending=Ending.EASED, lesson="x", by=hanh, at=at)


def test_nothing_behind_it_is_closed_without_a_measure(alert, hanh, at):
    with pytest.raises(MoveNotAllowed):
        actions.close(alert=alert, ending=Ending.NOTHING, lesson="Báo trùng.", by=hanh, at=at)
    actions.acknowledge(alert=alert, by=hanh, at=at)
    actions.close(alert=alert, ending=Ending.NOTHING, lesson="Báo trùng.", by=hanh, at=at)
    with pytest.raises(MoveNotAllowed):
        actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=hanh, at=at)


def test_a_measure_chosen_twice_stands_once(alert, hanh, at):
    first = _measured(alert, hanh, at)
    again = actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=hanh, at=at)
    assert first == again
    assert first.origin == f"hotspot:{alert.pk}:PATROL"
    assert alert.looks.count() == 2


def test_who_is_outrun_is_told(alert, hanh, at):
    mine, theirs = Alert.objects.get(), Alert.objects.get()
    actions.acknowledge(alert=theirs, by=hanh, at=at)
    with pytest.raises(actions.Outrun):
        actions.acknowledge(alert=mine, by=hanh, at=at)


@pytest.mark.parametrize("who", ["lan", "tam", "secretary", "administrator"])
def test_who_is_not_of_the_units_police_does_nothing(alert, at, request, who):
    by = request.getfixturevalue(who)
    for act in (
        lambda: actions.acknowledge(alert=alert, by=by, at=at),
        lambda: actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=by, at=at),
        lambda: actions.look_again(alert=alert, after_days=14, words="", by=by, at=at),
        lambda: actions.close(alert=alert, ending=Ending.EASED, lesson="", by=by, at=at),
    ):
        with pytest.raises(policy.NotAllowed):
            act()


def test_officers_are_reminded_once_of_a_second_look(alert, hanh, at):
    _measured(alert, hanh, at)
    due = at + timedelta(days=14)
    assert actions.remind_of_looks(at=due - timedelta(days=1)) == 0
    assert [actions.remind_of_looks(at=due) for _ in range(2)] == [1, 0]
    assert Notice.objects.filter(what="ALERT_LOOK", user=hanh).count() == 1
    assert [look.after_days for look in queries.looks_due(alert.unit, due.date())] == [14]


def test_nobody_counts_as_told_where_nobody_holds_a_post_yet(commune, alert, chief, at):
    """And whoever takes the post later is told then."""
    _measured(alert, chief, at)
    due = at + timedelta(days=14)
    Post.objects.filter(user=chief).update(until=due.date())
    assert actions.remind_of_looks(at=due) == 0
    assert not alert.looks.exclude(told_on=None).exists()
    people.post(chief, Role.CHIEF, commune, since=due.date() + timedelta(days=1))
    assert actions.remind_of_looks(at=due + timedelta(days=1)) == 1


def test_before_and_after_a_merger_the_same_ground_is_counted(commune, at, hanh):
    """Two of three areas that became one are of the alert; the third brought as many before as after."""
    *mine, third = spots.areas(commune, 3)
    alert = spots.alert(commune, *mine)
    _measured(alert, hanh, at)
    merged_on = at.date() + timedelta(days=3)
    new = people.unit(
        "Mới", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune, since=merged_on
    )
    for area in (*mine, third):
        factories.matter(commune, at - timedelta(days=2), category="THF", area=area)
        Unit.objects.filter(pk=area.pk).update(valid_to=merged_on)
        people.succeed(area, new)
    for _ in range(3):
        factories.matter(commune, at + timedelta(days=5), category="THF", area=new)
    then = at + timedelta(days=14)
    look = actions.look_again(alert=alert, after_days=14, words="Vẫn thế.", by=hanh, at=then)
    assert (look.before, look.after) == (3, 3)
    ground = queries.ground_of(alert, spots.LAST)
    assert (ground.units, ground.grown) == ([new], [(new, mine)])
    assert ground.is_whole(then.date())
    assert _counts(alert, then.date(), is_open=True).areas == [(queries.Place(new), 3, 0)]


def test_an_area_that_only_lies_in_a_new_commune_is_no_other_ground(commune, place, alert):
    new = people.unit(place.name, level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    Unit.objects.filter(pk=place.pk).update(valid_to=new.valid_from + timedelta(days=1))
    people.succeed(place, new)
    ground = queries.ground_of(alert, spots.LAST)
    assert (ground.units, ground.grown) == ([new], [])
    assert set(ground.of_place) == {place.pk, new.pk}


def test_who_reads_no_matters_sees_no_count_of_few(commune, place, alert, hanh, secretary, at):
    spots.planted(commune, place, 3)
    assert queries.may_count(hanh, alert.unit, at.date())
    assert not queries.may_count(secretary, alert.unit, at.date())
    seen = _counts(alert, at.date(), is_open=True)
    assert seen.areas == [(queries.Place(place), 3, 0)]
    hidden = _counts(alert, at.date(), is_open=False)
    assert hidden.areas == [(queries.Place(place), None, 0)]
    assert {n for _week, n in hidden.weeks} <= {0, None}


def test_the_weeks_do_not_slide_and_those_of_the_window_are_not_told(commune, place, alert, at):
    """The sum of the window stands above them: what else of it is told could be taken away from that."""
    spots.planted(commune, place, 12)
    spots.planted(commune, place, 6, last=spots.LAST - timedelta(days=60))
    days = [at.date() + timedelta(days=more) for more in range(8)]
    seen = [_counts(alert, day, is_open=False) for day in days]
    assert {week.first.weekday() for counts in seen for week, _n in counts.weeks} == {0}
    assert sum(n or 0 for _week, n in seen[0].weeks) == sum(n or 0 for _week, n in seen[-1].weeks)
    inside = [n for week, n in seen[-1].weeks if week.overlaps(alert.span)]
    assert inside
    assert set(inside) == {None}
    assert seen[0].areas == [(queries.Place(place), 10, 5)]


@pytest.mark.parametrize(
    "origin", ["", "hotspot", "hotspot:x:PATROL", "team:1:x", f"hotspot:{'9' * 40}:A"]
)
def test_an_origin_that_names_no_hot_spot_leads_to_none(alert, origin):
    assert queries.alert_of(origin) is None
    assert queries.alert_of(f"hotspot:{alert.pk}:PATROL") == alert


def test_only_the_chief_or_the_administrator_says_how_soon_to_be_warned(commune, hanh, chief, at):
    wanted = {"interval_days": 730, "window_days": 14, "most_percent": 30, "most_km": 2.5}
    with pytest.raises(policy.NotAllowed):
        actions.set_watch(unit=commune, by=hanh, at=at, **wanted)
    actions.set_watch(unit=commune, by=chief, at=at, **wanted)
    assert queries.watch_of(commune).interval_days == 730


def test_the_police_of_the_province_count_no_few_of_a_commune(
    commune, province, province_chief, at
):
    far = spots.alert(province, commune)
    assert policy.can(province_chief, "hotspots.read", far, on=at.date())
    assert not queries.may_count(province_chief, far.unit, at.date())


def test_who_keeps_the_same_look_a_second_time_is_told(alert, hanh, at):
    _measured(alert, hanh, at)
    then = at + timedelta(days=14)
    said = {"after_days": 14, "words": "Đã yên.", "by": hanh, "at": then}
    actions.look_again(alert=alert, **said)
    with pytest.raises(actions.Outrun):
        actions.look_again(alert=Alert.objects.get(), **said)


def test_what_was_set_before_a_merger_holds_until_the_new_unit_says_otherwise(commune, at, chief):
    old = people.unit("Xã Cũ", edition="2024")
    people.succeed(old, commune)
    Watch.objects.create(unit=old, interval_days=1095)
    assert queries.watch_of(commune).interval_days == 1095
    assert gathering.wanted_by(commune).interval_days == 1095
    actions.set_watch(
        unit=commune, interval_days=182, window_days=28, most_percent=50, most_km=None, by=chief, at=at
    )  # fmt: skip
    assert queries.watch_of(commune).interval_days == 182
