"""Why an act of this room is refused."""

from binhyen.forces import rules
from binhyen.forces.models import SurveyRound, Team


class AlreadyThere(Exception):
    """A team of this name stands in the register already."""


class NotOfTheCommune(Exception):
    """A team serves residential areas of its own commune only."""


class NotOnePatrol(Exception):
    """The times, the number of companions or the remarks are not those of one patrol."""


class NotTheirPatrol(Exception):
    """The key belongs to a patrol that somebody else logged."""


class TooManyExcellent(Exception):
    """More teams would be excellent than 20 % of those rated good allow."""

    def __init__(self, *, excellent: int, good: int) -> None:
        super().__init__(f"{excellent} excellent with {good} good")
        self.excellent = excellent
        self.good = good
        self.allowed = rules.excellent_allowed(good)


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


class NothingAnswered(Exception):
    """Every question was skipped."""
