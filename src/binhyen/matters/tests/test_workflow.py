"""Every pair of act and state, against a table written a second time and the other way round."""

from itertools import product

import pytest

from binhyen.matters.workflow import DONE, OPEN, Act, MoveNotAllowed, State, after, can_follow

#: From each state: act -> where it leads. Stays lead back. What is not named is refused.
EXPECTED = {
    "RECEIVED": {
        "TAKE_IN_HAND": "VERIFYING",
        "REFER": "REFERRED",
        "SET_ASIDE": "UNFOUNDED",
        "MERGE": "MERGED",
        "TRANSFER": "RECEIVED",
        "GIVE_BACK": "RECEIVED",
        "stays": "NOTE TRIAGE ATTACH REPLY HEAR MARK_HEARD HAND_OVER"
        " ASSIGN SPLIT DETACH END_PART DROP_PART FLAG EXTEND PAUSE RESUME",
    },
    "VERIFYING": {
        "CONFIRM": "IN_PROGRESS",
        "SETTLE": "RESOLVED",
        "PROPOSE": "PROPOSED",
        "REFER": "REFERRED",
        "SET_ASIDE": "UNFOUNDED",
        "MERGE": "MERGED",
        "TRANSFER": "RECEIVED",
        "GIVE_BACK": "RECEIVED",
        "stays": "NOTE TRIAGE ATTACH REPLY HEAR MARK_HEARD HAND_OVER"
        " ASSIGN SPLIT DETACH ADD_PART END_PART DROP_PART MEDIATE FLAG EXTEND PAUSE RESUME",
    },
    "IN_PROGRESS": {
        "SETTLE": "RESOLVED",
        "PROPOSE": "PROPOSED",
        "REFER": "REFERRED",
        "MERGE": "MERGED",
        "TRANSFER": "RECEIVED",
        "GIVE_BACK": "RECEIVED",
        "stays": "NOTE TRIAGE ATTACH REPLY HEAR MARK_HEARD HAND_OVER"
        " ASSIGN SPLIT DETACH ADD_PART END_PART DROP_PART MEDIATE FLAG EXTEND PAUSE RESUME",
    },
    "PROPOSED": {
        "ACCEPT": "IN_PROGRESS",
        "SEND_BACK": "IN_PROGRESS",
        "WITHDRAW": "IN_PROGRESS",
        "stays": "NOTE ATTACH REPLY HEAR MARK_HEARD HAND_OVER ASSIGN DETACH END_PART DROP_PART FLAG EXTEND PAUSE RESUME"
        " REMIND",
    },
    "RESOLVED": {
        "CLOSE": "CLOSED",
        "REOPEN": "IN_PROGRESS",
        "stays": "NOTE REPLY HEAR MARK_HEARD HAND_OVER RATE",
    },
    "REFERRED": {
        "CLOSE": "CLOSED",
        "REOPEN": "IN_PROGRESS",
        "stays": "NOTE REPLY HEAR MARK_HEARD HAND_OVER RATE",
    },
    "UNFOUNDED": {
        "CLOSE": "CLOSED",
        "REOPEN": "IN_PROGRESS",
        "stays": "NOTE REPLY HEAR MARK_HEARD HAND_OVER RATE",
    },
    "CLOSED": {"REOPEN": "IN_PROGRESS", "stays": "NOTE REPLY HEAR MARK_HEARD HAND_OVER RATE"},
    "MERGED": {"stays": "HAND_OVER"},
}


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_every_act_in_every_state_does_what_the_table_says(state, act):
    row = EXPECTED[state]
    expected = state if act in row["stays"].split() else row.get(act)
    assert can_follow(act, state) == (expected is not None)
    if expected is None:
        with pytest.raises(MoveNotAllowed, match=f"{act} does not follow {state}"):
            after(act, state)
    else:
        assert after(act, state) == expected


def test_every_open_state_has_a_way_to_an_end():
    for start in OPEN:
        reached, wave = set(), {start}
        while wave:
            reached |= wave
            wave = {after(a, s) for s in wave for a in Act if can_follow(a, s)} - reached
        assert State.CLOSED in reached, start


def test_a_state_is_open_or_done_and_never_both():
    assert set(OPEN) | set(DONE) == set(State)
    assert not OPEN & DONE
