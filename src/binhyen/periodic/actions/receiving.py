"""What the level above does with a report: receive it, return it with words, merge it into its own."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from binhyen.core import clock, text
from binhyen.documents.workflow import State as PaperState
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people import queries as people
from binhyen.people.models import User
from binhyen.periodic.actions.moving import WordsMissing, move
from binhyen.periodic.models import LONGEST_SENTENCE, Report
from binhyen.periodic.workflow import Act, MoveNotAllowed


class NotOneOfOurs(Exception):
    """The report is of another kind or window, or owed to another unit."""


@transaction.atomic
def receive(*, report: Report, by: User, at: datetime) -> None:
    """Say that it is here and in order. Raises NotAllowed, MoveNotAllowed or Outrun."""
    move(report, Act.RECEIVE, by=by, at=at)


@transaction.atomic
def send_back(*, report: Report, words: str, by: User, at: datetime) -> None:
    """Return it with words that say what is to be mended, and tell whoever wrote it. The paper under which it went out
    stays as issued; the next takes its place.

    Raises NotAllowed, MoveNotAllowed, Outrun or WordsMissing.
    """
    said = text.seen(words)[:LONGEST_SENTENCE]
    if not said:
        raise WordsMissing(report.reference)
    paper, earlier = report.paper, report.earlier_paper
    if paper and paper.state == PaperState.ISSUED:
        paper, earlier = None, paper
    move(report, Act.RETURN, by=by, at=at, words=said, paper=paper, earlier_paper=earlier)
    notices.tell(
        to=people.holders("periodic.write", report.unit, clock.local_day(at)),
        what=What.REPORT_BACK,
        subject=report.reference,
        at=at,
    )


@transaction.atomic
def merge(*, into: Report, parts: Iterable[Report], by: User, at: datetime) -> int:
    """Make received reports of the units below part of the own one, all or none; return how many.

    The numbers of the own report are asked of the whole tree, so nothing is added up here. Raises NotAllowed,
    MoveNotAllowed, Outrun or NotOneOfOurs.
    """
    policy.require(by, "periodic.write", into, on=clock.local_day(at))
    if not into.is_open:
        message = f"{into.reference} is {into.state}"
        raise MoveNotAllowed(message)
    merged = 0
    for part in parts:
        ends_within = into.since < part.until <= into.until
        if part.to_unit_id != into.unit_id or part.kind != into.kind or not ends_within:
            raise NotOneOfOurs(part.reference)
        move(part, Act.MERGE, by=by, at=at, detail={"into": into.reference}, merged_into=into)
        merged += 1
    return merged
