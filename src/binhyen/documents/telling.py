"""Who is told of a step of a paper: whoever may do the next one, and who drafted it when it comes back or is out."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from binhyen.core import clock
from binhyen.documents import queries, workflow
from binhyen.documents.models import Paper
from binhyen.documents.workflow import Act, State
from binhyen.notices import actions as notices
from binhyen.notices.words import What
from binhyen.people import policy
from binhyen.people import queries as people
from binhyen.people.models import User
from binhyen.places.models import Unit

_WAITS: Mapping[State, What] = {
    State.CONTENT_CHECK: What.PAPER_CHECK,
    State.FORM_CHECK: What.PAPER_FORM,
    State.TO_SIGN: What.PAPER_SIGN,
    State.SIGNED: What.PAPER_ISSUE,
}
_TO_DRAFTER: Mapping[Act, What] = {
    Act.SEND_BACK: What.PAPER_BACK,
    Act.CANCEL: What.PAPER_BACK,
    Act.ISSUE: What.PAPER_OUT,
}
_SUBJECT = "paper "


def tell(paper: Paper, act: Act, *, by: User, at: datetime) -> None:
    """Tell of the act that has just brought the paper where it stands; whoever acted is not told. The version tells the
    rounds of a paper apart, so each step is told once."""
    state, mark = State(paper.state), str(paper.version)
    if state in _WAITS:
        to = [user for user in _next(paper, state, at) if user != by]
        notices.tell(to=to, what=_WAITS[state], subject=paper.reference, at=at, mark=mark)
    elif act in _TO_DRAFTER and paper.drafter != by:
        notices.tell(
            to=[paper.drafter], what=_TO_DRAFTER[act], subject=paper.reference, at=at, mark=mark
        )


def _next(paper: Paper, state: State, at: datetime) -> Iterator[User]:
    act, action = workflow.WAITS_FOR[state]
    barred = queries.barred_from(act, paper)
    for unit in Unit.objects.filter(path__in=paper.holding_paths()).order_by("pk"):
        for user in people.holders(action, unit, clock.local_day(at)):
            if user.pk not in barred:
                yield user


def may_know(user: User, subject: str, at: datetime) -> bool:
    """Say whether `user` may still be told of `subject`; what is no paper is judged by whoever told it."""
    if not subject.startswith(_SUBJECT):
        return True
    paper = Paper.objects.select_related("unit").get(pk=subject.removeprefix(_SUBJECT))
    return policy.can(user, "documents.read", paper, on=clock.local_day(at))
