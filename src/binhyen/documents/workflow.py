"""States of a paper and the moves between them: the whole of what may follow what. Pure.

The order is that of Decree 30/2020, Arts. 10-14: drafted, content checked by the head of the drafting unit, form checked
by whoever keeps the register, signed, then numbered and issued in one step.
"""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a paper stands."""

    DRAFT = "DRAFT"
    CONTENT_CHECK = "CONTENT_CHECK"
    FORM_CHECK = "FORM_CHECK"
    TO_SIGN = "TO_SIGN"
    SIGNED = "SIGNED"
    ISSUED = "ISSUED"
    DROPPED = "DROPPED"


class Act(StrEnum):
    """What is done to a paper; each is one function in `actions`."""

    DRAFT = "DRAFT"
    CHANGE = "CHANGE"
    SUBMIT = "SUBMIT"
    CHECK_CONTENT = "CHECK_CONTENT"
    CHECK_FORM = "CHECK_FORM"
    SEND_BACK = "SEND_BACK"
    SIGN = "SIGN"
    ISSUE = "ISSUE"
    ENTER = "ENTER"
    DROP = "DROP"


#: What the trail calls each act, after the name of the room.
EVENTS: Mapping[Act, str] = {
    Act.DRAFT: "drafted",
    Act.CHANGE: "changed",
    Act.SUBMIT: "submitted",
    Act.CHECK_CONTENT: "content_checked",
    Act.CHECK_FORM: "form_checked",
    Act.SEND_BACK: "sent_back",
    Act.SIGN: "signed",
    Act.ISSUE: "issued",
    Act.ENTER: "entered",
    Act.DROP: "dropped",
}


class MoveNotAllowed(Exception):
    """The act does not follow from the state the paper is in."""


_UNDER_WAY = (State.CONTENT_CHECK, State.FORM_CHECK, State.TO_SIGN, State.SIGNED)

MOVES: Mapping[tuple[State, Act], State] = {
    # Words are changed in a draft only: what was checked stands still until it is sent back.
    (State.DRAFT, Act.CHANGE): State.DRAFT,
    (State.DRAFT, Act.SUBMIT): State.CONTENT_CHECK,
    (State.CONTENT_CHECK, Act.CHECK_CONTENT): State.FORM_CHECK,
    # From here on stands the file that is to be signed, and nothing else is.
    (State.FORM_CHECK, Act.CHECK_FORM): State.TO_SIGN,
    (State.TO_SIGN, Act.SIGN): State.SIGNED,
    # Number and issue are one step: a number without a paper would be a gap.
    (State.SIGNED, Act.ISSUE): State.ISSUED,
    # Whoever has it next may send it back, the register also after signing: it has no number yet.
    **{(state, Act.SEND_BACK): State.DRAFT for state in _UNDER_WAY},
    # A draft that comes to nothing is put away; nothing issued ever is.
    (State.DRAFT, Act.DROP): State.DROPPED,
}

#: Somebody still has to do something.
OPEN = frozenset({State.DRAFT, *_UNDER_WAY})
#: The action that lets one do what comes next, by the state a paper waits in.
WAITS_FOR: Mapping[State, tuple[Act, str]] = {
    State.CONTENT_CHECK: (Act.CHECK_CONTENT, "documents.check_content"),
    State.FORM_CHECK: (Act.CHECK_FORM, "documents.keep_register"),
    State.TO_SIGN: (Act.SIGN, "documents.sign"),
    State.SIGNED: (Act.ISSUE, "documents.keep_register"),
}


def barred(act: Act, drafter: int, content_checker: int | None) -> frozenset[int]:
    """Return who does not do an act because of what they did before: who drafted does not check, and the two checks are
    made by two people (Decree 30/2020, Arts. 10-12).

    >>> sorted(barred(Act.CHECK_FORM, 1, 2)), sorted(barred(Act.CHECK_CONTENT, 1, None)), sorted(barred(Act.SIGN, 1, 2))
    ([1, 2], [1], [])
    """
    if act is Act.CHECK_FORM:
        return frozenset({drafter, content_checker or drafter})
    return frozenset({drafter}) if act is Act.CHECK_CONTENT else frozenset()


def after(state: State, act: Act) -> State:
    """Return the state an act leads to. Raises MoveNotAllowed."""
    try:
        return MOVES[state, act]
    except KeyError:
        message = f"{act.value} does not follow from {state.value}"
        raise MoveNotAllowed(message) from None


def may(state: State, act: Act) -> bool:
    """Say whether the act follows from the state."""
    return (state, act) in MOVES
