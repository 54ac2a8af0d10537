"""Number a signed paper, issue it or cancel it under its number, and enter those that were issued before the house kept
them.

A number once given stays in the register: what must not go out is cancelled with a reason (Decree 30/2020, Art. 15 knows
no gap and no number used twice).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from binhyen.core import clock, text
from binhyen.documents import docx, files, pdf, queries, rules, workflow
from binhyen.documents.actions import numbering
from binhyen.documents.actions.arriving import DayToCome, refuse_marked
from binhyen.documents.actions.moving import Doing, move, write_step
from binhyen.documents.models import LONGEST_NOTE, FileKind, Issuer, Paper, Series
from binhyen.documents.workflow import Act, State
from binhyen.people import policy
from binhyen.people.models import User


class NumberUsed(Exception):
    """Another paper of the series has this number."""


class NumberNotGiven(Exception):
    """The house numbers this series already and has not come so far: `last` is its last number."""

    def __init__(self, last: int) -> None:
        super().__init__(str(last))
        self.last = last


class NotSealed(Exception):
    """It was signed digitally, and the file that bears its number and the body's signature did not come back yet."""


class ReasonMissing(Exception):
    """A number is cancelled with the reason, which the register shows."""


@dataclass(frozen=True)
class _Drawn:
    """Both files of a paper under a number."""

    number: int
    pdf: bytes
    docx: bytes


@dataclass(frozen=True)
class Sending:
    """How a paper goes out: the columns of the register that the paper itself does not say."""

    copies: int | None = None
    sent_on: date | None = None
    note: str = ""


def number(*, paper: Paper, by: User, at: datetime) -> None:
    """Give a signed paper the next number of its series and today's day, and draw the files that bear them. Raises
    NotAllowed, MoveNotAllowed, Outrun, checks.Refused.

    Source: Decree 30/2020, Art. 15: number and day are taken once the paper is signed.
    """
    on = clock.local_day(at)
    policy.require(by, "documents.keep_register", paper, on=on)
    workflow.after(State(paper.state), Act.NUMBER)
    # Drawn with the number it will most likely get, before others have to wait for us; drawn anew if somebody was faster.
    drawn = _draw(paper, _likely(paper, on), on)
    with transaction.atomic():
        series = numbering.of_issuer(paper.issuer, paper.kind, on.year)
        given = numbering.take(series)
        if given != drawn.number:
            drawn = _draw(paper, given, on)
        hashes = {"pdf": files.digest(drawn.pdf), "docx": files.digest(drawn.docx)}
        files.keep(paper, FileKind.PDF, drawn.pdf, at=at)
        files.keep(paper, FileKind.DOCX, drawn.docx, at=at)
        move(
            paper, Doing(Act.NUMBER, by, at),
            detail={"number": given, "symbol": paper.symbol, **hashes},
            series=series, number=given, day=on,
            search_key=f"{paper.search_key} {text.fold(rules.written(given, paper.symbol))}",
        )  # fmt: skip


@transaction.atomic
def issue(*, paper: Paper, sending: Sending, by: User, at: datetime) -> None:
    """Let a numbered paper go out: it is kept as it is, and the trail names the hash of the one file that went out. Raises
    NotAllowed, MoveNotAllowed, Outrun, NotSealed.
    """
    policy.require(by, "documents.keep_register", paper, on=clock.local_day(at))
    workflow.after(State(paper.state), Act.ISSUE)
    if queries.must_be_sealed(paper):
        raise NotSealed(paper.reference)
    kept = queries.numbered_file(paper)
    detail = {"number": paper.number, "symbol": paper.symbol, "sha256": kept.sha256 if kept else ""}
    move(
        paper, Doing(Act.ISSUE, by, at), detail=detail, copies=sending.copies, sent_on=sending.sent_on, note=sending.note,
    )  # fmt: skip


@transaction.atomic
def cancel(*, paper: Paper, words: str, by: User, at: datetime) -> None:
    """Keep a numbered paper from going out: its number stays in the register with the reason, and who drafted it is told.
    Raises NotAllowed, MoveNotAllowed, Outrun, ReasonMissing.
    """
    policy.require(by, "documents.keep_register", paper, on=clock.local_day(at))
    reason = text.seen(words)[:LONGEST_NOTE]
    if not reason:
        raise ReasonMissing(paper.reference)
    detail = {"number": paper.number, "symbol": paper.symbol}
    move(paper, Doing(Act.CANCEL, by, at, reason), detail=detail, note=reason)


def _likely(paper: Paper, on: date) -> int:
    kind = paper.kind if paper.issuer.has_series_by_kind else ""
    known = Series.objects.filter(issuer=paper.issuer, kind=kind, year=on.year)
    return (known.values_list("last", flat=True).first() or 0) + 1


def _draw(paper: Paper, number: int, on: date) -> _Drawn:
    head, said = paper.head(number=number, day=on), paper.said
    return _Drawn(number, pdf.render(head, said), docx.render(head, said))


@dataclass(frozen=True)
class Old:
    """What the paper register says of a paper issued before the house kept it."""

    kind: str
    number: int
    day: date
    title: str
    signer_name: str
    signer_office: str = ""
    recipients: str = ""
    keeper: str = ""


@transaction.atomic
def enter(*, issuer: Issuer, old: Old, sending: Sending, by: User, at: datetime) -> Paper:
    """Enter a paper from the paper register, with the number it has. Raises NotAllowed, DayToCome, NumberUsed,
    NumberNotGiven, checks.Refused for the mark of a state secret.
    """
    on = clock.local_day(at)
    policy.require(by, "documents.keep_register", issuer, on=on)
    refuse_marked(old.title, old.recipients, sending.note)
    if old.day > on:
        raise DayToCome(old.day)
    series = numbering.of_issuer(issuer, old.kind, old.day.year)
    if series.papers.filter(is_entered=False).exists() and old.number > series.last:
        raise NumberNotGiven(series.last)
    symbol = rules.symbol(old.kind, issuer.code, issuer.letter_code)
    written = rules.written(old.number, symbol)
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                unit=issuer.unit, issuer=issuer, kind=old.kind, title=old.title, state=State.ISSUED.value, drafter=by,
                drafted_at=at, signer_name=old.signer_name, signer_office=old.signer_office, series=series,
                number=old.number, symbol=symbol, day=old.day, recipients=old.recipients, keeper=old.keeper,
                copies=sending.copies, sent_on=sending.sent_on, note=sending.note, is_entered=True,
                search_key=text.fold(f"{old.title} {written} {old.recipients}"),
            )  # fmt: skip
    except IntegrityError as reason:
        raise NumberUsed(written) from reason
    numbering.reach(series, old.number)
    detail = {"number": old.number, "symbol": symbol}
    write_step(paper, Doing(Act.ENTER, by, at), detail=detail)
    return paper
