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


class SeatedAlready(AlreadyThere):
    """The same person holds the same seat in these days: a decision entered once more."""


class HeldAlready(AlreadyThere):
    """The same activity, at the same place on the same day before as many people, is entered already."""


class NotBelow(Exception):
    """A committee designates and looks after units of its own territory only."""


class Revoked(Exception):
    """The designation was taken back before."""


class DecisionTaken(AlreadyThere):
    """The number founded another initiative in the same year."""


class InTheFuture(Exception):
    """What has happened, or was decided, has a day that came."""

    def __init__(self, day: date) -> None:
        super().__init__(day.isoformat())
        self.day = day


def refuse_future(today: date, *days: date | None) -> None:
    """Raise InTheFuture for a day that has not come yet; one that is None is no day."""
    for day in days:
        if day is not None and day > today:
            raise InTheFuture(day)


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


class OutsideTerm(Exception):
    """The day lies outside the committee's term."""


class EndsBeforeStart(Exception):
    """What ends on that day would not have begun."""


class SeatEnded(Exception):
    """The seat was ended before, by the decision that stands beside it."""


class Unplanned(Exception):
    """A plan or a task cannot be as it was given."""


class PlanClosed(Unplanned):
    """The final review was held: nothing in the plan changes any more."""


class PhasesOverlap(Unplanned):
    """Phases lie inside their plan, one after another."""


class DueBeforeStart(Unplanned):
    """A task is due on the day it starts or later."""


class PlannedAlready(Unplanned):
    """The same task, led by the same body and due on the same day, is still open in the plan."""


class ShownAlready(Unplanned):
    """The same paper or note lies beside the task already."""


class ConcludedAlready(Unplanned):
    """The review has this conclusion already, with the same lead and the same day."""


class OutsidePlan(Unplanned):
    """A task lies within the days of its plan."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{first} to {last}")
        self.first, self.last = first, last


class WrongProgress(Unplanned):
    """Progress goes from 0 to 100."""


class OfAnotherPlan(Unplanned):
    """Phase, goal, seat or task belong to another plan."""


class Circle(Unplanned):
    """A task would in the end wait for itself."""


class DueBeforeNeeded(Unplanned):
    """A task is not due before one that it waits for; the message names that one and its day."""

    def __init__(self, title: str, due_on: date) -> None:
        super().__init__(f"{title}, {due_on}")
        self.title, self.due_on = title, due_on


class NeededEarlier(Unplanned):
    """Another task waits for this one and is due before; the message names it and its day."""

    def __init__(self, title: str, due_on: date) -> None:
        super().__init__(f"{title}, {due_on}")
        self.title, self.due_on = title, due_on


class NothingShown(Unplanned):
    """Evidence is a paper by its number and day, a note, or both."""


class ReasonNeeded(Unplanned):
    """A task is dropped for a reason."""


class NotOpen(Unplanned):
    """The task is done or dropped, or for taking it up again it is not."""


class Outrun(Unplanned):
    """Somebody changed the task since it was read."""
