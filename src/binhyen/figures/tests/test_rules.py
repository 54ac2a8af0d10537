"""Periods and exact values."""

import itertools
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.figures import rules
from binhyen.figures.rules import Period, Value


def test_a_period_has_its_first_day_and_not_its_last():
    period = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert date(2026, 1, 1) in period
    assert date(2026, 1, 31) in period
    assert date(2026, 2, 1) not in period
    assert date(2025, 12, 31) not in period


@pytest.mark.parametrize("until", [date(2026, 1, 1), date(2025, 12, 31)])
def test_a_period_without_a_day_is_refused(until):
    with pytest.raises(ValueError, match="until must be after since"):
        Period(date(2026, 1, 1), until)


@pytest.mark.parametrize(
    ("since", "until", "before"),
    [
        (date(2026, 1, 1), date(2027, 1, 1), Period(date(2025, 1, 1), date(2026, 1, 1))),
        (date(2024, 2, 29), date(2024, 3, 31), Period(date(2023, 2, 28), date(2023, 3, 31))),
        (date(2025, 12, 15), date(2026, 6, 15), Period(date(2024, 12, 15), date(2025, 6, 15))),
    ],
)
def test_the_same_period_a_year_before(since, until, before):
    assert Period(since, until).previous() == before


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (Value(7), Fraction(7)),
        (Value(0), Fraction(0)),
        (Value(1, 3), Fraction(100, 3)),
        (Value(70, 100), Fraction(70)),
        (Value(0, 5), Fraction(0)),
        (Value(5, 5), Fraction(100)),
    ],
)
def test_a_value_is_exact(value, exact):
    assert value.is_defined
    assert value.exact() == exact


def test_a_share_a_hair_below_the_threshold_is_below_it():
    assert Value(6_999_999, 10_000_000).exact() < 70


def test_a_share_of_nothing_cannot_be_compared():
    assert not Value(0, 0).is_defined
    with pytest.raises(ZeroDivisionError):
        Value(0, 0).exact()


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_of_parts_is_between_nought_and_all(part, rest):
    assert 0 <= Value(part, part + rest).exact() < 100


COUNTS = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 30), max_size=8)


@given(COUNTS, st.frozensets(st.sampled_from("ABCDEFGH")))
def test_nothing_small_is_shown_or_found_by_subtracting(counts, unnamed):
    shown = rules.opened_up(counts, unnamed=unnamed)
    if shown is None:
        assert 0 < sum(counts.values()) < rules.LEAST_SHOWN
        return
    named = dict(shown.named)
    assert all(n >= rules.LEAST_SHOWN for n in named.values()) and not named.keys() & unnamed
    assert shown.total == sum(counts.values())
    # what is not named is one sum; a small count in it never stands alone
    rest = [n for name, n in counts.items() if name not in named and n]
    assert shown.others == sum(rest)
    assert not rest or shown.others >= rules.LEAST_SHOWN
    assert len(rest) != 1 or rest[0] >= rules.LEAST_SHOWN


@given(st.lists(st.integers(0, 12), min_size=1, max_size=12))
def test_months_are_joined_until_each_span_is_large_enough(counts):
    months = rules.months_before(rules.month_of(date(2026, 3, 1)), len(counts))
    joined = rules.spans(zip(months, counts, strict=True))
    assert all(n >= rules.LEAST_SHOWN for _span, n in joined)
    if sum(counts) < rules.LEAST_SHOWN:
        assert joined == []
        return
    assert sum(n for _span, n in joined) == sum(counts)
    assert joined[0][0].since == months[0].since and joined[-1][0].until == months[-1].until
    assert all(one.until == other.since for (one, _), (other, _) in itertools.pairwise(joined))
