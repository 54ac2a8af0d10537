"""Nothing small can be worked out from all that is told of what few people said, by whoever adds and subtracts it."""

import itertools
from collections import defaultdict
from datetime import date
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from binhyen.figures import fewness
from binhyen.figures.rules import LEAST_SHOWN, Period, months_from

JANUARY = date(2025, 1, 1)
MONTHS = [date(2025, month, 1) for month in range(1, 13)]
UNBOUNDED, TINY = 3, 1e-6
COMMUNES = [("p", "p/a"), ("p", "p/b"), ("p", "p/c", "old of c"), ("q", "q/d")]
SCOPES = [("p",), ("q",), ("p", "p/c"), (), *COMMUNES]


def spans(first=JANUARY, months=12):
    """Yield every period of whole months that may be asked."""
    for start, length in itertools.product(range(months), range(1, months + 1)):
        if start + length <= months:
            since = months_from(first, start).until if start else first
            yield months_from(since, length)


def pages(answers, least=LEAST_SHOWN):
    """Return all that anybody is told: which cells a number sums, and the number of each side."""
    return {
        frozenset(inside): said
        for scope in SCOPES
        for period in spans()
        if (
            inside := [key for key in answers if key[0][: len(scope)] == scope and key[1] in period]
        )
        and (said := fewness.told({key: answers[key] for key in inside}, period, least=least))
    }


class Attacker:
    """Whoever knows every sum that is shown of one side, and that no count is below zero."""

    def __init__(self, sums, cells):
        self.number = {cell: n for n, cell in enumerate(cells)}
        self.known = (
            {"A_eq": [self.row(inside) for inside in sums], "b_eq": list(sums.values())}
            if sums
            else {}
        )

    def row(self, inside):
        row = np.zeros(len(self.number))
        row[[self.number[cell] for cell in inside]] = 1
        return row

    def bounds(self, inside):
        """Return the least and the most that a sum of cells may be; None where there is no most."""
        least = linprog(self.row(inside), **self.known)
        most = linprog(-self.row(inside), **self.known)
        assert least.status == 0 and most.status in {0, UNBOUNDED}
        return ceil(least.fun - TINY), None if most.status == UNBOUNDED else floor(TINY - most.fun)


counts = st.one_of(st.integers(0, 6), st.integers(0, 25))


@st.composite
def years(draw):
    """A year of answers in some of the communes."""
    keys = list(itertools.product(COMMUNES[: draw(st.integers(1, 4))], MONTHS))
    busy = draw(st.lists(st.sampled_from(keys), unique=True, max_size=14))
    return {key: (draw(counts), draw(counts)) if key in busy else (0, 0) for key in keys}


def sums_of(answers):
    """Yield what anybody would like to know: the cells in each span of the calendar of each unit."""
    for scope, length in itertools.product(SCOPES, (1, 3, 6, 12)):
        for month in MONTHS[::length]:
            period = months_from(month, length)
            inside = frozenset(k for k in answers if k[0][: len(scope)] == scope and k[1] in period)
            if inside:
                yield inside


@given(years())
@settings(deadline=None, max_examples=25)
def test_whoever_adds_and_subtracts_all_pages_bounds_nothing_to_a_few(answers):
    shown = pages(answers)
    for side in (0, 1):
        attacker = Attacker({inside: said[side] for inside, said in shown.items()}, answers)
        assert not any(0 < said[side] < LEAST_SHOWN for said in shown.values())
        for inside in set(sums_of(answers)):
            true = sum(answers[cell][side] for cell in inside)
            if 0 < true < LEAST_SHOWN:
                low, high = attacker.bounds(inside)
                assert low <= true and (high is None or true <= high)
                assert low == 0 or high is None or high >= LEAST_SHOWN


