"""The demo tells the same story every time, by the acts of the house, and says that it is invented."""

import os
from collections import Counter
from datetime import date, datetime, timedelta
from statistics import mean

import pytest

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.core.privacy import FORGOTTEN
from binhyen.figures import actions as figures
from binhyen.matters.models import Matter
from binhyen.movement.models import Committee, Designation
from binhyen.people.models import User
from binhyen.places import actions as places
from binhyen.places.models import Unit
from binhyen.project import working
from binhyen.project.demo import cast, story, words
from binhyen.project.demo.rhythm import HOT_SPOT_DAYS, HOT_SPOT_EXTRA, Ground, occurrences
from binhyen.reports.models import Report
from binhyen.standards.actions import load_catalogue
from binhyen.standards.catalogues import shipped

GROUND = Ground([(10.60, 106.30), (10.61, 106.31), (10.62, 106.32)], 2.2, (10.60, 106.30))
SINCE, UNTIL = date(2024, 1, 2), date(2025, 7, 2)


@pytest.fixture(scope="module")
def happened():
    return occurrences(GROUND, SINCE, UNTIL, seed=1)


def test_the_same_seed_gives_the_same_story(happened):
    assert occurrences(GROUND, SINCE, UNTIL, seed=1) == happened
    assert occurrences(GROUND, SINCE, UNTIL, seed=2) != happened


def test_a_year_and_a_half_holds_about_1500_matters(happened):
    assert 1300 < len(happened) < 1700


def test_thefts_come_by_night_and_noise_by_evening(happened):
    hours = {code: [o.at.hour for o in happened if o.category == code] for code in ("THF", "NOI")}
    by_night = mean(hour < 6 or hour >= 21 for hour in hours["THF"])
    by_evening = mean(17 <= hour < 23 for hour in hours["NOI"])
    assert by_night > 0.5
    assert by_evening > 0.6


def test_noise_comes_at_the_weekend_and_around_tet(happened):
    noise = [o.at for o in happened if o.category == "NOI"]
    a_day = Counter(at.weekday() >= 5 for at in noise)
    assert a_day[True] / 2 > 1.3 * a_day[False] / 5
    months = Counter((at.year, at.month) for at in noise)
    assert mean([months[2024, 1], months[2024, 2]]) > 1.3 * mean([months[2024, 7], months[2024, 9]])


def test_one_cluster_is_a_true_hot_spot(happened):
    first, last = HOT_SPOT_DAYS
    near = [
        o
        for o in happened
        if o.category == "THF" and abs(o.lat - 10.60) < 0.004 and abs(o.lon - 106.30) < 0.004
    ]
    inside = [o for o in near if first <= o.at.date() < last]
    assert len(inside) >= HOT_SPOT_EXTRA
    a_month_elsewhere = (len(near) - len(inside)) / 17
    assert len(inside) > 5 * a_month_elsewhere


def test_every_category_told_of_can_be_reported():
    from binhyen.reports.catalogues import taxonomy

    for code, kind in words.KINDS.items():
        assert taxonomy().categories[code].is_offered
        assert len(kind.hours) == 24


@pytest.fixture
def real_units(db):
    places.load_pack(actor="shell", at=clock.start_of(cast.FOUNDED))
    for path in shipped():
        load_catalogue(path=path, at=clock.start_of(cast.FOUNDED))


def _keep_house_in_the_story(day: date) -> None:
    """Let the worker forget as in a demo that is served: by the story's clock, not by the wall's, which is years ahead."""
    try:
        clock.stand_in_story(clock.start_of(day) - clock.now())
        working.forget()
    finally:
        clock.stand_in_story(timedelta())


def _tell(day: date) -> None:
    story.tell(moment=datetime.combine(day, story.MOMENT.timetz()))


@pytest.mark.slow
def test_the_first_chapter_stands_up_to_every_proof(real_units):
    _tell(date(2024, 4, 1))
    assert Matter.objects.count() > 150
    assert figures.differences() == []
    assert audit.first_break() is None
    lasting = Matter.objects.filter(flagged_at__isnull=False)
    assert sorted(lasting.values_list("category", "households")) == [("DSP", 0), ("DSP-LAND", 12)]
    programme = Committee.objects.get(kind="PROGRAMME")
    assert programme.seats.count() == 21
    assert programme.seats.filter(duty="HEAD").count() == 1
    assert [d.unit.name for d in Designation.objects.order_by("year")][-1] == "Mỹ Lạc"
    assert Designation.objects.get(year=2023).unit.level == "SCHOOL"
    assert not Matter.objects.filter(opened_at__gte=clock.start_of(date(2024, 4, 2))).exists()
    _keep_house_in_the_story(date(2024, 4, 3))
    assert not Report.objects.filter(words=FORGOTTEN).exists()
    assert not Matter.objects.exclude(forgotten_at=None).exists()


@pytest.mark.slow
def test_told_twice_it_has_the_same_references(real_units, django_db_blocker):
    from django.db import transaction

    seen = []
    for _ in range(2):
        try:
            with transaction.atomic():
                _tell(date(2024, 1, 20))
                seen.append(list(Report.objects.order_by("pk").values_list("reference", "words")))
                raise _Again
        except _Again:
            pass
    assert seen[0] == seen[1]
    assert seen[0]


class _Again(Exception):
    """Undo the telling and tell again."""


def test_everybody_is_invented_and_reaches_nobody(db):
    for player in (*cast.PLAYERS, cast.PRINCIPAL, cast.FOUNDER):
        assert player.email.endswith(".example")
    assert not User.objects.exists()
    assert Unit.objects.count() == 0


def test_the_demo_clock_is_set_from_the_wall_each_time(monkeypatch, tmp_path):
    from binhyen.project.demo import keeping

    monkeypatch.setenv("BINHYEN_HOME", str(tmp_path))
    monkeypatch.setenv(keeping.VARIABLE, "")
    try:
        for _ in range(2):
            keeping.set_clock(story.MOMENT)
            assert abs(clock.now() - story.MOMENT) < timedelta(seconds=5)
        monkeypatch.delenv(keeping.VARIABLE)
        keeping.hand_on_clock()
        assert os.environ[keeping.VARIABLE] == (tmp_path / "clock-shift").read_text()
    finally:
        clock.stand_in_story(timedelta())
