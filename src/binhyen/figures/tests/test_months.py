"""Months are summed up from days; whatever is counted when, a question is answered as if every day were added up."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.core.clock import VIETNAM
from binhyen.core.tests.threads import together
from binhyen.figures import actions as figures
from binhyen.figures import queries, registry
from binhyen.figures.models import DayCount, MonthCount, MonthTotal
from binhyen.figures.rules import Period, in_months
from binhyen.people.tests import factories
from binhyen.places.models import Level

EVENT = "tests.happened"
BEFORE, FIRST = date(2004, 7, 1), date(2025, 1, 1)
LATER = datetime(2026, 6, 10, 8, 0, tzinfo=VIETNAM)
YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))


@pytest.fixture
def province(db):
    return factories.unit("Tây Ninh", level=Level.PROVINCE, since=FIRST)


@pytest.fixture
def commune(province):
    return factories.unit("Mỹ Thạnh", parent=province, since=FIRST)


@pytest.fixture
def proven(monkeypatch):
    """Let a room bear out whatever stands in the days."""

    def recount(part=None):
        rows = DayCount.objects.all()
        if part:
            rows = rows.filter(
                unit__in=part.unit_ids, day__gte=part.period.since, day__lt=part.period.until
            )
        for row in rows:
            yield registry.Tally(row.event, row.unit_id, row.day.isoformat(), row.category, row.n)

    monkeypatch.setattr(registry, "_recounts", {(EVENT,): recount})


def count(unit, on, n=1, category=""):
    figures.count(event=EVENT, unit_id=unit.pk, on=on, category=category, n=n)


def counted(unit, period=YEAR, **narrow):
    return queries.counted(EVENT, queries.scope_of(unit), period, **narrow)


def test_days_gone_by_are_added_to_the_month_of_their_province(province, commune):
    count(commune, date(2025, 3, 1), n=2)
    count(commune, date(2025, 3, 31), n=3)
    count(commune, LATER.date(), n=7)

    assert figures.sum_months(at=LATER) == 2

    (month,) = MonthCount.objects.all()
    assert (month.unit, month.month, month.n) == (province, date(2025, 3, 1), 5)
    assert counted(province) == counted(commune) == 5
    assert counted(province, Period(date(2026, 6, 1), date(2026, 7, 1))) == 7


def test_what_is_counted_late_is_seen_at_once_and_added_once(province, commune):
    count(commune, date(2025, 3, 2), n=2)
    figures.sum_months(at=LATER)
    count(commune, date(2025, 3, 2), n=4)
    count(commune, date(2025, 3, 9), n=-1)
    assert counted(province) == 5

    assert figures.sum_months(at=LATER) == 2
    assert figures.sum_months(at=LATER) == 0
    assert counted(province) == MonthCount.objects.get().n == 5


def test_of_a_month_in_part_the_fewer_days_are_looked_up():
    begun, over = Period(date(2026, 1, 1), date(2026, 6, 11)), Period(FIRST, date(2025, 6, 21))

    assert in_months(begun).add == (Period(date(2026, 6, 1), date(2026, 6, 11)),)
    assert in_months(begun, last=date(2026, 6, 10)).take == (
        Period(date(2026, 6, 11), date(2026, 7, 1)),
    )
    assert in_months(over).take == (Period(date(2025, 6, 21), date(2025, 7, 1)),)


def test_categories_are_kept_apart_by_month(province, commune):
    count(commune, date(2025, 3, 2), n=2, category="NOI")
    count(commune, date(2025, 4, 2), n=3, category="THF")
    figures.sum_months(at=LATER)
    count(commune, date(2025, 4, 3), n=1, category="THF")

    assert counted(province, categories=["THF"]) == 4
    assert queries.counted_by_category(EVENT, queries.scope_of(province), YEAR) == {
        "NOI": 2,
        "THF": 4,
    }


def test_a_month_that_the_days_do_not_bear_out_is_found(province, commune, proven):
    count(commune, date(2025, 3, 2), n=2, category="NOI")
    figures.sum_months(at=LATER)
    assert figures.differences() == []

    MonthCount.objects.update(n=3)
    assert figures.differences() == [
        figures.Difference(EVENT, province.pk, "2025-03-01", "NOI", 3, 2)
    ]
    MonthCount.objects.update(n=2)
    MonthTotal.objects.update(n=1)
    assert figures.differences() == [
        figures.Difference(EVENT, province.pk, "2025-03-01", figures.ALL, 1, 2)
    ]


def test_counts_made_while_months_are_summed_are_lost_in_neither(transactional_db):
    province = factories.unit("Tây Ninh", level=Level.PROVINCE, since=FIRST)
    commune = factories.unit("Mỹ Thạnh", parent=province, since=FIRST)

    def often():
        for _ in range(15):
            with transaction.atomic():
                count(commune, date(2025, 3, 2))

    def sum_up():
        for _ in range(5):
            figures.sum_months(at=LATER)

    together(often, often, sum_up)
    assert counted(province) == 30
    figures.sum_months(at=LATER)
    assert counted(province) == MonthCount.objects.get().n == 30


def test_one_commune_and_one_year_are_counted_anew_alone(province, commune, monkeypatch):
    other = factories.unit("Bình Đức", parent=province, since=FIRST)
    asked = []

    def recount(part):
        asked.append(part)
        return [registry.Tally(EVENT, commune.pk, "2025-03-02", "", 1)]

    monkeypatch.setattr(registry, "_recounts", {(EVENT,): recount})
    for unit, day in ((commune, date(2025, 3, 2)), (commune, date(2024, 3, 2)), (other, FIRST)):
        count(unit, day, n=2)

    found = figures.differences(queries.scope_of(commune), YEAR)

    assert found == [figures.Difference(EVENT, commune.pk, "2025-03-02", "", 2, 1)]
    assert asked == [registry.Part(frozenset({commune.pk}), YEAR)]


days = st.dates(date(2025, 1, 1), date(2025, 12, 31))
periods = st.builds(
    lambda since, length: Period(since, since + timedelta(days=length)), days, st.integers(1, 300)
)


@given(periods, st.none() | days)
def test_months_with_days_added_and_taken_are_the_period(period, last):
    cut = in_months(period, last)
    times = Counter()
    for part, n in [
        *((one, 1) for one in (*filter(None, [cut.months]), *cut.add)),
        *((one, -1) for one in cut.take),
    ]:
        times.update(dict.fromkeys(days_in(part), n))

    assert {day: n for day, n in times.items() if n} == dict.fromkeys(days_in(period), 1)
    assert cut.months is None or cut.months.since.day == cut.months.until.day == 1
    there = {day for day in days_in(period) if last is None or day <= last}
    looked_up = {day for part in (*cut.add, *cut.take) for day in days_in(part)}
    assert len([day for day in looked_up if last is None or day <= last]) <= min(31, len(there))


def days_in(period):
    return [period.since + timedelta(days=n) for n in range((period.until - period.since).days)]


told = st.tuples(st.integers(0, 6), days, st.sampled_from(["", "NOI", "THF"]), st.integers(-2, 9))
told_at_times = st.lists(st.lists(told, max_size=8), min_size=1, max_size=4)


@pytest.fixture
def country(province, commune):
    """Two provinces, one of which took in another; a commune that took one in from the other province; their areas."""
    other = factories.unit("Đồng Tháp", level=Level.PROVINCE, since=FIRST)
    gone = factories.unit("Long An", level=Level.PROVINCE, since=BEFORE, until=FIRST)
    factories.succeed(gone, province)
    moved = factories.unit("Mỹ Lạc", parent=other, since=BEFORE, until=FIRST)
    factories.succeed(moved, commune)
    area = factories.unit("Cầu Lớn", level=Level.RESIDENTIAL_AREA, parent=commune, since=FIRST)
    old = factories.unit("Bình An", parent=gone, since=BEFORE, until=FIRST)
    return [province, commune, other, gone, moved, area, old]


@given(batches=told_at_times, asked=st.lists(periods, min_size=1, max_size=3))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_summing_up_changes_no_answer(country, proven, batches, asked):
    with transaction.atomic():
        for batch in batches:
            for place, day, category, n in batch:
                count(country[place], day, n=n, category=category)
            scopes = queries.scopes_of(country)
            for period in asked:
                for narrow in (None, ["THF", "NOI"]):
                    found = queries.counts([EVENT], scopes, period, by_category=narrow is not None)
                    by_hand = [added_up(scope, period, narrow) for scope in scopes]
                    assert [one.of(EVENT, narrow) for one in found] == by_hand
            assert figures.differences() == []
            figures.sum_months(at=LATER)
        transaction.set_rollback(True)


def added_up(scope, period, categories):
    return sum(
        row.n
        for row in DayCount.objects.filter(unit__in=scope.unit_ids)
        if row.day in period and (categories is None or row.category in categories)
    )


def test_the_command_proves_one_unit_and_year_or_says_what_to_name(commune, proven, capsys):
    count(commune, date(2025, 3, 2), n=2)
    count(commune, date(2024, 3, 2), n=2)

    call_command("figures", "verify", "--unit", commune.address, "--year", "2025")
    assert "1" in capsys.readouterr().out

    for wrong in (
        ["--year", "2025"],
        ["--unit", "2025-0", "--year", "2025"],
        ["--unit", commune.address],
    ):
        with pytest.raises(CommandError):
            call_command("figures", "verify", *wrong)
