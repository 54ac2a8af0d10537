"""One move of a report: asked of the policy, by compare-and-set, with its history and its line on the trail."""

from datetime import datetime

from binhyen.audit import actions as audit
from binhyen.core import clock
from binhyen.people import policy
from binhyen.people.models import User
from binhyen.periodic import workflow
from binhyen.periodic.models import Move, Report
from binhyen.periodic.workflow import Act, State

#: Who may do what: the action of the policy for each act.
GRANT = {
    Act.WRITE: "periodic.write",
    Act.CHOOSE: "periodic.choose",
    Act.DROP: "periodic.choose",
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
    Act.SEND: "sent",
    Act.RECEIVE: "received",
    Act.RETURN: "returned",
    Act.MERGE: "merged",
}


class Outrun(Exception):
    """Somebody else acted on the report since it was shown."""


class WindowRuns(Exception):
    """The window is not over: its numbers still change."""


class NothingWritten(Exception):
    """A report without a word in it is not sent."""


class WordsMissing(Exception):
    """A report comes back with words that say what is to be mended."""


def require(report: Report, act: Act, by: User, at: datetime) -> None:
    """Raise NotAllowed or MoveNotAllowed where the act is not theirs or does not follow."""
    policy.require(by, GRANT[act], report, on=clock.local_day(at))
    workflow.after(State(report.state), act)


def move(
    report: Report,
    act: Act,
    *,
    by: User,
    at: datetime,
    words: str = "",
    detail: dict[str, object] | None = None,
    **changes: object,
) -> None:
    """Do one act. Raises NotAllowed, MoveNotAllowed or Outrun."""
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
