"""A scan finds what was planted, tells of it once, follows it, and sees nothing that is need-to-know."""

import subprocess
import sys
from dataclasses import fields
from datetime import timedelta

import pytest
from django.core.management import call_command

from binhyen.audit.models import Entry
from binhyen.core import clock
from binhyen.hotspots import actions, gathering, queries
from binhyen.hotspots.models import Alert, MeasureKind, Scan, Stage, Watch
from binhyen.hotspots.rules import Found, Span, Usual
from binhyen.hotspots.scanning import Counted
from binhyen.hotspots.tests import factories as spots
from binhyen.hotspots.tests.factories import LAST, on
from binhyen.matters import happenings
from binhyen.matters.models import Matter
from binhyen.matters.tests import factories
from binhyen.notices.models import Notice
from binhyen.people import policy
from binhyen.people.tests import factories as people
from binhyen.places.models import Level

TOMORROW = LAST + timedelta(days=1)


@pytest.fixture
def places(commune):
    where = spots.areas(commune)
    spots.a_usual_year(commune, where)
    return where


def test_what_was_planted_is_found_told_once_and_followed(commune, places, hanh, chief):
    assert actions.scan_day(unit=commune, day=LAST, at=on(TOMORROW)).raised == ()
    spots.planted(commune, places[2])
    first = actions.scan_day(unit=commune, day=LAST, at=on(TOMORROW))
    (alert,) = first.raised
    assert [each.area for each in alert.areas.all()] == [places[2]]
    assert (alert.group, alert.state, alert.ends_on) == ("crime", "RAISED", LAST)
    assert alert.observed >= 12 > 2 * alert.expected
    assert alert.recurrence_days >= 365
    assert alert.is_beyond == (alert.recurrence_days > 1.5 * 365)
    factories.matter(commune, on(TOMORROW, 9), category="THF", area=places[2])
    second = actions.scan_day(unit=commune, day=TOMORROW, at=on(TOMORROW + timedelta(days=1)))
    assert (second.raised, second.followed) == ((), (alert,))
    alert.refresh_from_db()
    assert (alert.seen_until, alert.sightings.count()) == (TOMORROW, 2)
    told = Notice.objects.filter(what="ALERT").values_list("user", flat=True)
    assert sorted(told) == sorted([hanh.pk, chief.pk])
    assert Entry.objects.filter(event="hotspots.raised", subject=alert.reference).count() == 1


def test_a_scan_of_the_same_days_says_the_same(commune, places):
    spots.planted(commune, places[2])
    seen = []
    for _ in range(2):
        actions.scan_day(unit=commune, day=LAST, at=on(TOMORROW))
        seen.append(list(Alert.objects.values()))
    assert seen[0] == seen[1]
    assert Alert.objects.get().sightings.count() == 1


def test_an_alert_that_was_closed_is_not_raised_again_for_the_same_days(commune, places):
    spots.planted(commune, places[2])
    actions.scan_day(unit=commune, day=LAST, at=on(TOMORROW))
    Alert.objects.update(state="CLOSED", ending="NOTHING", closed_at=on(TOMORROW, 9))
    again = actions.scan_day(unit=commune, day=TOMORROW, at=on(TOMORROW + timedelta(days=1)))
    assert again.raised == ()


def test_what_is_need_to_know_is_not_in_what_is_scanned(commune, places):
    groups = happenings.groups()
    assert not any(each.is_restricted for kept in groups.values() for each in kept)
    assert {"family", "school", "refused"}.isdisjoint(groups)
    spots.planted(commune, places[2])
    Matter.objects.filter(category="THF", area=places[2]).update(sensitivity="S3")
    assert actions.scan_day(unit=commune, day=LAST, at=on(TOMORROW)).raised == ()


def test_what_was_found_to_be_nothing_is_not_counted(commune, places, hanh):
    before = Matter.objects.count()
    ground = gathering.ground_of(commune, LAST)
    matter = factories.in_hand(commune, on(LAST, 9), hanh, area=places[0])
    year = {"since": LAST - timedelta(days=365), "until": TOMORROW}
    assert sum(each.n for each in gathering.gathered(ground, **year)) == before + 1
    from binhyen.matters import actions as matters

    matters.set_aside(matter=matter, words="Không có.", by=hanh, at=on(LAST, 10))
    assert sum(each.n for each in gathering.gathered(ground, **year)) == before


def test_a_scan_is_told_a_place_a_day_a_group_and_a_count_and_nothing_else():
    assert [each.name for each in fields(Counted)] == ["cell", "day", "group", "n"]
    assert happenings.Happened._fields == ("place", "day", "category", "n")


