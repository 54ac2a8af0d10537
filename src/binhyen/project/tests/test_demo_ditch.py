"""The second hot spot of the story is of a kind that officers mark themselves: counts show it some days before they do."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from binhyen.core import clock
from binhyen.hotspots.actions.replaying import replay
from binhyen.hotspots.models import Replayed, Scan
from binhyen.matters.models import Matter
from binhyen.people.models import Role
from binhyen.people.tests import factories
from binhyen.places.models import Unit
from binhyen.project.demo import cast, disputes
from binhyen.project.demo.courses import Story
from binhyen.project.demo.grounds import Village, settle_village
from binhyen.project.demo.rhythm import Ground, Occurrence, occurrences

SINCE, UNTIL = date(2024, 4, 1), date(2025, 6, 1)


@pytest.fixture
def village(old_commune):
    Unit.objects.filter(pk=old_commune.pk).update(lat=10.63369, lon=106.32856)
    return settle_village(Unit.objects.get(pk=old_commune.pk), 6, since=cast.FOUNDED, at=clock.start_of(cast.FOUNDED), seed=1)  # fmt: skip


def _usual(village: Village, happened: Sequence[Occurrence]) -> None:
    """Lay what else happens in the commune, without what officers make of it: a scan sees counts only."""
    Matter.objects.bulk_create(
        Matter(
            unit=village.unit, keeper=village.unit, area=village.area_of(one.lat, one.lon), category=one.category,
            severity="ORDINARY", sensitivity="S1", title="x", channel="WEB", opened_at=one.at, due_at=one.at, lat=one.lat,
            lon=one.lon, due_clock="CLK-SERVICE", reference=f"VV-{number:09}",
        )
        for number, one in enumerate(happened)
    )  # fmt: skip


def _quarrel(village: Village) -> None:
    """Tell of the ditch by the acts of the house."""
    hanh = factories.officer("Nguyễn Thị Hạnh", Role.DUTY_OFFICER, village.unit)
    told = Story(
        clock.start_of(UNTIL),
        random.Random(1),
        {village.unit.path: hanh},
        {village.unit.path: hanh},
    )
    told.areas[village.unit.path] = list(village.areas)
    disputes.ditch(disputes.Scene(told, village.unit, hanh))
    told.tell()


@pytest.mark.slow
def test_the_replay_shows_the_days_between_the_alert_and_the_officers_sign(village):
    _usual(village, occurrences(Ground(village.points, 1.45), SINCE, UNTIL, seed=2024))
    _quarrel(village)
    scan = Scan.objects.create(unit=village.unit, day=date(2025, 5, 20), is_replay=True, asked_at=clock.start_of(UNTIL))  # fmt: skip
    replay(scan=scan, now=lambda: clock.start_of(UNTIL))
    (found,) = Replayed.objects.filter(
        group="dispute", places=village.areas[disputes.AT_THE_DITCH].full_name
    )
    assert found.flagged_on == disputes.DITCH_MARKED
    assert found.lead_days is not None
    assert 3 <= found.lead_days <= 14
    assert found.raised_on - disputes.DITCH_SINCE < timedelta(days=12)


def test_every_quarrel_over_the_ditch_is_settled(village):
    _quarrel(village)
    assert set(Matter.objects.values_list("state", "outcome")) == {("CLOSED", "RECONCILED")}
    assert Matter.objects.filter(flagged_at__isnull=False).count() == 1
