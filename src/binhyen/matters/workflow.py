"""States of a matter and the moves between them: the whole of what may follow what.

A move changes the state; a stay is an act that leaves it as it is. What stands in neither table is refused.
"""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a matter stands."""

    RECEIVED = "RECEIVED"
    VERIFYING = "VERIFYING"
    IN_PROGRESS = "IN_PROGRESS"
    PROPOSED = "PROPOSED"
    RESOLVED = "RESOLVED"
    REFERRED = "REFERRED"
    UNFOUNDED = "UNFOUNDED"
    MERGED = "MERGED"
    CLOSED = "CLOSED"


class Act(StrEnum):
    """What is done to a matter; each is one function in `actions`."""

    OPEN = "OPEN"
    TAKE_IN_HAND = "TAKE_IN_HAND"
    CONFIRM = "CONFIRM"
    SETTLE = "SETTLE"
    PROPOSE = "PROPOSE"
    ACCEPT = "ACCEPT"
    SEND_BACK = "SEND_BACK"
    WITHDRAW = "WITHDRAW"
    REFER = "REFER"
    SET_ASIDE = "SET_ASIDE"
    MERGE = "MERGE"
    CLOSE = "CLOSE"
    REOPEN = "REOPEN"
    # stays
    NOTE = "NOTE"
    TRIAGE = "TRIAGE"
    ATTACH = "ATTACH"
    REPLY = "REPLY"
    HEAR = "HEAR"
    MARK_HEARD = "MARK_HEARD"
    HAND_OVER = "HAND_OVER"


class MoveNotAllowed(Exception):
    """The act does not follow from the state the matter is in."""


_RECEIVED, _VERIFYING, _IN_PROGRESS = State.RECEIVED, State.VERIFYING, State.IN_PROGRESS
_ANSWERED = (State.RESOLVED, State.REFERRED, State.UNFOUNDED)

#: Somebody still has to do something.
OPEN = frozenset({_RECEIVED, _VERIFYING, _IN_PROGRESS, State.PROPOSED})
DONE = frozenset(State) - OPEN


def _moves(act: Act, froms: tuple[State, ...], to: State) -> dict[tuple[Act, State], State]:
    return {(act, state): to for state in froms}


MOVES: Mapping[tuple[Act, State], State] = {
    # A named officer stands for the matter from here on.
    **_moves(Act.TAKE_IN_HAND, (_RECEIVED,), _VERIFYING),
    # What was reported is so; until then it is only said.
    **_moves(Act.CONFIRM, (_VERIFYING,), _IN_PROGRESS),
    # Small things are settled on the first visit, so verifying is enough; unread is not.
    **_moves(Act.SETTLE, (_VERIFYING, _IN_PROGRESS), State.RESOLVED),
    # Nobody proposes upward what nobody has looked at.
    **_moves(Act.PROPOSE, (_VERIFYING, _IN_PROGRESS), State.PROPOSED),
    # Either answer puts the matter back to work: here, or with whoever took it over.
    **_moves(Act.ACCEPT, (State.PROPOSED,), _IN_PROGRESS),
    **_moves(Act.SEND_BACK, (State.PROPOSED,), _IN_PROGRESS),
    # Things settle while one waits; the level above is told by the answer being no longer asked for.
    **_moves(Act.WITHDRAW, (State.PROPOSED,), _IN_PROGRESS),
    # The law says "at once" for crime and children: handing over must not wait for verifying.
    **_moves(Act.REFER, (_RECEIVED, _VERIFYING, _IN_PROGRESS), State.REFERRED),
    # Once work has confirmed a matter it can no longer be called unfounded.
    **_moves(Act.SET_ASIDE, (_RECEIVED, _VERIFYING), State.UNFOUNDED),
    # Not while the level above is asked: the question would lose its matter.
    **_moves(Act.MERGE, (_RECEIVED, _VERIFYING, _IN_PROGRESS), State.MERGED),
    # Closing ends what was answered, and only that.
    **_moves(Act.CLOSE, _ANSWERED, State.CLOSED),
    # A reporter may write back, a repair may fail: no ending is final but merging.
    **_moves(Act.REOPEN, (*_ANSWERED, State.CLOSED), _IN_PROGRESS),
}

STAYS: Mapping[Act, frozenset[State]] = {
    # Whoever has something to add may, also after the end; a merged matter is spoken of in the other.
    Act.NOTE: frozenset(State) - {State.MERGED},
    # While the level above looks at it, or after the end, the category it was counted under stands still.
    Act.TRIAGE: frozenset({_RECEIVED, _VERIFYING, _IN_PROGRESS}),
    # A new report of the same thing belongs to a matter that somebody still works on.
    Act.ATTACH: OPEN,
    Act.REPLY: frozenset(State) - {State.MERGED},
    Act.HEAR: frozenset(State) - {State.MERGED},
    Act.MARK_HEARD: frozenset(State) - {State.MERGED},
    # The unit is gone whatever state its files were in.
    Act.HAND_OVER: frozenset(State),
}


def after(act: Act, state: State) -> State:
    """Return the state that `act` leads to from `state`. Raises MoveNotAllowed."""
    if (act, state) in MOVES:
        return MOVES[act, state]
    if state in STAYS.get(act, ()):
        return state
    message = f"{act} does not follow {state}"
    raise MoveNotAllowed(message)


def can_follow(act: Act, state: State) -> bool:
    """Say whether `act` may be done in `state`."""
    return (act, state) in MOVES or state in STAYS.get(act, ())
