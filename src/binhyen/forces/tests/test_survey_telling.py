"""What is told of a question gives no count of one to four back, whatever stands beside it."""

import itertools
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from binhyen.forces import sampling
from binhyen.forces.questionnaires import NO, SCALE, YES, ItemKind
from binhyen.forces.survey_telling import Few, told

TINY = 1e-6
SIDES = (YES, NO)


def small(n):
    return 0 < n < sampling.LEAST_SHOWN


def sides(yes, no):
    return {YES: yes, NO: no}


@pytest.mark.parametrize(
    ("yes", "no", "few", "share"),
    [
        (5, 5, None, 0.5),
        (
            6,
            3,
            None,
            None,
        ),  # of nine who said it: were it told that both are few of eight, they were four and four
        (6, 4, Few(NO, 10), None),
        (2, 30, Few(YES, 32), None),
        (10, 0, Few(NO, 10), None),
    ],
)
def test_yes_and_no_counted_by_hand(yes, no, few, share):
    found = told(ItemKind.YES_NO, {1: sides(yes, no)}, {})
    assert found.few == few
    assert (found.interval.value if found.interval else None) == share
    assert found.n == (yes + no if few or share else 0)


def test_a_team_is_told_where_the_rest_is_large_enough_beside_it():
    teams = {1: sides(20, 9), 2: sides(8, 6), 3: sides(7, 2)}
    found = told(ItemKind.YES_NO, teams, {})
    assert set(found.teams) == {1}, "less the first two the third would be seven and two"
    assert set(told(ItemKind.YES_NO, teams, sides(0, 3)).teams) == {1, 2}


def test_of_options_each_stands_by_itself_and_how_many_ticks_there_were_does_not():
    found = told(ItemKind.CHOICE, {1: {1: 7, 2: 4, 3: 5}}, {})
    assert (found.counts, found.n) == ({1: 7, 3: 5}, 0)


few_or_many = st.one_of(st.integers(0, 6), st.integers(0, 25))
rounds = st.tuples(
    st.lists(st.tuples(few_or_many, few_or_many), max_size=4), few_or_many, few_or_many
)


class Attacker:
    """Whoever knows every equation and every bound that the page tells, and that no count is below zero."""

    def __init__(self, parts, found):
        self.number = {key: n for n, key in enumerate(itertools.product(parts, SIDES))}
        everywhere = {side: self.row([(part, side) for part in parts]) for side in SIDES}
        whole = sum(everywhere.values())
        equal, most = [], []
        for team, interval in found.teams.items():
            yes = round(interval.value * interval.n)
            equal += [(self.row([(team, YES)]), yes), (self.row([(team, NO)]), interval.n - yes)]
        if found.interval:
            yes = round(found.interval.value * found.n)
            equal += [(everywhere[YES], yes), (everywhere[NO], found.n - yes)]
        if found.few:
            equal.append((whole, found.n))
            most.append((everywhere[found.few.said], sampling.LEAST_SHOWN - 1))
        self.known = {}
        for kind, rows in (("eq", equal), ("ub", most)):
            if rows:
                self.known |= {
                    f"A_{kind}": [row for row, _n in rows],
                    f"b_{kind}": [n for _row, n in rows],
                }

    def row(self, keys):
        row = np.zeros(len(self.number))
        row[[self.number[key] for key in keys]] = 1
        return row

    def bounds(self, keys):
        least, most = (linprog(sign * self.row(keys), **self.known) for sign in (1, -1))
        assert least.status == 0 and most.status in {0, 3}
        return ceil(least.fun - TINY), None if most.status else floor(TINY - most.fun)


@given(rounds)
@settings(deadline=None, max_examples=40)
def test_whoever_reckons_with_shares_and_numbers_finds_no_few_of_yes_or_no(asked):
    teams, yes, no = asked
    parts = {n: sides(*counts) for n, counts in enumerate(teams, 1)}
    found = told(ItemKind.YES_NO, parts, sides(yes, no))
    parts[0] = sides(yes, no)
    attacker = Attacker(parts, found)
    for side in SIDES:
        for keys in ([(part, side) for part in parts], *([(part, side)] for part in parts)):
            true = sum(parts[part][side] for part, _side in keys)
            if small(true):
                low, high = attacker.bounds(keys)
                assert low <= true and (low == 0 or high is None or high >= sampling.LEAST_SHOWN)


def tables(n):
    return [
        (a, b, c, d, n - a - b - c - d)
        for a in range(n + 1) for b in range(n + 1 - a) for c in range(n + 1 - a - b) for d in range(n + 1 - a - b - c)
    ]  # fmt: skip


def printed(table):
    """What the page prints of a mean."""
    found = sampling.mean(dict(zip(SCALE, table, strict=True)))
    return [round(edge, 1) for edge in (found.value, max(1, found.low), min(5, found.high))]


def plus(one, other):
    return tuple(a + b for a, b in zip(one, other, strict=True))


five = st.integers(5, 8).flatmap(lambda n: st.sampled_from(tables(n)))
large = st.sampled_from([(0, 0, 0, 6, 7), (0, 0, 2, 5, 8), (0, 1, 0, 7, 6), (0, 0, 4, 4, 5)])


@given(st.one_of(five, large), five)
@settings(deadline=None, max_examples=15)
def test_whoever_tries_every_table_that_prints_the_same_finds_no_few_of_a_point(one, other):
    parts = {1: dict(zip(SCALE, one, strict=True)), 2: dict(zip(SCALE, other, strict=True))}
    found = told(ItemKind.SCALE, parts, {})
    whole = plus(one, other)
    assert not any(small(n) for n in found.counts.values())
    if found.interval is None:
        assert not found.teams
        return
    if not found.teams:
        check(whole, [table for table in tables(sum(whole)) if printed(table) == printed(whole)])
        return
    first, second = (
        [t for t in tables(sum(true)) if team not in found.teams or printed(t) == printed(true)]
        for team, true in ((1, one), (2, other))
    )
    pairs = [
        (a, b)
        for a, b in itertools.islice(itertools.product(first, second), 200_000)
        if printed(plus(a, b)) == printed(whole)
    ]
    check(one, [a for a, _b in pairs])
    check(other, [b for _a, b in pairs])
    check(whole, [plus(a, b) for a, b in pairs])


def check(true, may_be):
    for point, n in enumerate(true):
        if small(n):
            assert any(not small(table[point]) for table in may_be), (true, point)
