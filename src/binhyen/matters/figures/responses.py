"""Figures of how soon the security teams come when a matter or a part of one is given to them."""

from django.utils.translation import gettext_lazy as _

from binhyen.figures import registry
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Value
from binhyen.matters import responding


@registry.figure(
    "matters.team_calls_answered",
    measure=Measure.ACTS,
    title=_("Calls answered by the security teams"),
    definition=_("Matters and parts of matters given to the security team of an area in the period on which the team then did something."),
)  # fmt: skip
def team_calls_answered(scope: Scope, period: Period) -> Value:
    """Calls with a first act of the team."""
    return Value(len(responding.responses(scope, period).minutes))


@registry.figure(
    "matters.team_median_minutes",
    measure=Measure.MINUTES,
    title=_("Minutes until the security team comes, the middle call"),
    definition=_("Minutes from giving a matter or a part of one to a security team to the team's first act on it, the middle one of the period; of five or more."),
)  # fmt: skip
def team_median_minutes(scope: Scope, period: Period) -> Value:
    """The median; a share of nothing where fewer than five were answered."""
    found = responding.responses(scope, period)
    return Value(found.median) if found.are_enough else Value(0, 0)


@registry.figure(
    "matters.team_nine_tenths_minutes",
    measure=Measure.MINUTES,
    title=_("Minutes until the security team comes, nine of ten calls"),
    definition=_("Within so many minutes nine of ten calls of the period had the first act of the security team; of five or more."),
)  # fmt: skip
def team_nine_tenths_minutes(scope: Scope, period: Period) -> Value:
    """The 90th percentile by nearest rank; a share of nothing where fewer than five were answered."""
    found = responding.responses(scope, period)
    return Value(found.nine_tenths) if found.are_enough else Value(0, 0)
