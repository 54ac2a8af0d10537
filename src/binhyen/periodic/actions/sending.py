"""Send a report: its numbers are asked once more and kept with what stands behind each."""

from datetime import datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import queries as people
from binhyen.people.models import User
from binhyen.periodic import issuing, numbers, queries
from binhyen.periodic.actions.moving import AtSigning, move, require, require_finished
from binhyen.periodic.models import Report
from binhyen.periodic.workflow import Act


@transaction.atomic
def send(*, report: Report, by: User, at: datetime) -> None:
    """Send it to the level above and freeze its numbers; the trail keeps their digest.

    A report that was made a paper is sent once the paper is issued, and then with the numbers that stand on it. Raises
    NotAllowed, MoveNotAllowed, Outrun, WindowRuns, NothingWritten, AtSigning.
    """
    require(report, Act.SEND, by, at)
    require_finished(report, at)
    if issuing.is_under_way(report):
        raise AtSigning(report.reference)
    rule = queries.rule_for(report.unit, report.length)
    frozen = numbers.of_report(report, rule, at=at).to_json()
    digest = numbers.digest(frozen)
    move(
        report, Act.SEND, by=by, at=at, detail={"sha256": digest}, frozen=frozen, sent_at=at,
    )  # fmt: skip
    if report.to_unit:
        notices.tell(
            to=people.holders("periodic.receive", report.unit, clock.local_day(at)),
            what=What.REPORT_IN,
            subject=report.reference,
            at=at,
        )
