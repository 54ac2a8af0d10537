"""One move of a report: asked of the policy, by compare-and-set, with its history and its line on the trail."""

from collections.abc import Mapping
from datetime import datetime

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.periodic import issuing, skeleton, workflow
from binhyen.periodic.models import Move, Report
from binhyen.periodic.rules import PERIODIC
from binhyen.periodic.workflow import Act, State

#: Who may do what: the action of the policy for each act.
GRANT = {
    Act.WRITE: "periodic.write",
    Act.CHOOSE: "periodic.choose",
    Act.DROP: "periodic.choose",
    Act.PAPER: "periodic.write",
    Act.SEND: "periodic.send",
    Act.RECEIVE: "periodic.receive",
    Act.RETURN: "periodic.receive",
    Act.MERGE: "periodic.receive",
}
#: What was done, as the trail names it.
DONE = {
    Act.WRITE: "written",
    Act.CHOOSE: "notable_chosen",
    Act.DROP: "notable_dropped",
    Act.PAPER: "paper_made",
    Act.SEND: "sent",
    Act.RECEIVE: "received",
    Act.RETURN: "returned",
    Act.MERGE: "merged",
}
#: What changes the words.
_WRITING = frozenset({Act.WRITE, Act.CHOOSE, Act.DROP})


class Outrun(Exception):
    """Somebody else acted on the report since it was shown."""


class WindowRuns(Exception):
    """The window is not over: its numbers still change."""


class AtSigning(Exception):
    """Its paper is on its way to be signed and numbered, or is issued and not sent yet: what it says stands still."""


class NothingWritten(Exception):
    """A report without a word in it is not sent."""


class WordsMissing(Exception):
    """A report comes back with words that say what is to be mended."""


def require(report: Report, act: Act, by: User, at: datetime) -> None:
    """Raise NotAllowed or MoveNotAllowed where the act is not theirs or does not follow, AtSigning where it would change
    words that stand on a paper already."""
    policy.require(by, GRANT[act], report, on=clock.local_day(at))
    workflow.after(State(report.state), act)
    if act in _WRITING and issuing.standing(report):
        raise AtSigning(report.reference)


def require_finished(report: Report, at: datetime) -> None:
    """Raise WindowRuns or NothingWritten; an urgent report does not wait for its day to be over."""
    if clock.local_day(at) < report.until and report.length in PERIODIC:
        raise WindowRuns(report.reference)
    codes = {section.code for section in skeleton.written_sections(report.length)}
    if not report.sections.filter(section__in=codes).exclude(words="").exists():
        raise NothingWritten(report.reference)


def move(
    report: Report,
    act: Act,
    *,
    by: User,
    at: datetime,
    words: str = "",
    detail: Mapping[str, object] | None = None,
    **changes: object,
) -> None:
    """Do one act. Raises NotAllowed, MoveNotAllowed, AtSigning or Outrun."""
    require(report, act, by, at)
    changes |= {
        "state": workflow.after(State(report.state), act).value,
        "version": report.version + 1,
    }
    if not Report.objects.filter(pk=report.pk, version=report.version).update(**changes):
        raise Outrun(report.reference)
    for name, value in changes.items():
        setattr(report, name, value)
    Move.objects.create(report=report, act=act.value, state=report.state, by=by, at=at, words=words)
    audit.record(
        event=f"periodic.{DONE[act]}",
        subject=report.reference,
        actor=by.ref,
        at=at,
        detail=detail or {},
    )
