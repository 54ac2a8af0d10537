"""States of a paper and the moves between them: the whole of what may follow what. Pure.

The order is that of Decree 30/2020, Arts. 10-18: drafted, content checked by the head of the drafting unit, form checked
by whoever keeps the register, signed, numbered, signed or sealed by the body under its number, issued.
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
    NUMBERED = "NUMBERED"
    ISSUED = "ISSUED"
    CANCELLED = "CANCELLED"
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
    NUMBER = "NUMBER"
    SEAL = "SEAL"
    ISSUE = "ISSUE"
    CANCEL = "CANCEL"
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
    Act.NUMBER: "numbered",
    Act.SEAL: "sealed",
    Act.ISSUE: "issued",
    Act.CANCEL: "cancelled",
    Act.ENTER: "entered",
    Act.DROP: "dropped",
}


class MoveNotAllowed(Exception):
    """The act does not follow from the state the paper is in."""


_SENT_BACK = (State.CONTENT_CHECK, State.FORM_CHECK, State.TO_SIGN, State.SIGNED)

MOVES: Mapping[tuple[State, Act], State] = {
    # Words are changed in a draft only: what was checked stands still until it is sent back.
    (State.DRAFT, Act.CHANGE): State.DRAFT,
    (State.DRAFT, Act.SUBMIT): State.CONTENT_CHECK,
    (State.CONTENT_CHECK, Act.CHECK_CONTENT): State.FORM_CHECK,
    # From here on stands the file that is to be signed, and nothing else is.
    (State.FORM_CHECK, Act.CHECK_FORM): State.TO_SIGN,
    (State.TO_SIGN, Act.SIGN): State.SIGNED,
    # Number and day are given once it is signed (Art. 15), and the body signs or seals what bears them (App. I, II.8).
    (State.SIGNED, Act.NUMBER): State.NUMBERED,
    (State.NUMBERED, Act.SEAL): State.NUMBERED,
    (State.NUMBERED, Act.ISSUE): State.ISSUED,
    # A number is never taken back: a paper that must not go out keeps it in the register, with the reason.
    (State.NUMBERED, Act.CANCEL): State.CANCELLED,
    # Whoever has it next may send it back, the register also after signing: it has no number yet.
    **{(state, Act.SEND_BACK): State.DRAFT for state in _SENT_BACK},
    # A draft that comes to nothing is put away; nothing numbered ever is.
    (State.DRAFT, Act.DROP): State.DROPPED,
}

#: Somebody still has to do something.
OPEN = frozenset({State.DRAFT, *_SENT_BACK, State.NUMBERED})
#: It stands in the register under a number.
REGISTERED = frozenset({State.NUMBERED, State.ISSUED, State.CANCELLED})
#: Another paper may take its place.
REPLACED = frozenset({State.ISSUED, State.CANCELLED})
#: The action that lets one do what comes next, by the state a paper waits in.
WAITS_FOR: Mapping[State, tuple[Act, str]] = {
    State.CONTENT_CHECK: (Act.CHECK_CONTENT, "documents.check_content"),
    State.FORM_CHECK: (Act.CHECK_FORM, "documents.keep_register"),
    State.TO_SIGN: (Act.SIGN, "documents.sign"),
    State.SIGNED: (Act.NUMBER, "documents.keep_register"),
    State.NUMBERED: (Act.ISSUE, "documents.keep_register"),
}
#: Who does not do an act because of what they did before, by the fields of a paper that name them: who drafted does not
#: check, and the two checks are made by two people (Decree 30/2020, Arts. 10-12).
BARRED: Mapping[Act, tuple[str, ...]] = {
    Act.CHECK_CONTENT: ("drafter",),
    Act.CHECK_FORM: ("drafter", "content_checked_by"),
}


def barred(act: Act, **by: int | None) -> frozenset[int]:
    """Return who does not do an act, `by` naming who drafted and who checked, as `BARRED` names their fields.

    >>> sorted(barred(Act.CHECK_FORM, drafter=1, content_checked_by=2)), sorted(barred(Act.SIGN, drafter=1))
    ([1, 2], [])
    """
    named = (by.get(field) for field in BARRED.get(act, ()))
    return frozenset(pk for pk in named if pk is not None)


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
