"""The numbers of a window that is no calendar month, and what is not told."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.figures import actions as figures
from binhyen.figures import registry
from binhyen.figures.rules import LEAST_SHOWN, Open, Period, Value
from binhyen.matters.tests import factories as matters
from binhyen.periodic import numbers, rules, skeleton
from binhyen.periodic.numbers import Row, Why
from binhyen.periodic.rules import DEFAULTS, PERIODIC, Kind
from binhyen.periodic.tests.factories import OVER, on

RULE = DEFAULTS[Kind.MONTH]
MARCH = rules.window_of(Kind.MONTH, date(2026, 3, 10), RULE)


def of(unit, kind=Kind.MONTH, window=MARCH, at=OVER):
    (found,) = numbers.of([unit], kind, window, DEFAULTS[kind], at=at)
    return found


def count(unit, day, n=1, category="THF", event="matters.opened"):
    if n:
        figures.count(event=event, unit_id=unit.pk, on=day, category=category, n=n)


def test_a_figure_answers_for_the_window_the_one_before_and_the_same_a_year_ago(commune):
    for day, n in (
        (date(2026, 3, 14), 6), (date(2026, 3, 15), 100), (date(2026, 2, 15), 2), (date(2026, 2, 14), 5),
        (date(2026, 1, 15), 5), (date(2026, 1, 14), 100), (date(2025, 2, 15), 4), (date(2025, 3, 14), 0),
    ):  # fmt: skip
        count(commune, day, n)
    row = of(commune).rows["matters.opened"]
    assert [each.numerator for each in (row.now, row.before, row.year_ago)] == [8, 10, 4]
    assert row.since_before.amount == -20
    assert row.since_year_ago is None  # of four no change is told


def test_how_things_stood_before_nobody_wrote_down(commune):
    matters.matter(commune, on(date(2026, 3, 10)))
    row = of(commune).rows["matters.open_now"]
    assert (row.now.numerator, row.before, row.year_ago) == (1, None, None)


def test_what_few_people_said_is_told_of_calendar_months_only(commune):
    quarter = rules.window_of(Kind.QUARTER, date(2026, 3, 1), RULE)
    found = of(commune, Kind.QUARTER, quarter)
    assert found.rows["reports.online_share"] == Row("reports.online_share", None, why=Why.SPAN)
    figure = registry.get_figure("reports.online_share")
    assert not figure.can_tell(quarter)
    assert figure.can_tell(Period(date(2026, 1, 1), date(2026, 4, 1)))


def test_small_groups_and_restricted_kinds_are_one_sum(commune):
    day = date(2026, 3, 10)
    for category, n in (("THF", 7), ("NOI", 6), ("DMV", 9), ("CHD", 1), ("TRF", 0)):
        count(commune, day, n, category)
    now, before, _year_ago = of(commune).groups
    assert now == Open((("crime", 7), ("environment", 6)), others=10)
    assert before == Open((), others=0)


def test_too_few_are_told_by_no_group(commune):
    count(commune, date(2026, 3, 10), 3)
    assert of(commune).groups[0] is None


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(st.dictionaries(st.sampled_from(["THF", "NOI", "DMV", "CHD", "FIR"]), st.integers(0, 9)))
def test_no_sum_of_groups_is_of_few(commune, counts):
    from django.db import transaction

    with transaction.atomic():
        for category, n in counts.items():
            count(commune, date(2026, 3, 10), n, category)
        told = of(commune).groups[0]
        total = sum(counts.values())
        transaction.set_rollback(True)
    if told is None:
        assert 0 < total < LEAST_SHOWN
    else:
        assert told.total == total
        assert all(n >= LEAST_SHOWN for _name, n in told.named)
        assert told.others == 0 or told.others >= LEAST_SHOWN


def test_the_province_is_asked_for_its_own_tree(province, commune, other_commune):
    for unit in (commune, other_commune):
        count(unit, date(2026, 3, 1), 4)
    figures.sum_months(at=OVER)
    count(commune, date(2026, 2, 20), 1)  # written late
    together = numbers.of([province, commune, other_commune], Kind.MONTH, MARCH, RULE, at=OVER)
    assert [each.rows["matters.opened"].now.numerator for each in together] == [9, 5, 4]
    assert together[1] == of(commune)
    assert together[0].course[-1] == (MARCH, 9)
    assert len(together[0].course) == numbers.COURSE


@pytest.mark.parametrize("kind", [*PERIODIC, Kind.URGENT])
def test_every_kind_is_asked_and_written_down_and_read_back(commune, kind):
    window = rules.window_of(kind, OVER.date() - timedelta(days=1), DEFAULTS.get(kind, RULE))
    (found,) = numbers.of([commune], kind, window, DEFAULTS.get(kind, RULE), at=OVER)
    assert numbers.from_json(found.to_json()) == found
    assert set(found.rows) == set(skeleton.figures_of(kind))


def test_every_figure_of_the_skeleton_is_registered_and_may_stand_alone():
    known = {figure.name: figure for figure in registry.all_figures()}
    names = {name for kind in rules.Kind for name in skeleton.figures_of(kind)}
    assert names <= set(known)
    assert not [name for name in names if known[name].is_narrow]


def test_longer_periods_tell_more():
    lengths = [Kind.WEEK, Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR]
    figures_of = [len(skeleton.figures_of(kind)) for kind in lengths]
    assert figures_of == sorted(set(figures_of))
    longest = [skeleton.longest(kind) for kind in lengths]
    assert longest == sorted(set(longest))


def test_a_value_that_is_withheld_stays_so():
    row = Row("matters.opened", Value(0, 0, is_withheld=True))
    assert row.since_before is None
