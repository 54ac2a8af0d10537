"""Take the tables of a report away as a workbook."""

from datetime import datetime

from django.db import transaction

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.periodic import numbers, queries, workbook
from binhyen.periodic.models import Report


@transaction.atomic
def take_tables(*, report: Report, by: User, at: datetime) -> bytes:
    """Return the tables as a workbook (XLSX), and write who took them. Raises NotAllowed."""
    on = clock.local_day(at)
    if not queries.may_read(by, report, on):
        raise policy.NotAllowed(report.reference)
    rule = queries.rule_for(report.unit, report.length)
    book = workbook.workbook_of(report, numbers.of_report(report, rule, at=at))
    audit.record(event="periodic.tables_taken", subject=report.reference, actor=by.ref, at=at)
    return book