def test_what_went_into_an_area_counts_as_its_own(commune, places):
    old = people.unit("Ấp Cũ", edition="2024", parent=commune, level="RESIDENTIAL_AREA")
    people.succeed(old, places[0])
    factories.matter(commune, on(LAST, 9), area=old)
    ground = gathering.ground_of(commune, LAST)
    found = gathering.gathered(ground, since=LAST, until=TOMORROW)
    assert places[0].pk in {each.place for each in found}
    assert old.pk not in {each.place for each in found}


def test_a_kind_that_is_new_in_one_place_is_found_and_not_where_it_is_new_everywhere(
    commune, places
):
    for area in places:
        spots.planted(commune, area, 6, category="GMB")
    assert actions.scan_day(unit=commune, day=LAST, at=on(TOMORROW)).raised == ()
    Matter.objects.filter(category="GMB").exclude(area=places[2]).update(category="NOI")
    spots.planted(commune, places[2], 6, category="GMB")
    (alert,) = actions.scan_day(unit=commune, day=LAST, at=on(TOMORROW)).raised
    assert (alert.group, [each.area for each in alert.areas.all()]) == ("social_evil", [places[2]])


def test_the_worker_asks_by_night_once_and_the_command_scans(
    commune, places, hanh, at, monkeypatch
):
    assert actions.ask_every_night(at=on(at.date())) == 1
    assert actions.ask_every_night(at=on(at.date())) == 0
    monkeypatch.setattr("binhyen.core.clock.now", lambda: at)
    call_command("scan", "--waiting")
    scan = Scan.objects.get()
    assert (scan.stage, scan.day, scan.kinds) == (Stage.DONE, LAST, len(happenings.groups()))
    assert actions.ask_every_night(at=on(at.date())) == 0


def test_only_who_deals_with_alerts_asks_for_a_scan_and_nobody_twice(
    commune, province, hanh, lan, at
):
    with pytest.raises(policy.NotAllowed):
        actions.ask(unit=commune, by=lan, at=at)
    actions.ask(unit=commune, by=hanh, at=at)
    with pytest.raises(actions.AlreadyAsked):
        actions.ask(unit=commune, by=hanh, at=at)


def test_a_replay_says_when_it_would_have_been_known_and_how_long_before_officers_said_so(
    commune, places, hanh, at
):
    spots.planted(commune, places[2], category="GMB")
    Watch.objects.create(unit=commune, interval_days=182)
    scan = actions.ask(unit=commune, is_replay=True, by=hanh, at=at)
    (found,) = actions.replay(scan=scan, now=lambda: at)
    assert (found.group, found.places) == ("social_evil", places[2].full_name)
    assert found.raised_on <= LAST + timedelta(days=1)
    assert found.lead_days is None
    assert (found.ends_on, found.peak_days) == (LAST, (LAST - found.raised_on).days + 1)
    factories.matter(commune, on(LAST, 20), category="GMB-SPOT", area=places[2])
    (found,) = actions.replay(scan=scan, now=lambda: at)
    assert found.lead_days == (LAST - found.raised_on).days
    scan.refresh_from_db()
    assert (scan.stage, scan.raised, Alert.objects.count()) == (Stage.DONE, 1, 0)
    assert scan.interval_days == 182


def test_a_sign_of_another_kind_of_another_place_or_long_after_is_not_of_it(
    commune, places, hanh, at
):
    last = LAST - timedelta(days=60)
    spots.planted(commune, places[2], category="GMB", last=last)
    for day, category, place in (
        (last, "DSP-LAND", places[2]),
        (last, "GMB-SPOT", places[0]),
        (LAST, "GMB-SPOT", places[2]),
    ):
        factories.matter(commune, on(day, 20), category=category, area=place)
    Matter.objects.filter(category="DSP-LAND").update(flagged_at=on(last, 21))
    scan = actions.ask(unit=commune, is_replay=True, by=hanh, at=at)
    found = [
        each for each in actions.replay(scan=scan, now=lambda: at) if each.group == "social_evil"
    ]
    assert [each.flagged_on for each in found] == [None]


