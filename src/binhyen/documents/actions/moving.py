"""How every act moves a paper: by compare-and-set, with its step and its line on the trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from binhyen.audit import actions as audit
from binhyen.documents import telling, workflow
from binhyen.documents.models import Paper, Step
from binhyen.documents.workflow import EVENTS, Act, State
from binhyen.people.models import User


class Outrun(Exception):
    """Somebody else acted on it since it was shown."""


@dataclass(frozen=True)
class Doing:
    """An act on a paper: who does it, when, and what they say."""

    act: Act
    by: User
    at: datetime
    words: str = ""


def move(
    paper: Paper,
    doing: Doing,
    *,
    detail: Mapping[str, object] | None = None,
    **fields: object,
) -> None:
    """Bring the paper to where the act leads, set `fields` and tell whoever is next. Raises MoveNotAllowed, Outrun."""
    to = workflow.after(State(paper.state), doing.act)
    known = Paper.objects.filter(pk=paper.pk, version=paper.version, state=paper.state)
    if known.update(state=to.value, version=F("version") + 1, **fields) != 1:
        raise Outrun(paper.reference)
    paper.refresh_from_db()
    write_step(paper, doing, detail=detail)
    telling.tell(paper, doing.act, by=doing.by, at=doing.at)


def write_step(paper: Paper, doing: Doing, *, detail: Mapping[str, object] | None = None) -> None:
    """Write the step and the line on the trail."""
    Step.objects.create(
        paper=paper, act=doing.act.value, by=doing.by, at=doing.at, words=doing.words
    )
    audit.record(
        event=f"documents.{EVENTS[doing.act]}",
        subject=paper.reference,
        actor=doing.by.ref,
        at=doing.at,
        detail=detail,
    )
