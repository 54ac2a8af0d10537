"""Why an act of this room is refused."""

from datetime import date


class AlreadyThere(Exception):
    """The same thing stands in the register already."""


class NumberUsed(AlreadyThere):
    """Another decision of the same body and year has this number."""

    def __init__(self, number: str, decided_on: date) -> None:
        super().__init__(number)
        self.number = number
        self.decided_on = decided_on


class HeadTaken(AlreadyThere):
    """The committee has a head in these days; the one before must leave the seat first."""


class NotBelow(Exception):
    """A committee designates and looks after units of its own territory only."""


class OutsideTerm(Exception):
    """The day lies outside the committee's term."""


class EndsBeforeStart(Exception):
    """What ends on that day would not have begun."""


class SeatEnded(Exception):
    """The seat was ended before, by the decision that stands beside it."""
