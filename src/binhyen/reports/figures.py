"""What this room counts. No listing names a report: its reference is known to the reporter and the unit alone."""

from collections.abc import Iterator, Sequence

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from binhyen.core import clock
from binhyen.core.clock import VIETNAM
from binhyen.figures import answers, registry
from binhyen.figures.computing import Counted, told_from
from binhyen.figures.measures import Basis, Measure
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value
from binhyen.reports.models import Channel, Disclosure, Message, Report


def _source(_event: str, n: int, _scope: Scope, _period: Period) -> Source:
    return Source("reports", n)


registry.figure(
    "reports.received",
    measure=Measure.REPORTS,
    title=_("Reports received"),
    definition=_("Reports received in the period from residents and officers. More reports are no worse a result."),
    basis=Basis.COUNTED,
    by_category=True,
)(Counted("reports.received", _source))  # fmt: skip


def _share(scope: Scope, period: Period, condition: Q) -> Value:
    """Return how many of the period's reports meet the condition."""
    rows = Report.objects.all()
    return answers.share(rows, condition, scope, period, unit="unit", at="received_at")


@registry.figure(
    "reports.online_share",
    measure=Measure.PERCENT,
    title=_("Reports sent over the web"),
    definition=_("Of the reports received in the period, the share that residents sent from the web page themselves; of whole spans with five or more on either side."),
    is_of_few=True,
)  # fmt: skip
def online_share(scope: Scope, period: Period) -> Value:
    """Reports by the channel WEB among all."""
    return _share(scope, period, Q(channel=Channel.WEB))


@registry.figure(
    "reports.anonymous_share",
    measure=Measure.PERCENT,
    title=_("Anonymous reports"),
    definition=_("Of the reports received in the period, the share whose reporter stayed unknown; of whole spans with five or more on either side."),
    is_of_few=True,
)  # fmt: skip
def anonymous_share(scope: Scope, period: Period) -> Value:
    """Reports without any identity among all."""
    return _share(scope, period, Q(disclosure=Disclosure.ANONYMOUS))


@registry.figure(
    "reports.located_share",
    measure=Measure.PERCENT,
    title=_("Reports with a point on the map"),
    definition=_("Of the reports received in the period, the share that marks a point on the map; of whole spans with five or more on either side."),
    is_of_few=True,
)  # fmt: skip
def located_share(scope: Scope, period: Period) -> Value:
    """Reports that came with coordinates among all."""
    return _share(scope, period, Q(has_point=True))


def _messages(scopes: Sequence[Scope], period: Period) -> list[dict[str, int]]:
    """Return for each scope how many messages were written by reporters, and how many to them."""
    since, until = clock.start_of(period.since), clock.start_of(period.until)
    rows = Message.objects.filter(at__gte=since, at__lt=until)
    return [
        rows.filter(report__unit__among=scope.unit_ids).aggregate(
            by_them=Count("pk", filter=Q(from_reporter=True)),
            to_them=Count("pk", filter=Q(from_reporter=False)),
        )
        for scope in scopes
    ]


@registry.figure(
    "reports.messages_to_reporters",
    measure=Measure.ACTS,
    title=_("Messages to reporters"),
    definition=_("Messages that officers wrote to reporters in the period."),
)
@told_from(_messages)
def messages_to_reporters(found: dict[str, int]) -> Value:
    """Messages from the officers' side."""
    return Value(found["to_them"])


@registry.figure(
    "reports.messages_from_reporters",
    measure=Measure.ACTS,
    title=_("Messages from reporters"),
    definition=_("Messages that reporters wrote in the period, beside the report itself."),
)
@told_from(_messages)
def messages_from_reporters(found: dict[str, int]) -> Value:
    """Messages from the reporters' side."""
    return Value(found["by_them"])


@registry.recounts("reports.received")
def recount(part: registry.Part | None = None) -> Iterator[registry.Tally]:
    """Count the reports themselves by unit, day of receipt in Viet Nam and category."""
    reports = Report.objects.all()
    if part:
        since, until = clock.start_of(part.period.since), clock.start_of(part.period.until)
        reports = reports.filter(unit__among=part.unit_ids)
        reports = reports.filter(received_at__gte=since, received_at__lt=until)
    rows = (
        reports.annotate(day=TruncDate("received_at", tzinfo=VIETNAM))
        .values("unit_id", "day", "category")
        .annotate(n=Count("pk"))
        .order_by("unit_id", "day", "category")
    )
    for row in rows:
        yield registry.Tally(
            "reports.received", row["unit_id"], row["day"].isoformat(), row["category"], row["n"]
        )