def test_the_scans_of_the_night_go_before_a_replay_and_between_its_nights(
    commune, other_commune, hanh, lan, at
):
    """And a replay that is long says that it lives: no other process takes it for dead."""
    replayed = actions.ask(unit=commune, is_replay=True, by=hanh, at=at)
    actions.ask(unit=commune, by=hanh, at=at + timedelta(minutes=1))
    clock_of = iter(at + timedelta(minutes=each) for each in range(2, 10_000))
    assert not actions.run_next(now=lambda: next(clock_of)).is_replay
    asked, seen = [], []

    def now():
        moment = next(clock_of)
        replayed.refresh_from_db()
        if replayed.begun_at and not asked:
            asked.append(actions.ask(unit=other_commune, by=lan, at=moment))
        if not replayed.ended_at:
            seen.append(Scan.objects.to_run(moment).filter(pk=replayed.pk).exists())
        return moment

    assert actions.run_next(now=now) == replayed
    asked[0].refresh_from_db()
    replayed.refresh_from_db()
    assert asked[0].stage == replayed.stage == Stage.DONE
    assert asked[0].ended_at < replayed.ended_at
    assert seen.count(True) <= 2  # until it is taken
    assert len(seen) > 700


def test_a_scan_of_the_night_that_fails_is_no_fault_of_a_replay(
    commune, other_commune, hanh, lan, at, monkeypatch
):
    def fail(**_said):
        raise RuntimeError

    replayed = actions.ask(unit=commune, is_replay=True, by=hanh, at=at)
    asked = []
    monkeypatch.setattr("binhyen.hotspots.actions.scanning.scan_day", fail)

    def now():
        replayed.refresh_from_db()
        if replayed.begun_at and not asked:
            asked.append(actions.ask(unit=other_commune, by=lan, at=at))
        return at

    assert actions.run_next(now=now).stage == Stage.DONE
    asked[0].refresh_from_db()
    assert asked[0].stage == Stage.FAILED


def test_what_no_scan_sees_is_counted_and_one_place_alone_is_compared_with_nothing(
    commune, hanh, at
):
    (place,) = spots.areas(commune, 1)
    nowhere = people.unit("Ấp Xa", level=Level.RESIDENTIAL_AREA, edition="local", parent=commune)
    spots.planted(commune, place)
    for area in (None, nowhere):
        factories.matter(commune, on(LAST, 9), category="THF", area=area)
    actions.ask(unit=commune, by=hanh, at=at)
    scan = actions.run_next(now=lambda: at)
    assert (scan.places_left_out, scan.cases_left_out) == (1, 2)
    assert (scan.kinds, scan.cases, scan.raised) == (0, 12, 0)


@pytest.mark.parametrize(("cells", "told"), [(4, 0), (31, 1)])
def test_only_of_few_places_is_a_cluster_held_against_the_same_days_elsewhere(
    commune, monkeypatch, cells, told
):
    """Of many the permutation takes each day's total as it is."""
    where = spots.areas(commune, cells)
    for number, area in enumerate(where):
        for back in range(0, 300, 50):
            day = LAST - timedelta(days=back + 20 + number % 5)
            factories.matter(
                commune, on(day, 9), category="NOI" if back % 100 else "THF", area=area
            )
    spots.planted(commune, where[2])
    monkeypatch.setattr("binhyen.hotspots.rules.stands_out", lambda *_table: False)
    assert len(actions.scan_day(unit=commune, day=LAST, at=on(TOMORROW)).raised) == told


def test_nothing_that_answers_pages_loads_compiled_loops():
    code = (
        "import django, os, sys\nos.environ['DJANGO_SETTINGS_MODULE']='binhyen.project.settings'\ndjango.setup()\n"
        "import binhyen.project.urls, binhyen.project.working\n"
        "sys.exit('numba' in sys.modules or 'hotscan' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603  (our own words)
    assert done.returncode == 0


def test_usual_is_what_the_same_kind_brought_there_in_the_days_that_were_recorded(commune, places):
    """Neither the cluster itself nor the noise of the neighbours is usual; 200 days are recorded, no year."""
    spots.planted(commune, places[2])
    (alert,) = actions.scan_day(unit=commune, day=LAST, at=on(TOMORROW)).raised
    before = Matter.objects.filter(
        category="THF", area=places[2], opened_at__lt=clock.start_of(alert.starts_on)
    )
    first = Matter.objects.earliest("opened_at").opened_at.date()
    assert (alert.year, alert.year_days) == (before.count(), (alert.starts_on - first).days)
    assert alert.usual == pytest.approx(before.count() * alert.span.days / alert.year_days)


def _found(day, *where, llr=9.0, n=12):
    usual = Usual(10, 365)
    span = Span(day - timedelta(days=6), day)
    return Found("crime", tuple(each.pk for each in where), span, n, 3.0, llr, 730.0, usual=usual)


@pytest.fixture
def tell(commune, monkeypatch):
    """Let a night find what is said."""

    def tell(day, *found):
        monkeypatch.setattr(
            "binhyen.hotspots.scanning.clusters",
            lambda cells, by_group, group, **said: [each for each in found if each.group == group],
        )
        return actions.scan_day(unit=commune, day=day, at=on(day + timedelta(days=1)))

    return tell


def test_days_and_places_stay_once_measures_are_taken_for_them(places, hanh, tell):
    (alert,) = tell(LAST, _found(LAST, places[0])).raised
    actions.acknowledge(alert=alert, by=hanh, at=on(TOMORROW, 9))
    actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=hanh, at=on(TOMORROW, 9))
    later = LAST + timedelta(days=5)
    done = tell(later, _found(later, places[0], places[1], llr=30))
    assert (done.raised, done.followed) == ((), (alert,))
    alert.refresh_from_db()
    assert (alert.ends_on, alert.seen_until) == (LAST, later)
    assert [each.area for each in alert.areas.all()] == [places[0]]


