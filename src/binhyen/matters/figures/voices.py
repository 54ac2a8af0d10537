"""Figures of what reporters said of how their matter was handled. No listing: no answer is read on its own."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import registry
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import LEAST_SHOWN, Period, Value
from binhyen.matters.models import Feedback

#: Content: so many stars or more.
CONTENT = 4


def _said(scope: Scope, period: Period, condition: Q, among: Q) -> Value:
    """Return how many of the answers `among` meet the condition; a share of nothing where they are fewer than five."""
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    answers = Feedback.objects.filter(
        among, matter__unit__among=scope.unit_ids, at__gte=since, at__lt=until
    )
    said = answers.aggregate(all=Count("pk"), so=Count("pk", filter=condition))
    return Value(said["so"], said["all"]) if said["all"] >= LEAST_SHOWN else Value(0, 0)


@registry.figure(
    "matters.satisfaction_share",
    measure=Measure.PERCENT,
    title=_("Content reporters"),
    definition=_("Of the reporters who said in the period how content they were, the share that gave four or five stars; of five or more."),
)  # fmt: skip
def satisfaction_share(scope: Scope, period: Period) -> Value:
    """Four or five stars among all stars given."""
    return _said(scope, period, Q(stars__gte=CONTENT), Q(stars__isnull=False))


@registry.figure(
    "matters.said_settled_share",
    measure=Measure.PERCENT,
    title=_("Settled, as reporters say"),
    definition=_("Of the reporters who answered in the period whether their matter is settled, the share that said yes; of five or more."),
)  # fmt: skip
def said_settled_share(scope: Scope, period: Period) -> Value:
    """Answers "it is settled" among all answers."""
    return _said(scope, period, Q(is_settled=True), Q())
