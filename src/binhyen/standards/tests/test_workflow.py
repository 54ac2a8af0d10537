"""Every pair of act and state either stands in the table or is refused."""

from itertools import product

import pytest

from binhyen.standards import workflow
from binhyen.standards.models import StateChoices
from binhyen.standards.workflow import MOVES, Act, MoveNotAllowed, State

LEGAL = {
    ("SUBMIT", "DRAFT"): "SUBMITTED",
    ("TAKE_UP", "SUBMITTED"): "UNDER_APPRAISAL",
    ("GIVE_BACK", "UNDER_APPRAISAL"): "RETURNED",
    ("REWORK", "RETURNED"): "DRAFT",
    ("RECOGNISE", "UNDER_APPRAISAL"): "RECOGNISED",
    ("REFUSE", "UNDER_APPRAISAL"): "REFUSED",
    ("WITHDRAW", "RECOGNISED"): "WITHDRAWN",
}


@pytest.mark.parametrize(("act", "state"), list(product(Act, State)))
def test_every_pair_moves_as_the_table_says_or_not_at_all(act, state):
    if (act.value, state.value) in LEGAL:
        assert workflow.move(act, state) == LEGAL[act.value, state.value]
    else:
        with pytest.raises(MoveNotAllowed, match=f"{act} does not follow {state}"):
            workflow.move(act, state)


def test_every_state_can_be_reached_and_has_a_name():
    assert {State.DRAFT, *MOVES.values()} == set(State)
    assert set(StateChoices.values) == {state.value for state in State}


def test_nothing_follows_a_refusal_or_a_withdrawal():
    assert not {State.REFUSED, State.WITHDRAWN} & {state for _act, state in MOVES}


def test_only_a_draft_is_worked_on():
    assert frozenset({State.DRAFT}) == workflow.EDITABLE
    assert workflow.EDITABLE < workflow.OPEN
