"""Why an act of this room is refused."""

from datetime import date
from enum import StrEnum

from binhyen.forces import rules
from binhyen.forces.models import RatingSheet, SurveyRound, Team


class AlreadyThere(Exception):
    """A team of this name stands in the register already."""


class NotOfTheCommune(Exception):
    """A team serves residential areas of its own commune only."""


class NotOnePatrol(Exception):
    """The times, the number of companions or the remarks are not those of one patrol."""


class NotTheirPatrol(Exception):
    """The key belongs to a patrol that somebody else logged."""


class NotOneDuty(Exception):
    """The kind is none of the six groups, or the numbers or the remark are not those of one task or one month."""


class NotTheirDuty(Exception):
    """The key belongs to a task that somebody else entered."""


class DoneAlready(Exception):
    """How the task ended was said before."""


class ReasonNeeded(Exception):
    """What was entered is not taken back without saying why."""


class InTheFuture(Exception):
    """The day has not come yet."""

    def __init__(self, day: date) -> None:
        super().__init__(day.isoformat())
        self.day = day


class YearClosed(Exception):
    """The rating year is decided; only a new decision that names the old one changes it."""

    def __init__(self, sheet: RatingSheet) -> None:
        super().__init__(f"{sheet.year} by {sheet.decision_number}")
        self.sheet = sheet


class NumberUsed(Exception):
    """The number of the decision stands on another decision already."""


class OutsideWindow(Exception):
    """The rating of a year is not decided on that day."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(f"{first} to {last}")
        self.first, self.last = first, last


class NotOneMeeting(Exception):
    """More voted than were present, or the meeting came after the decision."""


class Outrun(Exception):
    """A colleague saved the draft since it was read."""


class Why(StrEnum):
    """What speaks against the level of one team."""

    UNDER_PROCEEDINGS = "UNDER_PROCEEDINGS"
    NO_PAPER = "NO_PAPER"
    MORE_THAN_SERVE = "MORE_THAN_SERVE"
    LEADER_ABOVE = "LEADER_ABOVE"
    MEMBER_NOT_COMPLETED = "MEMBER_NOT_COMPLETED"
    CONDITION_UNMET = "CONDITION_UNMET"


class RatingRefused(Exception):
    """The line of one team cannot be decided as it is."""

    def __init__(self, why: Why, team: Team) -> None:
        super().__init__(f"{team.name}: {why}")
        self.why = why
        self.team = team


class TooManyExcellent(Exception):
    """More teams, or more members, would be excellent than 20 % of those rated good allow."""

    def __init__(self, *, excellent: int, good: int, are_members: bool = False) -> None:
        super().__init__(f"{excellent} excellent with {good} good")
        self.excellent = excellent
        self.good = good
        self.allowed = rules.excellent_allowed(good)
        self.are_members = are_members


class TooYoung(Exception):
    """The team was active for less than nine months of the rating year and is not rated."""

    def __init__(self, team: Team) -> None:
        super().__init__(team.name)
        self.team = team


class RoundThere(Exception):
    """The commune has a survey round for this year already."""


class NotOneRound(Exception):
    """A round ends before it begins, or is not one of a commune."""


class SurveyClosed(Exception):
    """The round takes no answers on this day."""

    def __init__(self, survey: SurveyRound) -> None:
        super().__init__(str(survey))
        self.survey = survey


class UnknownCode(Exception):
    """No round gave out this code or this form."""


class AnsweredTwice(Exception):
    """The code or the form was used already."""


class TooLate(Exception):
    """Forms are taken back on the day they were typed in, while the paper lies on the table."""


class NothingAnswered(Exception):
    """Every question was skipped."""
