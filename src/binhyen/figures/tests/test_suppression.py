"""What is hidden in a table stays hidden, and no more is hidden than that needs."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.figures import suppression
from binhyen.figures.rules import LEAST_SHOWN


def tables(*, side: int, most: int):
    return st.tuples(st.integers(1, side), st.integers(1, side)).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(0, most), min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        )
    )


def whole(shown: suppression.Shown) -> list[list[int | None]]:
    """Return the table as printed: the totals after the cells."""
    rows = [[*row, total] for row, total in zip(shown.cells, shown.row_totals, strict=True)]
    return [*rows, [*shown.column_totals, shown.total]]


def tables_that_print_alike(printed: list[list[int | None]], most: int):
    """Yield every table of counts up to `most` that would be printed the same, by trying them all: slow and plain."""
    rows, columns = len(printed) - 1, len(printed[0]) - 1
    choices = [
        range(most + 1) if cell is None else [cell] for row in printed[:-1] for cell in row[:-1]
    ]
    for counts in itertools.product(*choices):
        table = [list(counts[r * columns : (r + 1) * columns]) for r in range(rows)]
        full = [[*row, sum(row)] for row in table]
        full.append([sum(row[c] for row in full) for c in range(columns + 1)])
        if all(
            cell in (None, n)
            for line, counted in zip(printed, full, strict=True)
            for cell, n in zip(line, counted, strict=True)
        ):
            yield full


@given(tables(side=3, most=4))
@settings(max_examples=60, deadline=None)
def test_no_hidden_count_can_be_worked_out_by_trying_every_table(table):
    printed = whole(suppression.shown(table, k=3))
    alike = list(itertools.islice(tables_that_print_alike(printed, most=5), 3000))
    for r, c in itertools.product(range(len(printed)), range(len(printed[0]))):
        if printed[r][c] is None:
            assert len({full[r][c] for full in alike}) > 1


@given(tables(side=6, most=30))
@settings(deadline=None)
def test_nothing_small_is_shown_and_no_line_gives_few_away(table):
    printed = whole(suppression.shown(table))
    full = [[*row, sum(row)] for row in table]
    for line, counted in zip(printed, full, strict=False):
        assert not any(cell is not None and 0 < cell < LEAST_SHOWN for cell in line)
        if line[-1] is not None:
            rest = sum(n for cell, n in zip(line[:-1], counted[:-1], strict=True) if cell is None)
            assert rest == 0 or rest >= LEAST_SHOWN


@given(tables(side=6, most=30))
@settings(deadline=None)
def test_showing_any_count_that_was_hidden_for_others_would_give_something_away(table):
    grid = suppression._Grid(
        suppression._with_totals(table), len(table), len(table[0]), LEAST_SHOWN
    )
    hidden = suppression._pruned(grid, suppression._hidden(grid))
    assert suppression._is_safe(grid, hidden)
    for place in hidden - grid.small():
        assert not suppression._is_safe(grid, hidden - {place})


@given(tables(side=6, most=30))
@settings(deadline=None)
def test_what_is_shown_is_true(table):
    shown = suppression.shown(table)
    for row, counted in zip(shown.cells, table, strict=True):
        assert all(cell in (None, n) for cell, n in zip(row, counted, strict=True))
    assert shown.total in (None, sum(map(sum, table)))


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ([[12, 9], [8, 20]], ((12, 9), (8, 20))),
        ([[0, 9], [8, 0]], ((0, 9), (8, 0))),
        ([[3, 9], [8, 20]], ((None, None), (None, None))),
        (
            [[3, 9, 30], [8, 20, 40], [50, 60, 70]],
            ((None, None, 30), (None, None, 40), (50, 60, 70)),
        ),
    ],
)
def test_a_small_count_takes_the_three_smallest_others_with_it(table, cells):
    assert suppression.suppress(table) == cells


def test_a_row_whose_total_is_small_hides_its_total():
    shown = suppression.shown([[3, 0], [20, 30]])
    assert shown.row_totals[0] is None
    assert shown.hides


def test_a_table_of_nothing_hides_nothing():
    assert not suppression.shown([[0, 0], [0, 0]]).hides
    assert suppression.shown([]).total == 0


def test_of_one_small_count_nothing_is_shown():
    assert suppression.shown([[3]]) == suppression.Shown(((None,),), (None,), (None,), None)


@pytest.mark.parametrize(
    ("table", "message"),
    [([[1, 2], [3]], "of one length"), ([[1, -2]], "must not be negative, got -2")],
)
def test_a_table_that_is_none_is_refused(table, message):
    with pytest.raises(ValueError, match=message):
        suppression.suppress(table)
