"""Make a report a paper that is checked, signed and numbered."""

from datetime import datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.documents import actions as documents
from binhyen.documents.content import Content
from binhyen.documents.models import Paper
from binhyen.documents.workflow import State
from binhyen.people.models import User
from binhyen.periodic import issuing, numbers, queries, writing
from binhyen.periodic.actions.moving import AtSigning, move, require, require_finished
from binhyen.periodic.actions.receiving import NotOneOfOurs
from binhyen.periodic.issuing import Signing
from binhyen.periodic.models import Report
from binhyen.periodic.workflow import Act


@transaction.atomic
def make_paper(*, report: Report, signing: Signing, by: User, at: datetime) -> Paper:
    """Draft the paper of a report in the name of `signing.issuer`; a draft that was made before is written anew.

    Of a report that is not sent the numbers are asked now and stand still with the words from the day the paper is
    handed in. Two presses make one paper: the second finds the report changed. Raises NotAllowed, MoveNotAllowed, Outrun,
    WindowRuns, NothingWritten, AtSigning, NotOneOfOurs for a body of another unit or none, documents.checks.Refused.
    """
    require(report, Act.PAPER, by, at)
    require_finished(report, at)
    if issuing.standing(report):
        raise AtSigning(report.reference)
    if signing.issuer.pk is None or signing.issuer.unit.path not in report.holding_paths():
        raise NotOneOfOurs(signing.issuer.code)
    rule = queries.rule_for(report.unit, report.length)
    counted = numbers.of_report(report, rule, at=at)
    _head, said = writing.paper_of(report, counted, on=clock.local_day(at), signing=signing)
    paper = _drafted(report, signing, said, by, at)
    frozen = counted.to_json()
    detail = {"paper": paper.reference, "sha256": numbers.digest(frozen)}
    move(report, Act.PAPER, by=by, at=at, detail=detail, paper=paper, frozen=frozen)
    return paper


def _drafted(report: Report, signing: Signing, said: Content, by: User, at: datetime) -> Paper:
    """Return the draft: the one there is, where it is of the same body, else a new one."""
    known = report.paper
    if known and known.state == State.DRAFT:
        if known.issuer_id == signing.issuer.pk:
            documents.change(paper=known, said=said, by=by, at=at)
            return known
        documents.drop(paper=known, by=by, at=at)
    replaced = known if known and known.state == State.CANCELLED else report.earlier_paper
    return documents.draft(issuer=signing.issuer, said=said, replaces=replaced, by=by, at=at)
