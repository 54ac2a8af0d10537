"""Send a report: its numbers are asked once more and kept with what stands behind each."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import queries as people
from binhyen.people.models import User
from binhyen.periodic import numbers, queries, skeleton
from binhyen.periodic.actions.moving import NothingWritten, WindowRuns, move, require
from binhyen.periodic.models import Report
from binhyen.periodic.rules import PERIODIC
from binhyen.periodic.workflow import Act


@transaction.atomic
def send(*, report: Report, by: User, at: datetime) -> None:
    """Send it to the level above and freeze its numbers; the trail keeps their digest.

    An urgent report does not wait for its day to be over. Raises NotAllowed, MoveNotAllowed, Outrun, WindowRuns,
    NothingWritten.
    """
    require(report, Act.SEND, by, at)
    on = clock.local_day(at)
    if on < report.until and report.length in PERIODIC:
        raise WindowRuns(report.reference)
    codes = {section.code for section in skeleton.written_sections(report.length)}
    if not report.sections.filter(section__in=codes).exclude(words="").exists():
        raise NothingWritten(report.reference)
    rule = queries.rule_for(report.unit, report.length)
    (found,) = numbers.of([report.unit], report.length, report.window, rule, at=at)
    frozen = found.to_json()
    digest = hashlib.sha256(json.dumps(frozen, sort_keys=True).encode()).hexdigest()
    move(
        report, Act.SEND, by=by, at=at, detail={"sha256": digest}, frozen=frozen, sent_at=at,
    )  # fmt: skip
    if report.to_unit:
        notices.tell(
            to=people.holders("periodic.receive", report.unit, on),
            what=What.REPORT_IN,
            subject=report.reference,
            at=at,
        )