def test_nobody_is_told_twice_of_a_cluster_that_grows(places, hanh, tell):
    (alert,) = tell(LAST, _found(LAST, places[0])).raised
    assert tell(TOMORROW, _found(TOMORROW, *places[:3], llr=30)).followed == (alert,)
    assert sorted(each.area_id for each in alert.areas.all()) == [each.pk for each in places[:3]]
    assert Notice.objects.filter(what="ALERT", user=hanh).count() == 1


def test_nobody_is_told_twice_when_only_the_rim_of_a_cluster_changes(commune, places, hanh, tell):
    """As in the story's commune: the heart with one neighbour, and the next night with two others."""
    spots.planted(commune, places[0])
    (alert,) = tell(LAST, _found(LAST, places[0], places[1])).raised
    assert tell(TOMORROW, _found(TOMORROW, *places[:1], *places[2:4])).followed == (alert,)
    assert Notice.objects.filter(what="ALERT", user=hanh).count() == 1


def test_what_is_mostly_elsewhere_is_told_as_new(commune, places, hanh, tell):
    spots.planted(commune, places[2])
    (alert,) = tell(LAST, _found(LAST, places[0], places[1])).raised
    (other,) = tell(TOMORROW, _found(TOMORROW, places[0], places[2], llr=30)).raised
    assert other != alert
    assert Notice.objects.filter(what="ALERT", user=hanh).count() == 2


def test_what_grows_mostly_beyond_the_measures_is_told_as_new(commune, places, hanh, tell):
    spots.planted(commune, places[2])
    (alert,) = tell(LAST, _found(LAST, places[0])).raised
    actions.acknowledge(alert=alert, by=hanh, at=on(TOMORROW, 9))
    actions.take_measure(alert=alert, kind=MeasureKind.PATROL, by=hanh, at=on(TOMORROW, 9))
    assert tell(TOMORROW, _found(TOMORROW, *places[:3], llr=30)).raised


def test_an_open_alert_is_followed_before_a_newer_one_that_is_closed(places, tell):
    (alert,) = tell(LAST, _found(LAST, places[0])).raised
    other = spots.alert(alert.unit, *places[:3], at=on(TOMORROW, 9))
    Alert.objects.filter(pk=other.pk).update(state="CLOSED", ending="NOTHING", closed_at=on(TOMORROW))  # fmt: skip
    assert tell(TOMORROW, _found(TOMORROW, places[0])).followed == (alert,)


def test_of_two_clusters_of_one_night_the_stronger_is_kept(places, tell):
    strong = _found(LAST, places[0], llr=20, n=15)
    tell(LAST, strong, _found(LAST, places[0], llr=8, n=6))
    assert Alert.objects.get().sightings.get().observed == 15


def test_a_night_in_which_the_house_was_off_or_failed_is_made_up_for(commune, hanh, at):
    """And who asked before the day's late reports were in has not asked for the night."""
    today = at.date()
    assert actions.ask_every_night(at=on(today, 0)) == 0
    early = actions.ask(unit=commune, by=hanh, at=on(today, 0))
    Scan.objects.filter(pk=early.pk).update(stage=Stage.DONE, ended_at=on(today, 0))
    assert actions.ask_every_night(at=on(today, 9)) == 1
    Scan.objects.exclude(pk=early.pk).update(stage=Stage.FAILED, ended_at=on(today, 9))
    assert queries.last_scan(commune) == early
    assert queries.failed_scan(commune)
    assert actions.ask_every_night(at=on(today, 9)) == 0
    assert actions.ask_every_night(at=on(today, 10)) == 1
    assert actions.ask_every_night(at=on(today, 10)) == 0
