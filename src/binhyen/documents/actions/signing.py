"""Sign a paper: with a digital signature, whose file comes back and is read, or by hand on paper."""

from datetime import date, datetime

from django.db import transaction

from binhyen.core import clock
from binhyen.documents import files, signatures, workflow
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
    sent = paper.files.filter(kind=FileKind.SENT).order_by("-pk")[0]
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
