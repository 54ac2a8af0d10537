"""Counting, stating and proving."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from binhyen.audit.models import Entry
from binhyen.core.tests.threads import together
from binhyen.figures import actions as figures
from binhyen.figures import queries, registry
from binhyen.figures.models import DayCount, StatedTotal
from binhyen.figures.rules import Period
from binhyen.people import policy

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
DAY = date(2026, 3, 2)
EVENT = "tests.happened"


def count(unit, *, on=DAY, category="", n=1):
    figures.count(event=EVENT, unit_id=unit.pk, on=on, category=category, n=n)


def counted(unit, period=YEAR, **narrow):
    return queries.counted(EVENT, queries.scope_of(unit), period, **narrow)


@pytest.fixture
def recounted(monkeypatch):
    """Let a room recount our event from records that the test keeps by hand."""
    records = []
    monkeypatch.setattr(registry, "_recounts", {(EVENT,): lambda: records})
    return records


def test_counts_of_one_day_add_up_in_one_row(commune):
    count(commune)
    count(commune, n=2)
    assert DayCount.objects.get().n == 3


def test_a_count_can_be_taken_back(commune):
    count(commune, n=2)
    count(commune, n=-1)
    assert counted(commune) == 1


def test_a_count_falls_with_its_act(commune):
    with pytest.raises(RuntimeError), transaction.atomic():
        count(commune)
        raise RuntimeError("the act failed")
    assert counted(commune) == 0


def test_days_categories_and_units_are_kept_apart(commune, other_commune):
    count(commune, category="A1")
    count(commune, category="B2")
    count(commune, category="B2", on=date(2025, 12, 31))
    count(other_commune, category="A1")
    assert counted(commune) == 2
    assert counted(commune, categories=["B2"]) == 1
    assert counted(commune, categories=[]) == 0
    assert counted(commune, Period(date(2025, 1, 1), date(2026, 1, 1))) == 1


def test_the_last_day_of_a_period_is_outside(commune):
    count(commune, on=date(2027, 1, 1))
    assert counted(commune) == 0


def test_a_province_counts_all_below(commune, other_commune, province, area):
    for unit in (commune, other_commune, area):
        count(unit)
    assert counted(province) == 3
    assert counted(commune) == 2
    assert counted(area) == 1


def test_a_merged_commune_keeps_the_history_of_what_went_whole_into_it(commune, old_commune):
    period = Period(date(2024, 1, 1), date(2027, 1, 1))
    count(old_commune, on=date(2024, 5, 1))
    count(commune)
    assert counted(commune, period) == 2
    alone = queries.scope_of(commune, follow_successions=False)
    assert queries.counted(EVENT, alone, period) == 1


def test_what_went_in_part_does_not_come_along(commune, old_commune):
    old_commune.successions.update(extent="PART")
    count(old_commune, on=date(2024, 5, 1))
    assert counted(commune, Period(date(2024, 1, 1), date(2027, 1, 1))) == 0


def test_successions_are_followed_back_over_several_reforms(commune, old_commune, old_district):
    from binhyen.people.tests import factories

    first = factories.unit(
        "Mỹ Lạc A", code="9", edition="1994", since=date(1994, 1, 1), until=date(2004, 7, 1)
    )
    factories.succeed(first, old_commune)
    assert first.pk in queries.scope_of(commune).unit_ids


def test_one_count_is_one_statement(commune, django_assert_num_queries):
    with django_assert_num_queries(1):
        count(commune)


def test_counts_made_at_once_add_up(transactional_db, commune):
    def often():
        for _ in range(25):
            with transaction.atomic():
                count(commune)

    together(*[often] * 4)
    assert DayCount.objects.get().n == 100


def test_counts_that_the_records_bear_out_are_proven(commune, recounted, capsys):
    count(commune, category="A1", n=2)
    recounted += [tally(commune), tally(commune)]
    assert figures.differences() == []
    call_command("figures", "verify")
    assert "1" in capsys.readouterr().out


def tally(unit, n=1):
    return registry.Tally(EVENT, unit.pk, DAY.isoformat(), "A1", n)


@pytest.mark.parametrize("harm", ["raised", "lowered", "removed", "added"])
def test_a_tampered_count_is_found(commune, other_commune, recounted, harm):
    count(commune, category="A1", n=2)
    recounted.append(tally(commune, n=2))
    found = figures.Difference(EVENT, commune.pk, DAY.isoformat(), "A1", 2, 2)
    if harm == "raised":
        DayCount.objects.update(n=3)
        expected = replace(found, counted=3)
    elif harm == "lowered":
        DayCount.objects.update(n=1)
        expected = replace(found, counted=1)
    elif harm == "removed":
        DayCount.objects.all().delete()
        expected = replace(found, counted=0)
    else:
        count(other_commune, category="A1", n=5)
        expected = replace(found, unit_id=other_commune.pk, counted=5, recounted=0)
    assert figures.differences()[0] == expected
    with pytest.raises(CommandError) as failed:
        call_command("figures", "verify")
    assert failed.value.returncode == 3


def test_a_count_that_nobody_can_prove_is_named(commune, monkeypatch):
    monkeypatch.setattr(registry, "_recounts", {})
    count(commune)
    assert figures.uncounted_events() == [EVENT]
    with pytest.raises(CommandError):
        call_command("figures", "verify")


state = partial(figures.state_total, category="CRIMES", period=YEAR, paper_number="12/BC-CAX")


def test_the_chief_states_a_total_with_its_paper(commune, chief, at):
    state(unit=commune, total=3, by=chief, at=at)
    assert queries.stated(queries.scope_of(commune), YEAR, categories=["CRIMES"]) == {"CRIMES": 3}
    entry = Entry.objects.get()
    assert (entry.event, entry.actor) == ("figures.total_stated", chief.ref)
    assert entry.detail["paper"] == "12/BC-CAX"


def test_a_total_stated_again_replaces_the_number_and_both_are_on_the_trail(commune, chief, at):
    state(unit=commune, total=3, by=chief, at=at)
    state(unit=commune, total=4, by=chief, at=at)
    assert StatedTotal.objects.get().total == 4
    assert [entry.detail["total"] for entry in Entry.objects.order_by("pk")] == [3, 4]


def test_a_total_nobody_stated_is_absent_and_not_nought(commune, chief, at):
    state(unit=commune, total=0, by=chief, at=at)
    stated = queries.stated(queries.scope_of(commune), YEAR, categories=["CRIMES", "DRUGS"])
    assert stated == {"CRIMES": 0}


def test_a_total_of_another_period_is_another_total(commune, chief, at):
    state(unit=commune, total=3, by=chief, at=at)
    half = Period(date(2026, 1, 1), date(2026, 7, 1))
    assert queries.stated(queries.scope_of(commune), half, categories=["CRIMES"]) == {}


@pytest.mark.parametrize("name", ["hanh", "lan", "secretary", "administrator", "appraiser"])
def test_nobody_else_states_a_total(request, commune, name, at):
    with pytest.raises(policy.NotAllowed):
        state(unit=commune, total=0, by=request.getfixturevalue(name), at=at)
    assert not StatedTotal.objects.exists()
    assert not Entry.objects.exists()


def test_a_negative_total_is_refused_by_the_database(commune, chief, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        state(unit=commune, total=-1, by=chief, at=at)
