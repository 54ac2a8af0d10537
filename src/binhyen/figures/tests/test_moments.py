"""A mean with its interval is told only where the counts behind it stay unknown."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.figures import moments
from binhyen.figures.rules import LEAST_SHOWN

REACH = 2.262


def tables(n):
    """Every way in which n answers may lie on five points, slowly and plainly."""
    return [found for found in itertools.product(range(n + 1), repeat=5) if sum(found) == n]


def known(counts):
    return tuple(sum(n * point**power for point, n in enumerate(counts, 1)) for power in (0, 1, 2))


def gives_back(counts, alike):
    """Say whether of all these tables none has nobody or five where `counts` has few."""
    return any(
        0 < n < LEAST_SHOWN and all(0 < table[point] < LEAST_SHOWN for table in alike)
        for point, n in enumerate(counts)
    )


@pytest.mark.parametrize(
    ("counts", "is_open"),
    [
        ((0, 5, 1, 0, 0), False),  # of six answers with a mean of 2.2 one was a three
        ((0, 5, 5, 0, 0), True),
        ((0, 0, 0, 0, 9), True),
        ((0, 0, 3, 8, 9), True),  # as well one two, no three, eleven fours and eight fives
        ((0, 0, 0, 0, 4), False),
        ((0, 0, 0, 0, 0), True),
        ((1, 1, 1, 1, 1), False),
    ],
)
def test_tables_looked_at_by_hand(counts, is_open):
    assert moments.are_open_exactly(counts) == is_open
    assert moments.are_open_as_printed(counts, REACH) == is_open


@pytest.mark.parametrize("n", [5, 7, 9])
def test_as_trying_every_table_of_the_same_number_sum_and_squares_finds(n):
    alike = {}
    for table in tables(n):
        alike.setdefault(known(table), []).append(table)
    for same in alike.values():
        for table in same:
            assert moments.are_open_exactly(table) != gives_back(table, same)


@given(st.tuples(*[st.integers(0, 9)] * 5))
@settings(deadline=None, max_examples=30)
def test_what_is_open_exactly_is_open_as_printed(counts):
    if moments.are_open_exactly(counts):
        assert moments.are_open_as_printed(counts, REACH)
