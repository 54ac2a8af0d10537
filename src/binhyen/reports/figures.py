"""What this room counts."""

from collections.abc import Iterator

from django.db.models import Count
from django.db.models.functions import TruncDate

from binhyen.core.clock import VIETNAM
from binhyen.figures import queries, registry
from binhyen.figures.queries import Scope
from binhyen.figures.rules import Period, Source, Value
from binhyen.reports.models import Report


@registry.figure("reports.received", measure="reports")
def received(scope: Scope, period: Period) -> Value:
    """Reports received from residents and officers."""
    n = queries.counted("reports.received", scope, period)
    return Value(n, sources=(Source("reports", n),))


@registry.recounts("reports.received")
def recount() -> Iterator[registry.Tally]:
    """Count the reports themselves by unit, day of receipt in Viet Nam and category."""
    rows = (
        Report.objects.annotate(day=TruncDate("received_at", tzinfo=VIETNAM))
        .values("unit_id", "day", "category")
        .annotate(n=Count("pk"))
        .order_by("unit_id", "day", "category")
    )
    for row in rows:
        yield registry.Tally(
            "reports.received", row["unit_id"], row["day"].isoformat(), row["category"], row["n"]
        )
