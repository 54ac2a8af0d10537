"""Draft a paper, hand it in, check its content and its form, send it back with words, put it away.

Who drafted does not check, and the two checks are made by two people (Decree 30/2020, Arts. 10-12).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from binhyen.core import clock, text
from binhyen.documents import checks, content, files, pdf, queries, rules, workflow
from binhyen.documents.actions.moving import Doing, move, write_step
from binhyen.documents.content import Content
from binhyen.documents.models import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    FileKind,
    Issuer,
    OwnWording,
    Paper,
)
from binhyen.documents.workflow import Act, State
from binhyen.people import policy
from binhyen.people.models import User

_NOTHING: Mapping[str, object] = {}


class SamePerson(Exception):
    """Who drafted the paper, or checked its content, does not make this check too."""


@transaction.atomic
def draft(
    *,
    issuer: Issuer,
    said: Content,
    by: User,
    at: datetime,
    wording: str = "",
    fields: Mapping[str, object] = _NOTHING,
    own_wording: OwnWording | None = None,
    replaces: Paper | None = None,
) -> Paper:
    """Begin a paper; `wording` and `fields` are what was typed and into which form, `own_wording` the province's version of
    that form, which the paper keeps, `replaces` an issued paper that it
    takes the place of. Raises NotAllowed, checks.Refused, MoveNotAllowed for a paper to replace that was never issued.
    """
    policy.require(by, "documents.draft", issuer, on=clock.local_day(at))
    if replaces is not None and State(replaces.state) not in workflow.REPLACED:
        raise workflow.MoveNotAllowed(replaces.reference)
    paper = Paper(
        unit=issuer.unit, issuer=issuer, drafter=by, drafted_at=at, state=State.DRAFT.value,
        replaces=replaces, wording=wording, own_wording=own_wording, fields=dict(fields), **_told(issuer, said),
    )  # fmt: skip
    checks.check(paper.head(), said)
    paper.save()
    write_step(paper, Doing(Act.DRAFT, by, at), detail={"kind": said.kind})
    return paper


def _told(issuer: Issuer, said: Content) -> dict[str, Any]:
    symbol = rules.symbol(said.kind, issuer.code, issuer.letter_code)
    return {
        "kind": said.kind,
        "title": said.title[:LONGEST_TITLE],
        "content": json.loads(content.to_json(said)),
        "symbol": symbol,
        "recipients": "; ".join(said.recipients),
        "keeper": ", ".join(part for part in (said.keeper, said.drafting_unit) if part)[:120],
        "signer_name": said.signer.name[:120],
        "signer_office": said.signer.office[:200],
        "search_key": text.fold(f"{said.title} {symbol} {' '.join(said.recipients)}"),
    }


@transaction.atomic
def change(
    *,
    paper: Paper,
    said: Content,
    by: User,
    at: datetime,
    fields: Mapping[str, object] = _NOTHING,
) -> None:
    """Write a draft anew. Raises NotAllowed, checks.Refused, MoveNotAllowed, Outrun."""
    policy.require(by, "documents.draft", paper, on=clock.local_day(at))
    checks.check(paper.head(), said)
    told = _told(paper.issuer, said)
    move(paper, Doing(Act.CHANGE, by, at), fields=dict(fields), **told)


@transaction.atomic
def submit(*, paper: Paper, by: User, at: datetime) -> None:
    """Hand a draft in for the check of its content. Raises NotAllowed, MoveNotAllowed, Outrun."""
    policy.require(by, "documents.draft", paper, on=clock.local_day(at))
    move(paper, Doing(Act.SUBMIT, by, at))


@transaction.atomic
def check_content(*, paper: Paper, by: User, at: datetime) -> None:
    """Stand for what it says, as head of the drafting unit. Raises NotAllowed, SamePerson, MoveNotAllowed, Outrun."""
    policy.require(by, "documents.check_content", paper, on=clock.local_day(at))
    if by.pk in queries.barred_from(Act.CHECK_CONTENT, paper):
        raise SamePerson(paper.reference)
    doing = Doing(Act.CHECK_CONTENT, by, at)
    move(paper, doing, content_checked_by=by)


def check_form(*, paper: Paper, by: User, at: datetime) -> None:
    """Stand for its form, and keep the PDF that goes to be signed. Raises NotAllowed, SamePerson, MoveNotAllowed, Outrun,
    checks.Refused.
    """
    policy.require(by, "documents.keep_register", paper, on=clock.local_day(at))
    if by.pk in queries.barred_from(Act.CHECK_FORM, paper):
        raise SamePerson(paper.reference)
    workflow.after(State(paper.state), Act.CHECK_FORM)
    drawn = pdf.render(paper.head(), paper.said)  # before anybody has to wait for us
    with transaction.atomic():
        doing = Doing(Act.CHECK_FORM, by, at)
        move(
            paper, doing, detail={"sha256": files.digest(drawn)},
            form_checked_by=by,
        )  # fmt: skip
        files.keep(paper, FileKind.SENT, drawn, at=at)


@transaction.atomic
def send_back(*, paper: Paper, words: str, by: User, at: datetime) -> None:
    """Give it back to who drafted it, saying why; what was checked is checked again. Raises NotAllowed, MoveNotAllowed,
    Outrun.
    """
    workflow.after(State(paper.state), Act.SEND_BACK)
    _next, action = workflow.WAITS_FOR[State(paper.state)]
    policy.require(by, action, paper, on=clock.local_day(at))
    doing = Doing(Act.SEND_BACK, by, at, text.seen(words)[:LONGEST_NOTE])
    move(
        paper, doing, content_checked_by=None, form_checked_by=None,
        signed_on=None,
    )  # fmt: skip


@transaction.atomic
def drop(*, paper: Paper, by: User, at: datetime) -> None:
    """Put away a draft that comes to nothing. Raises NotAllowed, MoveNotAllowed, Outrun."""
    policy.require(by, "documents.draft", paper, on=clock.local_day(at))
    move(paper, Doing(Act.DROP, by, at))
