"""Every pair of a state and a move, from the table."""

from itertools import product

import pytest

from binhyen.newsroom.workflow import MOVES, Move, MoveNotAllowed, State, after


@pytest.mark.parametrize(("state", "move"), list(product(State, Move)))
def test_a_move_leads_where_the_table_says_and_nowhere_else(state, move):
    if (state, move) in MOVES:
        assert after(state, move) is MOVES[state, move]
    else:
        with pytest.raises(MoveNotAllowed):
            after(state, move)


def test_what_ended_or_was_called_off_moves_no_more():
    assert {state for state, _move in MOVES} == {State.PLANNED, State.RUNNING}
