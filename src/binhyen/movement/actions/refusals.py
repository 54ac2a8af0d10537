"""Why an act of this room is refused."""


class AlreadyThere(Exception):
    """The same thing stands in the register already."""


class HeadTaken(AlreadyThere):
    """The committee has a head; the one before must leave the seat first."""


class NotBelow(Exception):
    """A committee designates units of its own territory only."""
