"""Figures of what reporters said of how their matter was handled. No listing: no answer is read on its own."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.figures import answers, queries, registry
from binhyen.figures.measures import Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Value
from binhyen.matters.figures.known import later
from binhyen.matters.models import Feedback


def _said(scope: Scope, period: Period, condition: Q, among: Q) -> Value:
    """Return how many of the answers `among` meet the condition."""
    said_otherwise = _replaced_later(scope, period)
    rows = Feedback.objects.filter(among, Q(replaced_at=None) | Q(pk__among=said_otherwise))
    return answers.share(rows, condition, scope, period, unit="matter__unit", at="at")


def _replaced_later(scope: Scope, period: Period) -> list[int]:
    """Return the answers of a closed year that the reporter took back only when it was closed."""
    closed = queries.closed_at([scope], period)
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    said = Feedback.objects.filter(at__gte=since, at__lt=until)
    return later(said, closed, unit="matter__unit_id", at="replaced_at")


@registry.figure(
    "matters.satisfaction_share",
    measure=Measure.PERCENT,
    title=_("Content reporters"),
    definition=_("Of the reporters who said in the period how content they were, the share that gave four or five stars; of whole spans with five or more on either side."),
    is_of_few=True,
)  # fmt: skip
def satisfaction_share(scope: Scope, period: Period) -> Value:
    """Four or five stars among all stars given."""
    return _said(scope, period, Q(is_content=True), Q(is_content__isnull=False))


@registry.figure(
    "matters.said_settled_share",
    measure=Measure.PERCENT,
    title=_("Settled, as reporters say"),
    definition=_("Of the reporters who answered in the period whether their matter is settled, the share that said yes; of whole spans with five or more on either side."),
    is_of_few=True,
)  # fmt: skip
def said_settled_share(scope: Scope, period: Period) -> Value:
    """Answers "it is settled" among all answers."""
    return _said(scope, period, Q(is_settled=True), Q())
