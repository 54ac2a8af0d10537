"""States of a campaign and the moves between them: the whole of what may follow what. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a campaign stands."""

    PLANNED = "PLANNED"
    RUNNING = "RUNNING"
    ENDED = "ENDED"
    CALLED_OFF = "CALLED_OFF"


class Move(StrEnum):
    """What takes a campaign from one state to the next."""

    BEGIN = "BEGIN"
    END = "END"
    CALL_OFF = "CALL_OFF"


#: What is begun is ended, never called off: what was done in it stays counted.
MOVES: Mapping[tuple[State, Move], State] = {
    (State.PLANNED, Move.BEGIN): State.RUNNING,
    (State.RUNNING, Move.END): State.ENDED,
    (State.PLANNED, Move.CALL_OFF): State.CALLED_OFF,
}
#: States in which anybody may read the campaign's page.
PUBLIC = frozenset({State.RUNNING, State.ENDED})


class MoveNotAllowed(Exception):
    """The campaign stands where this move does not begin."""


def after(state: State, move: Move) -> State:
    """Return the state that the move leads to. Raises MoveNotAllowed."""
    try:
        return MOVES[state, move]
    except KeyError:
        message = f"{move} does not follow {state}"
        raise MoveNotAllowed(message) from None
