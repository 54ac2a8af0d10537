"""Sign a paper: with a digital signature, whose file comes back and is read, or by hand on paper; and, under its number, with
the signature of the body."""

from datetime import date, datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.documents import files, queries, signatures, workflow
from binhyen.documents.actions.arriving import DayToCome
from binhyen.documents.actions.moving import Doing, move
from binhyen.documents.models import FileKind, Paper
from binhyen.documents.workflow import Act, State
from binhyen.people import policy
from binhyen.people.models import User


def sign(
    *,
    paper: Paper,
    name: str,
    office: str,
    on: date,
    by: User,
    at: datetime,
    signed: bytes | None = None,
) -> None:
    """Keep who signed in which office and on which day; `signed` is the PDF with digital signatures, None what was signed
    by hand. Raises NotAllowed, MoveNotAllowed, Outrun, DayToCome, signatures.Refused, files.Altered.
    """
    policy.require(by, "documents.sign", paper, on=clock.local_day(at))
    workflow.after(State(paper.state), Act.SIGN)
    if on > clock.local_day(at):
        raise DayToCome(on)
    sent = queries.last_file(paper, FileKind.SENT)
    assert sent is not None  # noqa: S101  (kept when its form was checked)
    found = signatures.read(signed, sent=files.read(sent)) if signed is not None else []
    with transaction.atomic():
        doing = Doing(Act.SIGN, by, at)
        detail = {"sha256": files.digest(signed)} if signed is not None else {}
        move(
            paper, doing, detail=detail, signer_name=name, signer_office=office,
            signed_on=on,
        )  # fmt: skip
        if signed is not None:
            told = [each.told() for each in found]
            files.keep(paper, FileKind.SIGNED, signed, at=at, signatures=told)


def seal(*, paper: Paper, signed: bytes, by: User, at: datetime) -> None:
    """Keep the numbered PDF as it came back with the signature of the body, beside the one signed before; sent again, the
    later one goes out. Raises NotAllowed, MoveNotAllowed, Outrun, signatures.Refused, files.Altered.

    Source: Decree 30/2020, Arts. 5 and 17, App. I, II.8: the body signs what its head signed and the registry numbered.
    """
    policy.require(by, "documents.keep_register", paper, on=clock.local_day(at))
    workflow.after(State(paper.state), Act.SEAL)
    drawn = queries.last_file(paper, FileKind.PDF)
    assert drawn is not None  # noqa: S101  (kept when it was numbered)
    found = signatures.read(signed, sent=files.read(drawn))
    with transaction.atomic():
        move(paper, Doing(Act.SEAL, by, at), detail={"sha256": files.digest(signed)})
        told = [each.told() for each in found]
        files.keep(paper, FileKind.SEALED, signed, at=at, signatures=told)
