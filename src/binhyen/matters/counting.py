"""What an act counts as: the act that counts and the recount that proves it ask the same table. Pure."""

from binhyen.matters.workflow import Act

#: The event an act is counted as; acts that are not named are kept in the history and not counted.
COUNTED = {
    Act.OPEN: "matters.opened",
    Act.SETTLE: "matters.settled",
    Act.PROPOSE: "matters.proposed",
    Act.ACCEPT: "matters.answered",
    Act.SEND_BACK: "matters.answered",
    Act.REFER: "matters.referred",
    Act.SET_ASIDE: "matters.set_aside",
    Act.CLOSE: "matters.closed",
    Act.REOPEN: "matters.reopened",
}
AT_BASE = "matters.settled_at_base"
ON_TIME = "matters.resolved_on_time"
LATE = "matters.resolved_late"
EVENTS = (*dict.fromkeys(COUNTED.values()), AT_BASE, ON_TIME, LATE)


def events(act: Act, *, was_on_time: bool | None, was_at_base: bool | None) -> list[str]:
    """Return what one act counts as. Handing over in time meets the clock as settling does."""
    found = [COUNTED[act]] if act in COUNTED else []
    if was_at_base:
        found.append(AT_BASE)
    if was_on_time is not None:
        found.append(ON_TIME if was_on_time else LATE)
    return found
