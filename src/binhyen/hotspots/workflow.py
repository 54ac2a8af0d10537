"""States of an alert and the moves between them: the whole of what may follow what. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where an alert stands."""

    RAISED = "RAISED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    MEASURED = "MEASURED"
    CLOSED = "CLOSED"


class Act(StrEnum):
    """What officers do with an alert."""

    ACKNOWLEDGE = "ACKNOWLEDGE"
    TAKE_MEASURE = "TAKE_MEASURE"
    LOOK_AGAIN = "LOOK_AGAIN"
    CLOSE = "CLOSE"


class MoveNotAllowed(Exception):
    """The act does not follow from the state the alert is in."""


#: Somebody still has to do something.
OPEN = frozenset({State.RAISED, State.ACKNOWLEDGED, State.MEASURED})
_MOVES: Mapping[tuple[State, Act], State] = {
    (State.RAISED, Act.ACKNOWLEDGE): State.ACKNOWLEDGED,
    (State.ACKNOWLEDGED, Act.TAKE_MEASURE): State.MEASURED,
    (State.MEASURED, Act.TAKE_MEASURE): State.MEASURED,
    (State.MEASURED, Act.LOOK_AGAIN): State.MEASURED,
    # nothing behind it: no measure, and a reason
    (State.ACKNOWLEDGED, Act.CLOSE): State.CLOSED,
    (State.MEASURED, Act.CLOSE): State.CLOSED,
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
