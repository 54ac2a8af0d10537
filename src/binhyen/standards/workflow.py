"""The way of an assessment: states, and what may follow what. Pure."""

from enum import StrEnum


class State(StrEnum):
    """Where an assessment stands."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    UNDER_APPRAISAL = "UNDER_APPRAISAL"
    RETURNED = "RETURNED"
    RECOGNISED = "RECOGNISED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class Act(StrEnum):
    """What moves an assessment."""

    SUBMIT = "SUBMIT"
    TAKE_UP = "TAKE_UP"
    GIVE_BACK = "GIVE_BACK"
    REWORK = "REWORK"
    RECOGNISE = "RECOGNISE"
    REFUSE = "REFUSE"
    WITHDRAW = "WITHDRAW"


class MoveNotAllowed(Exception):
    """The act does not follow from the state."""

    def __init__(self, act: Act, state: State) -> None:
        super().__init__(f"{act} does not follow {state}")
        self.act = act
        self.state = state


MOVES: dict[tuple[Act, State], State] = {
    # the unit hands in what it holds to be complete
    (Act.SUBMIT, State.DRAFT): State.SUBMITTED,
    # somebody of the level above answers for the appraisal from here on
    (Act.TAKE_UP, State.SUBMITTED): State.UNDER_APPRAISAL,
    # what can be mended goes back with its reason; it is not refused
    (Act.GIVE_BACK, State.UNDER_APPRAISAL): State.RETURNED,
    # the unit opens it again; the figures are computed anew
    (Act.REWORK, State.RETURNED): State.DRAFT,
    # the decision is issued: from here on the inputs are frozen
    (Act.RECOGNISE, State.UNDER_APPRAISAL): State.RECOGNISED,
    (Act.REFUSE, State.UNDER_APPRAISAL): State.REFUSED,
    # a case found out afterwards; what was decided stays readable
    (Act.WITHDRAW, State.RECOGNISED): State.WITHDRAWN,
}

#: States in which the dossier is still on its way: a unit has at most one such per catalogue and period.
OPEN = frozenset({State.DRAFT, State.SUBMITTED, State.UNDER_APPRAISAL, State.RETURNED})
#: States in which the unit works on its dossier.
EDITABLE = frozenset({State.DRAFT})
#: States in which a level above may still attest.
ATTESTABLE_FROM_ABOVE = frozenset({State.DRAFT, State.SUBMITTED, State.UNDER_APPRAISAL})


def move(act: Act, state: State) -> State:
    """Return the state that `act` leads to. Raises MoveNotAllowed."""
    try:
        return MOVES[act, state]
    except KeyError:
        raise MoveNotAllowed(act, state) from None
