"""Why an act of this room is refused."""


class AlreadyThere(Exception):
    """The same thing stands in the register already."""


class HeadTaken(AlreadyThere):
    """The committee has a head; the one before must leave the seat first."""


class NotBelow(Exception):
    """A committee designates units of its own territory only."""


class DecisionTaken(AlreadyThere):
    """The number founded another initiative in the same year."""


class BeforeFounding(Exception):
    """Nothing of an initiative happens before it is founded."""


class Ended(Exception):
    """The initiative has ended, and on that day nothing of it goes on."""


class CopiesItself(Exception):
    """An initiative is not copied from itself, nor from one of its copies, nor from a later one."""


class NotASchool(Exception):
    """Pupils' violations are counted at schools where the initiative is at work."""


class OutsideSchoolYear(Exception):
    """The days of a term lie in its school year and have passed."""


class NotTheirs(Exception):
    """The territory does not lie where the initiative's unit does."""
