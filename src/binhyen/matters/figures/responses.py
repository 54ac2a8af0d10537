"""Figures of how soon the security teams come when a matter or a part of one is given to them."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from binhyen.figures import registry
from binhyen.figures.computing import told_from
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import WITHHELD, Period, Value
from binhyen.matters import responding
from binhyen.matters.responding import Responses


def _responses(scopes: Sequence[Scope], period: Period) -> list[Responses]:
    return [responding.responses(scope, period) for scope in scopes]


@registry.figure(
    "matters.team_calls_answered",
    measure=Measure.ACTS,
    title=_("Calls answered by the security teams"),
    definition=_("Matters and parts of matters given to the security team of an area in the period on which the team then did something."),
)  # fmt: skip
@told_from(_responses)
def team_calls_answered(found: Responses) -> Value:
    """Calls with a first act of the team."""
    return Value(len(found.minutes))


@registry.figure(
    "matters.team_median_minutes",
    measure=Measure.MINUTES,
    title=_("Minutes until the security team comes, the middle call"),
    definition=_("Minutes from giving a matter or a part of one to a security team to the team's first act on it, the middle one of the period; of five or more."),
)  # fmt: skip
@told_from(_responses)
def team_median_minutes(found: Responses) -> Value:
    """The median; withheld where fewer than five were answered."""
    return Value(found.median) if found.are_enough else WITHHELD


@registry.figure(
    "matters.team_nine_tenths_minutes",
    measure=Measure.MINUTES,
    title=_("Minutes until the security team comes, nine of ten calls"),
    definition=_("Within so many minutes nine of ten calls of the period had the first act of the security team; of five or more."),
)  # fmt: skip
@told_from(_responses)
def team_nine_tenths_minutes(found: Responses) -> Value:
    """The 90th percentile by nearest rank; withheld where fewer than five were answered."""
    return Value(found.nine_tenths) if found.are_enough else WITHHELD
