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
    TRANSFER = "TRANSFER"
    GIVE_BACK = "GIVE_BACK"
    # stays
    NOTE = "NOTE"
    TRIAGE = "TRIAGE"
    ATTACH = "ATTACH"
    REPLY = "REPLY"
    HEAR = "HEAR"
    MARK_HEARD = "MARK_HEARD"
    HAND_OVER = "HAND_OVER"
    ASSIGN = "ASSIGN"
    SPLIT = "SPLIT"
    DETACH = "DETACH"
    ADD_PART = "ADD_PART"
    END_PART = "END_PART"
    DROP_PART = "DROP_PART"
    REMIND = "REMIND"
    MEDIATE = "MEDIATE"
    FLAG = "FLAG"
    EXTEND = "EXTEND"
    PAUSE = "PAUSE"
    RESUME = "RESUME"
    RATE = "RATE"


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
    # It arose elsewhere, or belongs to a sister unit: there it is new, and somebody must take it in hand.
    **_moves(Act.TRANSFER, (_RECEIVED, _VERIFYING, _IN_PROGRESS), _RECEIVED),
    # With a reason, to whoever handed it over: there it is new again, so that nobody thinks it done.
    **_moves(Act.GIVE_BACK, (_RECEIVED, _VERIFYING, _IN_PROGRESS), _RECEIVED),
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
    # Who works on it may change while anybody does, also while the level above is asked.
    Act.ASSIGN: OPEN,
    # A second trouble in the same report is found while one works on the first.
    Act.SPLIT: frozenset({_RECEIVED, _VERIFYING, _IN_PROGRESS}),
    # A report that turns out to be of something else leaves a matter that is still worked on.
    Act.DETACH: OPEN,
    # Parts are given out by whoever stands for the whole; nobody does before it is taken in hand.
    Act.ADD_PART: frozenset({_VERIFYING, _IN_PROGRESS}),
    Act.END_PART: OPEN,
    # What turns out to be needless must not keep the whole open.
    Act.DROP_PART: OPEN,
    # Only who is still asked can be reminded.
    Act.REMIND: frozenset({State.PROPOSED}),
    # Mediators are asked while the unit itself works on the dispute.
    Act.MEDIATE: frozenset({_VERIFYING, _IN_PROGRESS}),
    # The signs of a hot spot do not wait for a state.
    Act.FLAG: OPEN,
    # A clock is lengthened, stopped and started again only while it runs.
    Act.EXTEND: OPEN,
    Act.PAUSE: OPEN,
    Act.RESUME: OPEN,
    # The reporter says whether it is settled once it is said to be.
    Act.RATE: frozenset({*_ANSWERED, State.CLOSED}),
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
