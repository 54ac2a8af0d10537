"""States of a periodic report and the moves between them: the whole of what may follow what. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a report stands."""

    DRAFT = "DRAFT"
    SENT = "SENT"
    RECEIVED = "RECEIVED"
    RETURNED = "RETURNED"
    MERGED = "MERGED"


class Act(StrEnum):
    """What is done with a report: by the unit, and by the level above."""

    WRITE = "WRITE"
    CHOOSE = "CHOOSE"
    DROP = "DROP"
    PAPER = "PAPER"
    SEND = "SEND"
    RECEIVE = "RECEIVE"
    RETURN = "RETURN"
    MERGE = "MERGE"


class MoveNotAllowed(Exception):
    """The act does not follow from the state the report is in."""


#: The unit still has to do something.
OPEN = frozenset({State.DRAFT, State.RETURNED})
_MOVES: Mapping[tuple[State, Act], State] = {
    (State.DRAFT, Act.WRITE): State.DRAFT,
    (State.DRAFT, Act.CHOOSE): State.DRAFT,
    (State.DRAFT, Act.DROP): State.DRAFT,
    # a paper is made of it before it is sent or after: the paper goes its own way, see `documents.workflow`
    **{(state, Act.PAPER): state for state in State},
    (State.DRAFT, Act.SEND): State.SENT,
    # what came back is written on and sent again
    (State.RETURNED, Act.WRITE): State.RETURNED,
    (State.RETURNED, Act.CHOOSE): State.RETURNED,
    (State.RETURNED, Act.DROP): State.RETURNED,
    (State.RETURNED, Act.SEND): State.SENT,
    (State.SENT, Act.RECEIVE): State.RECEIVED,
    (State.SENT, Act.RETURN): State.RETURNED,
    # found wanting only on a second reading; once merged it is part of another paper
    (State.RECEIVED, Act.RETURN): State.RETURNED,
    (State.RECEIVED, Act.MERGE): State.MERGED,
}


def after(state: State, act: Act) -> State:
    """Return the state an act leads to. Raises MoveNotAllowed."""
    try:
        return _MOVES[state, act]
    except KeyError:
        message = f"{act.value} does not follow from {state.value}"
        raise MoveNotAllowed(message) from None


def may(state: State, act: Act) -> bool:
    """Say whether the act follows from the state."""
    return (state, act) in _MOVES
