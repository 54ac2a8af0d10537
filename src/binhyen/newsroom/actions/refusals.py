"""Why an act of this room is refused."""

from datetime import date


class AlreadyThere(Exception):
    """The same is entered already."""


class NotBegunYet(Exception):
    """A campaign begins on its first day, not before it."""

    def __init__(self, since: date) -> None:
        super().__init__(since.isoformat())
        self.since = since


class Over(Exception):
    """The campaign has ended or was called off: its plan changes no more."""


class Outrun(Exception):
    """Somebody changed the campaign meanwhile; look again."""


class NotHere(Exception):
    """The place is neither the campaign's unit nor one of its areas and organisations."""


class OutsideDays(Exception):
    """An activity lies in the days of its campaign."""


class InTheFuture(Exception):
    """What was done is noted once it was done."""


class FewerReached(Exception):
    """Whoever came was reached: fewer cannot have been."""


class QuizClosed(Exception):
    """Answers are taken while the campaign runs."""