@given(years(), st.integers(1, 11))
@settings(deadline=None, max_examples=40)
def test_what_was_told_the_day_after_a_month_stays_told_and_the_same(answers, months):
    so_far = {key: sides for key, sides in answers.items() if key[1] < MONTHS[months]}
    early = {
        (scope, period): fewness.told(
            {k: v for k, v in so_far.items() if k[0][: len(scope)] == scope}, period
        )
        for scope in SCOPES
        for period in spans(months=months)
    }
    for (scope, period), said in early.items():
        later = {k: v for k, v in answers.items() if k[0][: len(scope)] == scope and k[1] in period}
        assert fewness.told(later, period) == said


@pytest.mark.parametrize(("least", "most"), [(2, 6), (3, 6)])
def test_not_even_who_knows_the_rule_and_tries_every_quarter_learns_a_few(least, most):
    """Of all quarters with at most `most` on a side that print the same, some have nobody or many in each month.

    Where the quarter is not told and its months leave no room for many below `most`, the table is too small to say.
    """
    sides = [ends for ends in itertools.product(range(most + 1), repeat=3) if sum(ends) <= most]
    periods, alike = list(spans(months=3)), defaultdict(list)
    for so, otherwise in itertools.product(sides, repeat=2):
        answers = {(("",), MONTHS[n]): (so[n], otherwise[n]) for n in range(3)}
        printed = tuple(fewness.told(answers, period, least=least) for period in periods)
        alike[printed].append((*so, *otherwise))
    for printed, tables in alike.items():
        months = [
            said
            for said, period in zip(printed, periods, strict=True)
            if said and period.since.month + 1 == period.until.month
        ]
        if printed[periods.index(months_from(JANUARY, 3))] is None and any(
            sum(side) > most - least for side in zip(*months, strict=True)
        ):
            continue
        for may_be in map(set, zip(*tables, strict=True)):
            assert not may_be <= set(range(1, least))


def test_a_quarter_is_told_unless_it_gives_back_a_month():
    months = dict(zip([("", month) for month in MONTHS], [(9, 5), (3, 1), (6, 7)], strict=False))
    answers = {((way,), month): sides for (way, month), sides in months.items()}
    january, quarter = months_from(JANUARY, 1), months_from(JANUARY, 3)
    assert fewness.told(answers, january) == (9, 5)
    assert fewness.told(answers, months_from(date(2025, 2, 1), 1)) is None
    assert fewness.told(answers, quarter) is None, "less January and March it is February"
    answers[("",), date(2025, 3, 1)] = (6, 4)
    assert fewness.told(answers, quarter) == (18, 10), "March is hidden, too: 9 and 5 are left"


def test_a_province_is_told_by_the_year_unless_it_gives_back_a_commune():
    year = months_from(JANUARY, 12)
    a, b = (("p", "a"), JANUARY), (("p", "b"), JANUARY)
    assert fewness.told({a: (20, 9), b: (3, 2)}, year) is None
    assert fewness.told({a: (20, 9), b: (8, 6)}, year) == (28, 15)
    assert fewness.told({a: (20, 4), b: (3, 2)}, year) == (23, 6)
    assert fewness.told({a: (20, 9), b: (8, 6)}, months_from(JANUARY, 1)) is None
    assert fewness.told({a: (20, 9), b: (0, 0)}, months_from(JANUARY, 1)) == (20, 9)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2025, 1, 1), date(2025, 3, 1), (13, 11)),
        (date(2025, 1, 1), date(2025, 2, 15), None),
        (date(2025, 1, 2), date(2025, 3, 1), None),
        (date(2025, 1, 1), date(2025, 4, 1), (13, 11)),
        (date(2025, 2, 1), date(2025, 4, 1), None),  # nobody answered in March, which is not told
    ],
)
def test_any_other_period_is_told_where_the_spans_are_that_make_it_up(since, until, said):
    answers = {(("",), date(2025, 1, 1)): (5, 6), (("",), date(2025, 2, 1)): (8, 5)}
    assert fewness.told(answers, Period(since, until)) == said


def test_nobody_is_few_so_that_all_of_them_is_never_told():
    assert fewness.told({(("",), JANUARY): (30, 0)}, months_from(JANUARY, 12)) is None
